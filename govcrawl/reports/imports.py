"""What an office brings along for its documents: published verdicts, find-error messages, accountability counts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from govcrawl.model.site_id_code import SiteIdCodeError, parse_site_id_code
from govcrawl.model.vocabulary import Verdict
from govcrawl.register.headers import bare_word
from govcrawl.reports.import_rows import ImportFileError, Row, columns_of, rows_below, rows_where
from govcrawl.reports.words import table
from govcrawl.reports.workdays import national_calendar

__all__ = ["FindErrors", "GivenVerdict", "ImportFileError", "read_accountability", "read_find_errors", "read_verdicts"]


_YEAR = re.compile(r"^\d{4}年?度?")


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """A verdict that an office published; `place` names the row."""

    site_id_code: str
    verdict: Verdict
    place: str


@dataclass(frozen=True, slots=True)
class FindErrors:
    """Messages of “我为政府网站找错”: received, answered, and the sites they are about.

    `due` are those that were answered or whose term is over, `on_time` those answered within the term (imports.toml: working
    days); both are None where the holidays of a year are not known.
    """

    received: int
    answered: int
    sites: int
    on_time: int | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One find-error message."""

    received_on: date
    answered_on: date | None
    site_id_code: str


@dataclass(frozen=True, slots=True)
class Persons:
    """So many persons held accountable in one form; `quarter` 1 to 4, or None where the file has no such column."""

    quarter: int | None
    form: str
    persons: int


def read_verdicts(path: Path) -> Iterator[GivenVerdict]:
    """The verdict of every row. Raises ImportFileError for a word that is no verdict, a bad code, or a code named twice."""
    entries = table("imports")["verdicts"]["words"]
    words = {bare_word(text): word for word, texts in entries.items() for text in texts}
    seen: dict[str, str] = {}
    for row in rows_below(path, "verdicts", ("site_id_code", "verdict"), one_sheet=False):
        if row.is_total and not row.text("site_id_code"):
            continue
        code, text = read_code(row), row.text("verdict")
        if not text:
            raise row.refusal("verdict", "结果为空，请填写合格、不合格、待定或未检查（合并的单元格请拆开逐行填写）")
        if bare_word(text) not in words:
            raise row.refusal("verdict", f"结果“{text}”无法识别，请填写合格、不合格、待定或未检查")
        if code in seen:
            raise row.refusal("site_id_code", f"网站标识码 {code} 与 {seen[code]} 重复，请只保留一行")
        seen[code] = row.name("site_id_code")
        yield GivenVerdict(code, Verdict(words[bare_word(text)]), seen[code])
    if not seen:
        raise ImportFileError(f"{path.name}：表头下没有数据行，请填写网站标识码和结果")


def read_code(row: Row) -> str:
    """The 网站标识码 of a row. Raises ImportFileError where it is none."""
    text = row.text("site_id_code")
    try:
        return parse_site_id_code(text).text
    except SiteIdCodeError as error:
        what = {"empty": "为空", "lost_digits": f"“{text}”被表格软件转成了科学计数法"}.get(
            error.problem, f"“{text}”格式不对"
        )
        raise row.refusal("site_id_code", f"网站标识码{what}，请把该列设为文本格式并填写完整的 10 位") from error


def read_messages(path: Path, until: date) -> Iterator[Message]:
    """The find-error messages. Raises ImportFileError for dates that cannot be; `until` is the day of the inspection."""
    for row in rows_below(path, "find_errors", ("received_on",)):
        if row.is_total:
            continue
        came, done = row.day("received_on"), row.day("answered_on")
        if came is None:
            raise row.refusal("received_on", "留言时间为空，请填写日期（合并的单元格请拆开逐行填写）")
        if done is not None and done < came:
            raise row.refusal("answered_on", f"答复时间 {done} 早于留言时间 {came}，请核对")
        if came > until + timedelta(days=366):
            raise row.refusal("received_on", f"留言时间 {came} 晚于本次检查一年以上，请核对")
        code = read_code(row) if row.text("site_id_code") else ""
        yield Message(came, done, code)


def read_find_errors(path: Path, until: date) -> FindErrors:
    """Counts of the messages of a file. Raises ImportFileError as `read_messages`."""
    return count_messages(tuple(read_messages(path, until)), until)


