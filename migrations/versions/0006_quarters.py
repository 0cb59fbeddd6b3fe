"""Observations in partitions by quarter: an inspection's number begins with the quarter in which it was opened.

What was stored before stays together in partitions named `..._first`; nothing is copied.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = ("visits", "fetches", "pages", "links", "link_checks", "article_observations", "evidence")
FIRST_QUARTERLY = 100_000_000
"""Numbers below were given one by one; from here on they are made of year, quarter and five digits."""


def upgrade() -> None:
    op.add_column(
        "inspections",
        sa.Column("pruned_at", sa.DateTime(timezone=True), nullable=True, comment="When its observations were dropped"),
        schema="govcrawl",
    )
    last = op.get_bind().scalar(sa.text("SELECT coalesce(max(id), 0) FROM govcrawl.inspections"))
    op.execute("ALTER TABLE govcrawl.inspections ALTER COLUMN id DROP IDENTITY")
    op.execute(f"CREATE SEQUENCE govcrawl.inspections_seq START {last + 1}")
    owner = op.get_bind().scalar(
        sa.text(
            "SELECT quote_ident(tableowner) FROM pg_tables WHERE schemaname = 'govcrawl' AND tablename = 'inspections'"
        )
    )
    op.execute(f"ALTER SEQUENCE govcrawl.inspections_seq OWNER TO {owner}")
    op.execute("ALTER SEQUENCE govcrawl.inspections_seq OWNED BY govcrawl.inspections.id")
    op.execute(
        "ALTER TABLE govcrawl.inspections ALTER COLUMN id SET DEFAULT"
        " to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYQ')::integer * 100000"
        " + (nextval('govcrawl.inspections_seq') % 100000)::integer"
    )
    op.execute(
        "COMMENT ON COLUMN govcrawl.inspections.id IS 'Number used as key by other tables: year, quarter, five digits'"
    )
    seen = op.get_bind().scalar(sa.text("SELECT coalesce(max(seq), 0) FROM govcrawl.visits"))
    op.execute("ALTER TABLE govcrawl.visits ALTER COLUMN seq DROP IDENTITY")
    op.execute(f"CREATE SEQUENCE govcrawl.visits_seq START {seen + 1}")
    op.execute("ALTER TABLE govcrawl.visits ALTER COLUMN seq SET DEFAULT nextval('govcrawl.visits_seq')")
    for table in TABLES:
        _divide(table)
    op.execute("ALTER SEQUENCE govcrawl.visits_seq OWNED BY govcrawl.visits.seq")


def _divide(table: str) -> None:
    run = op.execute
    indexes = op.get_bind().execute(
        sa.text("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = to_regclass(:name)"),
        {"name": f"govcrawl.{table}"},
    )
    names = [str(name).rpartition(".")[2] for (name,) in indexes]
    run(f"ALTER TABLE govcrawl.{table} RENAME TO {table}_first")
    for name in names:
        run(f"ALTER INDEX govcrawl.{name} RENAME TO {name}_first")
    run(
        f"CREATE TABLE govcrawl.{table} (LIKE govcrawl.{table}_first INCLUDING ALL EXCLUDING INDEXES)"
        " PARTITION BY RANGE (inspection_id)"
    )
    keys = op.get_bind().execute(
        sa.text(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisprimary, ("
            " SELECT string_agg(quote_ident(attname), ', ' ORDER BY place) FROM unnest(indkey::smallint[])"
            " WITH ORDINALITY AS k (number, place) JOIN pg_attribute ON attrelid = indrelid AND attnum = number)"
            " FROM pg_index WHERE indrelid = to_regclass(:name)"
        ),
        {"name": f"govcrawl.{table}_first"},
    )
    for name, _, is_primary, columns in keys.all():
        plain = str(name).rpartition(".")[2].removesuffix("_first")
        if is_primary:
            run(f"ALTER TABLE govcrawl.{table} ADD CONSTRAINT {plain} PRIMARY KEY ({columns})")
        else:
            run(f"CREATE INDEX {plain} ON govcrawl.{table} ({columns})")
    run(
        f"ALTER TABLE govcrawl.{table} ATTACH PARTITION govcrawl.{table}_first"
        f" FOR VALUES FROM (MINVALUE) TO ({FIRST_QUARTERLY})"
    )
    run(f"CREATE TABLE govcrawl.{table}_default PARTITION OF govcrawl.{table} DEFAULT")
    comment = op.get_bind().scalar(
        sa.text("SELECT quote_literal(obj_description(to_regclass(:name)))"), {"name": f"govcrawl.{table}_first"}
    )
    run(f"COMMENT ON TABLE govcrawl.{table} IS {comment}")


def downgrade() -> None:
    raise NotImplementedError("there is no way back but the dump (RUNBOOK.md)")
