"""Types a title into a site's search box, as a visitor does, where a script writes the request."""

from typing import Any

from playwright.async_api import ElementHandle, Page
from playwright.async_api import Error as PlaywrightError
from scrapy_playwright.page import PageMethod

from govcrawl.middlewares.browser_page import bound, settle
from govcrawl.middlewares.render import browser_meta

_STAY = """() => {
  window.open = address => { if (address) location.href = address; return window; };
  document.querySelectorAll("[target]").forEach(node => node.removeAttribute("target"));
}"""
"""Results open in the same window: others are closed."""
_BUTTON = """box => {
  const says = /搜索|检索|查询|搜一搜|search|sousuo|btn_?ss|so_?btn/i;
  const named = node => [node.innerText, node.value, node.title, node.alt, node.id, node.className, node.name, node.src]
    .some(text => typeof text === "string" && text.length < 200 && says.test(text));
  for (let near = box.parentElement, step = 0; near && step < 4; near = near.parentElement, step++) {
    const nodes = [...near.querySelectorAll("button,input[type=submit],input[type=button],input[type=image],a,img,span,i")];
    const button = nodes.find(named);
    if (button) return button;
  }
  return null;
}"""
_ACT_MILLISECONDS = 3000
"""How long a key or a click may take to ask for results: many boxes do nothing on Enter."""
_MOVE_MILLISECONDS = 20_000
"""How long results that were asked for may take to come."""


def typing_meta(box: str, title: str, mark: str) -> dict[str, Any]:
    """Request meta that opens a page in the browser and asks its search box (a name or id, or empty) for a title; the
    results are known by the attribute `mark` of their root element."""
    return browser_meta("the search is written by script") | {
        "playwright_page_methods": [PageMethod(settle), PageMethod(_type, box, title, mark), PageMethod(bound)]
    }


async def _type(page: Page, name: str, title: str, mark: str) -> None:
    """Opens the results, and marks their page as such; a page that is not marked tells nothing."""
    start = page.url
    try:
        await page.evaluate(_STAY)
        box = await _box(page, name)
        if box is not None:
            await box.fill(title, force=True)
            if not await _moves(page, start, box.press("Enter")):
                await _click_button(page, start, box)
    except PlaywrightError:
        pass  # the page would not be typed into
    if not _has_left(page, start):
        return
    await settle(page)
    await page.evaluate(f"() => document.documentElement.setAttribute('{mark}', '')")


async def _box(page: Page, name: str) -> ElementHandle | None:
    """The box of that name, else the first visible one that says it searches."""
    for node in await page.query_selector_all("input:not([type]),input[type=text],input[type=search]"):
        told = {key: await node.get_attribute(key) or "" for key in ("name", "id", "placeholder", "value", "title")}
        if (
            name in (told["name"], told["id"])
            if name
            else any("搜" in text or "检索" in text for text in told.values())
        ):
            return node
    return None


async def _click_button(page: Page, start: str, box: ElementHandle) -> None:
    button = (await box.evaluate_handle(_BUTTON)).as_element()
    if button is not None:
        await _moves(page, start, button.dispatch_event("click"))


async def _moves(page: Page, start: str, act: Any) -> bool:
    """Whether an act opens another address."""
    try:
        async with page.expect_request(lambda asked: asked.is_navigation_request(), timeout=_ACT_MILLISECONDS):
            await act
        await page.wait_for_url(
            lambda url: _bare(url) != _bare(start), timeout=_MOVE_MILLISECONDS, wait_until="domcontentloaded"
        )
    except PlaywrightError:
        return _has_left(page, start)
    return True


def _has_left(page: Page, start: str) -> bool:
    return _bare(page.url) != _bare(start)


def _bare(url: str) -> str:
    return url.partition("#")[0]
