"""Which of the dates in a row is the item's own.

A date counts where it stands alone in its element, is labelled, or ends or begins its text; one inside a sentence (a
summary, a title) does not.
"""

import re
from datetime import date
from functools import lru_cache

from govcrawl.extract.dates import Found, find_dates
from govcrawl.extract.visible import ELEMENT_END

_LABEL = re.compile(
    r"(?:发布|公布|发文|提交|来信|写信|咨询|提问|回复|答复|办结|处理|更新|创建|录入|上传|时间|日期|Date|date)[^\s\d:]{0,4}[:\s]{0,3}$"
)
_REPLY = re.compile(r"(?:回复|答复|办结|处理|反馈)[^\d]{0,8}$")
_RELEASED = re.compile(r"(?:发布|公布|发文|公开|上传|刊登)[^\d]{0,8}$")
"""Stands before a day of change, which moves with every edit."""
_PUBLISHED = re.compile(r"(?:发布|公布|发文|更新|公开|上传|刊登)[^\d]{0,8}$")
_SIGNED = re.compile(r"(?:成文|生成|印发|签发|生效|实施|施行|执行)[^\d]{0,8}$")
_IN_FORCE = re.compile(r"(?:生效|实施|施行|执行|失效|到期)[^\d]{0,8}$")
"""Days of those that come after the item was released, and may lie in the future."""
_UPDATED = re.compile(r"(?:更新|修改|编辑|修订)(?:时间|日期|于)?[^\d]{0,6}$")
_RANGE = re.compile(r"^\s*(?:[-–—~]{1,2}|至|到)\s*$")
TIME = re.compile(r"^[\s日]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2})?秒?(?:\.\d+)?")
_EDGE = "（）［］：，．；｜[]()【】〔〕<>|/-—·:;,《》・●■◆▪•»›… \t\n\r\x1f\xa0\u3000"
_NUMERIC = frozenset({"year_month_day", "year_month_day_glued"})
"""Forms that no sentence uses: at the end of a text they are its date, blank or no blank."""
_LOOSE = 12
"""Characters of other text that may share an element with a date that is not labelled."""


@lru_cache(maxsize=8192)  # the pages of a site share their menus, and rows come again on further pages
def own_date(text: str, as_of: date, near: date | None = None) -> Found | None:
    """The day printed as the item's own in a row's text, or None. `near`: the day its link tells, where it tells one."""
    found = _before_change(text, [one for one in find_dates(text, as_of, near) if stands_alone(text, one)])
    if len(found) < 2:
        return found[0] if found else None
    for label in (_REPLY, _RELEASED, _PUBLISHED):
        labelled = [one for one in found if label.search(text[max(0, one.start - 14) : one.start])]
        if labelled:
            return max(labelled, key=lambda one: one.on)
    if _RANGE.match(text[found[0].end : found[1].start]):
        return found[0]
    plain = _without(_SIGNED, text, found) or _without(_IN_FORCE, text, found) or found
    lone = [one for one in plain if not any(_around(text, one))] or plain
    full = [one for one in lone if not one.yearless]
    return max(full or lone, key=lambda one: one.on)


def _before_change(text: str, found: list[Found]) -> list[Found]:
    """Without the days of change, where a full day without any label stands beside them: that is the release."""
    others = _without(_UPDATED, text, found)
    plain = [one for one in _without(_LABEL, text, others) if not one.yearless and not any(_around(text, one))]
    return others if _without(_SIGNED, text, plain) else found


def _without(label: re.Pattern[str], text: str, found: list[Found]) -> list[Found]:
    """The dates that no such label stands before."""
    return [one for one in found if not label.search(text[max(0, one.start - 14) : one.start])]


def place_of(text: str, found: Found) -> str:
    """`updated` where the row calls its day that of the last change, which moves with every honest edit; else `row`."""
    return "updated" if _UPDATED.search(text[max(0, found.start - 14) : found.start]) else "row"


def is_publication(before: str) -> bool:
    """Whether the text before a date labels it as the day of publication."""
    label = before[-14:]
    return bool(_LABEL.search(label)) and not _SIGNED.search(label)


def stands_alone(text: str, found: Found) -> bool:
    """Whether a date is not part of a sentence: alone in its element, labelled, or set off at either end."""
    if _is_labelled(text[max(0, found.start - 16) : found.start].rpartition(ELEMENT_END)[2]):
        return True
    before, after = _around(text, found)
    if not before and not after:
        return True
    touches_left = found.start == 0 or text[found.start - 1] in _EDGE
    touches_right = not after or text[found.end] in _EDGE.replace(",", "") or text[found.end].isdigit()
    is_numeric = found.pattern in _NUMERIC
    if not after and is_numeric:
        return True
    if not before or not after:
        return (touches_left or not before) and (touches_right or len(after) <= _LOOSE or (is_numeric and not before))
    return touches_left and touches_right and len(before) + len(after) <= 5 * _LOOSE


def _is_labelled(before: str) -> bool:
    """Whether a label stands before a date: one that is set off from it, or from what it follows. Inside of a sentence it
    is none (附件更新于2017年8月3日)."""
    label = _LABEL.search(before)
    return label is not None and (
        label[0][-1] in ": \t\xa0" or label.start() == 0 or not before[label.start() - 1].isalnum()
    )


def _around(text: str, found: Found) -> tuple[str, str]:
    """The text before and after a date in its own element, without its time of day and punctuation."""
    start = text.rfind(ELEMENT_END, 0, found.start) + 1
    end = text.find(ELEMENT_END, found.end)
    after = text[found.end :] if end < 0 else text[found.end : end]
    return text[start : found.start].strip(_EDGE), TIME.sub("", after).strip(_EDGE)
