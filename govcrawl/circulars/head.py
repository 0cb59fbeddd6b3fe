"""The head and foot of a circular: title, issuer, document number, period and dates."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govcrawl.circulars.prose import Sentence

_TITLE = re.compile(r"^[^。,;:]{4,60}(?:通报|情况表|通知|公告|的函|报告|公示)(?:\(.{1,12}\))?$")
_PLAIN_TITLE = re.compile(r"^[^。,;:|]{4,60}(?:检查|抽查|普查|监测|考核)(?:情况|结果|名单)?(?:汇总|统计)?(?:表|名单)?$")
_QUOTED_TITLE = re.compile(r"(?:印发|发布|公布|下发)(?:了)?《([^》]{4,60}通报)》")
_DOCUMENT_NO = re.compile(r"[一-鿿]{2,12}[〔﹝\[(（](?:19|20)\d{2}[〕﹞\])）](?:第)?\d{1,4}号")
_DATE = re.compile(
    r"((?:19|20)\d{2})年\s*(\d{1,2})月\s*(\d{1,2})日?|((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"
)
_STAMP = re.compile(r"(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}")
_SIGNED_LINE = re.compile(r"^\s*(?:19|20)\d{2}年\s*\d{1,2}月\s*\d{1,2}日?\s*$")
_PUBLISHED = re.compile(r"(?:发布日期|发布时间|发文日期|公开日期|日期|于(?=[^,。]{6,12}发布))[::]?\s*")
_SIGNED = re.compile(r"成文日期[::]?\s*")
_YEAR = r"20\d{2}年"
_PERIODS = re.compile(
    rf"{_YEAR}(?:度)?(?:第?[一二三四1234]季度|(?:上|下)半年|[一二三四五六七八九十]{{1,2}}月份?|\d{{1,2}}月(?:份|(?!\s*\d))|年?度?第[一二三四五六七八九十\d]+次)"
    rf"|{_YEAR}(?:度)?(?=[^,。]{{0,20}}(?:检查|抽查|普查|通报))"
)
_OTHER_DOCUMENT = re.compile(r"《[^》]*》")
_ISSUER_LINE = re.compile(r"^[一-鿿]{2,24}(?:办公室|办公厅|人民政府|委员会|局|中心|领导小组)$")
_ISSUER_IN_TITLE = re.compile(r"^(?P<issuer>.{2,24}?(?:办公室|办公厅|人民政府|委员会|局|厅|中心|领导小组))关于")
_ISSUER_FIELD = re.compile(
    r"(?:发布机构|发文机关|发布单位|信息来源|来源)[::]\s*(?P<issuer>[一-鿿]{2,30}?)(?=发布|\s|$)"
)
_ISSUED_BY = re.compile(r"由(?P<issuer>[一-鿿]{4,30})(?:于[^,。]{4,12})?发布")
_WE = re.compile(r"(?P<issuer>[市省县区州][一-鿿]{0,6}政府办公[室厅])(?=[^,。]{0,16}(?:组织|对|开展|进行|抽查|检查))")


@dataclass(frozen=True, slots=True)
class Head:
    """What identifies a circular; each field is None where the text does not say it."""

    title: str | None
    issuer: str | None
    document_no: str | None
    period: str | None
    published_on: date | None
    signed_on: date | None


def read_head(text: str, sentences: Sequence[Sentence]) -> Head:
    """Read the head from the text's first lines and its signature."""
    plain = unicodedata.normalize("NFKC", text)
    lines = [line.strip(" |\t") for line in plain.split("\n") if line.strip(" |\t")]
    title = _title(lines)
    signed_line = next((line for line in reversed(lines) if _SIGNED_LINE.match(line)), None)
    return Head(
        title=title,
        issuer=_issuer(plain, lines, title, signed_line),
        document_no=_own_document_no(lines),
        period=_period(title, lines, sentences),
        published_on=_date_after(_PUBLISHED, plain) or _date_line(lines),
        signed_on=_date_after(_SIGNED, plain) or (_day(signed_line) if signed_line else None),
    )


def _title(lines: Sequence[str]) -> str | None:
    """The first line that reads like one (a line that only names an annex is not), else the title that the news quotes.

    A title broken after its issuer (…办公厅 / 关于…的通报) is put together.
    """
    for at, line in enumerate(lines[:30]):
        if _TITLE.match(line) and not line.startswith(("附件", "转发")):
            above = lines[at - 1] if at and line.startswith("关于") and _ISSUER_LINE.match(lines[at - 1]) else ""
            return above + line
    if lines and _PLAIN_TITLE.match(lines[0]):
        return lines[0]
    quoted = _QUOTED_TITLE.search("\n".join(lines))
    return quoted[1] if quoted else None


def _issuer(text: str, lines: Sequence[str], title: str | None, signed_line: str | None) -> str | None:
    if title and (match := _ISSUER_IN_TITLE.match(title)):
        return match["issuer"]
    if signed_line:
        above = lines[max(0, lines.index(signed_line) - 1)]
        if _ISSUER_LINE.match(above):
            return above
    for pattern in (_ISSUED_BY, _ISSUER_FIELD, _WE):
        if match := pattern.search(text):
            return match["issuer"]
    return None


def _own_document_no(lines: Sequence[str]) -> str | None:
    """A number on a line of its own near the head; numbers inside sentences belong to the documents that are quoted."""
    for line in lines[:20]:
        match = _DOCUMENT_NO.search(line)
        if match and len(line) <= len(match[0]) + 8:
            return match[0]
    return None


def _period(title: str | None, lines: Sequence[str], sentences: Sequence[Sentence]) -> str | None:
    """The period in the title, else in an annex's name, else the first in the text that is not another circular's."""
    annexes = (line for line in lines if line.startswith("附件"))
    spoken = (_OTHER_DOCUMENT.sub("", unicodedata.normalize("NFKC", sentence.text)) for sentence in sentences)
    own = (text for text in spoken if "收到" not in text)
    return next((match[0] for text in (title or "", *annexes, *own) if (match := _PERIODS.search(text))), None)


def _date_after(label: re.Pattern[str], text: str) -> date | None:
    for match in label.finditer(text):
        day = _DATE.match(text, match.end())
        if day:
            return _day(day[0])
    return None


def _date_line(lines: Sequence[str]) -> date | None:
    """A page prints its day and hour above the text without a word for it."""
    return next((_day(match[0]) for line in lines[:8] if (match := _STAMP.match(line))), None)


def _day(text: str) -> date | None:
    match = _DATE.search(text)
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError:
        return None
