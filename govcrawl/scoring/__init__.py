"""Floor 4: findings and an edition to a verdict with an interval."""
