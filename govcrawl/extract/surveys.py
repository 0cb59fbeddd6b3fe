"""Surveys and calls for opinions: when they end, whether they have ended, and where their result is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from selectolax.lexbor import LexborNode

from govcrawl.extract.channels import Channel, read_channel
from govcrawl.extract.dates.find import Found, find_dates
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.items import SurveySeen

_DATA = load_words("surveys")
_ENDS = re.compile(rf"(?:{any_of(_DATA['labels']['ends'])})\s*[：:为]\s*")
_STARTS = re.compile(rf"(?<![止束至])(?:{any_of(_DATA['labels']['starts'])})\s*[：:]\s*")
_RUNNING, _ENDED = frozenset(_DATA["state"]["running"]), frozenset(_DATA["state"]["ended"])
_RESULT = re.compile(_DATA["result"]["link"])
_NOT_RESULT = re.compile(_DATA["result"]["not_link"])
_RESULT_TEXT = re.compile(_DATA["result"]["text"])
_SURVEY = re.compile(_DATA["names"]["survey"])
_WRAP = re.compile(r"^[\s\[【(（]+|[\s\]】)）]+$")
_RANGE = re.compile(r"\s*(?:至|到|—+|–|~|～|--?)\s*")
_PERIOD_WORDS = re.compile(
    r"截止|截至|有效期|期限|届满|限期|到期|活动时间|结束|终止|开始|时间|日期|之前|以前|[至到自起止前]"
)
_ROWS = frozenset({"li", "tr", "dl", "div", "dd", "section", "article"})
_FAR = date(2100, 1, 1)
"""Ends of surveys may lie ahead, so they are not held against `as_of` while reading."""
_LONGEST_ROW = 600


def read_surveys(page: Page, as_of: date, in_survey_column: bool = False) -> tuple[SurveySeen, ...]:
    """The surveys that a page of surveys lists, or the one that it is; () on other pages. Never raises.

    `in_survey_column`: the page was reached from a column of surveys, so its own names need not say so.
    `ended` is told by the state that the page prints, otherwise by the last day against `as_of`.
    """
    body = page.tree.body
    if body is None or not (
        in_survey_column or _SURVEY.search(page.title or "") or read_channel(page) is Channel.SURVEY
    ):
        return ()
    rows = list(_rows(body, as_of))
    surveys = [survey for row in rows if (survey := _survey(page, row, as_of)) is not None]
    if len(surveys) > 1:
        return tuple(_told_by_others(surveys))
    own = _own_page(page, body, as_of)
    return (own,) if own is not None else tuple(surveys)


def _told_by_others(surveys: list[SurveySeen]) -> Iterator[SurveySeen]:
    """In a list that gives results beside its surveys, an ended one without is without result."""
    gives = any(survey.has_result for survey in surveys)
    for survey in surveys:
        yield replace(survey, has_result=False) if gives and survey.ended and not survey.has_result else survey


def _rows(body: LexborNode, as_of: date) -> Iterator[LexborNode]:
    """Like siblings that hold a link, and a date or a state: the largest such set."""
    groups: dict[tuple[int, str], dict[int, LexborNode]] = {}
    for node in body.traverse(include_text=True):
        text = node.text_content or "" if node.is_text_node else ""
        if not text.strip() or len(text) > 120 or node.parent is None:
            continue
        if _state(text) is None and not _ENDS.search(text) and not _days(text, as_of):
            continue
        child: LexborNode | None = node.parent
        while child is not None and child.parent is not None and child.tag not in ("body", "html"):
            if child.tag in _ROWS:
                groups.setdefault((child.parent.mem_id, child.tag or ""), {})[child.mem_id] = child
            child = child.parent
    largest = max(groups.values(), key=len, default={})
    yield from (row for row in largest.values() if row.css_first("a[href]") is not None)


def _survey(page: Page, row: LexborNode, as_of: date) -> SurveySeen | None:
    text = squeeze(row.text(separator=" "))
    links = [(squeeze(node.attributes.get("title") or "") or squeeze(node.text()), node) for node in row.css("a[href]")]
    titles = [(name, node) for name, node in links if not _is_result(name) and _state(name) is None]
    if len(text) > _LONGEST_ROW or not titles:
        return None
    title, link = max(titles, key=lambda pair: len(pair[0]))
    if len(title) < 3:
        return None
    starts, ends = _period(text.replace(title, " "), as_of)
    result = next((page.join(node.attributes.get("href") or "") for name, node in links if _is_result(name)), None)
    ended = _ended(_states(row), ends, as_of)
    return SurveySeen(
        title=title[:300],
        url=page.join(link.attributes.get("href") or "") or page.url,
        starts_on=starts,
        ends_on=ends,
        ended=ended,
        result_url=result,
        has_result=True if result else None,
    )


def _own_page(page: Page, body: LexborNode, as_of: date) -> SurveySeen | None:
    """A survey's own page: it says when it ends, or is a form of questions."""
    text = squeeze(body.text(separator=" "))
    starts, ends = _period(text, as_of)
    if ends is None or not _ENDS.search(text):
        return None
    ended = _ended(_states(body), ends, as_of)
    links = (anchor for anchor in page.anchors if anchor.url and _is_result(anchor.text))
    result = next((anchor.url for anchor in links), None)
    shown = bool(result or _RESULT_TEXT.search(text))
    heading = body.css_first("h1,h2,h3")
    title = (squeeze(heading.text()) if heading is not None else "") or page.title or ""
    has_result = shown if ended else shown or None
    return SurveySeen(title[:300], page.url, ends, has_result, result, starts, ended)


def _period(text: str, as_of: date) -> tuple[date | None, date | None]:
    """First and last day: after their labels, or as the two ends of a range."""
    end = _after(_ENDS, text, as_of)
    start = _after(_STARTS, text, as_of)
    found = [one for one in _days(text, as_of) if one.on != end]
    if end is None:
        for one, other in pairwise(found):
            if _RANGE.fullmatch(text[one.end : other.start]):
                return one.on, other.on
        if start is None and len(found) == 2:
            return min(found[0].on, found[1].on), max(found[0].on, found[1].on)
    if start is None and found and (end is None or found[0].on < end):
        start = found[0].on
    return start, end


def _after(label: re.Pattern[str], text: str, as_of: date) -> date | None:
    match = label.search(text)
    found = _days(text[match.end() : match.end() + 24], as_of) if match else []
    return found[0].on if found and found[0].start < 3 else None


def _days(text: str, as_of: date) -> list[Found]:
    """All days of a text, ends of periods too (a reader of publication days leaves those out)."""
    return find_dates(_PERIOD_WORDS.sub(lambda match: "|" * len(match[0]), text), _FAR, near=as_of)


def _states(node: LexborNode) -> Iterator[bool]:
    texts = (one.text_content or "" for one in node.traverse(include_text=True) if one.is_text_node)
    return (told for text in texts if len(text) < 40 and (told := _state(text)) is not None)


def _state(text: str) -> bool | None:
    """True for a state that says ended, False for running."""
    word = _WRAP.sub("", squeeze(text)).removeprefix("状态：").strip()
    return True if word in _ENDED else False if word in _RUNNING else None


def _ended(states: Iterator[bool], ends: date | None, as_of: date) -> bool | None:
    told = next(states, None)
    return told if told is not None else (ends < as_of if ends is not None else None)


def _is_result(name: str) -> bool:
    return len(name) <= 20 and _RESULT.search(name) is not None and not _NOT_RESULT.search(name)
