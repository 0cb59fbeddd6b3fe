"""What an office brings along for its documents: published verdicts, find-error messages, accountability counts.

Tables are CSV or XLSX with Chinese or English headers in any order. A file with one bad cell is refused as a whole, with
the cell and the cure: these figures go into print.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from govcrawl.model.vocabulary import Verdict
from govcrawl.register.sheets import read_sheets
from govcrawl.reports.words import table

_MAX_HEADER_ROW = 10


class ImportFileError(ValueError):
    """A file that cannot be used; the message is one Chinese line with file, cell and cure."""


@dataclass(frozen=True, slots=True)
class FindErrors:
    """The messages of “我为政府网站找错”: received, answered, and answered within three working days (2019 list)."""

    received: int
    answered: int
    sites: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by column word, with what is needed to name its cells."""

    place: str
    cells: Mapping[str, str]


def read_verdicts(path: Path) -> Iterator[tuple[str, Verdict]]:
    """(网站标识码, verdict) of every row. Raises ImportFileError for a word that is no verdict or a code named twice."""
    words = {text: word for word, texts in table("imports")["verdicts"]["words"].items() for text in texts}
    seen: dict[str, str] = {}
    for row in _rows(path, "verdicts", ("site_id_code", "verdict")):
        code, text = row.cells["site_id_code"], row.cells["verdict"]
        if text not in words:
            raise ImportFileError(f"{row.place}：结果“{text}”无法识别，请填写合格、不合格、待定或未检查")
        if code in seen:
            raise ImportFileError(f"{row.place}：网站标识码 {code} 与 {seen[code]} 重复，请只保留一行")
        seen[code] = row.place
        yield code, Verdict(words[text])


def read_find_errors(path: Path, until: date) -> FindErrors:
    """Counts of find-error messages up to `until`. Raises ImportFileError for dates that cannot be."""
    received = answered = 0
    sites = set()
    for row in _rows(path, "find_errors", ("received_on",)):
        came = _day(row, "received_on")
        if came is None:
            raise ImportFileError(f"{row.place}：留言时间为空，请填写日期")
        done = _day(row, "answered_on")
        if done is not None and done < came:
            raise ImportFileError(f"{row.place}：答复时间 {done} 早于留言时间 {came}，请核对")
        if came > until + timedelta(days=366):
            raise ImportFileError(f"{row.place}：留言时间 {came} 晚于本次检查一年以上，请核对")
        received += 1
        answered += done is not None
        sites.add(row.cells.get("site_id_code", ""))
    return FindErrors(received, answered, len(sites - {""}))


def read_accountability(path: Path) -> Mapping[str, int]:
    """Persons by form of accountability, in the order of circulars. Raises ImportFileError for an unknown form."""
    forms: Mapping[str, str] = table("imports")["accountability"]["forms"]
    counts: dict[str, int] = {}
    for row in _rows(path, "accountability", ("form", "persons")):
        form, persons = row.cells["form"], row.cells["persons"]
        if form in {"合计", "总计"}:
            _check_total(row, counts)
            continue
        if form not in forms:
            raise ImportFileError(f"{row.place}：问责形式“{form}”无法识别，可用：{'、'.join(forms)}")
        if not persons.isdecimal():
            raise ImportFileError(f"{row.place}：人次“{persons}”不是数字，请填写整数")
        counts[form] = counts.get(form, 0) + int(persons)
    return {form: counts[form] for form in forms if form in counts}


def _check_total(row: _Row, counts: Mapping[str, int]) -> None:
    computed = sum(counts.values())
    if row.cells["persons"] != str(computed):
        raise ImportFileError(f"{row.place}：合计 {row.cells['persons']} 与各项之和 {computed} 不符，请核对")


def _day(row: _Row, column: str) -> date | None:
    from govcrawl.register.cells import read_date

    text = row.cells.get(column, "")
    if not text:
        return None
    day = read_date(text)
    if day is None:
        raise ImportFileError(f"{row.place}：日期“{text}”无法识别，请按 2026-11-22 的格式填写")
    return day


def _rows(path: Path, kind: str, needed: Sequence[str]) -> Iterator[_Row]:
    """The rows below the header of the first sheet that has all needed columns."""
    synonyms: Mapping[str, Sequence[str]] = {
        column: texts for column, texts in table("imports")[kind].items() if isinstance(texts, list)
    }
    for sheet in read_sheets(path):
        for index, header in enumerate(sheet.rows[:_MAX_HEADER_ROW]):
            columns = _columns(header, synonyms)
            if all(column in columns for column in needed):
                place = f"{path.name} {sheet.name}".strip()
                yield from _below(sheet.rows[index + 1 :], columns, place, sheet.first_row + index + 1)
                return
    names = "、".join(synonyms[column][0] for column in needed)
    raise ImportFileError(f"{path.name}：找不到表头，须有列 {names}")


def _columns(header: Sequence[str], synonyms: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {
        column: position for column, texts in synonyms.items() for position, text in enumerate(header) if text in texts
    }


def _below(rows: Sequence[Sequence[str]], columns: Mapping[str, int], place: str, first: int) -> Iterator[_Row]:
    for number, cells in enumerate(rows, first):
        if any(cells):
            named = {column: cells[at].strip() if at < len(cells) else "" for column, at in columns.items()}
            yield _Row(f"{place} 第 {number} 行", named)
