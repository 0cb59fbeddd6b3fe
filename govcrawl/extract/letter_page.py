"""A letter's own page: what was asked and when, who answered and when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from govcrawl.extract.blocks import Block, above_footer, read_blocks
from govcrawl.extract.labelled import Labelled, read_labelled
from govcrawl.extract.letter_words import COMMON, READER, first_date, is_answer, parts_of_line, state_of
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.model.items import MessageSeen


def read_letter_page(page: Page, as_of: date) -> MessageSeen | None:
    """The one letter that the page shows, or None where its labels are not those of a letter."""
    body = page.tree.body
    if body is None:
        return None
    labelled = read_labelled(_one_label_each(above_footer(read_blocks(body))), READER)
    if not _is_letter(labelled):
        return None
    answer = _texts(labelled, "answer")
    shown = is_answer(answer) if answer is not None else None
    asked, answered_on = _dates(labelled, as_of)
    states = (state_of(one.texts[0]) for one in labelled if "status" in one.kinds and one.texts)
    state = next((told for told in states if told is not None), None)
    if state is None:
        state = True if answered_on else shown
    return MessageSeen(
        title=(_title(labelled) or _heading(page))[:300],
        url=page.url,
        asked_on=asked,
        answered_on=answered_on,
        answering_unit=_unit(labelled),
        answered=state,
        answer_shown=shown,
    )


def _one_label_each(blocks: Iterable[Block]) -> list[Block]:
    return [replace(block, text=part) for block in blocks for part in parts_of_line(block.text)]


def _is_letter(labelled: list[Labelled]) -> bool:
    """Something asked and a place for the answer, no label twice, and one label that only letters have."""
    kinds = frozenset().union(*(one.kinds for one in labelled))
    times = Counter(one.label for one in labelled if one.kinds & {"title", "asked", "answered"})
    if max(times.values(), default=0) > 1:
        return False
    asks = any(one.text for one in labelled if one.kinds & {"asked", "content"})
    answers = bool(kinds & {"answer", "answered", "status"})
    own = any(one.label not in COMMON and one.kinds != {"undetermined"} for one in labelled)
    return asks and answers and own and len(kinds) >= 3


def _dates(labelled: list[Labelled], as_of: date) -> tuple[date | None, date | None]:
    """The days of asking and answering; a day that does not say which belongs to the part that it stands in."""
    asked = answered = loose_before = loose_after = None
    seen_answer = False
    for one in labelled:
        seen_answer = seen_answer or "answer" in one.kinds
        on = first_date(one.text[:60], as_of)
        if on is None:
            continue
        if "asked" in one.kinds:
            asked = asked or on
        elif "answered" in one.kinds:
            answered = answered or on
        elif "undetermined" in one.kinds and seen_answer:
            loose_after = loose_after or on
        elif "undetermined" in one.kinds:
            loose_before = loose_before or on
    return asked or loose_before, answered or loose_after


def _texts(labelled: list[Labelled], kind: str) -> str | None:
    """The values of a kind of label, the first that says anything; "" where the label is there and empty; None without."""
    told = (one for one in labelled if kind in one.kinds and not (kind == "answer" and _is_state(one)))
    texts = [squeeze(_said(one) if kind == "answer" else one.text) for one in told]
    return next((text for text in texts if text), "") if texts else None


def _said(one: Labelled) -> str:
    """A value; where its first line says that there is none (暂无回复), no more: what follows is of the page."""
    first = one.texts[0] if one.texts else ""
    return first if first and not is_answer(first) else one.text


def _is_state(one: Labelled) -> bool:
    return "status" in one.kinds and bool(one.texts) and state_of(one.texts[0]) is not None


def _unit(labelled: list[Labelled]) -> str | None:
    units = (squeeze(one.texts[0]) for one in labelled if "unit" in one.kinds and one.texts)
    return next((unit for unit in units if 2 <= len(unit) <= 40 and state_of(unit) is None), None)


def _title(labelled: list[Labelled]) -> str:
    titles = (squeeze(one.text) for one in labelled if "title" in one.kinds and "content" not in one.kinds)
    return next((title for title in titles if title), "")


def _heading(page: Page) -> str:
    """The heading with which the page's title begins, else the first one: a site's head may be one, too."""
    title = page.title or ""
    headings = [text for node in page.tree.css("h1,h2,h3") if (text := squeeze(node.text()))]
    return next((text for text in headings if title.startswith(text)), headings[0] if headings else title)
