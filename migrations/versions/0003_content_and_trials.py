"""Doubtful text, and trials of a site's own search."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    content = sa.Column(
        "content",
        postgresql.JSONB(),
        nullable=True,
        comment="Doubtful text: garbled, wrong words, personal data (masked)",
    )
    trial = sa.Column("trial", postgresql.JSONB(), nullable=True, comment="A trial of the site's own search")
    op.add_column("pages", content, schema="govcrawl")
    op.add_column("pages", trial, schema="govcrawl")


def downgrade() -> None:
    op.drop_column("pages", "trial", schema="govcrawl")
    op.drop_column("pages", "content", schema="govcrawl")
