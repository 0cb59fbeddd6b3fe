"""Containers that a visitor cannot see, computed from inline styles, embedded style sheets and scripts that hide.

Menus, tabs, dialogs and drop-downs are hidden too until a visitor opens them: `opened` says that a container looks like one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.cues import words
from govcrawl.extract.page import Page
from govcrawl.extract.script_text import written_html
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words

_DATA = load_words("tampering")["hidden"]
_STYLE = re.compile(_DATA["style"])
_TRICK = re.compile(_DATA["trick"])
_OPENED = re.compile(_DATA["opened"], re.IGNORECASE)
_RULE = re.compile(r"([#.][\w-]+)\{([^{}]{4,300})\}")
_HIDING = re.compile(
    r"getElementById\(\s*[\"']([\w-]+)[\"']\s*\)\s*\.\s*style\s*\.\s*(?:display\s*=\s*[\"']none|visibility\s*=\s*[\"']hidden)"
)
_BLANKS = re.compile(r"\s+")
_QUICK = (
    "display:none",
    "visibility:hidden",
    "opacity",
    "indent:-",
    "left:-",
    "top:-",
    "size:0",
    "size:1",
    "overflow:hidden",
    "clip:",
)
"""Words of which a hiding rule holds one."""
_SHOWING = r"[\"'#.]{name}[\"'\s.>:)]"
_WRITTEN = re.compile(
    r"<script\b[^>]*>\s*document\.write(?:ln)?\(\s*([\"'])(?P<open><(?:div|span|p|ul|marquee|table)\b(?:(?!\1\s*\)).){0,300})\1\s*\)"
    r"[^<]*</script\s*>(?P<inner>.{0,20000}?)<script\b[^>]*>\s*document\.write(?:ln)?\(\s*[\"']<\\?/",
    re.DOTALL | re.IGNORECASE,
)
_WRITES = words(("document.write",))
_DEEPEST = 200
"""Ancestors that are looked at."""
_TOGGLER = frozenset(
    {"a", "span", "h2", "h3", "h4", "em", "i", "b", "p", "dt", "button", "input", "img", "label", "strong"}
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A container out of sight. `how` says what hides it; `scripts` are the texts of scripts that might show it again."""

    node: LexborNode
    how: str
    scripts: tuple[str, ...] = ()

    def looks_opened(self) -> bool:
        """Whether something on the page may show the container to a visitor: a menu, a tab, a dialog, a drop-down."""
        if self.node.tag == "body":
            return False
        return _is_opened(self.node, self.how, "\n".join(self.scripts))


def hidden_containers(page: Page) -> Iterator[Hidden]:
    """The outermost hidden containers of the page, in document order, then those that scripts write."""
    scripts = tuple(node.text() for node in page.tree.css("script"))
    taken: set[int] = set()
    for node, how in _candidates(page, scripts):
        if node.mem_id in taken or any(parent.mem_id in taken for parent in _ancestors(node)):
            continue
        taken.add(node.mem_id)
        yield Hidden(node, how, scripts)
    if page.lacks(_WRITES):
        return
    for match in _WRITTEN.finditer(page.text):
        if _STYLE.search(_plain(match["open"])):
            body = LexborHTMLParser(match["inner"]).body
            if body is not None:
                yield Hidden(body, "document.write")
    for script in scripts:
        if "style" in script and (markup := written_html(script)) and _STYLE.search(_plain(markup)):
            for node in LexborHTMLParser(markup).css("[style]"):
                if _STYLE.search(_plain(node.attributes.get("style") or "")):
                    yield Hidden(node, "document.write", (script,))


def is_hidden_style(style: str) -> bool:
    """Whether an inline style takes an element out of sight."""
    return bool(_hidden_by(style))


@lru_cache(maxsize=8192)
def _hidden_by(style: str) -> str:
    """The part of an inline style that takes an element out of sight, or ""."""
    match = _STYLE.search(_plain(style))
    return match[0] if match else ""


def _candidates(page: Page, scripts: tuple[str, ...]) -> Iterator[tuple[LexborNode, str]]:
    for node in page.tree.css("[style],[hidden],marquee,ins"):
        if node.tag in ("script", "style", "img", "input", "iframe", "body", "html"):
            continue
        attributes = node.attributes
        if "hidden" in attributes:
            yield node, "hidden"
        elif how := _hidden_by(attributes.get("style") or ""):
            yield node, how
        elif node.tag == "marquee" and {attributes.get("width"), attributes.get("height")} & {"0", "1", "0px", "1px"}:
            yield node, "marquee"
    for selector, how in _styled(page):
        for node in page.tree.css(selector):
            yield node, how
    for name in {name for script in scripts if ".style" in script for name in _HIDING.findall(script)}:
        for node in page.tree.css(f"#{name}"):
            yield node, "script"


def _styled(page: Page) -> Iterator[tuple[str, str]]:
    """Simple selectors that an embedded style sheet hides and never shows again."""
    for sheet in page.tree.css("style"):
        yield from _hiding_rules(sheet.text())


@lru_cache(maxsize=256)  # the pages of a site share their style sheets
def _hiding_rules(sheet: str) -> tuple[tuple[str, str], ...]:
    text = _BLANKS.sub("", sheet)
    if not any(word in text for word in _QUICK):
        return ()
    return tuple(
        (selector, match[0])
        for selector, body in _RULE.findall(text)
        if any(word in body for word in _QUICK)
        and (match := _STYLE.search(body))
        and text.count(selector) == 1
        and re.fullmatch(r"[#.][a-z_][\w-]*", selector, re.IGNORECASE)
    )


def _is_opened(node: LexborNode, how: str, scripts: str) -> bool:
    """Whether something on the page may show the container to a visitor."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    if any(_OPENED.search(name) for name in names) or _is_tab(node):
        return True
    for name in names:
        mentions = re.findall(_SHOWING.format(name=re.escape(name)), scripts)
        if len(mentions) > (1 if how == "script" else 0):
            return True
    if _TRICK.search(how):
        return False
    return _has_toggler(node)


def _has_toggler(node: LexborNode) -> bool:
    """A short visible element right before the container, both alone in one entry: the shape of a drop-down."""
    parent = node.parent
    if parent is None or parent.tag not in ("li", "dl", "dd", "td", "div", "span", "p"):
        return False
    before = _element_before(node)
    if before is None or before.tag not in _TOGGLER or len(squeeze(before.text())) > 20:
        return False
    siblings = sum(1 for child in parent.iter() if child.tag != "script")
    return siblings <= 3


def _is_tab(node: LexborNode) -> bool:
    """A sibling of the same tag and class that can be seen: one pane of several."""
    parent = node.parent
    name = node.attributes.get("class")
    if parent is None or not name:
        return False
    first = name.split()[0] if name.split() else ""
    return any(
        other.mem_id != node.mem_id and other.tag == node.tag and first in (other.attributes.get("class") or "").split()
        for other in parent.iter()
    )


def _element_before(node: LexborNode) -> LexborNode | None:
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return before


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_DEEPEST):
        if parent is None:
            return
        yield parent
        parent = parent.parent


def _plain(style: str) -> str:
    return _BLANKS.sub("", style).lower()
