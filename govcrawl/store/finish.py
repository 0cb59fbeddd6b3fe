"""The end of a site: what its pages came to is written beside them, and the site is marked done."""

from sqlalchemy import Connection, text

from govcrawl.model.facts import SiteFacts
from govcrawl.store.clean import clean_record
from govcrawl.store.connection import sql_file
from govcrawl.store.encode import encode
from govcrawl.store.inspections import Named, end_site, stored_inspection

_REMEMBER_ARTICLES = sql_file("remember_articles")
_SAVE_COLUMNS = text(
    "UPDATE govcrawl.site_columns AS c SET state = n.state, why = n.why, newest_item_on = n.newest_item_on,"
    " newest_item_url = n.newest_item_url, items = n.items, dated_items = n.dated_items, level = n.level, kind = n.kind,"
    " path = n.path, historical = n.historical"
    " FROM jsonb_to_recordset(CAST(:columns AS jsonb)) AS n (url text, state text, why text, newest_item_on date,"
    " newest_item_url text, items int, dated_items int, level int, kind text, path text[], historical boolean)"
    " WHERE c.inspection_id = :inspection AND c.site_id_code = :code AND c.url_key = md5(n.url)::uuid"
)


def finish_site(connection: Connection, inspection: Named, facts: SiteFacts, reason: str) -> bool:
    """Writes column states and articles of a site and marks it done; says whether it was the inspection's last.

    A site whose home page was not read is marked failed: running the inspection again tries it again.

    `reason` other than `done` is the budget that was spent. Doing it twice changes nothing but the time.
    """
    number = stored_inspection(connection, inspection).number
    code = facts.site.site_id_code
    failed = facts.home is None or not facts.home.outcome.is_ok
    save_columns(connection, number, facts)
    connection.exec_driver_sql(_REMEMBER_ARTICLES, {"inspection": number, "code": code})
    spent = None if reason == "done" else reason
    return end_site(connection, number, code, reason, failed=failed, budget_spent=spent)


def save_columns(connection: Connection, number: int, facts: SiteFacts) -> None:
    """Writes what every column came to: its place on the site, its state and newest date."""
    rows = [
        {
            "url": column.url,
            "state": column.state,
            "why": column.why,
            "newest_item_on": column.newest_item_on,
            "newest_item_url": column.newest_item_url,
            "items": column.items,
            "dated_items": column.dated_items,
            "level": column.level,
            "kind": column.kind,
            "path": column.path,
            "historical": column.historical,
        }
        for column in facts.columns
    ]
    cleaned, _ = clean_record(rows)
    named = {"inspection": number, "code": facts.site.site_id_code, "columns": encode(cleaned).decode()}
    connection.execute(_SAVE_COLUMNS, named)
