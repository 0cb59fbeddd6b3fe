"""Floor 2: what is true of one publishing system only."""
