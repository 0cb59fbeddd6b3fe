"""Floor 6: what to visit, one spider a kind of site."""
