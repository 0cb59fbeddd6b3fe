"""What each role may and may not do, tried on a real server. Grants bind, settings do not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from store_samples import ASKED, CODE, HOME, NAME, begin, rich_home, store

from govcrawl.cli.causes import database_error
from govcrawl.model.findings import Judgement
from govcrawl.model.items import LinkChecked
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Verdict
from govcrawl.store.database import Database, DatabaseError, make_engine, open_database
from govcrawl.store.finish import finish_site
from govcrawl.store.inspections import begin_sites
from govcrawl.store.judgements import save_judgement
from govcrawl.store.load import site_facts
from govcrawl.store.migrate import upgrade
from govcrawl.store.roles import ANALYST, CRAWLER, OWNER, REVIEWER, make_roles

ADD_EVIDENCE = (
    "INSERT INTO govcrawl.evidence (inspection_id, site_id_code, url, kind, digest, file, recorded_at)"
    f" VALUES (1, '{CODE}', 'u', 'warc', 'd', 'f', now())"
)
ADD_REVIEW = (
    "INSERT INTO govcrawl.reviews (inspection_id, site_id_code, indicator, subject, decision, reason, decided_by)"
    f" VALUES (1, '{CODE}', 'i', 's', 'waived', 'r', 'b')"
)
ADD_APPEAL = (
    "INSERT INTO govcrawl.appeals (inspection_id, site_id_code, indicator, subject, claim, claimed_by)"
    f" VALUES (1, '{CODE}', 'i', 's', 'c', 'b')"
)
ALLOWED = [
    (CRAWLER, ADD_EVIDENCE),
    (CRAWLER, "UPDATE govcrawl.links SET fate = 'alive'"),
    (CRAWLER, "UPDATE govcrawl.inspection_sites SET status = 'running'"),
    (CRAWLER, "SELECT * FROM govcrawl.reviews"),
    (CRAWLER, "SELECT * FROM report.verdicts"),
    (REVIEWER, ADD_REVIEW),
    (REVIEWER, ADD_APPEAL),
    (REVIEWER, ADD_EVIDENCE),  # a claim is looked at again at once
    (REVIEWER, "SELECT * FROM govcrawl.pages"),
    (REVIEWER, "UPDATE govcrawl.holds SET released_at = now()"),
    (ANALYST, "SELECT * FROM report.fetches"),
    (ANALYST, "SELECT count(*) FROM report.availability"),
    (ANALYST, "SELECT mark FROM report.footers"),
]
REFUSED = [
    (CRAWLER, "DELETE FROM govcrawl.pages"),
    (CRAWLER, "TRUNCATE govcrawl.links"),
    (CRAWLER, "DROP TABLE govcrawl.links"),
    (CRAWLER, "UPDATE govcrawl.evidence SET file = 'g'"),
    (CRAWLER, "DELETE FROM govcrawl.evidence"),
    (CRAWLER, "UPDATE govcrawl.judgements SET verdict = 'qualified'"),
    (CRAWLER, "UPDATE govcrawl.findings SET review = 'waived'"),
    (CRAWLER, "DELETE FROM govcrawl.findings"),
    (CRAWLER, ADD_REVIEW),
    (CRAWLER, "UPDATE govcrawl.sites SET state = 'closed'"),
    (CRAWLER, "UPDATE govcrawl.link_checks SET fate = 'alive'"),
    (CRAWLER, "CREATE TABLE govcrawl.x (a int)"),
    (REVIEWER, "UPDATE govcrawl.reviews SET decision = 'none'"),
    (REVIEWER, "DELETE FROM govcrawl.reviews"),
    (REVIEWER, "UPDATE govcrawl.pages SET title = ''"),
    (REVIEWER, "UPDATE govcrawl.evidence SET file = 'g'"),
    (REVIEWER, "DELETE FROM govcrawl.appeals"),
    (CRAWLER, ADD_APPEAL),
    (ANALYST, "SELECT * FROM govcrawl.fetches"),
    (ANALYST, "SELECT * FROM govcrawl.evidence"),
    (ANALYST, "INSERT INTO report.sites (site_id_code) VALUES ('1')"),
    (ANALYST, "UPDATE report.probes SET outcome = 'ok'"),
    (ANALYST, "DELETE FROM report.articles"),
    (ANALYST, "CREATE TABLE public.x (a int)"),
    (ANALYST, "CREATE TABLE report.x (a int)"),
    (ANALYST, "CREATE TEMPORARY TABLE x (a int)"),
    (ANALYST, "CREATE SCHEMA x"),
    (ANALYST, "COPY (SELECT 1) TO PROGRAM 'cat'"),
    (ANALYST, "COPY (SELECT 1) TO '/tmp/x'"),
    (ANALYST, "SELECT pg_read_file('postgresql.conf')"),
    (ANALYST, f"SET ROLE {OWNER}"),
    (ANALYST, "SET SESSION AUTHORIZATION govcrawl"),
    (ANALYST, f"GRANT {OWNER} TO {ANALYST}"),
]


@pytest.fixture
def granted(database: Database) -> Database:
    """A database with roles and something in it."""
    store(database, begin(database), rich_home())
    assert make_roles(database.engine) == (OWNER, CRAWLER, REVIEWER, ANALYST)
    assert make_roles(database.engine) == (OWNER, CRAWLER, REVIEWER, ANALYST)
    return database


@contextmanager
def logged_in(database: Database, role: str) -> Iterator[Connection]:
    """A connection that really is of the role, not of a superuser in its clothes."""
    assert database.embedded is not None
    name = database.engine.url.database
    assert name is not None
    engine = make_engine(database.embedded.url(name, role))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@pytest.mark.parametrize("role", [CRAWLER, REVIEWER, ANALYST])
def test_what_each_role_may_and_may_not(granted: Database, role: str) -> None:
    with logged_in(granted, role) as connection:
        for statement in (statement for who, statement in ALLOWED if who == role):
            connection.execute(text(statement))
            connection.rollback()
        for statement in (statement for who, statement in REFUSED if who == role):
            with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
                connection.execute(text(statement))
            connection.rollback()


def test_the_crawler_crawls_and_judges(granted: Database) -> None:
    assert granted.embedded is not None
    url = granted.embedded.url(str(granted.engine.url.database), CRAWLER)
    with open_database(url) as opened:
        store(opened, 1, rich_home(), LinkChecked(CODE, HOME, LinkFate.ALIVE, FetchOutcome.OK, ASKED))
        with opened.engine.begin() as connection:
            begin_sites(connection, 1, [CODE])
            facts = site_facts(connection, NAME, CODE)
            judged = Judgement(CODE, "e", "d", "v", Verdict.QUALIFIED)
            assert save_judgement(connection, NAME, judged)
            finish_site(connection, NAME, facts, "done")


def test_the_owner_cannot_log_in(granted: Database) -> None:
    with pytest.raises(OperationalError, match="not permitted to log in"), logged_in(granted, OWNER):
        pass


def test_the_owner_owns_all(granted: Database) -> None:
    with granted.engine.connect() as connection:
        owners = connection.scalars(
            text(
                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'govcrawl'"
                " UNION SELECT DISTINCT viewowner FROM pg_views WHERE schemaname = 'report'"
            )
        ).all()
    assert owners == [OWNER]


def test_grants_survive_an_upgrade(granted: Database) -> None:
    with granted.engine.begin() as connection:
        connection.execute(text("DROP VIEW report.sites"))
        connection.execute(text("COMMENT ON SCHEMA report IS 'of another version'"))
    upgrade(granted.engine)
    with logged_in(granted, ANALYST) as connection:
        assert connection.scalar(text("SELECT count(*) FROM report.sites")) == 1


@pytest.mark.parametrize(
    ("stands", "role", "said"),
    [
        ("0008", CRAWLER, "数据库尚未升级到本程序的版本"),
        ("9999", CRAWLER, "数据库的版本 9999 比本程序新"),
        ("0008", ANALYST, "该账号没有所需的权限"),
    ],
)
def test_a_database_of_another_version_names_the_cure(granted: Database, stands: str, role: str, said: str) -> None:
    assert granted.embedded is not None
    with granted.engine.begin() as connection:
        connection.execute(text("UPDATE govcrawl.alembic_version SET version_num = :stands"), {"stands": stands})
    url = granted.embedded.url(str(granted.engine.url.database), role)
    with pytest.raises((DatabaseError, ProgrammingError)) as refused, open_database(url):
        pass
    assert said in database_error(refused.value).zh
