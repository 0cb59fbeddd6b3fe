"""What a page in the browser asks beside itself: every address gets a row, and there is an end to it."""

from collections.abc import Callable
from datetime import UTC, datetime
from weakref import WeakSet

from playwright.async_api import BrowserContext, Page, Route
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import Response as BrowserResponse
from scrapy import Request

from govcrawl.middlewares.account import Account
from govcrawl.middlewares.outcome import outcome_of_status, proxy_trouble
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

_NOT_LOADED = frozenset({"image", "media", "font"})
"""They say nothing of lists and footers (0 hits instead of 840 on 40 pages)."""
_MOST_REQUESTS = 300
"""Requests of one page; one that asks on and on is cut off, and read as it stands."""

_WITHOUT_WINDOWS: WeakSet[BrowserContext] = WeakSet()


class PageRequests:
    """Notes the requests of one page on its site's account. `end_of` tells how the way out refused an address, or None."""

    def __init__(self, account: Account, request: Request, end_of: Callable[[str], FetchOutcome | None]) -> None:
        self._account = account
        self._code: str = request.meta["site"]
        self._parent = request.url
        self._end_of = end_of
        self._count = 0
        self._kept_in: WeakSet[BrowserRequest] = WeakSet()

    async def watch(self, page: Page) -> None:
        """Follows a page from its first request on; a window that it opens asks nothing."""
        if page.context not in _WITHOUT_WINDOWS:
            _WITHOUT_WINDOWS.add(page.context)
            await page.context.route("**", _keep_in)
        await page.route("**", self._let_out)
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    async def _let_out(self, route: Route, asked: BrowserRequest) -> None:
        if asked in self._kept_in:
            await route.abort()
        else:
            await route.fallback()

    def _asked(self, asked: BrowserRequest) -> None:
        """Playwright tells of a request before it routes it."""
        self._count += asked.resource_type not in _NOT_LOADED
        if asked.resource_type in _NOT_LOADED or self._count > _MOST_REQUESTS:
            self._kept_in.add(asked)
        elif _is_of_the_web(asked):
            self._account.asked(self._code, asked.url, self._parent)

    def _answered(self, answer: BrowserResponse) -> None:
        if answer.request in self._kept_in or not _is_of_the_web(answer.request):
            return
        told = proxy_trouble(answer.headers.get("proxy-status", "")) if answer.status >= 400 else None
        outcome, detail = told or (outcome_of_status(answer.status), None)
        if 300 <= answer.status < 400 and "location" in answer.headers:
            outcome, detail = FetchOutcome.OK, f"redirected to {answer.headers['location'][:200]}"
        self._note(answer.url, outcome, None if told else answer.status, detail)

    def _failed(self, asked: BrowserRequest) -> None:
        if asked not in self._kept_in and _is_of_the_web(asked):
            outcome = self._end_of(asked.url) or FetchOutcome.OWN_TROUBLE
            self._note(asked.url, outcome, None, f"browser: {asked.failure}"[:300])

    def _note(self, url: str, outcome: FetchOutcome, status: int | None, detail: str | None) -> None:
        seen = FetchSeen(url, outcome, datetime.now(UTC), status, url, client="browser", detail=detail)
        self._account.ended(self._code, seen, self._parent)


async def _keep_in(route: Route) -> None:
    """Comes to requests that no page's own route took: those of its windows."""
    await route.abort()


def _is_of_the_web(asked: BrowserRequest) -> bool:
    return asked.url.startswith(("http:", "https:"))
