"""Letters in every shape that sites use; what must not be taken for one."""

from datetime import date

import pytest

from govcrawl.extract.letter_words import parts_of_line
from govcrawl.extract.letters import (
    has_empty_notice,
    heads_no_letter,
    is_empty_letterbox,
    is_letter_page,
    read_messages,
)
from govcrawl.extract.page import Page, RawPage, open_page

AS_OF = date(2026, 11, 22)
URL = "http://www.example.gov.cn/hdjl/xjxd/"


def page(body: str, title: str = "信件选登-某某县人民政府") -> Page:
    source = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return open_page(RawPage(URL, source.encode()))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


TABLE = """<table><thead><tr><th>编号</th><th>信件标题</th><th>办理部门</th><th>来信时间</th><th>回复时间</th><th>状态</th></tr></thead>
<tbody><tr><td>01</td><td><a href="1.html">关于小区停水的问题</a></td><td>县水利局</td><td>2026-10-08</td><td>2026-10-12</td><td>已回复</td></tr>
<tr><td>02</td><td><a href="2.html" title="咨询公积金提取手续怎么办理">咨询公积金提取…</a></td><td>县住建局</td><td>2026-06-01</td><td></td><td>处理中</td></tr>
</tbody></table>"""
LABELLED_LI = """<ul><li><a href="/a/1.html">路灯不亮</a><span>[提交时间：2021-06-09]</span><span>[回复时间：2021-06-11]</span></li>
<li><a href="/a/2.html">医保转移</a><span>[提交时间：2021-05-01]</span><span>[回复时间：]</span></li></ul>"""
SPLIT_DATES = """<ul><li><a href="1.htm">申请低保</a><p>来信时间：<b>2021</b>-<i>06-09</i></p><p>答复时间：<b>2021</b>-<i>06-12</i></p><p>答复单位：民政局</p></li>
<li><a href="2.htm">道路积水</a><p>来信时间：<b>2021</b>-<i>07-01</i></p><p>答复时间：<b>2021</b>-<i>07-05</i></p><p>答复单位：城管局</p></li></ul>"""
DT_DD = """<dl><dt><a href="1.htm">学区划分的咨询</a></dt><dd>留言时间：2026年3月2日　回复时间：2026年3月9日　受理单位：教育局</dd>
<dt><a href="2.htm">公交线路的建议</a></dt><dd>留言时间：2026年4月2日　回复时间：　受理单位：交通局</dd></dl>"""
CARDS = """<div class="box"><div class="card"><h4>[市公安局]<a href="1.jsp">户口迁移</a></h4><div><em>未回复</em><time>2026-05-01</time></div></div>
<div class="card"><h4>[市税务局]<a href="2.jsp">个税退税</a></h4><div><em>已回复</em><time>2026-05-03</time></div></div></div>"""
RELATIVE = """<table><tr><td>主题</td><td>部门</td><td>提问时间</td><td>状态</td></tr>
<tr><td><a href="1">驾照换证</a></td><td>公安局</td><td>3天前</td><td>待回复</td></tr></table>"""
DIV_GRID = """<ul class="head"><li>留言主题</li><li>承办单位</li><li>留言时间</li><li>办理状态</li></ul>
<ul class="row"><li><a href="x1.html">宅基地审批</a></li><li>自然资源局</li><li>2026/02/03</li><li>已办结</li></ul>
<ul class="row"><li><a href="x2.html">噪音扰民</a></li><li>环保局</li><li>2026/02/05</li><li>已受理</li></ul>"""
QUESTIONS = """<ul><li><p>问：外地户口能参加中考吗？</p><span>2026-01-02</span><p>答：可以，请到教育局登记。</p><span>2026-01-05</span></li>
<li><p>问：图书馆几点开门？</p><span>2026-02-02</span><p>答：</p></li></ul>"""


LETTER_LISTS = [
    pytest.param(
        TABLE,
        [
            ("关于小区停水的问题", "2026-10-08", "2026-10-12", "县水利局", True),
            ("咨询公积金提取手续怎么办理", "2026-06-01", "", "县住建局", False),
        ],
        id="table",
    ),
    pytest.param(
        LABELLED_LI,
        [("路灯不亮", "2021-06-09", "2021-06-11", None, True), ("医保转移", "2021-05-01", "", None, None)],
        id="li with labels",
    ),
    pytest.param(
        SPLIT_DATES,
        [
            ("申请低保", "2021-06-09", "2021-06-12", "民政局", True),
            ("道路积水", "2021-07-01", "2021-07-05", "城管局", True),
        ],
        id="dates over elements",
    ),
    pytest.param(
        DT_DD,
        [
            ("学区划分的咨询", "2026-03-02", "2026-03-09", "教育局", True),
            ("公交线路的建议", "2026-04-02", "", "交通局", None),
        ],
        id="dt dd",
    ),
    pytest.param(
        CARDS,
        [("户口迁移", "2026-05-01", "", "市公安局", False), ("个税退税", "2026-05-03", "", "市税务局", True)],
        id="cards",
    ),
    pytest.param(RELATIVE, [("驾照换证", "2026-11-19", "", "公安局", False)], id="relative words"),
    pytest.param(
        DIV_GRID,
        [
            ("宅基地审批", "2026-02-03", "", "自然资源局", True),
            ("噪音扰民", "2026-02-05", "", "环保局", False),
        ],
        id="grid of li",
    ),
    pytest.param(
        QUESTIONS,
        [
            ("外地户口能参加中考吗？", "2026-01-02", "2026-01-05", None, True),
            ("图书馆几点开门？", "2026-02-02", "", None, False),
        ],
        id="questions and answers",
    ),
]


