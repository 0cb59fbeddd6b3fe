"""Letters in repeated rows (li, dl, cards) that carry labels, states or dates of their own."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from govcrawl.extract.blocks import read_blocks
from govcrawl.extract.dates.find import find_dates
from govcrawl.extract.letter_words import SPECIFIC_DATE, first_date, is_answer, roles_of, state_of, values_of
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import MessageSeen

_DATA = load_words("letters")["answer"]
_QUESTION, _REPLY = re.compile(_DATA["question"]), re.compile(_DATA["reply"])
_UNIT = re.compile(
    r"[\[【（(〔]([^\[\]【】()（）〔〕\d]{1,20}(?:局|委|委会|办|厅|部|院|中心|政府|街道|镇|乡|区|县|市|处|所|室|队|办公室|公司))[\]】）)〕]"
)
_ROWS = frozenset({"li", "tr", "dl", "div", "dd", "section", "article", "p", "table", "tbody"})
_DEEPEST = 60
"""Ancestors of a mark that may be its row."""
_LONGEST_ROW = 4000
"""Characters of one row: a letter and its answer printed in a list."""


def read_letter_rows(page: Page, as_of: date, is_letter_page: bool) -> tuple[MessageSeen, ...]:
    """The letters of the page's repeated rows. `is_letter_page`: names say so, then states or plain dates are enough."""
    body = page.tree.body
    if body is None:
        return ()
    rows = list(_marked_rows(body, is_letter_page)) or (_dated_rows(body, as_of) if is_letter_page else [])
    messages = (_message(page, row, as_of) for row in rows)
    return tuple(message for message in messages if message is not None)


def _marked_rows(body: LexborNode, is_letter_page: bool) -> Iterator[LexborNode]:
    """Rows around labels of a letter's dates (on letter pages: also around states), two at least."""
    kinds: dict[int, Counter[str]] = {}
    marks: list[LexborNode] = []
    total: Counter[str] = Counter()
    for node, kind in _marks(body, is_letter_page):
        marks.append(node)
        total[kind] += 1
        for ancestor in _ancestors(node):
            kinds.setdefault(ancestor.mem_id, Counter())[kind] += 1
    repeats = max(total.values(), default=0) > 1
    rows = [row for node in marks if (row := _row_of(node, kinds, repeats)) is not None]
    unique = list({row.mem_id: row for row in rows}.values())
    if len(unique) > 1:
        yield from unique


def _marks(body: LexborNode, is_letter_page: bool) -> Iterator[tuple[LexborNode, str]]:
    for node in body.traverse(include_text=True):
        if not node.is_text_node or node.parent is None or node.parent.tag in ("script", "style", "option"):
            continue
        text = squeeze(node.text_content or "")
        if 2 <= len(text) <= 80:
            if match := SPECIFIC_DATE.search(text):
                yield node.parent, next(iter(sorted(roles_of(match[0]))), "asked")
            elif is_letter_page and state_of(text) is not None:
                yield node.parent, "status"


def _row_of(node: LexborNode, kinds: dict[int, Counter[str]], repeats: bool) -> LexborNode | None:
    """The highest ancestor that holds each kind of mark once; None where nothing on the page `repeats`."""
    row = node
    for parent in _ancestors(node):
        if max(kinds[parent.mem_id].values()) > 1:
            return row if row.tag in _ROWS or row is not node else node
        row = parent
    return row if repeats and row.tag in _ROWS else None


def _dated_rows(body: LexborNode, as_of: date) -> list[LexborNode]:
    """The largest set of like siblings that each carry a date."""
    groups: dict[tuple[int, str], dict[int, LexborNode]] = {}
    for node in body.traverse(include_text=True):
        text = node.text_content or "" if node.is_text_node else ""
        if not text or len(text) > 60 or node.parent is None or not find_dates(text, as_of):
            continue
        for child in _ancestors(node):
            if child.parent is not None and child.tag in _ROWS:
                groups.setdefault((child.parent.mem_id, child.tag or ""), {})[child.mem_id] = child
    largest = max(groups.values(), key=len, default={})
    return list(largest.values()) if len(largest) > 1 else []


