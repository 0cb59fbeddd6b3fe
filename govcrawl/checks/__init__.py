"""Floor 3: facts and parameters to findings; pure functions."""
