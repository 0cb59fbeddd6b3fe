"""Answers of data endpoints: failures are not empty lists; field names and forms of dates. And how stubs send visitors on."""

from datetime import date

import pytest

from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.payload import read_refusal
from govcrawl.extract.stubs import asks_itself_again, read_door, read_target

DAY = date(2018, 10, 15)


@pytest.mark.parametrize(
    ("answer", "is_empty"),
    [
        ('{"code": 200, "data": [], "total": 0}', True),
        ('{"code": 0, "msg": "操作成功", "data": {"records": [], "total": 0}}', True),
        ('{"data": {"html": "<div>暂无数据</div>"}}', True),
        ("<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>", True),
        ('{"classify": {"id": 937, "name": "行政执法"}, "total": 0, "articles": []}', True),
        ('{"code": 401, "data": []}', False),
        ('{"msg": "参数错误", "data": []}', False),
        ('{"message": "系统繁忙", "list": []}', False),
        ('{"error": "invalid param", "rows": []}', False),
        ("<datastore></datastore>", False),
        ("<html><body>404 Not Found</body></html>", False),
    ],
)
def test_only_an_answer_that_succeeded_is_empty(answer: str, is_empty: bool) -> None:
    assert read_items(open_page(RawPage("http://a.gov.cn/api", answer.encode())), DAY).confirmed_empty is is_empty


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ('{"code":401,"msg":"登录已过期","data":null}', "msg=登录已过期"),
        ('{"code":"500","data":{"list":[]}}', "code=500"),
        ('cb12({"success":false,"rows":[]})', "success=False"),
        ('{"code":200,"data":{"total":0,"list":[]}}', None),
        ('{"code":401,"rows":[{"title":"关于检查的通知","url":"/a"}]}', None),
        ("<ul></ul>", None),
        ("", None),
    ],
)
def test_an_answer_with_status_200_may_be_a_refusal(answer: str, why: str | None) -> None:
    assert read_refusal(answer) == why


@pytest.mark.parametrize(
    "answer",
    [
        '{"Rows": [{"TITLE": "关于检查的通知", "URL": "/a", "CREATE_DATE": "/Date(1535700000000)/"}]}',
        '{"data": [{"articleTitle": "关于检查的通知", "id": 3, "articlePublishDate": "2018-08-31"}]}',
        '{"data": [{"title": "关于检查的通知", "url": "/a", "createTime": "2018-10-11", "publishTime": "2018-08-31"}]}',
        '<?xml version="1.0"?><list><item><title>关于检查的通知</title><url>/a</url><date>2018-08-31</date></item></list>',
    ],
)
def test_days_of_records(answer: str) -> None:
    assert read_items(open_page(RawPage("http://a.gov.cn/api", answer.encode())), DAY).newest_item_on == date(
        2018, 8, 31
    )


@pytest.mark.parametrize(
    "page",
    [
        '<meta http-equiv="refresh" content="0.1;url=./dwzn/">',
        "<body onload=\"location.href='./dwzn/'\">",
        "<script>window.location.assign(`./dwzn/`)</script>",
        "<script>window.open('./dwzn/', '_self')</script>",
    ],
)
def test_ways_of_sending_a_visitor_on(page: str) -> None:
    target = read_target(open_page(RawPage("http://a.gov.cn/zwgk/", page.encode())))
    assert target is not None
    assert target.url == "http://a.gov.cn/zwgk/dwzn/"


@pytest.mark.parametrize("href", ["http://a.gov.cn/index.html", "https://a.gov.cn/"])
def test_its_index_file_and_its_secure_twin_are_other_pages(href: str) -> None:
    page = f'<meta http-equiv="refresh" content="0;url={href}">'
    target = read_target(open_page(RawPage("http://a.gov.cn/", page.encode())))
    assert target is not None
    assert target.url == href


@pytest.mark.parametrize(
    "page",
    [
        "<script>window.open('/notice.html', '_blank')</script>",
        "<div onclick=\"window.location.href='/zwgk/tzgg/'\">通知公告</div>",
    ],
)
def test_what_opens_only_on_a_click_sends_nobody_on(page: str) -> None:
    assert read_target(open_page(RawPage("http://a.gov.cn/zwgk/", page.encode()))) is None


_MENU = "<ul><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li></ul>"
_COOKIE = "document.cookie='k=1;path=/';"


@pytest.mark.parametrize(
    ("page", "is_door"),
    [
        (f"<script>{_COOKIE}location.reload()</script>", True),
        (f"{_MENU}<script>{_COOKIE}setTimeout('location.reload()',900)</script>", True),
        (f"<script>{_COOKIE}window.location.href=window.location.href</script>", True),
        ("<script>setCookie('k',1);location.replace(location.href)</script>", True),
        ("<script>location.reload()</script>", False),
        (f"<script>{_COOKIE}</script>", False),
        (f"<script>{_COOKIE}location.href='/index.html'</script>", False),
        (f"<a onclick='location.reload()'>刷新</a><script>{_COOKIE}</script>", False),
        (f"<p>{'本栏目的正文' * 30}</p><script>{_COOKIE}function f(){{location.reload()}}</script>", False),
    ],
)
def test_a_door_opens_itself_again_with_a_cookie(page: str, is_door: bool) -> None:
    assert asks_itself_again(open_page(RawPage("http://a.gov.cn/zwgk/", page.encode()))) is is_door


