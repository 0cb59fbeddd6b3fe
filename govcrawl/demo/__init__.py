"""Floor 7: simulated cities of government sites with planted faults and a truth file."""
