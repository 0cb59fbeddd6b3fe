"""When a page goes to the browser, and how: only where raw HTML and known endpoints could not tell.

One Chromium a crawl, started with the first page that needs it. Every request of a page, subresources too, passes the guard.
"""

import asyncio
import ipaddress
import os
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.browser import find_browser
from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

BLOCKED_RESOURCES = frozenset({"image", "media", "font"})
"""Not loaded: they say nothing of lists and footers (0 hits instead of 840 on 40 pages)."""
_SETTLE_MILLISECONDS = 8000
_FLAGS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--mute-audio",
)
