"""Letters in a table, or in rows of cells under a row of labels."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.letter_words import COMMON, first_date, roles_of, state_of
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.model.items import MessageSeen

_HEAD_TAGS = "tr,ul,dl,div,li,ol"
_LISTS = frozenset({"ul", "ol"})
_LONGEST_LABEL = 10
_NODES = 12
"""Nodes of a cell that is a label."""
_SIZE = range(2, 13)
"""Numbers of cells that a row of labels has."""


def read_letter_tables(page: Page, as_of: date) -> tuple[MessageSeen, ...]:
    """The letters under the first row of labels that heads any; () where the page has none."""
    for head, roles in letter_heads(page):
        messages = [_message(page, cells, roles, as_of) for cells in rows_under(head, len(roles))]
        found = tuple(message for message in messages if message is not None)
        if found:
            return _told_by_others(found, roles)
    return ()


def letter_heads(page: Page) -> Iterator[tuple[LexborNode, list[str]]]:
    """Rows of labels that head letters, with the role of each cell ("" where it heads nothing of a letter)."""
    body = page.tree.body
    for row in body.css(_HEAD_TAGS) if body is not None else ():
        cells = list(row.iter())
        if len(cells) not in _SIZE or not all(map(_is_small, cells)):
            continue
        texts = [squeeze(cell.text()) for cell in cells]
        if sum(map(len, texts)) > _LONGEST_LABEL * len(texts) or not any(texts):
            continue
        roles = [_role(text) for text in texts]
        if _is_head(texts, roles):
            yield row, roles


def _is_small(cell: LexborNode) -> bool:
    """Whether the cell holds a few nodes at most: a label, not a part of the page."""
    return next(islice(cell.traverse(include_text=True), _NODES, None), None) is None


def _is_head(texts: list[str], roles: list[str]) -> bool:
    """At least two roles, one of them a letter's own label, and hardly a cell that is no label."""
    named = [role for role in roles if role]
    specific = any(role and text.rstrip("：:") not in COMMON for text, role in zip(texts, roles, strict=True))
    pair = "title" in named and {"status", "answered", "asked"} & set(named)
    return (
        len(set(named)) >= 2
        and len(named) * 2 >= sum(map(bool, texts))
        and (specific or bool(pair))
        and "title" in named
    )


def _role(text: str) -> str:
    roles = roles_of(text)
    if not roles:
        return ""
    return next(
        (role for role in ("title", "asked", "answered", "status", "unit", "undetermined") if role in roles), ""
    )


def rows_under(head: LexborNode, width: int) -> Iterator[list[LexborNode]]:
    """Rows of as many cells: siblings after the head, or rows of the part after the head's own part."""
    part: LexborNode | None = head
    for _ in range(3):
        if part is None or part.tag == "body":
            return
        found = False
        after = part.next
        while after is not None:
            for row in _candidates(after, head, is_beside=part is head):
                cells = list(row.iter())
                if len(cells) == width and _fits(row, cells, head):
                    found = True
                    yield cells
            after = after.next
        if found:
            return
        part = part.parent


def _candidates(after: LexborNode, head: LexborNode, *, is_beside: bool) -> list[LexborNode]:
    """What may be a row: an element beside the head itself, the rows of a list there, or of a part further up."""
    if not after.is_element_node:
        return []
    if not is_beside:
        return list(after.css(head.tag or "tr"))
    return [after, *after.iter()] if after.tag in _LISTS else [after]


def _fits(row: LexborNode, cells: list[LexborNode], head: LexborNode) -> bool:
    """Whether a row is made as its head is; of a mere `div` or of another element its cells must be, too."""
    if row.tag == head.tag and head.tag != "div":
        return True
    return [cell.tag for cell in cells] == [cell.tag for cell in head.iter()]


def _message(page: Page, cells: list[LexborNode], roles: list[str], as_of: date) -> MessageSeen | None:
    cell = {role: node for node, role in reversed(list(zip(cells, roles, strict=True))) if role}
    link = cell["title"].css_first("a") or next((node for one in cells for node in one.css("a")), None)
    attributes = link.attributes if link is not None else {}
    title = squeeze(attributes.get("title") or "") or squeeze(cell["title"].text())
    if len(title) < 2:
        return None
    text = {role: squeeze(node.text(separator=" ")) for role, node in cell.items()}
    asked = first_date(text.get("asked") or text.get("undetermined") or "", as_of)
    answered_on = first_date(text.get("answered", ""), as_of)
    state = state_of(text.get("status", ""))
    return MessageSeen(
        title=title,
        url=page.join(attributes.get("href") or "") or page.url,
        asked_on=asked,
        answered_on=answered_on,
        answering_unit=text.get("unit") or None,
        answered=state if state is not None else True if answered_on else None,
    )


def _told_by_others(messages: tuple[MessageSeen, ...], roles: list[str]) -> tuple[MessageSeen, ...]:
    """Without a column of states, an empty day of answer means waiting where other rows of the table have one."""
    if "status" in roles or not any(message.answered_on for message in messages):
        return messages
    return tuple(
        message
        if message.answered is not None
        else MessageSeen(message.title, message.url, message.asked_on, None, message.answering_unit, False)
        for message in messages
    )
