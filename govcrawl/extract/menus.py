"""How links hang together: what stands above a link in a menu, and which block a "more" link belongs to."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.column_names import clean_name, is_column_name, is_home, is_more, is_organ
from govcrawl.extract.tab_more import tab_of_more
from govcrawl.extract.text import squeeze, width
from govcrawl.extract.wordlist import any_of, load_words

_WORDS = load_words("column_names")
_FOREIGN = re.compile(rf"^(?:{any_of(_WORDS['foreign']['heads'])})")
_PEOPLE = re.compile(any_of(_WORDS["people"]["heads"]))
_NO_HEADS = frozenset(_WORDS["heads"]["never"])
_TITLED = re.compile(_WORDS["heads"]["classes"], re.IGNORECASE)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "a", "strong", "b", "caption", "legend", "summary"})
_BESIDE = frozenset({"h2", "h3", "h4", "h5", "h6", "dt", "strong"})
_GROUPS = frozenset({"ul", "ol", "dl", "dd", "div", "nav", "table", "tbody", "td", "section", "p", "aside"})
_ALIKE = frozenset({"li", "td", "tr", "dd", "span", "p"})
_TABS = frozenset({"li", "span", "a", "div", "td", "em"})
_FRONT = re.compile(r"(?:^|[\s_-])(?:on|cur|current|active|now|selected|hover|sel|this)(?:$|[\s_-])", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SILENT = frozenset({"script", "style", "br", "hr", "img", "input", "form", "select", "link", "iframe"})
_NO_ROW = frozenset({"ul", "ol", "table", "tbody", "body", "dl", "select"})
_LISTS = frozenset({"ul", "ol", "dl", "table"})
_TOP = frozenset({"body", "html", "-undef"})
_HEADS = "h1, h2, h3, h4, h5, h6"
_INNER = "h1, h2, h3, h4, h5, h6, dt, li, a, span, em, strong, b, font"
_SENTENCE = re.compile(r"[！!。；;]|欢迎|为您服务")
"""What a greeting or a notice holds, and no title."""
_MAX_HEAD = 14
"""Characters of a block's title; longer texts are headlines."""
_TITLE_LEVELS = 3
_ROW_LEVELS = 3
_ROW_LINKS = 2
"""Links that a row of a list has at most: its title and its picture."""
_CARD_LINKS = 6
"""The same of an `<article>`: its author and its classes besides."""
_TITLE_LINKS = 8
"""Links that a row of tabs has at most."""
_TAB = 8
"""Characters of a tab's name; longer texts under a class like `title` are items of a list."""
_MAX_ABOVE = 16
"""Elements above a link that are looked at for heads."""
_MAX_SIBLINGS = 24
"""Siblings before an element that are looked at; pages of thousands of links must not take their square."""
_MAX_NODES = 400
"""Elements that are counted in a block."""
_BLOCK_LINKS = 4
"""Links that a block with a title and items has at least."""
_END_LINKS = 4
"""Links at either end of a block of which one may be its "more"."""
_MAX_CLIMB = 6
"""Levels above a "more" link in which the title of its block is looked for."""
DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d{2}[-./年]\d{1,2}|\d{1,2}[-/月]\d{1,2})(?!\d)")


def heads_above(node: LexborNode, stop: int | None = None) -> tuple[str, ...]:
    """The names above a menu link, outermost first: of the list row, definition or block that it is nested in.

    `stop` is the `mem_id` of the menu's outermost element: what stands right before it still counts, nothing further up.
    """
    names: list[str] = [head] if (head := _heading_beside(node)) else []
    current = node
    own_row = True
    for _ in range(_MAX_ABOVE):
        parent = current.parent
        if parent is None or parent.tag in _TOP:
            break
        if current.mem_id == stop:
            head = _head_before(current)
        elif parent.tag == "li":
            head = "" if own_row and _is_first_link(parent, node) else _row_head(parent, node)
            own_row = False
        else:
            head = _head_before(current) if current.tag in _GROUPS else ""
        if head and head not in names:
            names.append(head)
        if current.mem_id == stop:
            break
        current = parent
    return tuple(reversed(names))


