"""Column pages that look like an article at first sight: what they are is asked, not passed over."""

from datetime import date

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import PageKind, VisitRole

AS_OF = date(2026, 11, 20)
FOOT = (
    f"<div class=footer><p>{'主办单位：清水县档案局 网站标识码：6205210030 甘肃省天水市清水县永清路1号 ' * 3}</p></div>"
)


def read(url: str, body: str) -> PageFacts:
    html = f"<html><head><title>工作动态</title></head><body>{body}{FOOT}</body></html>"
    return read_page(RawPage(url, html.encode()), AS_OF, role=VisitRole.COLUMN)


def test_undated_rows_beside_a_clock_are_a_list() -> None:
    rows = "".join(f'<li><a href="/gzdt/{n}.html">第{n}次档案工作会议在县城召开</a></li>' for n in range(45931, 45938))
    facts = read("http://www.qsdaj.gov.cn/gzdt/index.html", f"<ul>{rows}</ul><div>2026年11月19日 农历十月</div>")
    assert (facts.page_kind, len(facts.items), facts.newest_item_on) == (PageKind.LIST, 7, None)


def test_a_shell_with_a_long_footer_goes_to_the_browser() -> None:
    shell = '<div id="__next"><div class="list"></div></div><script src="/_next/static/main.js"></script>'
    facts = read("http://www.qsdaj.gov.cn/channel/news", f"<div>2026年11月19日 星期四</div>{shell}")
    assert [need.kind for need in facts.needs if need.kind != "asset"] == ["browser"]


def test_a_text_stays_a_text() -> None:
    text = "<p>清水县档案局内设办公室、业务科、保管利用科三个科室，核定事业编制十八名。</p>" * 9
    facts = read("http://www.qsdaj.gov.cn/jggk/index.html", f"<div class=main>{text}</div>")
    assert (facts.page_kind, facts.confirmed_empty) == (PageKind.ARTICLE, False)


def test_a_map_in_a_frame_is_something_to_see() -> None:
    frame = '<div class="content"><ul class="list"></ul><iframe src="http://api.map.example.com/lbs" width=600 height=400></iframe></div>'
    facts = read("http://www.qsdaj.gov.cn/dlwz/", f'<div class=nav><a href="/">首页</a></div>{frame}')
    assert facts.confirmed_empty is False
