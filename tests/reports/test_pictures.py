"""Pictures beside findings: shown once, only where their bytes are those that were taken, and said where there is none."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from PIL import Image
from sqlalchemy import Connection

from govcrawl.evidence.screenshots import save_screenshot
from govcrawl.reports.circular import write_circular
from govcrawl.reports.content import Content
from govcrawl.reports.notices import write_notices
from govcrawl.reports.pictures import Album
from govcrawl.store.evidence import save_evidence
from govcrawl.store.inspections import stored_inspection

from .city import NAME, SEEN
from .test_documents import LETTER

CODE, URL = "4210030010", "http://www.jingzhouqu.gov.cn/zdly/"


def png(height: int = 900) -> bytes:
    out = BytesIO()
    Image.new("RGB", (1280, height), "navy").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def evidence(city: Connection, tmp_path: Path) -> Path:
    """An evidence folder with a picture of the one page that a finding of 荆州区 names."""
    row = save_screenshot(tmp_path, NAME, CODE, URL, png(), SEEN)
    save_evidence(city, stored_inspection(city, NAME).number, CODE, [row])
    return tmp_path


def html_of(content: Content, evidence: Path) -> str:
    out = evidence / "circular.html"
    write_circular(content, "html", out, evidence=evidence)
    return out.read_text("utf-8")


def test_a_picture_stands_with_its_finding(content: Content, evidence: Path) -> None:
    html = html_of(content, evidence)
    assert html.count('<img src="data:image/png;base64,') == 1
    assert f'alt="截图 {URL}"' in html
    assert html.count("无截图") == 9  # every other finding and open question


def test_a_picture_that_was_changed_is_not_shown(content: Content, evidence: Path) -> None:
    for file in evidence.rglob("*.png"):
        file.write_bytes(png(901))
    assert "<img" not in html_of(content, evidence)


def test_no_folder_no_picture(content: Content, tmp_path: Path) -> None:
    write_circular(content, "html", tmp_path / "circular.html")
    assert "<img" not in (tmp_path / "circular.html").read_text("utf-8")


def test_an_album_has_its_limit_and_shows_each_once(content: Content, evidence: Path) -> None:
    finding = next(site for site in content.sites() if site.verdict.site_id_code == CODE).problems[0]
    assert Album(evidence, left=100).data(finding) == ""
    album = Album(evidence)
    assert not album.is_shown(finding)
    assert album.data(finding).startswith("data:image/png")
    assert album.is_shown(finding)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_notice_carries_its_pictures(content: Content, evidence: Path, kind: str) -> None:
    out = evidence / "notices"
    out.mkdir()
    with_picture, without = write_notices(content, LETTER, date(2018, 3, 1), out, kind, evidence=evidence)
    if kind == "docx":
        assert [len(Document(str(one.path)).inline_shapes) for one in (with_picture, without)] == [1, 0]
        return
    texts = []
    for one in (with_picture, without):
        pages = list(pypdfium2.PdfDocument(one.path))
        texts.append("".join(page.get_textpage().get_text_range() for page in pages))
    assert "问题截图" in texts[0]
    assert "问题截图" not in texts[1]
