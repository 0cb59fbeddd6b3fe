"""Floor 5: WARC records and screenshots behind findings."""
