"""Figures of services and letters that a page publishes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    comment = "Figures of services and letters that the page publishes"
    column = sa.Column("statistics", postgresql.JSONB(), nullable=True, comment=comment)
    op.add_column("pages", column, schema="govcrawl")


def downgrade() -> None:
    op.drop_column("pages", "statistics", schema="govcrawl")
