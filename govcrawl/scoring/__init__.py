"""Floor 4: findings and an edition become a verdict that can be unfolded again."""