def block_title(node: LexborNode) -> str:
    """The title of the block that a "more" link belongs to, or "" where none is near."""
    own = clean_name(node.attributes.get("title") or "")
    if own and is_column_name(own) and width(own) <= _MAX_HEAD:
        return own
    if (tab := _head_text(tab_of_more(node))) and is_column_name(tab):
        return tab
    current = node
    for _ in range(_MAX_CLIMB):
        heading = next((one for one in _before(current) if one.tag in _BESIDE), None)
        if heading is not None and not _has_more(heading) and is_column_name(title := _title_of(heading)):
            return title
        for sibling in _before(current):
            if _has_more(sibling) or _is_block(sibling):
                return _panel_title(current)
            if _leads_home(sibling):
                return ""
            if sibling.tag == "tr" and sibling.css_first("ul, ol, table") and DATE.search(sibling.text()):
                continue  # the rows of a table's block: its title stands above them
            if title := _title_of(sibling):
                title = _title_of(_chosen_tab(sibling)) or title
                return title if is_column_name(title) else ""
        parent = current.parent
        if parent is None or parent.tag in _TOP:
            return ""
        if (title := _title_after(current)) and is_column_name(title):
            return title
        if panel := _panel_title(current):
            return panel
        current = parent
    return ""


def is_title(node: LexborNode) -> bool:
    """Whether a link stands where a block's title stands: in a heading or an element named so, with few other links."""
    current = node.parent
    for _ in range(_TITLE_LEVELS):
        if current is None or current.tag in _TOP:
            return False
        if current.tag in _HEADINGS:
            return not has_more_links(current, _TITLE_LINKS)
        if _TITLED.search(current.attributes.get("class") or ""):
            return width(squeeze(node.text())) <= _TAB and not has_more_links(current, _TITLE_LINKS)
        current = current.parent
    return False


def heads_list(node: LexborNode) -> bool:
    """Whether what follows a link, or one of the elements right around it, holds several links: it heads their list."""
    current: LexborNode | None = node
    for _ in range(_TITLE_LEVELS):
        if current is None or current.tag in _TOP:
            return False
        following = current.next
        while following is not None and (not following.is_element_node or following.tag in _SILENT):
            following = following.next
        if following is not None:
            return following.tag != "a" and has_more_links(following, 1)
        current = current.parent
    return False


def is_foreign(heads: tuple[str, ...]) -> bool:
    """Whether the heads above a link announce other sites' links."""
    return any(_FOREIGN.search(head) for head in heads)


def is_of_people(heads: tuple[str, ...]) -> bool:
    """Whether the heads above a link announce persons: then short names are theirs."""
    return any(_PEOPLE.search(head) for head in heads)


def has_date(node: LexborNode) -> bool:
    """Whether the row of a link carries a date."""
    row = node.parent
    for _ in range(_ROW_LEVELS):
        if (
            row is None
            or row.tag in _NO_ROW
            or has_more_links(row, _CARD_LINKS if row.tag == "article" else _ROW_LINKS)
        ):
            return False
        if DATE.search(row.text()) or (row.tag == "dt" and DATE.search(_definition_of(row))):
            return True
        row = row.parent
    return False


def _definition_of(term: LexborNode) -> str:
    """The text of the `<dd>` that follows a `<dt>`, or ""."""
    following = term.next
    while following is not None and not following.is_element_node:
        following = following.next
    return following.text() if following is not None and following.tag == "dd" else ""


def has_more_links(node: LexborNode, limit: int) -> bool:
    """Whether an element holds more than `limit` links; huge elements are not counted to their end."""
    seen = 0
    for place, inner in enumerate(node.traverse()):
        seen += inner.tag == "a"
        if seen > limit or place > _MAX_NODES:
            return True
    return False


