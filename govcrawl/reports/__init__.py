"""Floor 6: documents that an office sends, from the reporting views."""
