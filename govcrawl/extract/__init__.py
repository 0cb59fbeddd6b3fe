"""Floor 1: HTML to facts, with no rule in mind."""
