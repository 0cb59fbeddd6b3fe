"""Alembic migrations, run from Python by `govcrawl.store.migrate`; there is no alembic.ini."""
