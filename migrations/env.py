"""Alembic's environment: the connection comes from `govcrawl.store.migrate`, in whose transaction all steps run."""

from alembic import context
from sqlalchemy import text

from govcrawl.store.tables import SCHEMA, metadata

connection = context.config.attributes["connection"]
connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table_schema=SCHEMA,
    include_schemas=True,
    transactional_ddl=True,
)
context.run_migrations()
