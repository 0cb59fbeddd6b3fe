"""Pages that only send their visitor on: meta refresh, script redirects, framesets, and lists inside a frame."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govcrawl.extract.block_heads import own_names
from govcrawl.extract.column_way import way_holder
from govcrawl.extract.cues import words
from govcrawl.extract.page import Page
from govcrawl.extract.text import without_comments
from govcrawl.extract.urls import host_of

_SECONDS_AND_URL = r"content\s{0,3}=\s{0,3}\\?[\"']?\s{0,9}(\d{1,5})(?:\.\d{1,5})?\s{0,9}[;,]"
_SECONDS_AND_URL += r"\s{0,9}(?:url\s{0,3}=\s{0,3})?\\?['\"]?([^\"'<>\\]{1,2000})"
_REFRESH = re.compile(
    rf"http-equiv\s{{0,3}}=\s{{0,3}}\\?[\"']?refresh\\?[\"']?[^<>]{{0,100}}?{_SECONDS_AND_URL}"
    rf"|{_SECONDS_AND_URL}[^<>]{{0,100}}?http-equiv\s{{0,3}}=\s{{0,3}}\\?[\"']?refresh",
    re.IGNORECASE,
)
_LOCATION = re.compile(
    r"(?:(?:window|document|top|self|parent)\.)?location(?:\.href)?\s{0,5}=\s{0,5}[\"'`]([^\"'`+<>$]{1,2000})[\"'`](?!\s{0,5}[+\"'])"
    r"|location\.(?:replace|assign)\(\s{0,5}[\"'`]([^\"'`$]{1,2000})[\"'`]\s{0,5}\)|(?:window|self)\.navigate\(\s{0,5}[\"']([^\"']{1,2000})[\"']"
    r"|window\.open\(\s{0,5}[\"']([^\"']{1,2000})[\"']\s{0,5},\s{0,5}[\"']_(?:self|top|parent)[\"']"
    r"|<body\b[^<>]{0,300}onload\s{0,3}=\s{0,3}\"[^\"<>]{0,100}location(?:\.href)?\s{0,5}=\s{0,5}'([^'<>]{1,2000})'",
)
_HANDLER = re.compile(r"""\bon(?!load)[a-z]{3,20}\s{0,3}=\s{0,3}(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}')""", re.IGNORECASE)
"""What an element does when it is clicked or changed: it sends nobody on who only opens the page."""
_SENDING = words(("location", "navigate", "window.open")) | words(("refresh",), caseless=True)
_FRAMESET = words(("<frameset",), caseless=True)
_ITSELF = re.compile(
    r"location\.reload\s{0,3}\(|location(?:\.href)?\s{0,5}=\s{0,5}(?:(?:window|document|self|top)\.)?location\b"
    r"|location\.(?:replace|assign)\(\s{0,5}(?:(?:window|document|self|top)\.)?location\b"
)
_COOKIE = re.compile(r"document\.cookie\s{0,5}=[^=]|\bset_?cookie\s{0,3}\(", re.IGNORECASE)
_MOST_SOURCE = 32 * 1024
"""Characters of a page that only opens itself again."""
_MOBILE = re.compile(r"//(?:m|wap|3g|mobile)\.|/(?:wap|mobile|m|3g)(?:/|$)", re.IGNORECASE)
_NOT_SEEN = re.compile(
    r"visit|count|tongji|weather|tianqi|stat|share|header|footer|foot|head|top|bottom|menu|nav", re.I
)
"""Frames that are no content of the page round them; a map, a film and a login are."""
_COUNTER = re.compile(
    r"visit|count|tongji|weather|tianqi|stat|share|login|map|player|video|header|footer|foot|head|top|bottom|menu|nav",
    re.I,
)
_NO_MENU = re.compile(r"visit|count|tongji|weather|tianqi|stat|share|login|map|player|video|foot|bottom|search", re.I)
_MENU = re.compile(r"head|top|menu|nav|daohang|dh\b|lanmu", re.IGNORECASE)
_LIST_FRAME = re.compile(r"list|liebiao|news|column|main|right|content", re.IGNORECASE)
_MOST_FRAMES = 3
_MAIN = re.compile(r"main|content|right|list|body|center|info", re.IGNORECASE)
_DOOR = re.compile(r"进入|首页|主页|主站|中文版|简体|\benter\b|跳过|\bskip\b", re.IGNORECASE)
_MOST_DOORS = 12
"""Links of a front page that only greets."""
_SLOWEST_REFRESH = 30
"""Seconds; a longer refresh reloads a page, it does not send the visitor on."""
_STUB_TEXT = 120
"""Visible characters below which a page can be a stub."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a page sends its visitor, and by what."""

    url: str
    reason: str


def read_target(page: Page) -> Target | None:
    """The page that stands behind this one, or None where it has something to say itself."""
    frames = _frames(page)
    if frames is not None:
        return frames
    if page.lacks(_SENDING):
        return None
    if sum(len(text) for text, _ in page.visible.body) > _STUB_TEXT:
        return None
    source = acting_source(page)
    for match in _REFRESH.finditer(source):
        seconds, href = (match[1], match[2]) if match[1] else (match[3], match[4])
        if int(seconds) <= _SLOWEST_REFRESH and (url := _elsewhere(page, href)):
            return Target(url, "meta refresh")
    hrefs = [next(filter(None, match.groups())) for match in _LOCATION.finditer(source)]
    for href in sorted(hrefs, key=lambda href: bool(_MOBILE.search(href))):
        if url := _elsewhere(page, href):
            return Target(url, "script redirect")
    return None


