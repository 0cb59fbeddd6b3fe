"""The schema: migrations lead to the tables in code, the views are those of the public contract, all is commented."""

import re
import traceback
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from govcrawl.store.database import Database, DatabaseError, make_database, make_engine, open_database
from govcrawl.store.migrate import current_revision, head_revision, upgrade
from govcrawl.store.server import Cluster
from govcrawl.store.tables import SCHEMA, metadata

CONTRACT = {
    "sites": "site_id_code, name, host_unit, kind, level, region_code, region, url, state",
    "inspections": "inspection, edition, as_of, scope, sites_selected, sites_inspected, sites_offline, sites_unqualified,"
    " sites_undetermined, pass_rate, started_at, finished_at",
    "verdicts": "inspection, edition, site_id_code, site_name, kind, region_code, url, verdict, official_verdict, score_low,"
    " score_high, deductions, bonus, veto_indicators, problems, judged_at",
    "findings": "inspection, edition, site_id_code, site_name, indicator, kind, problem, outcome, subject, url, parent_url,"
    " detail, points, confidence, observed_at, review, evidence",
    "columns": "inspection, site_id_code, column_name, column_kind, level, url, newest_item_on, items, dated_items,"
    " days_since_update, state",
    "links": "inspection, site_id_code, url, parent_url, anchor, place, scope, resource, fate, status, attempts,"
    " first_seen_at, last_checked_at",
    "fetches": "inspection, site_id_code, url, parent_url, asked_at, outcome, status, tls, first_byte_seconds, seconds,"
    " bytes, attempts, client, vantage, detail",
    "footers": "inspection, site_id_code, url, mark, present, value, where_found",
    "messages": "inspection, site_id_code, column_name, url, title, asked_on, answered_on, answering_unit, days_open",
    "guides": "inspection, site_id_code, url, title, elements_present, elements_missing",
    "probes": "site_id_code, probed_at, vantage, outcome, seconds",
    "availability": "inspection, site_id_code, probes, failures, failure_rate, p95_seconds",
    "articles": "site_id_code, url, title, column_name, printed_on, url_date, first_seen_at, content_digest",
    "regions": "inspection, region_code, region, portal, department, county_and_below, platform, inspected, unqualified,"
    " pass_rate",
    "rectifications": "inspection, site_id_code, problem, subject, notified_on, rectify_by, rectified_on, state",
}


def test_views_are_those_of_the_contract(database: Database) -> None:
    with database.engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT table_name, string_agg(column_name, ', ' ORDER BY ordinal_position) AS columns"
                " FROM information_schema.columns WHERE table_schema = 'report' GROUP BY table_name"
            )
        )
        assert {row.table_name: row.columns for row in found} == CONTRACT


def test_types_are_those_that_readers_expect(database: Database) -> None:
    with database.engine.connect() as connection:
        wrong = connection.execute(
            text(
                "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'report'"
                " AND ((column_name ~ '_at$' AND data_type <> 'timestamp with time zone')"
                " OR (column_name ~ '_on$|^as_of$|_by$|_date$' AND data_type <> 'date')"
                " OR (column_name ~ 'code$' AND data_type <> 'text'))"
            )
        ).all()
    assert wrong == []


@pytest.mark.parametrize("schema", ["report", "operations", SCHEMA])
def test_every_relation_and_column_is_commented(database: Database, schema: str) -> None:
    with database.engine.connect() as connection:
        bare = connection.scalars(
            text(
                "SELECT c.relname || '.' || coalesce(a.attname, '') FROM pg_class AS c"
                " LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0"
                " WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind IN ('r', 'v', 'p') AND NOT c.relispartition"
                " AND c.relname NOT IN ('alembic_version', 'counted_probes')"
                " AND (coalesce(col_description(c.oid, a.attnum), '') = '' OR obj_description(c.oid) IS NULL)"
            ),
            {"schema": schema},
        ).all()
    assert bare == []


@pytest.mark.filterwarnings("ignore:Computed default")
def test_migrations_lead_to_the_tables_in_code(database: Database) -> None:
    with database.engine.connect() as connection:

        def ours(name: str | None, kind: str, parents: object) -> bool:
            if kind == "table":
                return name != "alembic_version" and not re.search(r"_(default|first|\d{4}q\d)$", name or "")
            return kind != "schema" or name == SCHEMA

        options = {"include_schemas": True, "include_name": ours, "compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        found = [
            one for each in compare_metadata(context, metadata) for one in (each if isinstance(each, list) else [each])
        ]
    # Alembic compares defaults by asking for both values: those drawn from a sequence differ each time.
    drawn = [one for one in found if one[0] == "modify_default"]
    assert {(one[2], one[3]) for one in drawn} <= {("inspections", "id"), ("visits", "seq")}
    assert [one for one in found if one not in drawn] == []


def test_upgrading_again_changes_nothing(database: Database) -> None:
    written = text("SELECT max(xmin::text::bigint) FROM pg_class WHERE relnamespace = 'report'::regnamespace")
    with database.engine.connect() as connection:
        assert current_revision(connection) == head_revision()
        before = connection.scalar(written)
    upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.scalar(written) == before


def test_changed_views_are_made_anew(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("DROP VIEW report.sites"))
        connection.execute(text("COMMENT ON SCHEMA report IS 'of another version'"))
    upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM report.sites")) == 0


def test_a_named_database_is_migrated(server: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    make_database(server, "named")
    url = server.url("named")
    with open_database(url, migrate=False) as opened, opened.engine.connect() as connection:
        assert current_revision(connection) is None
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", url.replace("postgresql:", "postgres:"))
    with open_database() as opened, opened.engine.connect() as connection:
        assert opened.embedded is None
        assert opened.url == url
        assert current_revision(connection) == head_revision()
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", url.replace("postgresql:", "postgresql+psycopg:"))
    with open_database() as opened:
        assert opened.url == url


def test_the_embedded_database_is_the_default(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVCRAWL_DATABASE_URL", raising=False)
    monkeypatch.setenv("GOVCRAWL_HOME", str(home))
    with open_database() as opened, opened.engine.connect() as connection:
        assert opened.embedded is not None
        assert connection.scalar(text("SHOW timezone")) == "UTC"
        assert connection.scalar(text("SELECT count(*) FROM report.verdicts")) == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://me:geheim@127.0.0.1:1/none", "cannot use the database postgresql://me:***@127.0.0.1:1/none"),
        ("postgresql://me:geheim@/none?host=/no/such/folder", "cannot use the database"),
        ("mysql://me:geheim@127.0.0.1/none", "PostgreSQL only, not in 'mysql'"),
        ("sqlite:///x.db", "PostgreSQL only"),
        ("geheim", "malformed"),
        ("postgresql://me:geheim@host:port/none", "malformed"),
    ],
)
def test_a_wrong_address_is_one_clear_word_without_the_password(url: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=re.escape(said)) as raised, open_database(url):
        pass
    shown = "".join(traceback.format_exception(raised.value))
    assert "geheim" not in shown.replace(f'open_database("{url}")', "")


def test_no_representation_shows_the_password() -> None:
    url = "postgresql://me:geheim@127.0.0.1:1/none"
    database = Database(url, make_engine(url))
    assert "geheim" not in f"{database!r} {database.safe_url} {database.engine!r}"
    assert "geheim" in database.url
