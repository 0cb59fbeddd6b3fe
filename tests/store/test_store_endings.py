"""The end of sites and of their inspection, seen from connections side by side."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy import text

from govcrawl.store.database import Database
from govcrawl.store.inspections import end_site, stored_inspection
from tests.reports.city import NAME, fill

_WAITS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


def _settled(database: Database, other: "Future[None]") -> None:
    """Returns when the other connection is done, or waits for this one."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not other.done() and not connection.scalar(_WAITS):
            time.sleep(0.01)


def test_two_last_sites_that_end_at_once_end_the_inspection(database: Database) -> None:
    with database.engine.begin() as connection:
        fill(connection)
        number = stored_inspection(connection, NAME).number
        query = text("SELECT site_id_code FROM govcrawl.inspection_sites WHERE NOT is_offline ORDER BY 1")
        first, second, *others = connection.scalars(query)
        for code in others:
            end_site(connection, number, code, "done")

    def end_second() -> None:
        with database.engine.begin() as connection:
            end_site(connection, number, second, "done")

    with ThreadPoolExecutor(1) as pool, database.engine.begin() as connection:
        end_site(connection, number, first, "done")
        _settled(database, pool.submit(end_second))
    with database.engine.connect() as connection:
        query = text("SELECT finished_at FROM govcrawl.inspections WHERE id = :number")
        assert connection.scalar(query, {"number": number}) is not None
