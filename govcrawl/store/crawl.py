"""What a running crawl needs of the store: its work, a place for its pages, and the judgement at a site's end."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Self

from sqlalchemy import Connection

from govcrawl.checklists.edition import Edition
from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import judge_facts
from govcrawl.model.findings import Judgement
from govcrawl.model.inspection import Inspection
from govcrawl.model.items import LinkChecked, PageVisited
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, Verdict
from govcrawl.model.work import SiteTodo
from govcrawl.scoring.score import score
from govcrawl.store.database import Database, open_database
from govcrawl.store.finish import finish_site
from govcrawl.store.inspections import (
    StoredInspection,
    create_inspection,
    find_inspection,
    sites_to_do,
    stored_inspection,
)
from govcrawl.store.judgements import save_judgement
from govcrawl.store.load import frontiers, site_facts
from govcrawl.store.register import load_sites
from govcrawl.store.save import PageWriter

DEFAULT_EDITION = "national_2019"
_CHUNK = 200
"""Sites whose rest of the work is read together."""


class CrawlStore:
    """The store of one crawl; `flush` before `judge`, and `close` at the end."""

    def __init__(self, opened: ExitStack, database: Database, stored: StoredInspection) -> None:
        self._opened = opened
        self._database = database
        self._number = stored.number
        self.inspection = stored.inspection
        self._writer = PageWriter(database.url, stored.number, vantage=os.environ.get("GOVCRAWL_VANTAGE"))

    @classmethod
    async def open(cls, inspection: str, *, edition: str | None = None, as_of: date | None = None, today: date) -> Self:
        """Opens the database of the environment and the inspection; a new name inspects the whole register as of today."""
        with ExitStack() as stack:
            database = await asyncio.to_thread(stack.enter_context, open_database())
            with database.engine.begin() as connection:
                if find_inspection(connection, inspection) is None:
                    wanted = Inspection(inspection, edition or DEFAULT_EDITION, as_of or today)
                    create_inspection(connection, wanted, [site.site_id_code for site in load_sites(connection)])
                stored = stored_inspection(connection, inspection)
            store = cls(stack.pop_all(), database, stored)
        await store._writer.__aenter__()
        return store

    def todos(self, kind: SiteKind | None = None, only_sites: Sequence[str] = ()) -> Iterator[SiteTodo]:
        """The sites not done yet, in the order of their codes, each with what is left to ask."""
        with self._database.engine.connect() as connection:
            rest = iter(sites_to_do(connection, self._number, kind, only_sites))
            while chunk := list(islice(rest, _CHUNK)):
                yield from self._todos(connection, chunk)

    def _todos(self, connection: Connection, sites: Sequence[Site]) -> Iterator[SiteTodo]:
        left = frontiers(connection, self._number, [site.site_id_code for site in sites])
        for site in sites:
            todo = left[site.site_id_code]
            yield SiteTodo(site, tuple(sorted(todo.done)), todo.pending, todo.links, todo.articles)

    async def add(self, item: PageVisited | LinkChecked) -> None:
        """Takes a page or a link's answer; waits while the database is away. Raises StoreError when that is in vain."""
        await self._writer.add(item)

    async def flush(self) -> None:
        """Returns when everything added so far is stored."""
        await self._writer.flush()

    def judge(self, site_id_code: str, reason: str) -> Judgement:
        """Judges a site from its stored facts under the inspection's edition, and marks it done.

        A site that could not be inspected is marked failed: running the inspection again tries it again.
        """
        self._writer.forget_site(site_id_code)
        with self._database.engine.begin() as connection:
            facts = site_facts(connection, self.inspection.name, site_id_code)
            judgement = score(facts.site, self._edition, judge_facts(facts, self._edition))
            save_judgement(connection, self.inspection.name, judgement)
            failed = judgement.verdict is Verdict.NOT_INSPECTED
            finish_site(connection, self.inspection.name, facts, reason, failed=failed)
        return judgement

    @cached_property
    def _edition(self) -> Edition:
        return load_edition(self.inspection.edition)

    async def close(self) -> None:
        """Stores the rest and leaves the database."""
        try:
            await self._writer.close()
        finally:
            await asyncio.to_thread(self._opened.close)
