"""What the keeper of the installation was told."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "alerts",
        sa.Column("event", sa.Text(), nullable=False, comment="What happened, told once"),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="When it was told",
        ),
        sa.PrimaryKeyConstraint("event", name=op.f("alerts_pkey")),
        schema="govcrawl",
        comment="Events of which the keeper of the installation was told",
    )


def downgrade() -> None:
    op.drop_table("alerts", schema="govcrawl")