def count_messages(messages: tuple[Message, ...], until: date) -> FindErrors:
    """The counts of circulars; whether a message without an answer is late is told as of `until`."""
    calendar, days = national_calendar(), int(table("imports")["find_errors"]["term"]["working_days"])
    terms = [(one, calendar.after(one.received_on, days)) for one in messages]
    is_known = not any(calendar.unknown_years(one.received_on, term) for one, term in terms)
    on_time = sum(one.answered_on is not None and one.answered_on <= term for one, term in terms)
    due = sum(one.answered_on is not None or term < until for one, term in terms)
    return FindErrors(
        len(messages),
        sum(one.answered_on is not None for one in messages),
        len({one.site_id_code for one in messages} - {""}),
        on_time if is_known else None,
        due if is_known else None,
    )


def read_accountability(path: Path) -> Mapping[str, int]:
    """Persons by form of accountability, in the order of circulars. Raises ImportFileError for an unknown form."""
    counts: dict[str, int] = {}
    for one in read_persons(path):
        counts[one.form] = counts.get(one.form, 0) + one.persons
    return {form: counts[form] for form in forms() if form in counts}


def forms() -> Mapping[str, str]:
    """The forms of accountability in the order of circulars, with the words that circulars print."""
    entries: Mapping[str, str] = table("imports")["accountability"]["forms"]
    return entries


def read_persons(path: Path) -> Iterator[Persons]:
    """Persons held accountable: a form a row (问责形式, 人次), or a unit a row with a column for each form.

    Raises ImportFileError for an unknown form, and where a printed sum is not the sum.
    """
    columns = columns_of("accountability")
    wide = {**columns, **{form: (form,) for form in forms()}}
    rows = rows_where(path, wide, _is_persons_header, ("form", "persons"))
    total, part = Counter[str](), Counter[str]()
    for row in rows:
        here = list(_persons_of(row))
        if row.is_subtotal or row.is_total:
            _check_sum(row, here, part if row.is_subtotal else total)
            part.clear()
            continue
        for one in here:
            total[one.form] += one.persons
            part[one.form] += one.persons
        yield from here


def _is_persons_header(found: Mapping[str, int]) -> bool:
    return {"form", "persons"} <= found.keys() or len(forms().keys() & found.keys()) > 1


def _persons_of(row: Row) -> Iterator[Persons]:
    quarter = read_quarter(row)
    if "form" not in row.columns:
        counted = [Persons(quarter, form, row.count(form)) for form in forms() if row.text(form)]
        if row.text("persons") and row.count("persons") != (computed := sum(one.persons for one in counted)):
            raise row.refusal("persons", f"合计 {row.text('persons')} 与各项之和 {computed} 不符，请核对")
        yield from counted
    elif row.is_total or row.is_subtotal:
        yield Persons(quarter, "", row.count("persons"))
    elif (form := row.text("form")) in forms():
        yield Persons(quarter, form, row.count("persons"))
    else:
        raise row.refusal("form", f"问责形式“{form}”无法识别，可用：{'、'.join(forms())}")


def _check_sum(row: Row, here: list[Persons], computed: Counter[str]) -> None:
    """Refuse a printed sum that is none: of each form where forms are columns, else of all."""
    for one in here:
        expected = computed[one.form] if one.form else computed.total()
        if one.persons != expected:
            column = one.form or "persons"
            raise row.refusal(column, f"合计 {one.persons} 与各项之和 {expected} 不符，请核对")


def read_quarter(row: Row) -> int | None:
    """The quarter of a row, None where the file has no such column. Raises ImportFileError for a word that is none."""
    text = row.text("quarter")
    if not text and "quarter" not in row.columns:
        return None
    quarters = {
        bare_word(word): int(number) for number, words in table("imports")["quarters"].items() for word in words
    }
    word = _YEAR.sub("", bare_word(text))
    if word in quarters:
        return quarters[word]
    if row.is_total or row.is_subtotal:
        return None
    raise row.refusal("quarter", f"季度“{text}”无法识别，请填写第一季度、第二季度、第三季度或第四季度")
