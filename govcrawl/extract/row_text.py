"""The text that belongs to a row beside its links: its own, or where that holds no digit what stands next to it."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from govcrawl.extract.page import Anchor, Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.visible import ELEMENT_END, VisibleText

DETAILS = re.compile(r"[\[【(<]?\s*(?:查看|阅读|点击)?(?:全文|详情|详细|详细内容|查看|访问)\s*[\])】>]*")
"""A second link of the item before it."""
_DIGIT = re.compile(r"\d|[〇○零一二三四五六七八九]{4}年")
_DATE = re.compile(
    r"\d{1,4}\s?[-./年月]\s?\d{1,2}|[〇○零一二三四五六七八九]{4}年|\b[A-Z][a-z]{2,8}\.?\s{1,3}\d{1,2},?\s{1,3}(?:19|20)\d\d"
)
_LISTS = frozenset({"ul", "ol"})


class RowText:
    """Texts of one page's rows. `tops` are the elements of all rows."""

    def __init__(self, page: Page, tops: set[int]) -> None:
        self._visible = page.visible
        self._around_links = page.around_links
        self._tops = tops
        self._leads: dict[int, bool] = {}
        self._beside: dict[int, dict[int, str]] = {}
        self.borrowed: dict[int, list[LexborNode]] = {}
        """The neighbours whose text was taken for a row's, by the row's `mem_id`."""

    def outside(self, node: LexborNode, anchors: Iterable[Anchor]) -> str:
        """The text of a row without its links' own; with the neighbours' where it holds no digit itself."""
        text = without_links(node, anchors, self._visible)
        if _DIGIT.search(text):
            return text
        if self._dates_lead(node):
            return ELEMENT_END.join([*self._before(node), text])
        after = self._after(node)
        if any(map(_DIGIT.search, after)):
            return ELEMENT_END.join([text, *after])
        return ELEMENT_END.join([text, *after, self._in_twin(node)])

    def _after(self, node: LexborNode) -> list[str]:
        """Texts of the siblings after a row up to the next row."""
        texts = []
        sibling = node.next
        while sibling is not None and sibling.mem_id not in self._tops:
            if sibling.is_text_node:
                texts.append(sibling.text_content or "")
            elif sibling.is_element_node:
                links = sibling.css("a[href]") if sibling.mem_id in self._around_links else []
                if not all(DETAILS.fullmatch(squeeze(link.text())) for link in links):
                    break
                texts.append(self._visible.of(sibling))
                self.borrowed.setdefault(node.mem_id, []).append(sibling)
            sibling = sibling.next
        return texts

    def _before(self, node: LexborNode) -> list[str]:
        """Texts of the siblings before a row, back to a line break or the row before."""
        texts: list[str] = []
        self.borrowed.pop(node.mem_id, None)
        sibling = node.prev
        while sibling is not None and sibling.mem_id not in self._tops and sibling.tag != "br":
            if sibling.is_text_node:
                texts.append(sibling.text_content or "")
            elif sibling.is_element_node:
                if sibling.mem_id in self._around_links:
                    break
                texts.append(self._visible.of(sibling))
                self.borrowed.setdefault(node.mem_id, []).append(sibling)
            sibling = sibling.prev
        return texts[::-1]

    def _dates_lead(self, node: LexborNode) -> bool:
        """Whether in a flat run of links each date stands before its link: one before the first, none after the last."""
        parent = node.parent
        if parent is None or node.tag in ("li", "tr"):
            return False
        leads = self._leads.get(parent.mem_id)
        if leads is None:
            leads = any(map(_DATE.search, self._before(node))) and not self._ends_with_date(parent)
            self._leads[parent.mem_id] = leads
        return leads

    def _ends_with_date(self, parent: LexborNode) -> bool:
        last = parent.last_child
        while last is not None and last.mem_id not in self._tops:
            text = last.text_content or "" if last.is_text_node else self._visible.of(last)
            if _DATE.search(text):
                return True
            last = last.prev
        return False

    def _in_twin(self, node: LexborNode) -> str:
        """The text at the row's place in a list of as many rows that stands beside its own: titles left, dates right."""
        parent = node.parent
        if node.tag != "li" or parent is None or parent.tag not in _LISTS:
            return ""
        if parent.mem_id not in self._beside:
            self._beside[parent.mem_id] = self._twin_texts(parent)
        return self._beside[parent.mem_id].get(node.mem_id, "")

    def _twin_texts(self, rows: LexborNode) -> dict[int, str]:
        own = [node.mem_id for node in rows.iter() if node.tag == "li"]
        for twin in _lists_beside(rows):
            texts = [self._visible.of(node) for node in twin.iter() if node.tag == "li"]
            if len(texts) == len(own) > 1 and all(map(_DATE.search, texts)) and twin.css_first("a[href]") is None:
                return dict(zip(own, texts, strict=True))
        return {}


def without_links(node: LexborNode, anchors: Iterable[Anchor], visible: VisibleText) -> str:
    """The visible text of an element without that of its links."""
    text = visible.of(node)
    for anchor in anchors:
        if own := visible.of(anchor.node):
            text = text.replace(own, ELEMENT_END, 1)
    return text


def _lists_beside(rows: LexborNode) -> list[LexborNode]:
    """The lists right before and after a list, or in the parts of the page right before and after its own."""
    found = []
    for start in (rows, rows.parent):
        for step in ("next", "prev"):
            sibling = getattr(start, step) if start is not None else None
            while sibling is not None and not sibling.is_element_node:
                sibling = getattr(sibling, step)
            if sibling is not None:
                found.append(sibling if sibling.tag in _LISTS else sibling.css_first("ul, ol"))
    return [node for node in found if node is not None]
