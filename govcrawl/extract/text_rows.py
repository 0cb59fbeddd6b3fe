"""Rows without a link: items whose title is plain text or opens by script, and published letters.

Found from their dates: text that is nothing but a date (and its label) in an element that repeats.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.cues import words
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.visible import ELEMENT_END, VisibleText

_DATE_LIKE = re.compile(
    r"(?:19|20)\d\d\s{0,2}[-./年]\s{0,2}\d{1,2}\s{0,2}[-./月]\s{0,2}\d|^\s*[\[(]?[01]\d[-/][0-3]\d[\])]?\s*$"
)
_SHORTEST = 5
"""Characters of the shortest date (02-28)."""
_LONGEST = 60
"""Characters of a text node that can be a row's date with its label."""
_ROWS = frozenset({"li", "tr", "dl", "article"})
_ROOTS = frozenset({"body", "html", "-undef"})
_ADDRESS = re.compile(
    r"(?:open|location(?:\.href)?|[Ll]ink|[Dd]etail|[Gg]oto?\w*|[Pp]lay\w*|[Vv]ideo\w*|[Ss]how\w*)\s*[=(]\s*['\"]([^'\"]+)['\"]"
)
_CLICKED = words(("onclick",))
_MOST_CLICKABLE = 500
_SHORTEST_ROW = 14
"""Characters of a row's title and date together."""
_OPENERS = 3
"""Elements above a date of which one may open the row that it stands in."""
_NUMBERS = re.compile(r"[\d\s:：/.\-年月日时分秒\[\]()（）]+")
_LABEL = 8
"""Characters before a date, or beside its numbers, that its label has at most; more are a title that speaks of a day."""
_SHORTEST_TITLE = 6
"""Characters of the title of a row that stands alone: fewer are a label."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row without link: its title, its address where a script opens one, and its visible text. `lone`: no row beside it
    is alike, so it is one of the list in whose place it stands."""

    node: LexborNode
    title: str
    href: str
    text: str
    lone: bool = False


def read_text_rows(page: Page, taken: set[int]) -> list[TextRow]:
    """Rows without a link that repeat (two or more alike), and single ones that open by script: the newest film set large
    above the others. `taken`: elements that belong to rows with links."""
    groups: dict[str, dict[int, LexborNode]] = defaultdict(dict)
    known: dict[int, bool] = {}
    for text, node in page.visible.body:
        if _is_date(text) and not page.visible.is_hidden(node):
            row = _row_of(node, taken, known) or _opener_above(node, taken)
            if row is not None and row.parent is not None:
                groups[_key(row)].setdefault(row.mem_id, row)
    dated = {key for alike in groups.values() for key in alike}
    for row in _clickable(page, taken | dated):
        groups[_key(row)].setdefault(row.mem_id, row)
    found = []
    for alike in groups.values():
        lone = len(alike) == 1
        rows = [_row(row, page.visible, lone=lone) for row in alike.values() if not _has_link(row)]
        found += [row for row in rows if not lone or (row.href and len(row.title) >= _SHORTEST_TITLE)]
    places = (
        {node.mem_id: place for place, (node, _, _) in enumerate(page.elements)} if dated and len(found) > 1 else {}
    )
    return sorted(found, key=lambda row: places.get(row.node.mem_id, 0))


def _key(row: LexborNode) -> str:
    """Equal for the rows of one list."""
    parent = row.parent
    return f"{parent.mem_id if parent is not None else 0} {row.tag} {(row.attributes.get('class') or '').split(' ')[0]}"


def _clickable(page: Page, taken: set[int]) -> Iterator[LexborNode]:
    """Elements that open an address by script and hold more than a label: rows whatever their date looks like."""
    if page.lacks(_CLICKED):
        return
    for node in islice(page.tree.css("[onclick]"), _MOST_CLICKABLE):
        is_free = node.tag != "a" and not _stands_in(node, taken) and not _has_link(node)
        href = opened_by_script(node) if is_free else ""
        url = page.join(href) if href else None
        shortest = _SHORTEST_TITLE if url and shape_of(url) is Shape.ARTICLE else _SHORTEST_ROW
        if href and len(squeeze(node.text())) >= shortest:
            yield _row_round(node)


def _row_round(opener: LexborNode) -> LexborNode:
    """The list row that an element opens all by itself, else the element."""
    parent = opener.parent
    is_row = parent is not None and parent.tag in _ROWS and len(parent.css("[onclick]")) == 1
    return parent if parent is not None and is_row and not _has_link(parent) else opener


def _stands_in(node: LexborNode, rows: set[int]) -> bool:
    """Whether an element is one of some rows or stands in one."""
    current: LexborNode | None = node
    for _ in range(_OPENERS):
        if current is None or current.mem_id in rows:
            return current is not None
        current = current.parent
    return False


def _opener_above(node: LexborNode, taken: set[int]) -> LexborNode | None:
    """The element above a date that opens something when it is clicked, or None."""
    current = node.parent
    for _ in range(_OPENERS):
        if current is None or current.tag in _ROOTS or current.mem_id in taken:
            return None
        if "onclick" in current.attributes:
            return current
        current = current.parent
    return None


def _has_link(node: LexborNode) -> bool:
    return any(squeeze(link.text()) for link in node.css("a[href]"))


def _is_date(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not text.isalpha() and _DATE_LIKE.search(text) is not None


def _is_bare_date(text: str) -> bool:
    """Whether a text is a date with what is said of it, not a title that speaks of some day."""
    found = _DATE_LIKE.search(text) if _is_date(text) else None
    return found is not None and (found.start() <= _LABEL or len(_NUMBERS.sub("", text)) <= _LABEL)


def _row_of(node: LexborNode, taken: set[int], known: dict[int, bool]) -> LexborNode | None:
    """The `<li>` or `<tr>` around a date, else the largest element that is like its neighbour; None in a link's row."""
    alike: LexborNode | None = None
    current = node.parent
    for _ in range(8):
        if current is None or current.tag in _ROOTS:
            return alike
        if current.mem_id in taken:
            return None
        if current.tag in _ROWS:
            return current
        key = current.mem_id
        if key not in known:
            known[key] = current.tag != "td" and _repeats(current)
        if alike is None and known[key]:
            alike = current
        current = current.parent
    return alike


def _repeats(node: LexborNode) -> bool:
    """Whether the element has a neighbour of its kind and more text than its date."""
    name = node.attributes.get("class")
    if name is None or len(squeeze(node.text(separator=" "))) < 20:
        return False
    for sibling in (node.next, node.prev):
        while sibling is not None and not sibling.is_element_node:
            sibling = sibling.next
        if sibling is not None and sibling.tag == node.tag and sibling.attributes.get("class") == name:
            return True
    return False


def _row(node: LexborNode, visible: VisibleText, *, lone: bool) -> TextRow:
    texts = [squeeze(text) for text in visible.texts(node)]
    title = next((text for text in texts if len(text) >= 2 and not _is_bare_date(text) and not text.isdigit()), "")
    opener = node if "onclick" in node.attributes else node.css_first("[onclick]")
    href = opened_by_script(opener) if opener is not None else ""
    return TextRow(node, title, href, ELEMENT_END.join(texts), lone)


def opened_by_script(node: LexborNode) -> str:
    """The address that a click on the element opens by script (`onclick="window.open('…')"`), or ""."""
    attributes = node.attributes
    address = _ADDRESS.search(attributes.get("onclick") or attributes.get("href") or "")
    return address[1] if address else ""
