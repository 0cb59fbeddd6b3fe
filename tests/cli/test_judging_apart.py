"""Many sites judged by processes beside the command give what the command gives by itself."""

from datetime import date

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.cli import judging
from govcrawl.cli.judging_apart import judged, judged_apart
from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.judgements import current_verdicts
from govcrawl.store.register import save_sites
from tests.cli.crawled import AS_OF, CODE, NAME, crawl

EDITION = load_edition("national_2019")
SECOND = "2018q2"


def test_processes_beside_judge_the_same_in_the_same_order(database: Database) -> None:
    crawl(database)
    codes = [CODE, *(f"42100001{number:02}" for number in range(6))]
    with database.engine.begin() as connection:
        save_sites(
            connection,
            [
                Site(code, "示例局", f"http://{code}.example.gov.cn/", SiteKind.PORTAL, SiteLevel.CITY)
                for code in codes[1:]
            ],
        )
        create_inspection(connection, Inspection(SECOND, "national_2015", AS_OF), codes[1:])
    with database.engine.begin() as connection:
        for name, chosen in ((NAME, codes[:1]), (SECOND, codes[1:])):
            chunks = [chosen[start : start + 2] for start in range(0, len(chosen), 2)]
            here = [judged(connection, name, EDITION, chunk, AS_OF) for chunk in chunks]
            assert list(judged_apart(connection, name, EDITION.id, chunks, AS_OF, 2)) == here
    assert [one.site_id_code for chunk in here for one in chunk] == codes[1:]


def test_only_many_sites_are_judged_beside(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl(database)
    asked: list[date] = []

    def beside(*given: object) -> object:
        asked.append(AS_OF)
        return judged_apart(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "judged_apart", beside)
    with database.engine.begin() as connection:
        assert judging.judge_again(connection, NAME, EDITION, processes=2) == (1, 1)
        assert asked == []
        monkeypatch.setattr(judging, "MANY", 1)
        assert judging.judge_again(connection, NAME, EDITION, processes=2) == (1, 0)
        assert asked == [AS_OF]
        assert current_verdicts(connection, NAME, EDITION.id) == {CODE: "unqualified"}