def asks_itself_again(page: Page) -> bool:
    """Whether a small page only sets a cookie by script and opens itself again: what stands behind it was not shown."""
    if page.lacks(_SENDING) or len(page.text) > _MOST_SOURCE:
        return False
    if sum(len(text) for text, _ in page.visible.body) > _STUB_TEXT:
        return False
    source = acting_source(page)
    return _ITSELF.search(source) is not None and _COOKIE.search(source) is not None


def acting_source(page: Page) -> str:
    """The page's source without comments and without what waits for a click: what may send a visitor on by itself."""
    return _HANDLER.sub("", without_comments(page.text))


def read_door(page: Page) -> Target | None:
    """The way on from a front page that only greets its visitor: a link that says "enter", or its only link to the site."""
    links = [(anchor.url, f"{anchor.text} {_alt(anchor.node)}") for anchor in page.anchors]
    links += [
        (page.join(area.attributes.get("href") or ""), area.attributes.get("alt") or "")
        for area in page.tree.css("area[href]")
    ]
    if not 0 < len(links) <= _MOST_DOORS:
        return None
    own = [(url, text) for url, text in links if url and host_of(url) == host_of(page.url) and _elsewhere(page, url)]
    named = next((url for url, text in own if _DOOR.search(text)), None)
    only = {url for url, _ in own}
    door = named or (only.pop() if len(only) == 1 else None)
    return Target(door, "a front page that only greets") if door else None


def _alt(node: LexborNode) -> str:
    image = node.css_first("img")
    return (image.attributes.get("alt") or "") if image is not None else ""


def list_frame(page: Page, *, named: bool = False) -> Target | None:
    """The frame of the same site that can hold the list of a page without one; with `named` only one called so."""
    hosts = {host_of(page.url)}
    for node in _below_way(page, page.tree.css("iframe[src]")):
        src = node.attributes.get("src") or ""
        url = _elsewhere(page, src)
        if url and host_of(url) in hosts and not _COUNTER.search(src) and not _is_small(node):
            names = f"{src} {node.attributes.get('id') or ''} {node.attributes.get('name') or ''}"
            if named and not _LIST_FRAME.search(names):
                continue
            return Target(url, "the list stands in a frame")
    return None


def _below_way(page: Page, frames: list[LexborNode]) -> list[LexborNode]:
    """The frames that stand below the line that says where the page stands, or its own name, where there is one: those above
    hold the site's head and menu."""
    if not frames or (start := way_holder(page) or _own_head(page)) is None:
        return frames
    order = {node.mem_id: place for place, (node, _, _) in enumerate(page.elements)}
    return [node for node in frames if order.get(node.mem_id, 0) > order.get(start.mem_id, 0)]


def _own_head(page: Page) -> LexborNode | None:
    """The element that holds the page's own name and is no link."""
    names = own_names(page)
    return next((node.parent for text, node in page.visible.body if text in names and _is_head(node.parent)), None)


def _is_head(node: LexborNode | None) -> bool:
    return node is not None and node.tag not in ("a", "option")


def menu_frames(page: Page, *, all_frames: bool) -> tuple[str, ...]:
    """The frames of the same site that can hold the page's menu: those named so, or with `all_frames` any but counters."""
    found = []
    for node in page.tree.css("iframe[src], frame[src]"):
        attributes = node.attributes
        src = attributes.get("src") or ""
        url = _elsewhere(page, src)
        names = f"{src} {attributes.get('id') or ''} {attributes.get('name') or ''}"
        if not url or host_of(url) != host_of(page.url) or _NO_MENU.search(names):
            continue
        if all_frames or _MENU.search(names):
            found.append(url)
    return tuple(dict.fromkeys(found))[:_MOST_FRAMES]


def has_frame(page: Page) -> bool:
    """Whether a frame of any host, neither a counter nor a strip, is part of what the page shows."""
    frames = ((node, node.attributes.get("src") or "") for node in page.tree.css("iframe[src]"))
    return any(_elsewhere(page, src) and not _NOT_SEEN.search(src) and not _is_small(node) for node, src in frames)


def _frames(page: Page) -> Target | None:
    """The main frame of a frameset."""
    if page.lacks(_FRAMESET):
        return None
    frames = [(node, _elsewhere(page, node.attributes.get("src") or "")) for node in page.tree.css("frame[src]")]
    urls = [(f"{node.attributes.get('name') or ''} {url}", url) for node, url in frames if url]
    best = next((url for name, url in urls if _MAIN.search(name) and not _COUNTER.search(name)), None)
    best = (
        best or next((url for name, url in urls if not _COUNTER.search(name)), None) or (urls[0][1] if urls else None)
    )
    return Target(best, "frameset") if best else None


def _elsewhere(page: Page, href: str) -> str | None:
    """An address other than the page's own: one that sends to its index file, or to https, leads elsewhere."""
    url = page.join(href.strip().replace("&amp;", "&"))
    return url if url and url.partition("#")[0] != page.url.partition("#")[0] else None


def _is_small(node: LexborNode) -> bool:
    """Frames of a counter or a strip are no lists (height below 120 pixels, or none at all)."""
    height = (node.attributes.get("height") or "").rstrip("px ")
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or (height.isdigit() and int(height) < 120)
