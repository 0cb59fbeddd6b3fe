"""Dates as data: patterns.toml and the reader that runs it."""
