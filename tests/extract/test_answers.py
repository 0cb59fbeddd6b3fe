"""Answers of data endpoints: failures are not empty lists; field names and forms of dates. And how stubs send visitors on."""

from datetime import date

import pytest

from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.stubs import read_target

DAY = date(2018, 10, 15)


@pytest.mark.parametrize(
    ("answer", "is_empty"),
    [
        ('{"code": 200, "data": [], "total": 0}', True),
        ('{"code": 0, "msg": "操作成功", "data": {"records": [], "total": 0}}', True),
        ('{"data": {"html": "<div>暂无数据</div>"}}', True),
        ("<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>", True),
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


@pytest.mark.parametrize(
    "page",
    [
        "<script>window.open('/notice.html', '_blank')</script>",
        "<div onclick=\"window.location.href='/zwgk/tzgg/'\">通知公告</div>",
    ],
)
def test_what_opens_only_on_a_click_sends_nobody_on(page: str) -> None:
    assert read_target(open_page(RawPage("http://a.gov.cn/zwgk/", page.encode()))) is None
