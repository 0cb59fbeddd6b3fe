"""A site as a crawl leaves it: a fresh news column and ten columns that were last updated two years ago."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from govcrawl.model.inspection import Inspection
from govcrawl.model.items import ColumnSeen, FetchSeen, ItemSeen, PageFacts, PageVisited, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import ColumnKind, FetchOutcome, PageKind, SiteKind, SiteLevel, VisitRole
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from govcrawl.store.save import PageWriter

NAME = "2018q1"
CODE = "4210000040"
HOME = "http://slj.example.gov.cn/"
AS_OF = date(2018, 2, 28)
_ASKED = datetime(2018, 2, 28, 1, 0, tzinfo=UTC)
_NEWS, _OLD = AS_OF - timedelta(days=10), AS_OF - timedelta(days=700)


def crawl(database: Database, codes: Sequence[str] = (CODE,), name: str = NAME, as_of: date = AS_OF) -> None:
    """Register the site (or several like it), open the inspection and store its pages as a crawl does."""
    sites = [Site(code, "示例县水利局", HOME, SiteKind.DEPARTMENT, SiteLevel.COUNTY) for code in codes]
    with database.engine.begin() as connection:
        save_sites(connection, sites)
        number = create_inspection(connection, Inspection(name, "national_2015", as_of), codes).number

    async def write() -> None:
        async with PageWriter(database.url, number) as writer:
            for code in codes:
                for page in _pages():
                    await writer.add(replace(page, site_id_code=code))

    asyncio.run(write())


def _pages() -> Iterator[PageVisited]:
    columns = (_column("要闻", ColumnKind.NEWS), *(_column(f"栏目{n}", ColumnKind.OTHER) for n in range(10)))
    rows = tuple(
        ItemSeen(f"关于第{n}号事项的报道", f"{HOME}art/{n}.html", AS_OF - timedelta(days=n)) for n in range(12)
    )
    yield _page(HOME, VisitRole.HOME, PageKind.HOME, columns=columns, items=rows, newest_item_on=AS_OF)
    for column in columns:
        newest = _NEWS if column.kind is ColumnKind.NEWS else _OLD
        items = tuple(
            ItemSeen(f"{column.name}第{n}号通报", f"{column.url}{n}.html", newest - timedelta(days=30 * n))
            for n in range(8)
        )
        yield _page(column.url, VisitRole.COLUMN, PageKind.LIST, column.url, items=items, newest_item_on=newest)


def _column(name: str, kind: ColumnKind) -> ColumnSeen:
    return ColumnSeen(name, f"{HOME}{name}/", 1, kind, (name,))


def _page(url: str, role: VisitRole, kind: PageKind, column_url: str | None = None, **facts: object) -> PageVisited:
    visit = Visit(url, role, 0, None, column_url)
    fetch = FetchSeen(url, FetchOutcome.OK, _ASKED, 200, first_byte_seconds=0.1, seconds=0.2, bytes=9)
    told = PageFacts(url, "utf-8", "generic", kind, "示例县水利局", "a" * 64, "b" * 64, **facts)  # type: ignore[arg-type]
    return PageVisited(CODE, visit, fetch, told)
