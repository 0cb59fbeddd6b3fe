"""One page in the browser: kept alone, watched, waited for, and parted from so that nothing of it goes on asking."""

import asyncio
import re
from contextlib import suppress

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import Response as BrowserResponse
from scrapy import Request

from govcrawl.extract.challenge import read_challenge
from govcrawl.extract.emptiness import fills_no_list, is_aside
from govcrawl.extract.payload import read_refusal
from govcrawl.extract.urls import host_of
from govcrawl.middlewares.beside import PageRequests
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

_FEEDS = frozenset({"xhr", "fetch"})
"""Requests that bring a list's rows: where one failed, rows that are not there may have been kept back."""
_REFUSED = 400
_FAILED = 500
_GIVEN = 200
_CALLBACK = re.compile(r"[?&](?:\w*callback|jsonp?)=", re.IGNORECASE)
"""How a script's address says that it is data wrapped in a call."""
_READ_SECONDS = 2.0
_NOT_LOADED = re.compile(r"is not defined")
"""What an error of a page's script says where another script, a library on another host, did not come."""
_SETTLE_MILLISECONDS = 8000
_LITTLE = 120
"""Characters; a page that shows fewer may be no more than a door."""
_LENGTH_SHOWN = "document.body ? document.body.innerText.trim().length : 0"
_LENGTH_IN_ALL = "document.documentElement ? document.documentElement.outerHTML.length : 0"
_MOST_CONTENT = 10 * 1024 * 1024
"""Characters; as many as DOWNLOAD_MAXSIZE lets in as bytes."""
_CHALLENGE_MILLISECONDS = 4000
"""How long a challenge's script may take until it opens the page."""
_STOP_SECONDS = 2.0
_CLOSE_SECONDS = 10.0


async def settle(page: Page) -> None:
    """Waits until the page's own requests are done, and for what a page without a word opens in place of itself; a page that
    never rests is read as it stands."""
    await _rest(page)
    if await _says_little(page):
        await outlast(page)


async def _rest(page: Page) -> None:
    with suppress(PlaywrightError):
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MILLISECONDS)


async def _says_little(page: Page) -> bool:
    """Whether hardly a word is shown: a script may be about to open the page itself, a cookie set."""
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(_READ_SECONDS):
            return int(await page.evaluate(_LENGTH_SHOWN)) < _LITTLE
    return False


async def outlast(page: Page) -> None:
    """Waits for what a challenge's script opens in place of itself; nothing is clicked, typed or solved."""
    try:
        await page.wait_for_event("domcontentloaded", timeout=_CHALLENGE_MILLISECONDS)
    except PlaywrightError:
        return
    await _rest(page)


async def bound(page: Page) -> None:
    """Raises FetchTrouble where a page has grown to more than may be received of any: its content would be taken whole."""
    size = int(await page.evaluate(_LENGTH_IN_ALL))
    if size > _MOST_CONTENT:
        raise FetchTrouble(FetchOutcome.TOO_LARGE, f"browser: a page that grew to {size} characters")


async def keep_alone(page: Page, request: Request) -> None:
    """Remembers the page of a request, where it goes and what it missed, and closes every window that it opens."""
    request.meta["browser_page"] = page
    request.meta["browser_at"] = request.url

    def note(asked: BrowserRequest) -> None:
        if asked.is_navigation_request() and asked.frame == page.main_frame:
            request.meta["browser_at"] = asked.url

    def read(answer: BrowserResponse) -> None:
        if answer.request.is_navigation_request() and answer.frame == page.main_frame:
            request.meta["browser_status"] = answer.status

    page.on("request", note)
    page.on("response", read)
    page.on("popup", lambda window: window.close())
    _note_what_is_missed(page, request)
    await request.meta["beside"].watch(page)


def _note_what_is_missed(page: Page, request: Request) -> None:
    """Remembers the first thing without which rows that are not there may have been kept back."""

    beside: PageRequests = request.meta["beside"]

    def miss(words: str) -> None:
        if not beside.is_parting:
            request.meta.setdefault("browser_missed", words[:200])

    def failed(asked: BrowserRequest) -> None:
        if is_aside(asked.url) and host_of(asked.url) != host_of(request.meta["browser_at"]):
            return  # a clock or counter elsewhere
        if _may_bring_rows(asked, request.meta["browser_at"]) and asked.failure and "ERR_ABORTED" not in asked.failure:
            miss(f"{asked.resource_type} {asked.url}: {asked.failure}")

    def refused(answer: BrowserResponse) -> None:
        asked = answer.request
        if answer.status < _FAILED and is_aside(answer.url):
            return
        if answer.status >= _REFUSED and _may_bring_rows(asked, request.meta["browser_at"]):
            miss(f"{asked.resource_type} {answer.url}: {answer.status}")
        elif answer.status == _GIVEN and (asked.resource_type in _FEEDS or _CALLBACK.search(asked.url)):
            request.meta.setdefault("browser_answers", []).append(asyncio.ensure_future(read(answer)))

    async def read(answer: BrowserResponse) -> None:
        with suppress(PlaywrightError, UnicodeDecodeError):
            text = await answer.text()
            why = read_refusal(text) or read_challenge(answer.status, answer.headers, text)
            if why:
                miss(f"{answer.request.resource_type} {answer.url}: {why}")

    def raised(error: PlaywrightError) -> None:
        if _NOT_LOADED.search(error.message):
            miss(f"a script that was not loaded: {error.message.splitlines()[0]}")

    page.on("requestfailed", failed)
    page.on("response", refused)
    page.on("pageerror", raised)


def _may_bring_rows(asked: BrowserRequest, page_url: str) -> bool:
    """Whether rows may hang on what a page asks: data, or a script of its own host that may write them."""
    if asked.resource_type in _FEEDS:
        return True
    is_own = asked.resource_type == "script" and host_of(asked.url) == host_of(page_url)
    return is_own and not fills_no_list(asked.url)


async def read_answers(request: Request) -> None:
    """Waits for the answers to the page's own questions to be read: one that came with status 200 may be a refusal."""
    answers = request.meta.pop("browser_answers", [])
    if answers:
        await asyncio.wait(answers, timeout=_READ_SECONDS)


async def part_from(page: Page | None) -> None:
    """Closes a page that its own script may hold busy.

    Its scripts are ended first: while a page is closed nobody routes or tells what they ask.
    """
    if page is None or page.is_closed():
        return
    with suppress(TimeoutError, PlaywrightError):
        async with asyncio.timeout(_STOP_SECONDS):
            await page.goto("about:blank")
    with suppress(TimeoutError, PlaywrightError):
        async with asyncio.timeout(_CLOSE_SECONDS):
            await page.close()
