"""The State Council's items that others must re-post."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "source_items",
        sa.Column(
            "url_key",
            sa.UUID(),
            sa.Computed("md5(title || E'\\n' || url)::uuid", persisted=True),
            nullable=False,
            comment="Digest of the address, the key of the row",
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="Title as the source printed it"),
        sa.Column("url", sa.Text(), nullable=False, comment="Address at the source; empty where the list gave none"),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When the source published it; the start of the day where only that is known",
        ),
        sa.Column(
            "has_time", sa.Boolean(), nullable=False, server_default="false", comment="Whether the hour is known"
        ),
        sa.PrimaryKeyConstraint("url_key", name=op.f("source_items_pkey")),
        schema="govcrawl",
        comment="Items of the State Council's site that others must re-post",
    )


def downgrade() -> None:
    op.drop_table("source_items", schema="govcrawl")
