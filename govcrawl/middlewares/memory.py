"""The memory of a crawl's process: what it takes now, and blocks that go back to the system when they are freed."""

import asyncio
import ctypes
import gc
import os
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.memusage import MemoryUsage

_PAGES = Path("/proc/self/statm")
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""Names of mallopt(3) in glibc's malloc.h."""
_OWN_BLOCK = 256 * 1024
"""Bytes from which a block is mapped by itself. Left alone glibc raises that to 32 MiB with the first large block freed, and
what lay between pages is never given back (a crawl of giant pages ended at 2.1 GB with it, at 0.7 GB without)."""
_ARENAS = 2
"""glibc makes eight a core for threads; each keeps what it once had."""


_LOOK_SECONDS = 0.5
_MUCH = 192 * 1024 * 1024
"""Resident bytes from which it is looked for what nobody needs."""
_GROWN = 24 * 1024 * 1024
"""Bytes that came since it was looked for last: looking takes some 100 ms."""


def resident() -> int | None:
    """Bytes that this process takes now; None where the system does not tell."""
    if not _PAGES.exists():
        return None
    return int(_PAGES.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def told_allocator() -> ctypes.CDLL | None:
    """glibc, told to give large blocks back; None where the allocator is another one."""
    allocator = ctypes.CDLL(None)
    if not hasattr(allocator, "mallopt"):
        return None
    allocator.mallopt(_M_MMAP_THRESHOLD, _OWN_BLOCK)
    allocator.mallopt(_M_TRIM_THRESHOLD, _OWN_BLOCK)
    allocator.mallopt(_M_ARENA_MAX, _ARENAS)
    return allocator


class MemoryNow(MemoryUsage):
    """Scrapy's limit of memory, held against what the process takes now.

    Scrapy asks for the highest it ever took, which begins with what the process had that started it: below a fat parent a
    crawl would end before its first page.
    """

    def get_virtual_size(self) -> int:
        now = resident()
        return super().get_virtual_size() if now is None else now


class BlocksGivenBack:
    """Scrapy's extension: tells the allocator, where it is glibc's (others have no such knobs), and clears up where much came.

    Answers leave cycles behind, the second client's with their bodies; Python looks for old ones only when objects have become
    a quarter more, whatever their size.
    """

    def __init__(self, allocator: ctypes.CDLL) -> None:
        self._allocator = allocator
        self._next: asyncio.TimerHandle | None = None
        self._left = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        allocator = told_allocator()
        if allocator is None or resident() is None:
            raise NotConfigured
        made = cls(allocator)
        crawler.signals.connect(made.look, signals.spider_opened)
        crawler.signals.connect(made.stop, signals.spider_closed)
        return made

    def look(self) -> None:
        """Gives back what is free, where the process takes much; again and again while the crawl lasts."""
        now = resident() or 0
        if now > _MUCH and now > self._left + _GROWN:
            gc.collect()
            self._allocator.malloc_trim(0)
            self._left = resident() or 0
        self._left = min(self._left, now)
        self._next = asyncio.get_running_loop().call_later(_LOOK_SECONDS, self.look)

    def stop(self) -> None:
        """Looks no more."""
        if self._next is not None:
            self._next.cancel()