@pytest.mark.parametrize(
    ("body", "rows"),
    LETTER_LISTS,
)
def test_letter_lists(body: str, rows: list[tuple[str, str, str, str | None, bool | None]]) -> None:
    messages = read_messages(page(body), AS_OF)
    assert [(m.title, m.asked_on, m.answered_on, m.answering_unit, m.answered) for m in messages] == [
        (title, day(asked), day(answered), unit, told) for title, asked, answered, unit, told in rows
    ]


def test_addresses_of_letters_are_absolute() -> None:
    first, second = read_messages(page(TABLE), AS_OF)
    assert (first.url, second.url) == (f"{URL}1.html", f"{URL}2.html")


def test_an_empty_day_of_answer_means_waiting_only_where_other_rows_have_one() -> None:
    head = "<tr><th>标题</th><th>来信时间</th><th>答复时间</th></tr>"
    rows = "<tr><td><a href=1>修路</a></td><td>2026-01-02</td><td>{}</td></tr><tr><td><a href=2>供暖</a></td><td>2026-01-03</td><td></td></tr>"
    with_answer = read_messages(page(f"<table>{head}{rows.format('2026-01-09')}</table>"), AS_OF)
    without = read_messages(page(f"<table>{head}{rows.format('')}</table>"), AS_OF)
    assert [m.answered for m in with_answer] == [True, False]
    assert [m.answered for m in without] == [None, None]


OWN_TABLE = """<h1>信件详情</h1><table><tr><td>标&nbsp;&nbsp;题</td><td>村道修建</td></tr><tr><td>写信时间</td><td>2017年03月01日</td></tr>
<tr><td>信件内容</td><td>村里的路坏了。</td></tr><tr><td>处理单位</td><td>交通局</td></tr><tr><td>回复时间</td><td>2017年03月08日</td></tr>
<tr><td>回复内容</td><td>您好，已列入计划。</td></tr></table>"""
OWN_LINES = """<h2>关于垃圾清运的咨询</h2><p>来信时间：2026-03-01</p><p>咨询内容：垃圾多日没有清运。</p>
<div>【答复单位】城管局</div><div>【答复时间】2026-03-04</div><div>【答复内容】已安排。</div>"""
OWN_WAITING = """<dl><dt>留言标题</dt><dd>暖气不热</dd><dt>留言时间</dt><dd>2026-01-10 10:11:12</dd><dt>留言内容</dt><dd>请问何时修好</dd>
<dt>回复内容</dt><dd>暂无回复</dd></dl>"""
OWN_WAITING_ABOVE = (
    OWN_WAITING.replace("暖气不热", "暖气何时供")
    + "<div><a href='/map/'>网站地图</a></div><p>主办单位：某某市人民政府　联系电话：0412-2211000</p><p>网站标识码：2103000001</p>"
)
OWN_LOOSE = """<h3>关于办证的来信</h3><div>信件编号：20260101</div><div>信件内容</div><p>如何办证</p><p>时间：2026-01-01</p>
<div>官方回复</div><p>请携带身份证。</p><p>时间：2026-01-05</p><p>答复单位：公安局</p>"""

OWN_ONE_LINE = """<h1>关于入学的来信</h1><p>来信人：张* 来信时间：2026-03-01</p><p>来信内容：我所在单位：某厂，能否就近入学？</p>
<div><span>回复时间：2026-03-05 10:00</span><span>回复单位：教育局</span></div><p>回复内容：可以，请到学校登记。</p>"""


OWN_PAGES = [
    (OWN_ONE_LINE, "关于入学的来信", "2026-03-01", "2026-03-05", "教育局", True),
    (OWN_TABLE, "村道修建", "2017-03-01", "2017-03-08", "交通局", True),
    (OWN_LINES, "关于垃圾清运的咨询", "2026-03-01", "2026-03-04", "城管局", True),
    (OWN_WAITING, "暖气不热", "2026-01-10", "", None, False),
    (OWN_WAITING_ABOVE, "暖气何时供", "2026-01-10", "", None, False),
    (OWN_LOOSE, "关于办证的来信", "2026-01-01", "2026-01-05", "公安局", True),
]


@pytest.mark.parametrize(
    ("body", "title", "asked", "answered_on", "unit", "answered"),
    OWN_PAGES,
)
def test_a_letter_on_its_own_page(
    body: str, title: str, asked: str, answered_on: str, unit: str | None, answered: bool
) -> None:
    (message,) = read_messages(page(body, "信件详情-某某县人民政府"), AS_OF)
    assert (message.title, message.asked_on, message.answered_on) == (title, day(asked), day(answered_on))
    assert (message.answering_unit, message.answered, message.answer_shown) == (unit, answered, answered)
    assert message.url == URL


