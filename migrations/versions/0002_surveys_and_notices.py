"""Surveys, and the words that an empty list shows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    surveys = sa.Column("surveys", postgresql.JSONB(), nullable=True, comment="Surveys and calls for opinions")
    notice = sa.Column("notice", sa.Text(), nullable=True, comment="Words that an empty list shows in place of rows")
    op.add_column("pages", surveys, schema="govcrawl")
    op.add_column("pages", notice, schema="govcrawl")


def downgrade() -> None:
    op.drop_column("pages", "notice", schema="govcrawl")
    op.drop_column("pages", "surveys", schema="govcrawl")
