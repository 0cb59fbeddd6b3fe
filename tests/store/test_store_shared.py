"""What the crawls of a process share: one database, one writer an inspection, both until the last has left."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import text
from store_samples import begin, page

from govcrawl.model.vocabulary import PageKind
from govcrawl.store.connection import StoreError
from govcrawl.store.database import Database
from govcrawl.store.save import PageWriter
from govcrawl.store.shared import shared_database, shared_writer

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def test_the_database_is_one_until_the_last_has_left(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", database.url)
    first = shared_database()
    opened = first.__enter__()
    with ThreadPoolExecutor(1) as thread:
        second = shared_database()
        assert thread.submit(second.__enter__).result() is opened
        thread.submit(second.__exit__, None, None, None).result()
    with opened.engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    first.__exit__(None, None, None)
    with shared_database() as another:
        assert another is not opened


def test_the_writer_is_one_until_the_last_has_left_and_who_leaves_has_stored(database: Database) -> None:
    number = begin(database)

    def stored() -> int:
        with database.engine.connect() as connection:
            return connection.scalar(text("SELECT count(*) FROM govcrawl.pages")) or 0

    async def crawl() -> tuple[PageWriter, PageWriter]:
        async with shared_writer(database.url, number, vantage=None, patience=5) as stays:
            async with shared_writer(database.url, number, vantage=None, patience=5) as leaves:
                assert leaves is stays
                await leaves.add(page(page_kind=PageKind.HOME))
                assert stored() == 0
            assert stored() == 1
        async with shared_writer(database.url, number, vantage=None, patience=5) as another:
            return stays, another

    stays, another = asyncio.run(crawl())
    assert another is not stays


def test_a_writer_that_failed_is_not_given_to_the_next_crawl() -> None:
    async def crawl() -> None:
        with suppress(StoreError):  # told on leaving, too
            async with shared_writer(NOWHERE, 1, vantage=None, patience=0.1) as failed:
                await failed.add(page(page_kind=PageKind.HOME))
                with pytest.raises(StoreError):
                    await failed.flush()
                assert failed.has_failed
                async with shared_writer(NOWHERE, 1, vantage=None, patience=0.1) as fresh:
                    assert fresh is not failed
                    assert not fresh.has_failed

    asyncio.run(crawl())
