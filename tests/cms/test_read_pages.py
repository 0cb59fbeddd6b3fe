"""Reads every page of tests/pages and compares with its hand-written truth; and measures a folder as the command does."""

import csv
from datetime import date
from pathlib import Path

import pytest

from govcrawl.accuracy import main, measure_folder
from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import PageKind, VisitRole

PAGES = Path(__file__).parent.parent / "pages"
with (PAGES / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(row: dict[str, str]) -> PageFacts:
    role = VisitRole.ENDPOINT if row["file"].startswith("payload/") else None
    raw = RawPage(row["url"], (PAGES / row["file"]).read_bytes())
    return read_page(raw, date.fromisoformat(row["as_of"]), role=role)


def facts_of(file: str) -> PageFacts:
    return read(next(row for row in ROWS if row["file"] == file))


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_page_reads_as_its_truth(row: dict[str, str]) -> None:
    facts = read(row)
    assert facts.page_kind.value == row["page_kind"]
    if not row["file"].startswith("payload/"):
        assert facts.cms == row["cms"]
    if row["kind"] in ("list", "home", "interaction"):
        assert str(facts.newest_item_on or "") == row["list_newest_item"]
    if row["list_items_with_date"]:
        dated = [item for item in facts.items if item.printed_on and item.place in ("row", "payload")]
        assert len(dated) == int(row["list_items_with_date"])
    if row["article_visible_date"]:
        assert facts.article is not None
        assert str(facts.article.printed_on) == row["article_visible_date"]


@pytest.mark.parametrize("file", ["list/empty-trs.html", "list/empty-counted.html", "payload/empty.json"])
def test_blank_is_said_only_where_it_is_certain(file: str) -> None:
    assert facts_of(file).confirmed_empty


SHELLS = {
    "list/hanweb-shell.html": (
        "endpoint",
        "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15",
        "unitid=5414",
    ),
    "list/jpaas-shell.html": ("endpoint", "tplSetId=d3", None),
    "list/gkmlpt-shell.html": ("endpoint", "/gkmlpt/api/all/5?page=1&sid=755031", None),
    "list/epoint-shell.html": ("endpoint", "/rest/frontAppCustomAction/getPageInfoListNew", "categoryNum"),
    "list/vue-shell.html": ("browser", "/zwgk/tzgg/index.html", None),
    "stub/meta-refresh.html": ("follow", "/zwgk/dwzn/", None),
    "stub/script-redirect.html": ("follow", "/zwgk/gsgg/", None),
}


@pytest.mark.parametrize("file", SHELLS)
def test_a_list_that_is_not_in_the_page_is_asked_for(file: str) -> None:
    kind, address, body = SHELLS[file]
    facts = facts_of(file)
    need = facts.needs[0]
    assert need.kind == kind
    assert address in need.url
    assert body is None or body in (need.body or "")
    assert not facts.confirmed_empty
    assert facts.newest_item_on is None
    assert facts.why["items"]


def test_every_shell_with_an_endpoint_can_fall_back_to_the_browser() -> None:
    for file, (kind, _, _) in SHELLS.items():
        if kind == "endpoint":
            assert [need.kind for need in facts_of(file).needs][1] == "browser"


def test_side_rows_do_not_pass_for_a_list_that_is_still_to_come() -> None:
    page = """<title>公告</title><div class="hot"><ul><li><a href="/1.html">今日热点新闻标题一则</a>2018-10-01</li>
    <li><a href="/2.html">今日热点新闻标题又一则</a>2018-10-02</li></ul></div><ul id="lb"></ul>
    <script>$.ajax({url:"/api",success:function(d){$("#lb").html(d)}})</script>"""
    facts = read_page(RawPage("http://a.gov.cn/gg/list.html", page.encode()), date(2018, 10, 15))
    assert facts.items == ()
    assert [need.kind for need in facts.needs if need.kind == "browser"]


def test_a_rendered_page_without_a_row_is_blank_and_a_text_is_not() -> None:
    empty = '<title>公告</title><div class="crumb">位置：首页</div><ul class="list"></ul>'
    text = f'<title>概况</title><div class="con"><p>{"临江市位于长江中游，历史悠久，物产丰富。" * 20}</p></div>'
    url, day = "http://a.gov.cn/gg/list.html", date(2018, 10, 15)
    assert read_page(RawPage(url, empty.encode()), day, rendered=True).confirmed_empty
    filled = empty + '<script src="/js/list.js"></script>'
    assert not read_page(RawPage(url, filled.encode()), day).confirmed_empty
    assert not read_page(RawPage(url, text.encode()), day, rendered=True).confirmed_empty


def test_rows_sorted_upwards_ask_for_the_last_page() -> None:
    rows = "".join(f'<li><a href="/{n}.html">关于第{n}号文件的通知</a>2010-0{n}-01</li>' for n in range(1, 6))
    page = f'<title>文件</title><ul>{rows}</ul><a href="l_2.html">下一页</a> <a href="l_9.html">尾页</a>'
    facts = read_page(RawPage("http://a.gov.cn/gg/list.html", page.encode()), date(2018, 10, 15))
    assert [(need.kind, need.url) for need in facts.needs] == [("next_page", "http://a.gov.cn/gg/l_9.html")]


def test_a_frame_that_holds_the_list_is_followed() -> None:
    page = '<title>文件</title><div class="crumb">位置：首页</div><iframe src="/lb/1.html" height="600"></iframe>'
    facts = read_page(RawPage("http://a.gov.cn/gg/list.html", page.encode()), date(2018, 10, 15))
    assert next((need.kind, need.url) for need in facts.needs) == ("follow", "http://a.gov.cn/lb/1.html")


FRAMED = '<title>文件</title><div class="crumb">位置：首页</div><script src="/js/nav.js"></script>'


@pytest.mark.parametrize(("rendered", "name"), [(False, "listFrame"), (True, "listFrame"), (True, "f1")])
def test_a_frame_called_a_list_is_no_list_that_waits_for_its_rows(name: str, *, rendered: bool) -> None:
    page = f'{FRAMED}<iframe src="/lb/1.html" id="{name}" width="100%" height="600"></iframe>'
    facts = read_page(RawPage("http://a.gov.cn/gg.html", page.encode()), date(2018, 10, 15), rendered=rendered)
    assert [(need.kind, need.url) for need in facts.needs][:1] == [("follow", "http://a.gov.cn/lb/1.html")]


def test_rows_in_a_rendered_page_need_no_frame_beside_them() -> None:
    rows = "".join(f'<li><a href="/gg/{n}.html">关于第{n}号文件的通知</a>2018-10-0{n}</li>' for n in range(1, 6))
    page = f'{FRAMED}<ul>{rows}</ul><iframe src="/lb/1.html" height="600"></iframe>'
    facts = read_page(RawPage("http://a.gov.cn/gg.html", page.encode()), date(2018, 10, 15), rendered=True)
    assert facts.newest_item_on == date(2018, 10, 5)
    assert not any(need.kind == "follow" for need in facts.needs)


def test_filters_above_a_list_that_a_script_brings_are_not_its_rows() -> None:
    bar = "".join(f'<a href="javascript:;">{year}({year % 7})</a>' for year in range(2010, 2018))
    feed = '<div id="result"></div><script>fetch("/so/policy",{method:"POST"}).then(show)</script>'
    body = f'<title>政策文件库</title><div class="sx"><p>年份：{bar}</p></div>'
    fed = read_page(RawPage("http://a.gov.cn/zcwjk/", f"{body}{feed}".encode()), date(2018, 10, 15))
    assert (fed.items, [need.kind for need in fed.needs]) == ((), ["browser"])
    assert not read_page(RawPage("http://a.gov.cn/zcwjk/", body.encode()), date(2018, 10, 15)).confirmed_empty


def test_endpoint_answers_are_lists_and_failures_are_not_blank() -> None:
    failed = read_page(
        RawPage("http://a.gov.cn/api", b'{"code":500,"data":[]}'), date(2018, 10, 15), role=VisitRole.ENDPOINT
    )
    assert failed.page_kind is PageKind.LIST
    assert not failed.confirmed_empty


def test_structure_alone_makes_the_template_digest() -> None:
    first, second = facts_of("list/trs-li-span.html"), facts_of("list/single-item.html")
    assert first.digest != second.digest
    assert facts_of("list/trs-li-span.html").template_digest == first.template_digest


def test_own_pages_meet_the_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(PAGES)]) == 0
    assert "newest_on_lists" in capsys.readouterr().out


