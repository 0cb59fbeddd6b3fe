"""Floor 3: dated editions of the checklists, as data, and their loader."""
