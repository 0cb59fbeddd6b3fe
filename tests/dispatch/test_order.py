"""Which sites real workers take: those near a red line first, and only those of their own queue."""

import signal
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.demo.generate import many_sites
from govcrawl.model.findings import Judgement
from govcrawl.model.vocabulary import Verdict
from govcrawl.store.database import Database
from govcrawl.store.judgements import save_judgement
from tests.acceptance.crawling import NAME, prepared, start
from tests.dispatch.workers import jobs_left, start_worker, wait_for_sites

CITY = many_sites(4, columns=1, pages=1)
SOUND, RENDERED, OPEN, FAILED = (site.site_id_code for site in CITY.sites)


def ended(database: Database) -> list[str]:
    """The sites that are done, in the order in which they were begun."""
    query = "SELECT site_id_code FROM govcrawl.inspection_sites WHERE status = 'done' ORDER BY started_at"
    with database.engine.connect() as connection:
        return [str(code) for code in connection.scalars(text(query))]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_red_lines_come_first_and_the_browser_has_its_own_workers(database: Database, tmp_path: Path) -> None:
    with prepared(database, CITY) as served:
        verdicts = {SOUND: Verdict.QUALIFIED, OPEN: Verdict.UNDETERMINED, FAILED: Verdict.UNQUALIFIED}
        with database.engine.begin() as connection:
            for code, verdict in verdicts.items():
                save_judgement(connection, NAME, Judgement(code, "national_2015", "d", "0", verdict))
        assert start(database.url, served, "--distributed").wait() == 0
        with database.engine.begin() as connection:
            query = "UPDATE govcrawl_queue.procrastinate_jobs SET queue_name = 'browser' WHERE args ->> 'site' = :code"
            connection.execute(text(query), {"code": RENDERED})
        for queue, done in (("sites", 3), ("browser", 4)):
            worker = start_worker(database, served, tmp_path / "log", "--concurrency", "1", "--queue", queue)
            wait_for_sites(database, done)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=60) == 0, (tmp_path / "log").read_text()
            assert jobs_left(database) == 4 - done
    assert ended(database) == [OPEN, FAILED, SOUND, RENDERED]
