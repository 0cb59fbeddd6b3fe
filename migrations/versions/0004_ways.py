"""The breadcrumb of every page: it settles the level of a column."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    comment = "Names on its breadcrumb, its own last"
    way: sa.Column[list[str]] = sa.Column("way", postgresql.ARRAY(sa.Text()), nullable=True, comment=comment)
    op.add_column("pages", way, schema="govcrawl")


def downgrade() -> None:
    op.drop_column("pages", "way", schema="govcrawl")
