"""The same inspection over many machines: one job a site in the database that keeps the facts."""
