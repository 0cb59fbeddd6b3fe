"""What a page in the browser asks beside itself: every address gets a row, and there is an end to it."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from weakref import WeakSet

from playwright.async_api import BrowserContext, Page, Route, WebSocket
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import Response as BrowserResponse
from scrapy import Request

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.account import Account, as_sent
from govcrawl.middlewares.answer_head import outcome_of_status, proxy_trouble
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

_NOT_LOADED = frozenset({"image", "media", "font"})
"""They say nothing of lists and footers (0 hits instead of 840 on 40 pages)."""
_MOST_REQUESTS = 300
"""Requests of one page; one that asks on and on is cut off, and read as it stands."""
_LATELY = 8
"""Pages closed last that are remembered: what one asked on parting may come when it is gone, and is no other page's."""

_WITHOUT_WINDOWS: WeakSet[BrowserContext] = WeakSet()


class PageRequests:
    """Notes the requests of one page on its site's account. `end_of` tells how the way out refused an address, or None."""

    def __init__(self, account: Account, request: Request, end_of: Callable[[str], FetchOutcome | None]) -> None:
        self._account = account
        self._code: str = request.meta["site"]
        self._parent = request.url
        self._end_of = end_of
        self._count = 0
        self._told = {as_sent(request.url)}
        self._hosts = {host_of(request.url)}
        self.is_parting = False
        self._kept_in: WeakSet[BrowserRequest] = WeakSet()
        self._refused: WeakSet[BrowserRequest] = WeakSet()

    async def watch(self, page: Page) -> None:
        """Follows a page from its first request on; a window that it opens asks nothing."""
        if page.context not in _WITHOUT_WINDOWS:
            _WITHOUT_WINDOWS.add(page.context)
            await page.context.route("**", _keep_in)
        await page.route("**", self._let_out)
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)
        page.on("websocket", self._connected)

    def part(self) -> None:
        """From now on the page asks nothing more; what is under way is still told of."""
        self.is_parting = True

    def told_of(self, url: str) -> bool:
        """Whether the page has told that it asks an address."""
        return as_sent(url) in self._told

    def knows(self, host: str) -> bool:
        """Whether the page has asked anything of a host."""
        return host in self._hosts

    def passed(self, url: str) -> None:
        """Notes an address that is asked."""
        self._told.add(as_sent(url))
        self._hosts.add(host_of(url))
        self._account.asked(self._code, url, self._parent)

    async def _let_out(self, route: Route, asked: BrowserRequest) -> None:
        if asked in self._kept_in:
            await route.abort()
        else:
            await route.fallback()

    def _asked(self, asked: BrowserRequest) -> None:
        """Playwright tells of a request before it routes it, and never routes where a redirect leads."""
        self._count += asked.resource_type not in _NOT_LOADED
        is_too_much = asked.resource_type in _NOT_LOADED or self._count > _MOST_REQUESTS or self.is_parting
        if is_too_much and asked.redirected_from is None:
            self._kept_in.add(asked)
        elif _is_of_the_web(asked):
            self.passed(asked.url)

    def _connected(self, socket: WebSocket) -> None:
        """A socket begins as a request of the web; no more is told of it."""
        self.passed("http" + socket.url.removeprefix("ws"))

    def _answered(self, answer: BrowserResponse) -> None:
        if answer.request in self._kept_in or not _is_of_the_web(answer.request):
            return
        if answer.status >= 400:
            self._refused.add(answer.request)
        told = proxy_trouble(answer.headers.get("proxy-status", "")) if answer.status >= 400 else None
        outcome, detail = told or (outcome_of_status(answer.status), None)
        if 300 <= answer.status < 400 and "location" in answer.headers:
            outcome, detail = FetchOutcome.OK, f"redirected to {answer.headers['location'][:200]}"
        self._note(answer.url, outcome, None if told else answer.status, detail)

    def _failed(self, asked: BrowserRequest) -> None:
        """A script that was refused fails besides, since it cannot be run: its answer is its end."""
        if asked not in self._kept_in and asked not in self._refused and _is_of_the_web(asked):
            outcome = self._end_of(asked.url) or FetchOutcome.OWN_TROUBLE
            self._note(asked.url, outcome, None, f"browser: {asked.failure}"[:300])

    def _note(self, url: str, outcome: FetchOutcome, status: int | None, detail: str | None) -> None:
        seen = FetchSeen(url, outcome, datetime.now(UTC), status, url, client="browser", detail=detail)
        self._account.ended(self._code, seen, self._parent)


class OpenPages:
    """The pages that are open in one browser: what nobody is there to ask does not get out, and nothing gets out untold."""

    def __init__(self) -> None:
        self._pages: list[PageRequests] = []
        self._parted: deque[PageRequests] = deque(maxlen=_LATELY)

    @contextmanager
    def hold(self, page: PageRequests) -> Iterator[None]:
        """Keeps a page as one of those that may ask."""
        self._pages.append(page)
        try:
            yield
        finally:
            self._pages.remove(page)
            self._parted.append(page)

    def let_out(self, url: str) -> bool:
        """Whether an address may be asked. One that no page told of is noted for the likeliest page, unless that
        is being closed or is gone: then it is refused."""
        if any(page.told_of(url) for page in self._pages):
            return True
        host = host_of(url)
        likely = [page for page in (*self._parted, *self._pages) if page.knows(host)] or self._pages
        asking = next((page for page in reversed(likely) if not page.is_parting), None)
        if asking:
            asking.passed(url)
        return asking is not None

    def know(self, host: str) -> bool:
        """Whether any of them has asked something of a host."""
        return any(page.knows(host) for page in self._pages)

    def __bool__(self) -> bool:
        return bool(self._pages)


async def _keep_in(route: Route) -> None:
    """Comes to requests that no page's own route took: those of its windows."""
    await route.abort()


def _is_of_the_web(asked: BrowserRequest) -> bool:
    return asked.url.startswith(("http:", "https:"))
