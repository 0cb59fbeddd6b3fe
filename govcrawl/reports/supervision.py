"""政府网站监管年度报表: a year's supervision by quarter. What govcrawl does not know is the office's to fill in, never zero."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from govcrawl.register.headers import bare_word
from govcrawl.reports.content import Content, SiteReport, result_of
from govcrawl.reports.import_rows import ImportFileError, rows_where
from govcrawl.reports.imports import Message, Persons, count_messages, forms
from govcrawl.reports.numbers import percent
from govcrawl.reports.paper import is_draw
from govcrawl.reports.sheets import Cell, Sheet, sheet
from govcrawl.reports.words import table

_QUARTERS = (1, 2, 3, 4)
_EITHER_WAY = ("qualified", "unqualified")


@dataclass(frozen=True, slots=True)
class YearBrought:
    """What the office brings along for a year; None where it brought no such file. `figures` are by (item id, quarter)."""

    messages: tuple[Message, ...] | None = None
    persons: tuple[Persons, ...] | None = None
    figures: Mapping[tuple[str, int], int] = field(default_factory=dict)


@dataclass(slots=True)
class _Quarter:
    """Sites of the inspections of one quarter. A site inspected twice counts once, and as unqualified if it ever was."""

    running: int | None = 0
    results: dict[str, str] = field(default_factory=dict)
    impostors: set[tuple[str, str]] = field(default_factory=set)

    @property
    def judged(self) -> int:
        return len(self.results)

    @property
    def unqualified(self) -> int:
        return sum(result == "unqualified" for result in self.results.values())


def supervision_sheet(
    year: int, contents: Sequence[Content], brought: YearBrought, lang: str = "zh", decimals: int = 1
) -> Sheet:
    """The form's figures, a row an item and a column a quarter; `contents` are the inspections of the year."""
    quarters = {
        number: _quarter([one for one in contents if quarter_of(one.inspection.as_of) == number])
        for number in _QUARTERS
    }
    values = {**_inspection_values(quarters, decimals), **_message_values(year, brought.messages, decimals)}
    return sheet("supervision", list(_rows(values, brought, lang)), lang)


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def read_figures(path: Path) -> Mapping[tuple[str, int], int]:
    """The office's own figures by (item id, quarter). Raises ImportFileError for an unknown item or a sum that is none."""
    items: dict[str, str] = {
        bare_word(item["title"][lang]): item["id"] for item in _office_items() for lang in ("zh", "en")
    }
    columns = table("year")["figures"]
    figures: dict[tuple[str, int], int] = {}
    for row in rows_where(
        path, columns, lambda found: {"item", "q1"} <= found.keys(), ("item", "q1", "q2", "q3", "q4")
    ):
        item = items.get(bare_word(row.text("item")))
        if item is None:
            known = "、".join(one["title"]["zh"] for one in _office_items())
            raise row.refusal("item", f"“{row.text('item')}”不是须由单位填报的内容，可用：{known}")
        given = {number: row.count(f"q{number}") for number in _QUARTERS if row.text(f"q{number}")}
        for number, count in given.items():
            if (item, number) in figures:
                raise row.refusal("item", f"“{row.text('item')}”重复，请只保留一行")
            figures[item, number] = count
        if row.text("year") and row.count("year") != sum(given.values()):
            raise row.refusal("year", f"全年 {row.text('year')} 与各季度之和 {sum(given.values())} 不符，请核对")
    if not figures:
        raise ImportFileError(f"{path.name}：表头下没有数据，请填写各季度的数字")
    return figures


def _items() -> list[dict[str, Any]]:
    """The form's rows (year.toml)."""
    items: list[dict[str, Any]] = table("year")["supervision"]["items"]
    return items


def _office_items() -> list[dict[str, Any]]:
    return [item for item in _items() if item["from"] == "office"]


