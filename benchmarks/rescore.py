"""How fast stored facts are judged again: generated sites in a real PostgreSQL, loaded, judged and stored.

    python benchmarks/rescore.py --sites 23000

Prints sites a second, the time that 23,000 sites take at that rate, and the peak of resident memory. The target is
23,000 sites in under 5 minutes in under 500 MB.
"""

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from govcrawl.checklists.load import load_edition
from govcrawl.cli.judging import judge_again
from govcrawl.model.inspection import Inspection
from govcrawl.model.items import (
    ArticleSeen,
    ColumnSeen,
    FetchSeen,
    ItemSeen,
    LinkSeen,
    MarkSeen,
    MessageSeen,
    PageFacts,
    PageVisited,
    Visit,
)
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import (
    ColumnKind,
    FetchOutcome,
    Mark,
    PageKind,
    Place,
    Resource,
    Scope,
    SiteKind,
    SiteLevel,
    VisitRole,
)
from govcrawl.store.database import Database, open_database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from govcrawl.store.save import PageWriter
from govcrawl.store.tables import metadata

NAME, EDITION, AS_OF = "benchmark", "national_2015", date(2018, 2, 28)
ASKED = datetime(2018, 2, 28, 1, 0, tzinfo=UTC)
NATION, SECONDS, MEGABYTES = 23_000, 300, 500
HOME = "http://www.example.gov.cn/"
KINDS = [kind for kind in ColumnKind for _ in range(3)]
MODELS = {"4200000001": 5, "4200000002": 200, "4200000003": 900}
"""Three sites that all others are copies of, by the age of their columns in days."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sites", type=int, default=500, metavar="N")
    arguments.add_argument("--processes", type=int, default=2, metavar="N")
    given = arguments.parse_args()
    count = max(given.sites, len(MODELS))
    with tempfile.TemporaryDirectory(prefix="gc-", dir="/tmp") as home, open_database(None, home=Path(home)) as opened:
        began = time.monotonic()
        fill(opened, count)
        print(f"{count} sites generated in {time.monotonic() - began:.1f} s")
        edition = load_edition(EDITION)
        for turn in ("first", "unchanged"):
            began = time.monotonic()
            with opened.engine.begin() as connection:
                judged, changed = judge_again(connection, NAME, edition, processes=given.processes)
            report(turn, judged, changed, time.monotonic() - began, given.processes)


def report(turn: str, judged: int, changed: int, seconds: float, processes: int) -> None:
    """One line. The peak of memory so far (kilobytes on Linux) is this process's and, for each process beside it, the
    largest one's."""
    own, beside = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    rate = judged / seconds
    peak = (own.ru_maxrss + (beside.ru_maxrss * processes if processes > 1 else 0)) / 1024
    fits = NATION / rate <= SECONDS and peak <= MEGABYTES
    print(
        f"{turn}: {judged} judged, {changed} stored, {seconds:.1f} s, {rate:.0f} sites/s,"
        f" {NATION} in {NATION / rate:.0f} s, {peak:.0f} MB: {'target met' if fits else 'target missed'}"
    )


def fill(opened: Database, count: int) -> None:
    """Store the model sites as a crawl does and copy their rows."""
    codes = [f"42{number:08}" for number in range(1, count + 1)]
    for code, model in zip(codes, MODELS, strict=False):
        assert code == model
    with opened.engine.begin() as connection:
        save_sites(connection, [Site(code, "示例局", HOME, SiteKind.PORTAL, SiteLevel.CITY) for code in codes])
        number = create_inspection(connection, Inspection(NAME, EDITION, AS_OF), codes).number
    asyncio.run(write_models(opened.url, number))
    with opened.engine.begin() as connection:
        for table in ("fetches", "pages", "site_columns", "links"):
            copy(connection, table, codes)
    with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def copy(connection: Connection, table: str, codes: list[str]) -> None:
    """Every further site gets the rows of one of the models in turn."""
    own = [
        f'"{column.name}"'
        for column in metadata.tables[f"govcrawl.{table}"].columns
        if column.computed is None and column.identity is None and column.name != "site_id_code"
    ]
    models = list(MODELS)
    for place, model in enumerate(models):
        connection.execute(
            text(
                f"INSERT INTO govcrawl.{table} (site_id_code, {', '.join(own)})"
                f" SELECT n.code, {', '.join(f't.{name}' for name in own)}"
                f" FROM govcrawl.{table} AS t, unnest(CAST(:codes AS text[])) AS n (code) WHERE t.site_id_code = :model"
            ),
            {"codes": codes[len(models) + place :: len(models)], "model": model},
        )


async def write_models(url: str, number: int) -> None:
    """Store the model sites."""
    async with PageWriter(url, number) as writer:
        for code, age in MODELS.items():
            for page in pages(code, AS_OF - timedelta(days=age)):
                await writer.add(page)


def pages(code: str, newest: date) -> Iterator[PageVisited]:
    """A home page with a footer and links, columns of every kind, an article for each."""
    columns = tuple(
        ColumnSeen(f"{kind.value}栏目{number}", f"{HOME}{kind}/{number}/", 1, kind) for number, kind in enumerate(KINDS)
    )
    targets = [*(column.url for column in columns), *(f"{HOME}art/{number}.html" for number in range(100))]
    links = tuple(
        LinkSeen(url, url, f"关于某事项的通知{number}", Place.LIST, Scope.SAME_SITE, Resource.PAGE)
        for number, url in enumerate(targets)
    )
    marks = tuple(MarkSeen(mark, True, "标识", "html") for mark in Mark)
    home = PageFacts(
        HOME, "utf-8", "generic", PageKind.HOME, "示例局", "a" * 64, "b" * 64, items=rows(HOME, newest),
        newest_item_on=newest, columns=columns, links=links, marks=marks,
    )  # fmt: skip
    yield visited(code, home, VisitRole.HOME)
    for column in columns:
        letters = tuple(
            MessageSeen(f"咨询{n}", f"{column.url}{n}.html", newest, newest, "办公室", True) for n in range(10)
        )
        messages = letters if column.kind is ColumnKind.INTERACTION else ()
        listed = rows(column.url, newest)
        facts = PageFacts(
            column.url, "utf-8", "generic", PageKind.LIST, column.name, "c" * 64, "d" * 64, items=listed,
            newest_item_on=newest, messages=messages,
        )  # fmt: skip
        yield visited(code, facts, VisitRole.COLUMN, column.url)
        article = ArticleSeen(listed[0].title, newest, "shown", "本站", newest, None, 800)
        opened = PageFacts(
            listed[0].url, "utf-8", "generic", PageKind.ARTICLE, listed[0].title, "e" * 64, article=article
        )
        yield visited(code, opened, VisitRole.ARTICLE, column.url)


def rows(base: str, newest: date) -> tuple[ItemSeen, ...]:
    """Twenty rows of a list, a day apart."""
    return tuple(
        ItemSeen(f"关于第{n}号事项的通知", f"{base}{n}.html", newest - timedelta(days=n), "iso", "row")
        for n in range(20)
    )


def visited(code: str, facts: PageFacts, role: VisitRole, column_url: str | None = None) -> PageVisited:
    """The page as the crawl hands it over."""
    fetch = FetchSeen(facts.url, FetchOutcome.OK, ASKED, 200, first_byte_seconds=0.1, seconds=0.3, bytes=20_000)
    return PageVisited(code, Visit(facts.url, role, 1, HOME, column_url), fetch, facts)


if __name__ == "__main__":
    main()