RECORDS = [
    '<?xml version="1.0" encoding="utf-8"?><root><row><title>关于检查的通知</title><url>/a</url><fbsj>2018-08-31</fbsj></row></root>',
    '<?xml version="1.0"?><list total="1"><doc title="关于检查的通知" url="/a" pubtime="2018-08-31 10:00"/></list>',
    '/**/ typeof cb === "function" && cb({"rows": [{"title": "关于检查的通知", "url": "/a", "pubDate": "2018-08-31"}]});',
    '{"list": [{"title": "关于检查的通知", "id": 3, "publishDate": {"time": 1535700000000, "year": 118}}]}',
    '{"list": [{"title": "关于检查的通知", "id": 3, "publishDate": [2018, 8, 31, 10, 0]}]}',
    '{"returnData": {"list": [{"C_TITLE": "关于检查的通知", "C_URL": "/a", "C_DEPLOYTIME": "2018-08-31 10:10:10"}]}}',
    '{"records": [{"title": "关于检查的通知", "sendTime": "2018-08-31", "createTime": "2018-10-11", "id": "x"}]}',
    '{"infos": [{"infoTitle": "关于检查的通知", "infoPublishTime": "2018-08-31", "endTime": "2018-10-12"}]}',
    '{"classify": {"id": 5, "name": "通知公告"}, "articles": [{"id": 3, "title": "关于检查的通知", "date": "2018-08-31"}]}',
    '{"id": 5, "name": "通知公告", "total": 1, "list": [{"id": 3, "title": "关于检查的通知", "date": "2018-08-31"}]}',
    '{"serverTime": "2018-10-15", "list": [{"title": "关于检查的通知", "id": 3, "publishTime": "2018-08-31"}]}',
]


@pytest.mark.parametrize("answer", RECORDS)
def test_records_of_own_builds(answer: str) -> None:
    reading = read_items(open_page(RawPage("http://a.gov.cn/api", answer.encode())), DAY)
    assert [(item.title, str(item.printed_on)) for item in reading.items] == [("关于检查的通知", "2018-08-31")]


@pytest.mark.parametrize("field", ["endTime", "updateTime", "modifyDate", "startDate", "expireDate", "serverTime"])
def test_other_days_of_a_record_are_not_its_publication(field: str) -> None:
    answer = f'{{"list": [{{"title": "关于检查的通知", "id": 3, "{field}": "2018-10-12"}}]}}'
    reading = read_items(open_page(RawPage("http://a.gov.cn/api", answer.encode())), DAY)
    assert (len(reading.items), reading.newest_item_on) == (1, None)


def test_an_answer_that_counts_rows_and_sends_none_is_not_empty() -> None:
    page = open_page(RawPage("http://a.gov.cn/api", b'{"total": 35, "rows": []}'))
    assert not read_items(page, DAY).confirmed_empty


def test_of_two_islands_the_page_reads_the_one_of_its_column() -> None:
    record = "<record><![CDATA[<li><a href='/art/{0}/art_{1}.html'>关于检查的通知</a><span>{0}</span></li>]]></record>"
    hot = record.format("2018-10-11", "99_5") + record.format("2018-10-10", "99_4")
    own = record.format("2017-01-02", "12_3") + record.format("2016-01-02", "99_2")
    island = '<div><script type="text/xml"><datastore><recordset>{}</recordset></datastore></script></div>'
    html = f"<html><body>{island.format(hot)}{island.format(own)}</body></html>"
    reading = read_items(open_page(RawPage("http://a.gov.cn/col/col12/index.html", html.encode())), DAY)
    assert (str(reading.newest_item_on), len(reading.items)) == ("2017-01-02", 2)


BROKEN = [
    "<row><title>关于检查的通知</title>",
    "<row>\x00</row>",
    '<!DOCTYPE r [<!ENTITY a "b">]><row><title>&a;</title><url>/a</url></row>',
    "<row>" * 3000,
]


@pytest.mark.parametrize("rest", BROKEN, ids=range(len(BROKEN)))
def test_broken_xml_is_no_record_and_never_raises(rest: str) -> None:
    source = ('<?xml version="1.0" encoding="gb2312"?>' + rest).encode()
    assert read_items(open_page(RawPage("http://a.gov.cn/api", source)), DAY).items == ()


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ('<img src="a.jpg"><a href="/sfj/index.shtml">进入网站</a><a href="http://www.b.gov.cn/">区政府</a>', "/sfj/index.shtml"),
        ('<a href="/main/"><img src="in.gif" alt="点击进入"></a><a href="/zt/">专题</a>', "/main/"),
        ('<img src="a.jpg" usemap="#m"><map name="m"><area href="/new/index.html"></map>', "/new/index.html"),
        ('<a href="/index.html"><img src="in.gif" alt="进入网站"></a><a href="/en/">English</a>', "/index.html"),
        ('<a href="/a/">甲</a><a href="/b/">乙</a>', None),
        ('<a href="/">首页</a>', None),
        ("<p>网站升级改版中</p>", None),
        ("".join(f'<a href="/{number}/">进入</a>' for number in range(13)), None),
    ],
    ids=["word", "picture", "only area", "index file", "two ways", "itself", "no link", "too many"],
)  # fmt: skip
def test_the_door_of_a_front_page_that_only_greets(body: str, path: str | None) -> None:
    door = read_door(open_page(RawPage("http://a.gov.cn/", f'<meta charset="utf-8">{body}'.encode())))
    assert (door.url if door else None) == (f"http://a.gov.cn{path}" if path else None)
