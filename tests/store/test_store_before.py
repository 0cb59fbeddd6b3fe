"""What the checks learn from outside one inspection: the lists and articles of the one before, and hosts of the register."""

from datetime import date, timedelta

from store_samples import AS_OF, CODE, HOME, begin, item, page, site, store

from govcrawl.model.facts import PageBefore
from govcrawl.model.items import ArticleSeen
from govcrawl.model.vocabulary import PageKind, VisitRole
from govcrawl.store.before import pages_before
from govcrawl.store.database import Database
from govcrawl.store.inspections import end_site
from govcrawl.store.register import registered_hosts, save_sites

LIST, ARTICLE = f"{HOME}yw/", f"{HOME}art/1.html"


def test_the_last_finished_inspection_before(database: Database) -> None:
    rows = (item(1, date(2018, 2, 20)), item(2))
    seen = ArticleSeen("标题", date(2018, 2, 20), "shown")
    for name, day, is_done in (("早", 3, True), ("前", 2, True), ("断", 1, False)):
        number = begin(database, name=name, as_of=AS_OF - timedelta(days=day))
        store(
            database,
            number,
            page(page_kind=PageKind.HOME, items=rows),
            page(LIST, VisitRole.COLUMN, column_url=LIST, items=rows[:1] if name == "早" else rows),
            page(ARTICLE, VisitRole.ARTICLE, page_kind=PageKind.ARTICLE, article=seen),
        )
        if is_done:
            with database.engine.begin() as connection:
                end_site(connection, number, CODE, "done", failed=False, budget_spent=None)
    last = begin(database, name="今")
    with database.engine.connect() as connection:
        found = pages_before(connection, last, [CODE])
        nothing = pages_before(connection, last, ["9999999999"])
    read_on = AS_OF - timedelta(days=2)
    assert found == {CODE: (PageBefore(ARTICLE, read_on, article=seen), PageBefore(LIST, read_on, rows))}
    assert nothing == {}


def test_hosts_that_the_register_has(database: Database) -> None:
    with database.engine.begin() as connection:
        save_sites(connection, [site(), site("4210000013", url="https://slj.example.gov.cn:8443/index.html")])
        asked = ["example.gov.cn", "slj.example.gov.cn", "jyj.example.gov.cn", "www.slj.example.gov.cn"]
        assert registered_hosts(connection, asked) == {"example.gov.cn", "slj.example.gov.cn", "www.slj.example.gov.cn"}
        assert registered_hosts(connection, []) == frozenset()
