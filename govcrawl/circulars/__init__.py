"""Floor 4: published circulars read into rows, checked and compared."""