def _message(page: Page, row: LexborNode, as_of: date) -> MessageSeen | None:
    text = squeeze(row.text(separator=" "))
    if len(text) > _LONGEST_ROW:
        return None
    link, title = _title(row)
    if len(title) < 2:
        return None
    values = values_of(text)
    asked, answered_on = (_dated(values, role, as_of) for role in ("asked", "answered"))
    if asked is None and answered_on is None:
        dates = sorted({found.on for found in find_dates(text.replace(title, " "), as_of)})
        asked = dates[0] if dates else None
        answered_on = dates[-1] if len(_printed(row, as_of)) > 1 else None
    unit = next((value.split(" ")[0] for roles, value in values if "unit" in roles and value), None)
    shown = _answer_shown(row)
    told = _state(row, values)
    if told is None:
        told = True if answered_on else shown
    if asked is None and answered_on is None and told is None:
        return None
    bracketed = _UNIT.search(text)
    return MessageSeen(
        title=title[:300],
        url=(page.join(link.attributes.get("href") or "") if link is not None else None) or page.url,
        asked_on=asked,
        answered_on=answered_on,
        answering_unit=unit or (bracketed[1] if bracketed else None),
        answered=told,
        answer_shown=shown,
    )


def _title(row: LexborNode) -> tuple[LexborNode | None, str]:
    """The row's link and title: its longest link, its first text, or what stands before it (dt before dd)."""
    for place in (row, *_before(row)):
        links = [(squeeze(node.attributes.get("title") or "") or squeeze(node.text()), node) for node in place.css("a")]
        if links and len((best := max(links, key=lambda pair: len(pair[0])))[0]) > 3:
            return best[1], best[0]
        if place is not row and (text := squeeze(place.text())):
            return None, text
        for block in read_blocks(place):
            text = _QUESTION.sub("", block.text).strip()
            if len(text) > 3 and not values_of(text) and state_of(text) is None and not text[:4].isdigit():
                return None, text
    return None, ""


def _before(row: LexborNode) -> Iterator[LexborNode]:
    before = row.prev
    for _ in range(4):
        if before is None:
            return
        if before.is_element_node and squeeze(before.text()):
            yield before
            return
        before = before.prev


def _dated(values: list[tuple[frozenset[str], str]], role: str, as_of: date) -> date | None:
    return next((on for roles, value in values if role in roles and (on := first_date(value, as_of))), None)


def _printed(row: LexborNode, as_of: date) -> list[date]:
    """The dates that stand in texts of their own."""
    texts = (node.text_content or "" for node in row.traverse(include_text=True) if node.is_text_node)
    return [found.on for text in texts if len(text) <= 40 for found in find_dates(text, as_of)]


def _state(row: LexborNode, values: list[tuple[frozenset[str], str]]) -> bool | None:
    for roles, value in values:
        if "status" in roles and (told := state_of(value.split(" ")[0])) is not None:
            return told
    texts = (node.text_content or "" for node in row.traverse(include_text=True) if node.is_text_node)
    return next((told for text in texts if len(text) < 20 and (told := state_of(text)) is not None), None)


def _answer_shown(row: LexborNode) -> bool | None:
    """Whether a reply stands in the row: after a mark (答：) or under it; None where no mark is."""
    texts = [block.text for block in read_blocks(row)]
    for number, text in enumerate(texts):
        if match := _REPLY.search(text[:40]):
            rest = text[match.end() :].strip() or (texts[number + 1] if number + 1 < len(texts) else "")
            return is_answer(rest)
    return None


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    current: LexborNode | None = node
    for _ in range(_DEEPEST):
        if current is None or current.tag in ("body", "html"):
            return
        yield current
        current = current.parent
