"""Floor 4: register files (CSV, XLSX) read into sites."""
