"""Two inspections a day apart of a site that changed between them, as real crawls: what is forged is told, what is honest not.

The first crawl also shows what else is read on the way: doubtful text, and the site's own search tried with its titles.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from govcrawl.demo.city import City
from govcrawl.demo.plan import read_city
from govcrawl.demo.records import Article, Column
from govcrawl.model.inspection import Inspection
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.load import site_facts
from govcrawl.store.register import save_sites
from tests.acceptance.crawling import NAME, start
from tests.acceptance.planted import served

CODE = "5118000024"
LATER = "次日"
IDENTITY_NUMBER = "110101199003071233"


def one_site() -> City:
    """One site of the 雅安 city that is in good order."""
    plan = read_city("yaan_2018q2")
    return City(replace(plan, sites=tuple(site for site in plan.sites if site.code == CODE)))


def column(city: City, name: str) -> Column:
    return city.drawing(city.plan.sites[0]).site.column(name)


def add(city: City, into: Column, day: date) -> Article:
    return city.drawing(city.plan.sites[0]).site.add_article(into, day)


def changed() -> City:
    """The site on the next day: something new, five documents put in behind, and an old notice that calls itself new."""
    city = one_site()
    documents = column(city, "政策文件")
    behind = documents.ordered[0].day - timedelta(days=1)
    for _ in range(5):
        add(city, documents, behind)
    add(city, column(city, "工作动态"), city.as_of)
    column(city, "通知公告").ordered[2].day = city.as_of + timedelta(days=1)
    return city


def crawl(database: Database, city: City, name: str, as_of: date, log: Path) -> None:
    with database.engine.begin() as connection:
        save_sites(connection, city.sites)
        create_inspection(connection, Inspection(name, city.edition, as_of, {}), [CODE])
    with served(city) as url:
        assert start(database.url, url, log=log, name=name).wait() == 0, log.read_text()


def findings(database: Database, problem: str) -> list[tuple[str, str, str]]:
    with database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT inspection, subject, detail, confidence FROM report.findings WHERE problem = :problem"),
            {"problem": problem},
        ).all()
    assert {row.confidence for row in rows} <= {"suspected"}
    return [(row.inspection, row.subject, row.detail) for row in rows]


def test_two_inspections_a_day_apart(database: Database, tmp_path: Path) -> None:
    first = one_site()
    newest = column(first, "工作动态").ordered[0]
    newest.body_links += [("各单位要迅速布署", "#a"), (f"身份证号{IDENTITY_NUMBER}", "#b"), ("锟斤拷锟斤拷", "#c")]
    crawl(database, first, NAME, first.as_of, tmp_path / "first")
    (wording,) = findings(database, "suspect_wording")
    assert "布署" in wording[2]
    assert "居民身份证号码" in wording[2]
    assert IDENTITY_NUMBER not in wording[2]
    assert len(findings(database, "garbled_text")) == 1
    assert findings(database, "forged_date") == []
    assert findings(database, "broken_site_search") == []
    with database.engine.connect() as connection:
        trials = [page.trial for page in site_facts(connection, NAME, CODE).pages if page.trial]
        everything = "\n".join(str(row) for row in connection.execute(text("SELECT content FROM govcrawl.pages")))
    assert [trial.found for trial in trials] == [True] * 4
    assert IDENTITY_NUMBER not in everything

    second = changed()
    crawl(database, second, LATER, second.as_of + timedelta(days=1), tmp_path / "second")
    found = findings(database, "forged_date")
    assert {inspection for inspection, _, _ in found} == {LATER}
    moved = column(second, "通知公告").ordered[0].title
    assert sorted(subject for _, subject, _ in found) == sorted(["政策文件", moved])
    assert findings(database, "suspect_wording") == [wording]
