"""The site's own search told from other forms, with its address and field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.search import has_hit, read_search, says_nothing_found, search_pages
from govcrawl.model.items import SearchSeen

URL = "http://www.example.gov.cn/index.html"
SITE = "http://www.example.gov.cn"


def page(body: str) -> Page:
    return open_page(RawPage(URL, f"<meta charset=utf-8><title>某某县人民政府</title><body>{body}</body>".encode()))


SEARCHES = [
    (
        "<form action='/was5/web/search'><input type=hidden name=channelid value=2100><input name=searchword><input type=submit value=搜索></form>",
        SearchSeen(f"{SITE}/was5/web/search?channelid=2100", "get", "searchword", (("channelid", "2100"),)),
    ),
    (
        "<form action='http://search.example.gov.cn/jsearchfront/search.do?websiteid=42' method=get target=_blank><input type=text name=q placeholder=请输入关键字><button>检索</button></form>",
        SearchSeen("http://search.example.gov.cn/jsearchfront/search.do?websiteid=42", "get", "q"),
    ),
    (
        "<form action='/e/search/index.php' method='POST'><input type=hidden name=tbname value=news><input name=keyboard><input type=image src=so.gif></form>",
        SearchSeen(f"{SITE}/e/search/index.php", "post", "keyboard", (("tbname", "news"),)),
    ),
    (
        "<form action='/plus/search.php' name=formsearch><input type=hidden name=kwtype value=0><input name=q value='在这里搜索...'></form>",
        SearchSeen(f"{SITE}/plus/search.php?kwtype=0", "get", "q", (("kwtype", "0"),)),
    ),
    (
        "<div class=ss><input id=keyword type=text value='请输入关键字'><a onclick='so()'>搜索</a></div><script>function so(){var k=$('#keyword').val();window.open('/site/search.html?siteId=1&searchWord='+encodeURIComponent(k));}</script>",
        SearchSeen(f"{SITE}/site/search.html?siteId=1", "get", "searchWord", charset="utf-8"),
    ),
    (
        "<input type=text id=kw placeholder=站内搜索><img onclick=\"location.href='/so.jsp?kw='+document.getElementById('kw').value\">",
        SearchSeen(f"{SITE}/so.jsp", "get", "kw"),
    ),
    (
        "<input id=qt type=text placeholder='请输入搜索内容'><script>function s(){location.href=`/irs/front/list?code=18a&searchWord=${w}`}</script>",
        SearchSeen(f"{SITE}/irs/front/list?code=18a", "get", "searchWord"),
    ),
    (
        "<div class=search><input type=text placeholder='请输入要搜索的内容...'><span class=btn></span></div>",
        SearchSeen("", "script", ""),
    ),
    (
        "<form onsubmit='return go()'><input name=q><input type=submit value=开始搜索></form>",
        SearchSeen("", "script", "q"),
    ),
]


IN_GBK = [
    (
        "<form action='s.asp?lb=新闻&x=%B9%AB%B8%E6'><input type=hidden name=lm value=公告><input name=keyword><input type=submit value=搜索></form>",
        SearchSeen(f"{SITE}/s.asp?lb=%D0%C2%CE%C5&x=%B9%AB%B8%E6&lm=%B9%AB%B8%E6", "get", "keyword", (("lm", "公告"),)),
    ),
    (
        "<form action='s.asp' accept-charset='x-none, UTF-8'><input type=hidden name=lm value=公告><input name=keyword><input type=submit value=搜索></form>",
        SearchSeen(f"{SITE}/s.asp?lm=%E5%85%AC%E5%91%8A", "get", "keyword", (("lm", "公告"),), "utf-8"),
    ),
    (
        "<form action='s.asp' method=post accept-charset=gb2312><input name=keyword><input type=submit value=搜索></form>",
        SearchSeen(f"{SITE}/s.asp", "post", "keyword", charset="gb18030"),
    ),
    (
        "<input type=text id=kw placeholder=站内搜索><img onclick=\"location.href='/so.jsp?lm=公告&kw='+kw.value\">",
        SearchSeen(f"{SITE}/so.jsp?lm=%B9%AB%B8%E6", "get", "kw"),
    ),
    (
        "<input type=text id=kw placeholder=站内搜索><img onclick=\"location.href='/so.jsp?kw='+encodeURI(kw.value)\">",
        SearchSeen(f"{SITE}/so.jsp", "get", "kw", charset="utf-8"),
    ),
]


@pytest.mark.parametrize(("body", "seen"), IN_GBK)
def test_parameters_and_words_go_out_as_the_page_would_send_them(body: str, seen: SearchSeen) -> None:
    source = f"<meta charset=gbk><title>某某县人民政府</title><body>{body}</body>".encode("gbk")
    assert read_search(open_page(RawPage(URL, source))) == seen


@pytest.mark.parametrize(
    ("body", "seen"),
    SEARCHES,
)
def test_searches(body: str, seen: SearchSeen) -> None:
    assert read_search(page(body)) == seen


OTHER_FORMS = [
    "<form action='/login.do'><input name=username placeholder=用户名><input type=password name=pwd><input type=submit value=登录></form>",
    "<form action='https://www.baidu.com/s'><input name=wd><input type=submit value=百度一下></form>",
    "<form action='https://www.baidu.com/baidu'><input name=word placeholder=搜索><input type=submit value=搜索></form>",
    "<form action='/letter/query'><input name=code placeholder=请输入查询码><input name=phone placeholder=手机号><input type=submit value=查询></form>",
    "<form action='/msg/save'><input name=title><textarea name=content></textarea><input type=submit value=提交留言></form>",
    "<form action='/subscribe'><input name=email placeholder=请输入邮箱><input type=submit value=订阅></form>",
    "<p>转到第<input type=text style='width:30px'>页</p>",
    "<input type=hidden name=keyword value=1>",
    "<p>搜索</p>",
    "",
]


@pytest.mark.parametrize(
    "body",
    OTHER_FORMS,
)
def test_other_forms(body: str) -> None:
    assert read_search(page(body)) is None


def test_the_most_likely_box_wins() -> None:
    body = (
        "<form action='/vote'><input name=text></form><form action='/search'><input name=keyword placeholder=站内搜索></form>"
        "<form action='/banshi/query'><input name=bjbh placeholder=请输入办件编号><button>查询</button></form>"
    )
    assert read_search(page(body)) == SearchSeen(f"{SITE}/search", "get", "keyword")


def test_links_to_search_pages() -> None:
    assert search_pages(page("<a href='/so/'>高级搜索</a><a href='/x'>搜索引擎优化</a>")) == (f"{SITE}/so/",)


@pytest.mark.parametrize(
    ("body", "hit"),
    [
        ("<a href=1><em>关于</em>做好2026年<em>防汛</em>工作的通知</a>", True),
        ("<a href=1 title='关于做好2026年防汛工作的通知'>关于做好2026年…</a>", True),
        ("<a href=1>关于做好2026年防汛工作的</a>", True),
        ("<a href=1>关于做好2025年防汛工作的通知</a>", False),
        ("<p>关于做好2026年防汛工作的通知</p>", False),
    ],
)
def test_hits(body: str, hit: bool) -> None:
    assert has_hit(page(body), "关于做好2026年防汛工作的通知") is hit


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<p>很抱歉，没有找到和“防汛”相关的内容</p>", True),
        ("<p>共找到 0 条结果</p>", True),
        ("<p>共找到 10 条结果</p>", False),
        ("<p>暂无相关数据</p>", True),
        ("<a href=1>防汛通知</a>", False),
    ],
)
def test_nothing_found(body: str, says: bool) -> None:
    assert says_nothing_found(page(body)) is says


@given(
    st.text(max_size=500),
    st.sampled_from(
        [
            "{}",
            "<form action='{}'><input name=q placeholder=搜索></form>",
            "<input id=q placeholder=搜索><script>{}</script>",
        ]
    ),
)
def test_never_raises(text: str, shape: str) -> None:
    read_search(page(shape.replace("{}", text)))
