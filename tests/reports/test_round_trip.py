"""Our own documents read by our own readers of published circulars: same rows, verdicts and problem words."""

from pathlib import Path

from docx import Document

from govcrawl.circulars.compare import VerdictRow, compare
from govcrawl.circulars.read import read_circular
from govcrawl.model.vocabulary import Problem, Verdict
from govcrawl.register.read import read_register
from govcrawl.reports.circular import write_circular
from govcrawl.reports.content import Content


def as_published(path: Path) -> str:
    """A Word circular as the text that a web page shows: paragraphs, then the first annex cell by cell."""
    document = Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    return "\n".join([*lines, "附件", "检查情况统计表", *(f"{cell} |" for cell in cells)])


def test_the_word_circular_is_read_back_with_its_rows(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.docx"
    write_circular(content, "docx", out)
    circular = read_circular(as_published(out))
    ours = [
        VerdictRow(
            site.verdict.site_id_code,
            site.verdict.site_name,
            Verdict(site.result),
            frozenset(Problem(finding.problem) for finding in site.problems if finding.problem),
        )
        for site in content.sites()
    ]
    comparison = compare(circular, ours)
    assert [row.site_id_code for row in circular.rows] == [row.site_id_code for row in ours]
    assert comparison.words["verdicts_agreed"] == 3  # the fourth is 待定 on both sides
    assert comparison.words["verdicts_differing"] == 0
    assert (comparison.words["problems_missed"], comparison.words["problems_extra"]) == (0, 0)
    assert comparison.words["problems_agreed"] == 5


def test_the_result_table_is_a_register(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.csv"
    write_circular(content, "csv", out)
    reading = read_register(out)
    assert reading.errors == ()
    assert [site.site_id_code for site in reading.sites] == [row.site_id_code for row in content.verdicts]
    assert [site.kind.value for site in reading.sites] == [row.kind for row in content.verdicts]
