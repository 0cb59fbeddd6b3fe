"""Each seed's tables rebuilt in docx and xlsx: the same columns, rows and totals as were published."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import Connection, text

from govcrawl.circulars.read import read_circular
from govcrawl.circulars.records import Circular
from govcrawl.demo.city import load_city
from govcrawl.register.headers import bare_word
from govcrawl.reports import bundle, bundles
from govcrawl.reports.circular import contradictions, write_circular
from govcrawl.reports.content import read_content
from govcrawl.reports.letter import Letter
from govcrawl.reports.paper import Brought
from govcrawl.reports.words import headers
from govcrawl.store.database import Database
from govcrawl.store.rectifications import open_ledger

from .published import SEEDS, as_circular, fill_city, fill_nation, published, rows_of

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the published circulars are not here: no folder {SEEDS}")
both = pytest.mark.parametrize("kind", ["docx", "xlsx"])


@pytest.fixture
def connection(database: Database) -> Connection:
    with database.engine.connect() as opened:
        yield opened  # type: ignore[misc]


def by_code(circular: Circular, told: Callable[[object], object]) -> Mapping[str | None, object]:
    return {row.site_id_code: told(row) for row in circular.rows}


@both
def test_jingzhou_all_sites_with_their_result(connection: Connection, tmp_path: Path, kind: str) -> None:
    content = read_content(connection, fill_city(connection, load_city("jingzhou_2018q1")))
    out = tmp_path / f"circular.{kind}"
    write_circular(content, kind, out)
    ours, theirs = as_circular(out, "results"), published("000")
    assert len(ours.rows) == len(theirs.rows) == 42
    assert contradictions(content, Brought()) == ()
    for told in (
        lambda row: (row.is_portal, row.verdict),
        lambda row: row.name,
        lambda row: row.problem_words,
    ):
        assert by_code(ours, told) == by_code(theirs, told)
    totals = {key: theirs.totals[key] for key in ("inspected", "qualified", "unqualified")}
    assert totals == {
        "inspected": content.totals.inspected,
        "qualified": content.totals.qualified,
        "unqualified": content.totals.unqualified,
    }


@both
def test_yaan_with_rectification(connection: Connection, tmp_path: Path, kind: str) -> None:
    city = load_city("yaan_2018q2")
    name = fill_city(connection, city)
    open_ledger(connection, name)
    connection.execute(text("UPDATE govcrawl.rectifications SET state = 'fixed', rectified_on = '2018-06-12'"))
    out = tmp_path / f"ledger.{kind}"
    content = read_content(connection, name)
    assert contradictions(content, Brought()) == ()
    bundle.write_bundle(bundles.ledger(content, None), kind, out)
    ours, theirs = as_circular(out, "rectified"), published("002")
    assert len(ours.rows) == len(theirs.rows) == 41
    assert by_code(ours, lambda row: row.name) == by_code(theirs, lambda row: row.name)
    for told in (lambda row: row.problem_words, lambda row: row.rectified is True):
        our_words, their_words = by_code(ours, told), by_code(theirs, told)
        differing = {code for code, words in their_words.items() if our_words[code] != words}
        assert differing == set(city.truth.unplanted)  # published, but no page of a city can show it


@both
def test_nation_regions_status_and_failing_sites(connection: Connection, tmp_path: Path, kind: str) -> None:
    theirs = published("003")
    content = read_content(connection, fill_nation(connection, theirs))
    out = tmp_path / f"aggregate.{kind}"
    bundle.write_bundle(bundles.aggregate(content), kind, out)
    assert contradictions(content, Brought()) == ()
    *regions, total = rows_of(out, "regions")
    annex = next(one for one in theirs.tables if "running" in one.columns)
    assert [row[1:] for row in regions] == [list(row[1:]) for row in annex.rows]
    assert total[2:] == [str(sum(int(row[column]) for row in annex.rows)) for column in range(2, 11)]
    reached = {row[0]: row[1].split("、") for row in rows_of(out, "status")}
    for ours, seed in zip(("本次抽查合格率达到100%", "本次抽查合格率低于90%"), theirs.region_lists, strict=False):
        assert reached[ours] == list(seed.names)
    failing = as_circular(out, "failing").rows
    assert {(row.region, row.name) for row in failing} == {(row.region, row.name) for row in theirs.rows}
    assert {row.site_id_code for row in theirs.rows} - {row.site_id_code for row in failing} == {None}
    assert {row.name: row.problem_words for row in failing} == {row.name: row.problem_words for row in theirs.rows}


def text_of(path: Path) -> str:
    """The letter of a docx, a paragraph a line."""
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def results_of(path: Path) -> Counter[str]:
    """The results of the all-sites table, as printed."""
    return Counter(row[-1] for row in rows_of(path, "results"))


def test_huanggang_figures(connection: Connection, tmp_path: Path) -> None:
    content = read_content(connection, fill_city(connection, load_city("huanggang_2019q1")))
    brought = Brought(Letter("黄冈市人民政府办公室", region="全市", signed_on=date(2019, 3, 4)))
    theirs = published("004")
    named = ("running_sites", "offline", "inspectable", "inspected", "coverage_rate", "unqualified", "pass_rate")
    for kind in ("docx", "xlsx"):
        write_circular(content, kind, tmp_path / f"c.{kind}", brought=brought)
        # The seed prints no table, but its figures are those of one: 54 sites, 4 of them unqualified.
        assert results_of(tmp_path / f"c.{kind}") == {"不合格": theirs.totals["unqualified"], "合格": 50}
    ours = read_circular(text_of(tmp_path / "c.docx"))
    assert {key: ours.totals.get(key) for key in named} == {key: theirs.totals[key] for key in named}
    assert contradictions(content, brought) == ()


def test_anshan_figures_and_named_sites(connection: Connection, tmp_path: Path) -> None:
    city = load_city("anshan_2018m08")
    content = read_content(connection, fill_city(connection, city))
    assert (content.totals.inspected, content.totals.unqualified) == (44, 0)
    words = {site.verdict.site_name: {one.problem for one in site.problems} for site in content.sites()}
    for kind in ("docx", "xlsx"):
        write_circular(content, kind, tmp_path / f"c.{kind}")
        assert results_of(tmp_path / f"c.{kind}") == {"合格": 44}
        printed = {row[2]: row[5] for row in rows_of(tmp_path / f"c.{kind}", "results")}
        for site in published("001").named_sites[:2]:
            assert {one.problem.value for one in site.problems} <= words[site.name]
            assert printed[site.name].startswith("未列明") or "未列明" in printed[site.name]
    assert contradictions(content, Brought()) == ()


@pytest.mark.parametrize(
    ("number", "ours"), [("000", "results"), ("002", "rectified"), ("003", "failing"), ("003", "status")]
)
def test_columns_are_those_that_were_published(number: str, ours: str) -> None:
    told = "".join(headers(ours))
    seed = next(SEEDS.glob(f"{number}_*.txt")).read_text("utf-8")
    printed = [bare_word(line.strip(" |")) for line in seed.splitlines() if line.strip(" |")]
    columns = [bare_word(column) for column in headers(ours)]
    starts = [at for at in range(len(printed)) if printed[at : at + len(columns)] == columns]
    assert len(starts) == 1, told