def _tab_of(row: LexborNode) -> str:
    """The tab in front of a list of tabs, else its first; "" where the list is one of items."""
    tabs = row.css("li, td, dd, dt")
    if not tabs or len(tabs) > _TITLE_LINKS or any(width(squeeze(tab.text())) > _TAB for tab in tabs):
        return ""
    front = next((tab for tab in tabs if _FRONT.search(tab.attributes.get("class") or "")), tabs[0])
    return _head_text(front.text())


def _chosen_tab(last: LexborNode) -> LexborNode:
    """Of a row of tabs that ends with `last` the one in front, else the first; any other element is given back."""
    tabs = [last]
    if last.is_element_node and last.tag in _TABS:
        tabs += [node for node in _before(last) if node.tag == last.tag and width(squeeze(node.text())) <= _TAB]
    front = next(
        (tab for tab in tabs if tab.is_element_node and _FRONT.search(tab.attributes.get("class") or "")), None
    )
    return front or tabs[-1]


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """Preceding siblings, texts included, the nearest first."""
    current = node.prev
    for _ in range(_MAX_SIBLINGS):
        if current is None:
            return
        if current.is_element_node or (current.is_text_node and not current.is_empty_text_node):
            yield current
        current = current.prev


def _is_first_link(row: LexborNode, node: LexborNode) -> bool:
    first = _first_link(row)
    return first is not None and first.mem_id == node.mem_id


def _first_link(node: LexborNode) -> LexborNode | None:
    """The first `<a>` inside an element."""
    return next((inner for inner in node.traverse() if inner.tag == "a" and inner.mem_id != node.mem_id), None)


def _row_head(row: LexborNode, node: LexborNode) -> str:
    """The name of a list row in which a menu is nested: the text before its nested block, or its first link."""
    words: list[str] = []
    for child in row.iter(include_text=True):
        if child.tag in _LISTS or (child.tag == "div" and (words or has_more_links(child, 1))):
            break
        if text := _head_text(child.text()):
            words.append(text)
            break
    if words:
        return words[0]
    first = _first_link(row)
    return _head_text(first.text()) if first is not None and first.mem_id != node.mem_id else ""


def _title_after(node: LexborNode) -> str:
    """The title in whose element a "more" link stands first (floated to its right): nothing but the title follows it."""
    words: list[str] = []
    following = node.next
    while following is not None:
        if following.is_text_node:
            words.append(following.text_content or "")
        elif following.tag in ("a", *_LISTS) or has_more_links(following, 0):
            return ""
        elif following.tag not in _SILENT:
            words.append(following.text())
        if len(words) > _TITLE_LINKS:
            return ""
        following = following.next
    return _head_text(" ".join(word for word in words if _CHINESE.search(word)))


def _heading_beside(node: LexborNode) -> str:
    """The heading under which a link stands among its siblings, without an element round them."""
    for sibling in _before(node):
        if sibling.tag in _BESIDE:
            return _head_text(sibling.text())
    return ""


def _head_before(group: LexborNode) -> str:
    """The title that stands right before a group of links, or ""."""
    sibling = next((one for one in _before(group) if not one.tag == group.tag == "dd"), None)
    if sibling is None or sibling.tag in _LISTS or (sibling.tag == group.tag and _are_alike(sibling, group)):
        return ""
    if group.tag not in ("ul", "ol", "dd", "dl", "nav") and sibling.tag != "th" and not has_more_links(group, 1):
        return ""
    if width(squeeze(sibling.text())) > 2 * _MAX_HEAD:
        return ""
    return _title_of(sibling, strict=sibling.tag == group.tag)


def _are_alike(one: LexborNode, other: LexborNode) -> bool:
    """Whether two elements of one tag stand side by side as equals: rows, or blocks of one class that each hold a list."""
    if one.tag in _ALIKE:
        return True
    name = one.attributes.get("class")
    return name is not None and name == other.attributes.get("class") and one.css_first("ul, ol, dl") is not None