def _quarter(contents: Sequence[Content]) -> _Quarter:
    quarter = _Quarter()
    running: set[str] = set()
    for content in contents:
        for row in content.verdicts:
            running.add(row.site_id_code)
            result = result_of(row)
            if result in _EITHER_WAY and quarter.results.get(row.site_id_code) != "unqualified":
                quarter.results[row.site_id_code] = result
        quarter.impostors |= {one for site in content.sites() for one in _impostors(site)}
    draws = [content for content in contents if is_draw(content)]
    if not contents or (draws and len(contents) > 1):
        quarter.running = None  # several draws, or a draw and more: of how many sites altogether is not known
    elif draws:
        quarter.running = int(draws[0].inspection.scope["candidates"])
    else:
        quarter.running = len(running)
    return quarter


def _impostors(site: SiteReport) -> Iterator[tuple[str, str]]:
    for finding in site.problems:
        if finding.problem == "impostor_site":
            yield site.verdict.site_id_code, finding.url or finding.subject


def _inspection_values(quarters: Mapping[int, _Quarter], decimals: int) -> Mapping[str, tuple[Cell, ...]]:
    """By item id, the four quarters and the year. The year's sites are counted quarter by quarter (家次)."""
    had = {number: one for number, one in quarters.items() if one.running is not None or one.results}
    every = [quarters[number] for number in _QUARTERS]
    judged, failing = sum(one.judged for one in every), sum(one.unqualified for one in every)
    impostors = len(set().union(*(one.impostors for one in every)))

    def row(value: Mapping[int, Cell], year: Cell) -> tuple[Cell, ...]:
        return *(value.get(number) for number in _QUARTERS), year

    return {
        "running": row({number: one.running for number, one in had.items()}, None),
        "inspected": row({number: one.judged for number, one in had.items()}, judged if had else None),
        "coverage": row(
            {number: percent(one.judged, one.running, decimals) for number, one in had.items() if one.running}, None
        ),
        "unqualified": row({number: one.unqualified for number, one in had.items()}, failing if had else None),
        "pass_rate": row(
            {number: percent(one.judged - one.unqualified, one.judged, decimals) for number, one in had.items()},
            percent(judged - failing, judged, decimals) if had else None,
        ),
        "impostors_seen": row({number: len(one.impostors) for number, one in had.items()}, impostors if had else None),
    }


def _message_values(year: int, messages: tuple[Message, ...] | None, decimals: int) -> Mapping[str, tuple[Cell, ...]]:
    if messages is None:
        return {}
    of_year = [one for one in messages if one.received_on.year == year]
    parts = [[one for one in of_year if quarter_of(one.received_on) == number] for number in _QUARTERS]
    # The form is due on 31 January: by then every message of the year has had its term.
    counted = [count_messages(tuple(part), date(year + 1, 1, 31)) for part in (*parts, of_year)]
    return {
        "received": tuple(one.received for one in counted),
        "answered": tuple(one.answered for one in counted),
        "answered_rate": tuple(percent(one.answered, one.received, decimals) for one in counted),
        "on_time_rate": tuple(
            None if one.due is None or one.on_time is None else percent(one.on_time, one.due, decimals)
            for one in counted
        ),
    }


def _rows(values: Mapping[str, tuple[Cell, ...]], brought: YearBrought, lang: str) -> Iterator[tuple[Cell, ...]]:
    """The form's rows; what nobody told is empty and says in its last cell who has to fill it in."""
    ask = "由单位填报" if lang == "zh" else "for the office"
    for item in _items():
        group, title, key = item["group"][lang], item["title"][lang], item["id"]
        if key == "forms":
            yield from (
                (group, *row, "" if brought.persons is not None else ask) for row in _persons_rows(brought.persons)
            )
            continue
        cells = values.get(key) or _figures(brought.figures, key)
        known = any(cell is not None for cell in cells)
        yield group, title, *cells, "" if known else ask


def _persons_rows(persons: tuple[Persons, ...] | None) -> Iterator[tuple[Cell, ...]]:
    for form in forms():
        if persons is None:
            yield form, None, None, None, None, None
            continue
        counts = [sum(one.persons for one in persons if one.form == form and one.quarter == q) for q in _QUARTERS]
        yield form, *counts, sum(counts)


def _figures(figures: Mapping[tuple[str, int], int], key: str) -> tuple[Cell, ...]:
    given = [figures.get((key, number)) for number in _QUARTERS]
    told = [one for one in given if one is not None]
    return *given, sum(told) if told else None
