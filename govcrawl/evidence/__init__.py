"""Evidence: what was asked and answered, kept as WARC, and inspections from such an archive."""
