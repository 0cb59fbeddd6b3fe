"""What owners of sites claim against findings, and what was seen when the page was looked at again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False, comment="Number of the claim"),
        sa.Column("inspection_id", sa.Integer(), nullable=False, comment="Number of the inspection"),
        sa.Column("site_id_code", sa.Text(), nullable=False, comment="网站标识码, text"),
        sa.Column("indicator", sa.Text(), nullable=False, comment="Indicator of the finding that is contested"),
        sa.Column("problem", sa.Text(), nullable=True, comment="Problem word of the finding"),
        sa.Column("subject", sa.Text(), nullable=False, comment="Subject of the finding"),
        sa.Column("url", sa.Text(), nullable=True, comment="Address of the finding"),
        sa.Column("claim", sa.Text(), nullable=False, comment="What the owner says"),
        sa.Column("claimed_by", sa.Text(), nullable=False, comment="Who says it"),
        sa.Column(
            "claimed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was recorded",
        ),
        sa.Column(
            "seen",
            postgresql.JSONB(),
            nullable=True,
            comment="What each address answered when it was asked again; null where it was not asked",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("appeals_pkey")),
        schema="govcrawl",
        comment="Claims of owners against findings, with the look that each one caused",
    )
    op.create_index(
        op.f("appeals_inspection_id_site_id_code_idx"), "appeals", ["inspection_id", "site_id_code"], schema="govcrawl"
    )


def downgrade() -> None:
    op.drop_table("appeals", schema="govcrawl")
