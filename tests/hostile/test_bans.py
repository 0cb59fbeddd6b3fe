"""A ban costs a few requests, leaves a row for every page, and accuses nobody; shut columns are no ban."""

from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.faults_bans import BANS, COLUMNS, MOST_AFTER, PAGES_BEFORE, SHUT
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare


@pytest.mark.slow
def test_a_ban_is_noticed_and_accuses_nobody(database: Database, tmp_path: Path) -> None:
    certificates = Certificates(tmp_path)
    with served(lambda port: (*BANS, SHUT), certificates) as web:
        codes = prepare(database, web)
        exit_code, _ = crawl(database, web, certificates.root, tmp_path / "log")
    assert exit_code == 3, (tmp_path / "log").read_text()[-3000:]
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT url, outcome, detail FROM govcrawl.fetches WHERE role = 'column'")).all()
        fates = set(connection.scalars(text("SELECT fate FROM govcrawl.links WHERE fate IS NOT NULL")))
        verdicts = dict(connection.execute(text("SELECT site_id_code, verdict FROM report.verdicts")).tuples().all())
    for ban in BANS:
        columns = [row for row in rows if row.url.startswith(f"{web.urls[ban.name]}c")]
        assert web.count(ban.name) <= PAGES_BEFORE + MOST_AFTER, (ban.name, web.count(ban.name))
        assert len(columns) == COLUMNS, ban.name
        assert sum("not asked" in (row.detail or "") for row in columns) >= COLUMNS - PAGES_BEFORE - 6, ban.name
        assert verdicts[codes[ban.name]] == "not_inspected"
    shut = [row for row in rows if row.url.startswith(f"{web.urls[SHUT.name]}c")]
    assert sum(row.outcome == "ok" for row in shut) == COLUMNS - 10
    assert fates.isdisjoint({"dead", "broken", "misdirected"})
