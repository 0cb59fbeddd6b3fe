"""Floor 7: the same inspection over many machines."""
