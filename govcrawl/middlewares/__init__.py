"""Floor 6: how a URL is asked: guard, politeness, client, outcome."""