_TEN = "内容说得很长很长的"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("答复单位：教育局　答复时间：2026-03-05", ["答复单位：教育局", "答复时间：2026-03-05"]),
        ("答复单位：教育局答复时间:2026-03-05", ["答复单位：教育局", "答复时间:2026-03-05"]),
        ("首次答复时间：2026-03-05", ["首次答复时间：2026-03-05"]),
        ("来信内容：我的单位：某厂", ["来信内容：我的单位：某厂"]),
        ("", [""]),
        (f"{_TEN * 12}：答复时间：1", [f"{_TEN * 12}：", "答复时间：1"]),
        (f"{_TEN * 13}：答复时间：1", [f"{_TEN * 13}：答复时间：1"]),
    ],
)
def test_a_line_of_several_labels(line: str, parts: list[str]) -> None:
    assert parts_of_line(line) == parts


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "通知公告-某某县",
            "<ul><li><a href=1>关于放假的通知</a><span>2026-01-01</span></li><li><a href=2>招考公告</a><span>2026-01-02</span></li></ul>",
        ),
        (
            "民意征集-某某县",
            "<ul><li><a href=1>规划征求意见</a><span>已结束</span><span>2026-01-01</span></li><li><a href=2>满意度</a><span>进行中</span></li></ul>",
        ),
        (
            "在线访谈-某某县",
            "<ul><li><a href=1>局长谈就业</a><span>2026-01-01</span></li><li><a href=2>谈医保</a><span>2026-01-03</span></li></ul>",
        ),
        (
            "文章-某某县",
            "<h1>我县召开会议</h1><p>发布时间：2026-01-01　来源：本站</p><p>会议要求及时回复群众来信。</p>",
        ),
    ],
)
def test_what_is_no_letter(title: str, body: str) -> None:
    assert read_messages(page(body, title), AS_OF) == ()


def test_days_after_as_of_are_no_days() -> None:
    (first, _) = read_messages(page(TABLE), date(2026, 10, 9))
    assert (first.asked_on, first.answered_on) == (date(2026, 10, 8), None)


@pytest.mark.parametrize(
    ("body", "has_notice"),
    [
        ("<p>暂无信件</p>", True),
        ("<td colspan=5>目前没有收到相关信件。</td>", True),
        ("<div>暂时没有留言</div>", True),
        ("<div style='display: none'>暂无数据</div>", False),
        ("<div v-if='!rows.length'>暂无数据</div>", False),
        ("<script>var tip='暂无数据'</script>", False),
        (
            "<p>请您留下真实姓名，没有联系方式的信件恕不答复，本信箱由专人每日查看并转交有关单位办理，办理结果将及时公开，感谢您的支持与监督。</p>",
            False,
        ),
    ],
)
def test_empty_notice(body: str, has_notice: bool) -> None:
    assert has_empty_notice(page(body)) is has_notice


def test_an_empty_box_is_empty_only_with_certainty() -> None:
    head = "<table><tr><th>标题</th><th>来信时间</th><th>状态</th></tr></table>"
    assert is_empty_letterbox(page(head), AS_OF) is None
    assert is_empty_letterbox(page(head + "<p>共 0 条记录</p>"), AS_OF) is True
    assert is_empty_letterbox(page(head + "<p>共 10 条记录</p>"), AS_OF) is None
    assert is_empty_letterbox(page(TABLE), AS_OF) is False
    assert is_empty_letterbox(page("<p>暂无数据</p>", "通知公告"), AS_OF) is None


@pytest.mark.parametrize(
    ("title", "is_letter"),
    [
        ("县长信箱-某某县", True),
        ("网上调查", False),
        ("通知公告", False),
        ("咨询投诉", True),
        ("信访办件公示", False),
        ("建议提案", False),
    ],
)
def test_letter_pages_are_named(title: str, is_letter: bool) -> None:
    assert is_letter_page(page("", title)) is is_letter


@pytest.mark.parametrize(
    ("rows", "heads_none"),
    [("", True), ("<tr><td><a href='/1.html'>路灯不亮</a></td><td>2018-01-03</td><td>2018-01-05</td></tr>", False)],
)
def test_labels_without_letters_under_them(rows: str, heads_none: bool) -> None:
    table = f"<table><tr><th>信件标题</th><th>来信时间</th><th>答复时间</th></tr>{rows}</table>"
    assert heads_no_letter(page(table)) is heads_none


def test_a_letter_is_named_by_its_own_heading_not_by_the_head_of_the_site() -> None:
    body = (
        "<h1>某某县人民政府</h1><h2>建议增加19路公交班次</h2><p>来信时间：2026-01-05</p><p>来信内容：班次太少。</p>"
        "<p>回复时间：2026-01-08</p><p>回复单位：县交通运输局</p><p>回复内容：您好，已增加班次。</p>"
    )
    (message,) = read_messages(page(body, "建议增加19路公交班次_某某县人民政府"), AS_OF)
    assert (message.title, message.answering_unit) == ("建议增加19路公交班次", "县交通运输局")
