"""The memory of a crawl's process: what it takes now, and blocks that go back to the system when they are freed."""

import ctypes
import os
from contextlib import suppress
from pathlib import Path
from typing import Self

from scrapy.crawler import Crawler
from scrapy.extensions.memusage import MemoryUsage

_PAGES = Path("/proc/self/statm")
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""Names of mallopt(3) in glibc's malloc.h."""
_OWN_BLOCK = 256 * 1024
"""Bytes from which a block is mapped by itself. Left alone glibc raises that to 32 MiB with the first large block freed, and
what lay between pages is never given back (a crawl of giant pages ended at 2.1 GB with it, at 0.7 GB without)."""
_ARENAS = 2
"""glibc makes eight a core for threads; each keeps what it once had."""


class MemoryNow(MemoryUsage):
    """Scrapy's limit of memory, held against what the process takes now.

    Scrapy asks for the highest it ever took, which begins with what the process had that started it: below a fat parent a
    crawl would end before its first page.
    """

    def get_virtual_size(self) -> int:
        if not _PAGES.exists():
            return super().get_virtual_size()
        return int(_PAGES.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


class BlocksGivenBack:
    """Scrapy's extension: tells the allocator, once a process, where it is glibc's. Others have no such knobs."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        with suppress(AttributeError, OSError):
            tell = ctypes.CDLL(None).mallopt
            tell(_M_MMAP_THRESHOLD, _OWN_BLOCK)
            tell(_M_TRIM_THRESHOLD, _OWN_BLOCK)
            tell(_M_ARENA_MAX, _ARENAS)
        return cls()
