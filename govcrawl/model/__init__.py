"""Floor 0: the records and closed word lists that every other room speaks in."""
