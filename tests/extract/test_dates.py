"""Walks patterns.toml: every example must read as its day by its own pattern, no counter-example as any."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import govcrawl.extract.dates as dates

PATTERNS: dict[str, Any] = tomllib.loads((Path(dates.__file__).parent / "patterns.toml").read_text("utf-8"))
AS_OF: date = PATTERNS["as_of"]


def read(where: str, text: str, near: date | None = None) -> dates.Found | None:
    if where == "href":
        return dates.date_in_url(text, AS_OF)
    if where == "payload":
        return dates.date_in_payload(text, AS_OF)
    return next(iter(dates.find_dates(text, AS_OF, near)), None)


EXAMPLES = [(p["name"], p["where"], text, on) for p in PATTERNS["pattern"] for text, on in p["example"].items()]
NEVER = [(p["name"], p["where"], text) for p in PATTERNS["pattern"] for text in p["never"]]
NEAR = [(text, *days) for p in PATTERNS["pattern"] for text, days in p.get("near", {}).items()]


@pytest.mark.parametrize(("name", "where", "text", "on"), EXAMPLES)
def test_example_reads_as_its_day(name: str, where: str, text: str, on: date) -> None:
    found = read(where, text)
    assert found is not None
    assert found.on == on
    if text != "2018-10-012018-10-02":
        assert found.pattern == name


@pytest.mark.parametrize(("name", "where", "text"), NEVER)
def test_counter_example_is_no_date(name: str, where: str, text: str) -> None:
    assert read(where, text) is None


@pytest.mark.parametrize(("text", "near", "on"), NEAR)
def test_a_date_without_year_takes_the_year_of_its_link(text: str, near: date, on: date) -> None:
    found = read("text", text, near)
    assert found is not None
    assert found.yearless
    assert found.on == on


def test_two_dates_glued_are_two() -> None:
    assert [found.on.day for found in dates.find_dates("2018-10-012018-10-02", AS_OF)] == [1, 2]


@pytest.mark.parametrize("day", ["2018-10-15", "2018-10-16"])
def test_tomorrow_is_no_date(day: str) -> None:
    assert bool(dates.find_dates(day, AS_OF)) is (day == "2018-10-15")
