"""`govcrawl checklist coverage`: every indicator with who judges it, and only facts that a crawl gathers."""

import json
from collections import Counter

import pytest
from typer.testing import CliRunner

from govcrawl.checklists.load import edition_ids, load_edition
from govcrawl.checks.coverage import coverage
from govcrawl.cli.app import app
from govcrawl.cli.checklist import _FACTS
from govcrawl.model.vocabulary import Automation


@pytest.mark.parametrize("edition_id", edition_ids())
def test_every_indicator_needs_what_is_gathered(edition_id: str) -> None:
    rows = coverage(load_edition(edition_id))
    assert all(row.needs for row in rows)
    assert {need for row in rows for need in row.needs} <= set(_FACTS)
    assert all((row.check == "person") is (row.automation is Automation.PERSON) for row in rows)


def test_one_edition_is_listed_in_full() -> None:
    result = CliRunner().invoke(app, ["checklist", "coverage", "national_2019", "--json"])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.output)
    assert len(rows) == len(load_edition("national_2019").indicators)
    assert next(row for row in rows if row["id"] == "search")["needs"] == ["search"]


def test_the_table_names_facts_in_chinese() -> None:
    result = CliRunner().invoke(app, ["checklist", "coverage", "national_2015"])
    assert result.exit_code == 0, result.output
    assert "可用性监测" in result.output or "底部标识" in result.output
    rows = coverage(load_edition("national_2015"))
    counts = Counter(row.automation for row in rows)
    assert f"人工判断{counts[Automation.PERSON]}" in result.output


def test_all_editions_are_summed_up() -> None:
    result = CliRunner().invoke(app, ["checklist", "coverage", "--json"])
    assert {row["edition"] for row in json.loads(result.output)} == set(edition_ids())
