"""Pages made to be dear are read in part: the first rows, the links at the start and the footer are still told."""

from datetime import date

import pytest

from govcrawl.extract.page import RawPage
from govcrawl.extract.part import MOST_BYTES, MOST_TAGS, readable
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import Mark, SiteKind, SiteLevel, VisitRole
from govcrawl.spiders.work import SiteWork

_URL = "http://www.moni.gov.cn/zwgk/"
_ROW = "<li><a href='/zwgk/t2018{0:06d}.html'>第{0}号通知</a><span>2018-02-01</span></li>"
_FOOTER = "<div class=footer>网站标识码：4210000001 主办：模拟市人民政府</div></body></html>"


def _raw(body: str, charset: str = "utf-8") -> RawPage:
    return RawPage(_URL, body.encode(charset), {"content-type": f"text/html; charset={charset}"})


@pytest.mark.parametrize(
    ("body", "is_whole"),
    [
        ("", True),
        ("<" * MOST_TAGS, True),
        ("<" * (MOST_TAGS + 1), False),
        ("x" * MOST_BYTES, True),
        ("x" * (MOST_BYTES + 1), False),
    ],
)
def test_only_a_page_beyond_the_limits_is_cut(body: str, is_whole: bool) -> None:
    whole = body.encode()
    part, why = readable(whole)
    assert (part is whole) is is_whole
    assert (why is None) is is_whole


@pytest.mark.parametrize("unit", ["<p>", "<br>", "<td>a", "<b>", "中文内容", "字 ", "<a href=/x>y</a>", "\0"])
def test_what_is_read_is_bounded_whatever_a_page_is_made_of(unit: str) -> None:
    part, why = readable(unit.encode() * (10 * 1024 * 1024 // len(unit.encode())))
    assert why is not None
    assert len(part) <= MOST_BYTES + 64 * 1024
    assert part.count(b"<") <= 1.1 * MOST_TAGS


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_cut_page_tells_its_first_rows_and_its_footer(charset: str) -> None:
    rows = "".join(map(_ROW.format, range(20_000)))
    raw = _raw(f"<html><body><ul>{rows}</ul>{_FOOTER}", charset)
    site = Site("4210000001", "模拟市人民政府", _URL, SiteKind.DEPARTMENT, SiteLevel.CITY)
    facts = SiteWork(site, date(2018, 2, 28), ("www.moni.gov.cn",)).read(raw, VisitRole.COLUMN)
    assert facts.why["items"].startswith("read in part: ")
    assert facts.newest_item_on == date(2018, 2, 1)
    assert facts.links[0].url == "http://www.moni.gov.cn/zwgk/t2018000000.html"
    codes = [mark.value for mark in facts.marks if mark.mark is Mark.SITE_ID_CODE and mark.present]
    assert codes == ["4210000001"]
