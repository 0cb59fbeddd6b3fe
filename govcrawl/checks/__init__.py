"""Floor 3: pure functions of stored facts and an indicator's parameters; `table.CHECKS` lists them, `run` runs them."""
