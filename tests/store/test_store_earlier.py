"""What the last inspection saw of a site, for telling a redesign."""

from datetime import date

import pytest
from store_samples import CODE, HOME, NAME, begin, column, page, store

from govcrawl.model.facts import EarlierVisit
from govcrawl.store.database import Database
from govcrawl.store.load import site_facts

BEFORE = "2017年第四季度"


def _visit(database: Database, name: str, as_of: date, template: str, *names: str, url: str = HOME) -> None:
    number = begin(database, name=name, as_of=as_of)
    columns = tuple(column(one) for one in names)
    store(database, number, page(url, template_digest=template, columns=columns))


def _earlier(database: Database, name: str = NAME) -> EarlierVisit | None:
    with database.engine.connect() as connection:
        return site_facts(connection, name, CODE).earlier


@pytest.mark.parametrize(("template", "is_changed"), [("a", False), ("b", True)])
def test_addresses_kept_and_template_compared(database: Database, template: str, is_changed: bool) -> None:
    _visit(database, BEFORE, date(2017, 12, 31), "a", "要闻", "通知", "政策")
    _visit(database, NAME, date(2018, 2, 28), template, "要闻", "公示")
    assert _earlier(database) == EarlierVisit(BEFORE, 3, 1, is_changed)
    assert _earlier(database, BEFORE) is None


def test_the_last_one_before_counts_whatever_came_after(database: Database) -> None:
    _visit(database, "later", date(2018, 6, 30), "c", "甲")
    _visit(database, NAME, date(2018, 2, 28), "b", "乙")
    _visit(database, "old", date(2017, 3, 31), "a", "丙")
    _visit(database, BEFORE, date(2017, 12, 31), "b", "乙")
    assert _earlier(database) == EarlierVisit(BEFORE, 1, 1, False)
    assert _earlier(database, "later") == EarlierVisit(NAME, 1, 0, True)
