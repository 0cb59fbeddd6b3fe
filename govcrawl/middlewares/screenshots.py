"""Takes pictures of pages, as a visitor sees them, with the browser behind the guard and in each host's turn."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.async_api import Browser, BrowserContext, ViewportSize, async_playwright
from playwright.async_api import Error as PlaywrightError
from scrapy.settings import BaseSettings

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.browser import find_browser
from govcrawl.middlewares.browser_page import settle
from govcrawl.middlewares.browser_proxy import BrowserProxy
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.render import launch_options
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

_VIEW = ViewportSize(width=1366, height=900)
"""The commonest desktop; what is above the fold of it, up to the height below, is kept."""
_TALLEST = 4000
"""Pixels of a long page: beyond that a picture is too large to print."""
_DRAWN_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looked; `png` is None where none could be had, and `trouble` says why."""

    url: str
    taken_at: datetime
    png: bytes | None = None
    trouble: str = ""


async def take_pictures(urls: Iterable[str], settings: BaseSettings, clock: HostClock) -> AsyncIterator[Picture]:
    """One picture an address, one after another. A page that cannot be shown accuses nobody: it has no picture.

    Raises FetchTrouble (own_trouble) where no browser can be had.
    """
    path = find_browser()
    if path is None:
        raise FetchTrouble(FetchOutcome.OWN_TROUBLE, "no Chromium on this machine (make browser)")
    async with AsyncExitStack() as stack:
        proxy = BrowserProxy(settings)
        address = await proxy.start()
        stack.push_async_callback(proxy.close)
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(**launch_options(path, address))
        stack.push_async_callback(browser.close)
        for url in urls:
            await clock.turn(host_of(url))
            picture = await _picture(browser, url, settings)
            end = proxy.end_of(url)
            # What our own way out answered is no picture of the site.
            yield Picture(url, picture.taken_at, trouble=end.value) if end else picture


async def _picture(browser: Browser, url: str, settings: BaseSettings) -> Picture:
    taken_at = datetime.now(UTC)
    context = await browser.new_context(
        user_agent=settings["USER_AGENT"],
        locale="zh-CN",
        viewport=_VIEW,
        ignore_https_errors=True,
        accept_downloads=False,
        service_workers="block",
    )
    try:
        async with asyncio.timeout(settings.getfloat("BROWSER_TIMEOUT")):
            return Picture(url, taken_at, await _drawn(context, url))
    except TimeoutError:
        return Picture(url, taken_at, trouble="not drawn in time")
    except PlaywrightError as error:
        return Picture(url, taken_at, trouble=error.message.splitlines()[0][:300])
    finally:
        with suppress(PlaywrightError):
            await context.close()


async def _drawn(context: BrowserContext, url: str) -> bytes:
    page = await context.new_page()
    page.on("popup", lambda window: window.close())
    await page.goto(url, wait_until="domcontentloaded")
    await settle(page)
    height = int(await page.evaluate("document.documentElement ? document.documentElement.scrollHeight : 0"))
    tall = max(_VIEW["height"], min(height, _TALLEST))
    await page.set_viewport_size({"width": _VIEW["width"], "height": tall})
    return await page.screenshot(type="png", animations="disabled", timeout=1000 * _DRAWN_SECONDS)
