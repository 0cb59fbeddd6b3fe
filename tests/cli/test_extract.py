"""`extract`: one page, a folder with its manifest, the files beside it. Pages are written here."""

import json
from pathlib import Path

import pytest

from govcrawl.cli.app import run
from govcrawl.cli.pages import SavedPage, assets_beside, read_saved, saved_pages

LIST = """<html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<script src="/js/foot.js"></script>
<ul class="list">
<li><a href="./202602/t20260210_1.html">关于春节放假的通知</a><span>2026-02-10</span></li>
<li><a href="./202601/t20260105_2.html">关于召开会议的通知</a><span>2026-01-05</span></li>
<li><a href="./202512/t20251220_3.html">关于征求意见的通知</a><span>2025-12-20</span></li>
</ul></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "somewhere-tzgg.html").write_text(LIST, encoding="gb18030")
    (tmp_path / "list" / "other.html").write_text(LIST, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no page", encoding="utf-8")
    return tmp_path


def test_one_page_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = str(folder / "list" / "other.html")
    assert run(["extract", page, "--url", "http://www.x.gov.cn/tzgg/", "--as-of", "2026-03-01", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["newest_item_on"] == "2026-02-10"
    assert facts["items"][0]["url"] == "http://www.x.gov.cn/tzgg/202602/t20260210_1.html"
    assert facts["page_kind"] == "list"


def test_a_folder_is_one_object_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(folder), "--as-of", "2026-03-01", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["file"] for row in rows] == ["list/other.html", "list/somewhere-tzgg.html"]
    assert {row["newest_item_on"] for row in rows} == {"2026-02-10"}


def test_the_manifest_gives_order_address_and_day(folder: Path) -> None:
    manifest = folder / "MANIFEST.tsv"
    manifest.write_text(
        "file\toriginal_site\turl\tas_of\n"
        "list/somewhere-tzgg.html\twww.a.gov.cn (clone)\t\t\n"
        "list/other.html\tunknown\thttp://www.b.gov.cn/x/\t2026-01-31\n",
        encoding="utf-8",
    )
    first, second = saved_pages(folder, manifest)
    assert read_saved(first, None).url == "http://www.a.gov.cn/list/somewhere-tzgg.html"
    assert read_saved(second, None).url == "http://www.b.gov.cn/x/"
    assert second.as_of is not None
    assert second.as_of.isoformat() == "2026-01-31"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nlist/other.html\n", "没有 file 列"),
        ("file\nlist/gone.html\n", "第 2 行的文件 list/gone.html 不在"),
        ("file\tas_of\nlist/other.html\t31.1.2026\n", "第 2 行 as_of"),
    ],
)
def test_a_bad_manifest_names_its_line(folder: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "MANIFEST.tsv").write_text(text, encoding="utf-8")
    assert run(["extract", str(folder), "--manifest", str(folder / "MANIFEST.tsv"), "--json"]) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.err.count("\n") == 1


def test_a_saved_page_may_tell_its_own_address(tmp_path: Path) -> None:
    page = tmp_path / "saved.html"
    page.write_text("<!-- saved from url=(0024)http://www.c.gov.cn/zw/ --><html></html>", encoding="utf-8")
    assert read_saved(SavedPage("saved.html", page), None).url == "http://www.c.gov.cn/zw/"
    page.write_text("<html></html>", encoding="utf-8")
    assert read_saved(SavedPage("saved.html", page), None).url == "http://unknown.invalid/saved.html"


def test_assets_serve_their_address_by_name(tmp_path: Path) -> None:
    (tmp_path / "foot.js").write_text("document.write('底部')", encoding="gb18030")
    (tmp_path / "somewhere-head.js").write_text("// 头部", encoding="utf-8")
    urls = ("http://www.x.gov.cn/js/foot.js?v=2", "http://www.x.gov.cn/js/head.js", "http://www.x.gov.cn/js/none.js")
    found = assets_beside(urls, tmp_path, "list/somewhere-tzgg.html")
    assert found == {urls[0]: "document.write('底部')", urls[1]: "// 头部"}
    assert assets_beside(urls[1:2], tmp_path, "list/other.html") == {}