def _title_of(node: LexborNode, *, strict: bool = False) -> str:
    """The text of a node that reads as a block's title, or ""."""
    if node.is_text_node:
        return _head_text(node.text_content or "")
    tag = node.tag or ""
    if tag == "img":
        return _head_text(node.attributes.get("alt") or "")
    if tag in _SILENT or has_more_links(node, _TITLE_LINKS):
        return ""
    if tag in _LISTS:
        return _tab_of(node)
    if strict and tag not in _HEADINGS and not _TITLED.search(node.attributes.get("class") or ""):
        return ""
    if own := _head_text(node.text(deep=False)):
        return own
    for candidate in (*node.css(_HEADS)[:1], node, *node.css(_INNER)[:3]):
        text = _head_text(candidate.text())
        if text and not is_more(candidate, text):
            return text
    pictures = node.css("img[alt]")
    return _head_text(pictures[0].attributes.get("alt") or "") if len(pictures) == 1 else ""


def _head_text(text: str) -> str:
    """A text as a block's title, or "" where it cannot be one (too long, a date, an organ, a word for menus as such)."""
    name = clean_name(text)
    if len(name) < 2 or width(name) > _MAX_HEAD or name in _NO_HEADS:
        return ""
    if not is_column_name(name) and not _FOREIGN.search(name):
        return ""
    return "" if is_organ(name) or DATE.search(name) or _SENTENCE.search(name) else name


def _leads_home(node: LexborNode) -> bool:
    """Whether an element is a menu that begins with the home page: no block's title stands in it."""
    first = _first_link(node) if node.is_element_node else None
    return first is not None and is_home(first.text())


def _has_more(node: LexborNode) -> bool:
    """Whether an element holds a "more" link of its own: then it is another block."""
    if node.is_text_node:
        return False
    if not has_more_links(node, 1):
        return False
    anchors = node.css("a")
    ends = anchors if len(anchors) <= 2 * _END_LINKS else (*anchors[:_END_LINKS], *anchors[-_END_LINKS:])
    return any(is_more(anchor, squeeze(anchor.text())) for anchor in ends)


def _is_block(node: LexborNode) -> bool:
    """Whether an element is a whole block with a title and items of its own."""
    if node.is_text_node or node.tag in _LISTS or not has_more_links(node, _BLOCK_LINKS - 1):
        return False
    return any(_head_text(heading.text()) for heading in node.css("h1, h2, h3, h4, h5, h6, dt")[:2])


def _panel_title(panel: LexborNode) -> str:
    """The tab that belongs to a panel: the k-th of as many tabs that stand before the panels."""
    parent = panel.parent
    if parent is None:
        return ""
    if panel.tag in ("a", "span", "li", "p", "td", "tr"):
        return ""
    panels = [child for child in islice(parent.iter(), _MAX_SIBLINGS) if child.tag == panel.tag]
    alike = [child for child in panels if child.attributes.get("class") == panel.attributes.get("class")]
    return _tab_before(parent, panels, panel) or _tab_before(alike[0], alike, panel)


def _tab_before(row: LexborNode, panels: Sequence[LexborNode], panel: LexborNode) -> str:
    """The tab of a panel among as many of one row that stands before `row`, or ""."""
    place = next((place for place, one in enumerate(panels) if one.mem_id == panel.mem_id), None)
    if place is None or not 2 <= len(panels) <= _TITLE_LINKS:
        return ""
    for sibling in _before(row):
        if sibling.is_text_node:
            continue
        for holder in (sibling, *sibling.css("ul, ol, div, p")[:_TITLE_LEVELS]):
            tabs = [text for child in islice(holder.iter(), _MAX_SIBLINGS) if (text := _head_text(child.text()))]
            if len(tabs) == len(panels):
                return tabs[place]
    return ""
