"""What the keeper of the installation was told."""

from sqlalchemy import Column, Table, Text

from govcrawl.store.tables.base import instant, metadata

alerts = Table(
    "alerts",
    metadata,
    Column("event", Text, primary_key=True, comment="What happened, told once"),
    instant("told_at", "When it was told", nullable=False, default="now()"),
    comment="Events of which the keeper of the installation was told",
)
