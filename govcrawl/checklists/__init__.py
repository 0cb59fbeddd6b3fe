"""Floor 3: the checklists as dated data. One folder an edition, one TOML an indicator."""
