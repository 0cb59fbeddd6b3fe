"""Who may do what in the database. Only grants bind: session settings are defaults that anybody can change.

owner: owns everything, cannot log in. crawler: writes what it sees, deletes nothing, and only ever adds evidence and
judgements. reviewer: adds decisions and the judgements that follow from them. analyst: reads the views of `report` and
`operations`.
"""

from sqlalchemy import Connection, Engine, text

from govcrawl.store.tables import SCHEMA, metadata
from govcrawl.store.views import OPERATIONS_SCHEMA, VIEW_SCHEMA

OWNER = "govcrawl_owner"
CRAWLER = "govcrawl_crawler"
REVIEWER = "govcrawl_reviewer"
ANALYST = "govcrawl_analyst"
ROLES = (OWNER, CRAWLER, REVIEWER, ANALYST)

_APPENDED = frozenset({"evidence", "judgements", "findings", "link_checks"})
"""Rows of these are never changed once they are written."""
_DECIDED = frozenset({"reviews", "official_verdicts", "rectifications", "appeals"})
"""What only persons write."""
_REGISTER = frozenset({"sites", "source_items"})
_REVIEWER_ADDS = frozenset({"reviews", "official_verdicts", "judgements", "findings", "evidence"})
"""Evidence: a claim is looked at again at once."""
_REVIEWER_CHANGES = frozenset({"holds", "rectifications", "current_judgements", "appeals"})


def make_roles(engine: Engine) -> tuple[str, ...]:
    """Makes the roles where they are missing and sets their grants; returns their names.

    Crawler, reviewer and analyst may log in once an administrator gives them a password. Needs CREATEROLE.
    """
    with engine.begin() as connection:
        for role in ROLES:
            if not _exists(connection, role):
                connection.execute(text(f"CREATE ROLE {role} {'NOLOGIN' if role == OWNER else 'LOGIN'}"))
        if not connection.scalar(text(f"SELECT pg_has_role(current_user, '{OWNER}', 'MEMBER')")):
            connection.execute(text(f"GRANT {OWNER} TO CURRENT_USER"))
        set_grants(connection)
    return ROLES


def set_grants(connection: Connection) -> None:
    """Sets owners and grants of all tables and views; does nothing in a database without the roles."""
    if not all(_exists(connection, role) for role in ROLES):
        return
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    run = connection.exec_driver_sql
    run(f"REVOKE TEMPORARY, CREATE ON DATABASE {database} FROM PUBLIC")
    run("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for schema in (SCHEMA, VIEW_SCHEMA, OPERATIONS_SCHEMA):
        run(f"ALTER SCHEMA {schema} OWNER TO {OWNER}")
        run(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {CRAWLER}, {REVIEWER}, {ANALYST}")
        for name in _relations(connection, schema):
            run(f"ALTER TABLE {schema}.{name} OWNER TO {OWNER}")
    run(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {CRAWLER}, {REVIEWER}")
    run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {CRAWLER}, {REVIEWER}")
    for schema in (VIEW_SCHEMA, OPERATIONS_SCHEMA):
        run(f"GRANT USAGE ON SCHEMA {schema} TO {CRAWLER}, {REVIEWER}, {ANALYST}")
        run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {CRAWLER}, {REVIEWER}, {ANALYST}")
    run(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {CRAWLER}, {REVIEWER}")
    for table in metadata.tables.values():
        for role, rights in _rights_on(table.name):
            run(f"GRANT {rights} ON {SCHEMA}.{table.name} TO {role}")


def _rights_on(table: str) -> list[tuple[str, str]]:
    rights = []
    if table in _APPENDED:
        rights.append((CRAWLER, "INSERT"))
    elif table not in _DECIDED | _REGISTER:
        rights.append((CRAWLER, "INSERT, UPDATE"))
    if table in _REVIEWER_ADDS:
        rights.append((REVIEWER, "INSERT"))
    elif table in _REVIEWER_CHANGES:
        rights.append((REVIEWER, "INSERT, UPDATE"))
    return rights


def _exists(connection: Connection, role: str) -> bool:
    return connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}) is not None


def _relations(connection: Connection, schema: str) -> list[str]:
    found = connection.execute(
        text(
            "SELECT quote_ident(relname) FROM pg_class"
            " WHERE relnamespace = to_regnamespace(:schema) AND relkind IN ('r', 'p', 'v', 'm') ORDER BY relname"
        ),
        {"schema": schema},
    )
    return [str(name) for (name,) in found]
