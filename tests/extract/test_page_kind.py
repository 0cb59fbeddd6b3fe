"""The kind of a page from its words, its address and what was read on it."""

from datetime import date

import pytest

from govcrawl.extract.home_page import has_crumb
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.page_kind import tell_kind
from govcrawl.model.items import ArticleSeen
from govcrawl.model.vocabulary import PageKind, VisitRole

HOST = "http://www.example.gov.cn"
ARTICLE = ArticleSeen("标题", date(2018, 8, 1), text_length=900)
SHORT = ArticleSeen("标题", date(2018, 8, 1), text_length=90)
PLACE = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/x/">{}</a></div>'


def page(body: str, path: str = "/zwgk/x.html", title: str = "某某市水利局", status: int = 200) -> Page:
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return open_page(RawPage(HOST + path, html.encode(), status=status))


LETTER = "<table><tr><td>信件标题</td><td>办理部门</td><td>受理日期</td><td>办结日期</td></tr></table>"
GUIDE = "<table><tr><td>设定依据</td><td>申请条件</td><td>申请材料</td><td>办理流程</td><td>承诺时限</td></tr></table>"
LONG = "<p>" + "全市各级各部门要认真贯彻落实会议精神。" * 30 + "</p>"


@pytest.mark.parametrize("path", ["/", "/index.html", "/index.htm", "/index.jsp", "/default.aspx"])
def test_home_by_address(path: str) -> None:
    assert tell_kind(page("<p>首页</p>", path), items=30, dated=30) is PageKind.HOME


def test_home_by_role() -> None:
    assert tell_kind(page("<p>首页</p>", "/slj/zhuye.html"), role=VisitRole.HOME) is PageKind.HOME


@pytest.mark.parametrize(
    ("items", "dated", "article", "path", "body", "kind"),
    [
        (12, 12, None, "/zwgk/tzgg/", "", PageKind.LIST),
        (1, 1, None, "/zwgk/tzgg/index.html", "", PageKind.LIST),
        (0, 0, None, "/col/col12/index.html", "", PageKind.LIST),
        (8, 0, None, "/x.htm", "", PageKind.LIST),
        (2, 2, None, "/x.htm", "<a>上一页</a> 共2页", PageKind.LIST),
        (0, 0, None, "/x.htm", "", PageKind.OTHER),
        (0, 0, ARTICLE, "/x.htm", LONG, PageKind.ARTICLE),
        (0, 0, None, "/art/2018/8/1/art_1_2.html", "", PageKind.ARTICLE),
        (9, 9, ARTICLE, "/zwgk/201808/t20180801_12.html", LONG, PageKind.ARTICLE),
        (9, 9, SHORT, "/x.htm", "上一篇：无 下一篇：无", PageKind.ARTICLE),
        (0, 0, None, "/jggk.htm", LONG, PageKind.ARTICLE),
        (5, 0, ARTICLE, "/x.htm", LONG, PageKind.ARTICLE),
    ],
)
def test_list_and_article(
    items: int, dated: int, article: ArticleSeen | None, path: str, body: str, kind: PageKind
) -> None:
    assert tell_kind(page(body, path), items=items, dated=dated, article=article) is kind


@pytest.mark.parametrize(
    ("body", "path", "title", "kind"),
    [
        (LETTER, "/hdjl/jzxx/", "局长信箱-某某市水利局", PageKind.LETTERS),
        (LETTER, "/hdjl/x.htm", "某某市水利局", PageKind.LETTERS),
        (PLACE.format("局长信箱") + "<ul><li>关于路灯不亮的来信</li></ul>", "/x/", "某某市水利局", PageKind.LETTERS),
        (GUIDE, "/bsfw/1.htm", "取水许可-某某市水利局", PageKind.GUIDE),
        (GUIDE, "/art/2018/8/1/art_1_2.html", "取水许可", PageKind.GUIDE),
        ("<a>x</a>" * 5, "/x.htm", "网站地图-某某市水利局", PageKind.SITE_MAP),
        ("<p>共找到 12 条结果</p>", "/jsearch/result.do?q=1", "某某市水利局", PageKind.SEARCH),
        ("<p>请输入</p>", "/x.htm", "高级搜索", PageKind.SEARCH),
    ],
)
def test_special_kinds(body: str, path: str, title: str, kind: PageKind) -> None:
    assert tell_kind(page(body, path, title)) is kind


@pytest.mark.parametrize(
    "body",
    [
        '<meta http-equiv="Refresh" content="0;URL=./dwzn/">',
        "<script>window.location.href='http://xxgk.example.gov.cn/';</script>",
        '<script>location.replace("/new/")</script>',
    ],
)
def test_stubs(body: str) -> None:
    assert tell_kind(page(body, "/zwgk/")) is PageKind.STUB


@pytest.mark.parametrize(
    "body",
    [
        "<span onclick=\"location.href='/tzgg/'\">通知公告</span><p>暂无数据</p>",
        "<!-- <script>location.href='/old/'</script> --><p>暂无数据</p>",
    ],
)
def test_what_waits_for_a_click_makes_no_stub(body: str) -> None:
    assert tell_kind(page(body, "/zwgk/")) is not PageKind.STUB


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<h1>404 Not Found</h1>", "404 Not Found"),
        ("<p>您访问的页面不存在或已删除</p>", "某某市水利局"),
        ("<pre>java.lang.NullPointerException at a.b</pre>", ""),
        ("<h2>HTTP Status 500</h2>", "系统提示"),
        ("<p>您的请求可能存在威胁，已被拦截</p>", "网站防火墙"),
    ],
)
def test_error_pages_that_answer_200(body: str, title: str) -> None:
    assert tell_kind(page(body, "/zwgk/x.html", title)) is PageKind.ERROR


def test_errors_by_status_and_by_bytes() -> None:
    assert tell_kind(page(LONG, status=404)) is PageKind.ERROR
    assert tell_kind(open_page(RawPage(HOST + "/yzm.jsp", b"\xff\xd8\xff\xe0" + bytes(200)))) is PageKind.ERROR


def test_a_long_article_about_errors_is_an_article() -> None:
    body = "<h1>关于404错误页面的说明</h1>" + LONG * 3
    assert tell_kind(page(body, "/x.htm"), article=ARTICLE) is PageKind.ARTICLE


def test_an_article_about_letters_is_an_article() -> None:
    body = PLACE.format("工作动态") + "<h1>市长信箱来信办理情况通报</h1>" + LONG
    assert tell_kind(page(body, "/art/2018/8/1/art_1_2.html"), article=ARTICLE) is PageKind.ARTICLE


def test_the_name_of_a_column_is_no_way() -> None:
    body = '<ul><li><a href="/Info.aspx?id=11">地理位置</a></li></ul>'
    assert not has_crumb(page(body, "/"))
    assert has_crumb(page("<div><b>您现在的位置</b> 首页</div>", "/"))
