"""A light reading of a page's links has the targets of the whole one, each once."""

from pathlib import Path

import pytest

from govcrawl.extract.link_targets import read_targets
from govcrawl.extract.links import read_links
from govcrawl.extract.page import RawPage, open_page

URL = "http://www.shili.gov.cn/a/b.html"
HOSTS = ("www.shili.gov.cn",)
PAGES = sorted(path for path in (Path(__file__).parents[1] / "pages").rglob("*.htm*"))
ODD = {
    "plain": '<a href="/1">一</a><area href="2"><img src="/i.png" data-src="/l.png"><iframe src=f.html></iframe><link rel=stylesheet href=s.css>',
    "base": '<base href="http://x.cn/y/"><a href="1">一</a>',
    "comment": '<!-- <a href="/1">一</a> --><a href="/2">二</a>',
    "template": '<template><a href="/1">一</a></template><a href="/2">二</a>',
    "noscript": '<NOSCRIPT><a href="/1">一</a></NOSCRIPT><a href="/2">二</a>',
    "written": "<script>document.write('<a href=\"/1\">一</a>');</script>",
    "written by another name": "<script>var d=document;d.writeln('<a href=\"/1\">一</a>');</script>",
    "written inside": "<div id=x></div><script>document.getElementById('x').innerHTML='<a href=\"/1\">一</a>';</script>",
    "click": "<div onclick=\"window.open('/1.html')\">一</div>",
    "script address": "<a href=\"JavaScript:openUrl('/1.html')\">一</a>",
    "background": '<td background="/bg.gif"><p style="background: URL(/x.png)">一</p>',
    "option": '<select><option value="/1.html">一</option></select>',
    "wrapped": '<a href="/visit/link.do?url=http%3A%2F%2Fwww.x.cn%2F1.html">一</a>',
    "no address": '<a href="#">一</a><a href="mailto:a@b.cn">二</a><a href="http://[">三</a><a name=x>四</a>',
    "again": '<a href="/1">一</a><a href="/1">二</a>',
}


def targets(source: bytes) -> tuple[list[str], list[str]]:
    light, whole = (open_page(RawPage(URL, source)) for _ in range(2))
    return [link.url for link in read_targets(light, HOSTS)], [link.url for link in read_links(whole, HOSTS)]


@pytest.mark.parametrize("source", ODD.values(), ids=ODD.keys())
def test_odd_pages(source: str) -> None:
    light, whole = targets(source.encode())
    assert sorted(light) == sorted(set(whole))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_whole_pages(path: Path) -> None:
    light, whole = targets(path.read_bytes())
    assert sorted(light) == sorted(set(whole))


def test_pages_are_there() -> None:
    assert len(PAGES) > 20
