"""How links hang together: what stands above a link in a menu, which block a "more" link belongs to, where the page says
it is (当前位置), and which groups of links are menus."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from govcrawl.extract.column_links import clean_name, is_column_name, is_more
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import any_of, load_words

_WORDS = load_words("column_names")
_HERE = re.compile(any_of(_WORDS["breadcrumb"]["labels"]))
_FOREIGN = re.compile(rf"^(?:{any_of(_WORDS['foreign']['heads'])})")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "a", "strong", "b", "caption", "legend"})
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:\w*title|\w*tit|tt|hd|\w*head|bt|\w*name|top|lm\w*|caption|column\w*|label|tab\w*)\d*(?:$|[\s_-])",
    re.I,
)
_GROUPS = frozenset({"ul", "ol", "dl", "dd", "div", "nav", "table", "tbody", "td", "section", "p", "span"})
_MAX_HEAD = 14
"""Characters of a block's title; longer texts are headlines."""
_MAX_CLIMB = 6
DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}[-./年]\d{1,2}|\d{1,2}[-/月]\d{1,2})(?!\d)")


def heads_above(node: LexborNode) -> tuple[str, ...]:
    """The names above a menu link, outermost first: of the list row, definition or block that it is nested in."""
    names: list[str] = []
    current = node
    own_row = True
    while (parent := current.parent) is not None and parent.tag not in ("body", "html", "-undef"):
        if parent.tag == "li":
            head = "" if own_row and _first_link(parent, node) else _row_head(parent, node)
            own_row = False
        elif current.tag in _GROUPS:
            head = _head_before(current)
        else:
            head = ""
        if head and head not in names:
            names.append(head)
        current = parent
    return tuple(reversed(names))


def block_title(node: LexborNode) -> str:
    """The title of the block that a "more" link ends, or "" where none is near."""
    current = node
    for _ in range(_MAX_CLIMB):
        for sibling in _before(current):
            if (title := _title_of(sibling)) is not None:
                return title
        parent = current.parent
        if parent is None or parent.tag in ("body", "html"):
            return ""
        if panel := _panel_title(current):
            return panel
        current = parent
    return ""


def breadcrumb(page: Page) -> tuple[tuple[str, str | None], ...]:
    """The way that the page says leads to it, as (name, URL), without the home page; () where it says none."""
    for node in page.tree.css("div, p, span, td, ul, nav, dl, section"):
        text = node.text(deep=False)
        if text and _HERE.search(text):
            return tuple(_crumbs(page, node))
    return ()


def is_foreign_block(node: LexborNode) -> bool:
    """Whether a link stands under a head that announces other sites' links."""
    return any(_FOREIGN.search(head) for head in heads_above(node))


def has_date(node: LexborNode) -> bool:
    """Whether the row of a link carries a date."""
    row = node.parent
    for _ in range(3):
        if row is None or row.tag in ("ul", "ol", "table", "tbody", "body", "dl"):
            return False
        text = row.text()
        if len(text) > 300:
            return False
        if DATE.search(text):
            return True
        if row.tag in ("li", "tr", "dd"):
            return False
        row = row.parent
    return False


def _crumbs(page: Page, node: LexborNode) -> Iterator[tuple[str, str | None]]:
    holder = node if node.css_first("a") is not None or node.parent is None else node.parent
    for anchor in holder.css("a[href]"):
        name = clean_name(anchor.text())
        if is_column_name(name):
            yield name, page.join(anchor.attributes.get("href") or "")


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """Preceding sibling elements, the nearest first."""
    current = node.prev
    while current is not None:
        if current.is_element_node:
            yield current
        current = current.prev


def _first_link(row: LexborNode, node: LexborNode) -> bool:
    first = row.css_first("a")
    return first is not None and first.mem_id == node.mem_id


def _row_head(row: LexborNode, node: LexborNode) -> str:
    """The name of a list row in which a menu is nested: its first link, or the text before the nested list."""
    first = row.css_first("a")
    if first is not None and first.mem_id != node.mem_id and first.parent is not None:
        depth_row = first.parent.tag != "li" or first.parent.mem_id == row.mem_id
        name = clean_name(first.text()) if depth_row else ""
    else:
        name = ""
    if not name:
        for child in row.iter(include_text=True):
            if child.tag in ("ul", "ol", "dl", "div"):
                break
            name = name or clean_name(child.text())
    return name if is_column_name(name) and len(name) <= _MAX_HEAD else ""


def _head_before(group: LexborNode) -> str:
    """The title that stands right before a group of links, or ""."""
    sibling = next(_before(group), None)
    if sibling is None or (sibling.tag == group.tag and sibling.tag in ("li", "td", "tr", "dd", "span", "p")):
        return ""
    if group.tag not in ("ul", "ol", "dd", "dl", "nav") and len(group.css("a")) < 2:
        return ""
    return _title_of(sibling, strict=sibling.tag == group.tag) or ""


def _title_of(node: LexborNode, *, strict: bool = False) -> str | None:
    """The text of an element that reads as a block's title, or None."""
    tag = node.tag or ""
    if tag in ("script", "style", "br", "img", "input", "form", "select"):
        return None
    if len(node.css("a")) > 6:
        return None
    named = tag in _HEADINGS or bool(_TITLED.search(node.attributes.get("class") or ""))
    if strict and not named:
        return None
    heading = node.css_first("h1, h2, h3, h4, h5, h6, dt, li, a, span, em, strong")
    for candidate in (node, heading):
        if candidate is None:
            continue
        text = clean_name(squeeze(candidate.text()))
        if (
            2 <= len(text) <= _MAX_HEAD
            and is_column_name(text)
            and not is_more(candidate, text)
            and not DATE.search(text)
        ):
            return text
    return None


def _panel_title(panel: LexborNode) -> str:
    """The tab that belongs to a panel: the k-th of as many tabs that stand before the panels."""
    parent = panel.parent
    if parent is None:
        return ""
    panels = [child for child in parent.iter() if child.tag == panel.tag]
    if len(panels) < 2:
        return ""
    place = next(index for index, child in enumerate(panels) if child.mem_id == panel.mem_id)
    for sibling in _before(parent):
        for holder in (sibling, *sibling.css("ul, ol, div, p")):
            tabs = [child for child in holder.iter() if clean_name(child.text())]
            if len(tabs) == len(panels):
                name = clean_name(tabs[place].text())
                return name if is_column_name(name) and len(name) <= _MAX_HEAD else ""
    return ""