def test_a_wrong_truth_falls_below_the_floor(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<ul><li><a href='/1.html'>关于某事的通知</a>2018-01-01</li></ul>")
    manifest = "file\tkind\tas_of\tlist_newest_item\nа.html\tlist\t2018-10-15\t2018-01-02\n".replace("а", "a")
    (tmp_path / "MANIFEST.tsv").write_text(manifest)
    assert [one.right for one in measure_folder(tmp_path, date(2018, 10, 15)) if one.measure == "newest_on_lists"] == [
        False
    ]
    assert main([str(tmp_path)]) == 1


def test_wrong_use_is_two() -> None:
    assert main([]) == 2


@pytest.mark.parametrize("named", ["var __p = ", "data: ", '"queryData": ', "window.unit77="])
def test_the_parameters_of_a_hanweb_unit_are_read_whatever_holds_them(named: str) -> None:
    script = (
        f'{named}{{col:1,webid:1,columnid:103,unitid:"8803",webname:"某局"}};$.post("/module/web/jpage/dataproxy.jsp")'
    )
    body = f"<title>政策法规</title><div id='8803'></div><script>{script}</script>".encode()
    facts = read_page(RawPage("http://czj.x.gov.cn/col/col103/index.html", body), date(2018, 2, 28))
    need = next(need for need in facts.needs if need.kind == "endpoint")
    assert "columnid=103" in (need.body or "")
    assert "unitid=8803" in (need.body or "")


def test_hot_news_beside_an_empty_letter_box_is_no_letter() -> None:
    hot = "".join(f"<li><a href=/xw/{n}.html>全市重点工作推进会第{n}次召开</a> 2018-10-1{n}</li>" for n in range(5))
    body = f"<title>县长信箱</title><div class=hot><h3>热点新闻</h3><ul>{hot}</ul></div><div class=list>暂无信件</div>"
    facts = read_page(RawPage("http://www.linjiang.gov.cn/hdjl/xzxx/", body.encode()), date(2018, 10, 15))
    assert (facts.page_kind, facts.messages, facts.items) == (PageKind.LETTERS, (), ())


TOP = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xw/">新闻中心</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/hd/">互动交流</a></li>{more}</ul></div>'
SIDE = '<div class="left"><h2>政务公开</h2><ul><li><a href="/zwgk/zcwj/">政策文件</a></li><li><a href="/zwgk/gsgg/">公示公告</a></li></ul></div>'


@pytest.mark.parametrize(
    ("more", "crumbs", "way"),
    [
        ("", "", ("政务公开", "公示公告")),
        ("", '<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 公示公告</div>', ("公示公告",)),
        ('<li><a href="/zwgk/gsgg/">公示公告</a></li>', "", ()),
    ],
    ids=["a side menu", "a breadcrumb", "an entry of the main menu, too"],
)
def test_a_page_without_a_breadcrumb_stands_where_its_side_menu_says(
    more: str, crumbs: str, way: tuple[str, ...]
) -> None:
    rows = "".join(
        f'<li><a href="t2018100{n}_{n}.html">关于第{n}号事项的公告</a>2018-10-0{n}</li>' for n in range(1, 6)
    )
    page = f"<title>公示公告-青山市</title>{TOP.format(more=more)}{crumbs}{SIDE}<ul>{rows}</ul>"
    raw = RawPage("http://www.qs.gov.cn/zwgk/gsgg/", page.encode())
    assert read_page(raw, date(2018, 10, 15), role=VisitRole.COLUMN).way == way
