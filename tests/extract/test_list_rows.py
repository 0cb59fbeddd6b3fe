"""Where the date of a row stands: in its elements, beside them, above them, in an attribute. Rows of every make."""

from collections.abc import Callable
from datetime import date

import pytest

from govcrawl.extract.lists import read_items
from govcrawl.extract.page import RawPage, open_page

AS_OF = date(2018, 10, 15)
URL = "http://www.linjiang.gov.cn/zwgk/tzgg/index.html"
TITLES = (
    "关于做好2019年度城乡居民医疗保险参保缴费工作的通知",
    "全市秋冬季森林防灭火工作会议召开",
    "我市举办2017-2018学年中小学校长培训班",
)
DAYS = ("2018-08-31", "2018-07-02", "2017-12-09")


def rows(template: str, days: tuple[str, ...] = DAYS, start: int = 1) -> str:
    """A row a day; {u} is its address, {t} its title, {y} {m} {d} the parts of its day."""
    made = []
    for number, day in enumerate(days):
        year, month, dom = day.split("-")
        url = f"/zwgk/tzgg/{start + number}.html"
        made.append(template.format(u=url, t=TITLES[number % 3], y=year, m=month, d=dom, m1=int(month), d1=int(dom)))
    return "".join(made)


def ul(template: str, days: tuple[str, ...] = DAYS) -> str:
    return f"<ul class=list>{rows(template, days)}</ul>"


LI_MONTH_DAY = "<li><a href={u}>{t}</a><span>{m}-{d}</span></li>"
OLD = ("2016-10-11", "2016-06-29")
OLDER = ("2015-12-31", "2015-11-29")
HEAD = "<tr><th>标题</th><th>发布日期</th><th>{}</th></tr>"
CELLS = "<tr><td><a href={u}>{t}</a></td><td>{y}-{m}-{d}</td><td>2018-10-01</td></tr>"
SHAPES: dict[str, Callable[[], str]] = {
    "year, month, day in three": lambda: ul("<li><i>{y}</i><i>{m}</i><i>{d}</i><a href={u}>{t}</a></li>"),
    "day above year and month": lambda: ul(
        "<li><div><b>{d}</b><i>{y}-{m}</i></div><a href={u}>{t}</a><p>据悉，2018年10月14日，市政府将举行活动。</p></li>"
    ),
    "month and day above year": lambda: ul("<li><b>{m}月{d}日</b><i>{y}年</i><a href={u}>{t}</a></li>"),
    "a data attribute": lambda: ul('<li data-date="{y}-{m}-{d}"><a href={u}>{t}</a></li>'),
    "a data attribute that a script prints": lambda: ul(
        '<li><a href={u}>{t}</a><span data-time="{y}-{m}-{d} 10:00"></span></li>'
    ),
    "a time element": lambda: ul(
        '<li><a href={u}>{t}</a><time datetime="{y}-{m}-{d}T08:00:00+08:00">{m1}月</time></li>'
    ),
    "an attribute of the date beside a flat row": lambda: (
        "<div>" + rows('<h3><a href={u}>{t}</a></h3><p><i title="{y}-{m}-{d}">{m}-{d}</i></p>') + "</div>"
    ),
    "an attribute of a row that opens by script": lambda: ul(
        "<li onclick=\"open('{u}')\"><b>{t}</b><i data-date={y}-{m}-{d}>{m1}月{d1}日</i></li>"
    ),
    "full-width digits of a row that opens by script": lambda: rows(
        "<div class=r onclick=\"location.href='{u}'\"><b>{t}</b><i>{y}</i>年<i>{m}</i>月<i>{d}</i>日</div>"
    ),
    "a labelled tooltip": lambda: ul(
        '<li><a href={u} title="标题：{t}&#10;发布时间：{y}-{m}-{d} 10:20&#10;点击：5">{t}</a></li>'
    ),
    "the year in a tooltip": lambda: ul('<li><a href={u}>{t}</a><span title="{y}-{m}-{d}">{m}-{d}</span></li>'),
    "the year in the folder": lambda: ul("<li><a href=/art/{y}/art_{y}{m}{d}0a.html>{t}</a><span>{m}-{d}</span></li>"),
    "a column of deadlines": lambda: f"<table>{HEAD.format('截止日期')}{rows(CELLS)}</table>",
    "a column of ends": lambda: f"<table>{HEAD.format('结束时间')}{rows(CELLS)}</table>",
    "a column of changes": lambda: f"<table>{HEAD.format('更新日期')}{rows(CELLS)}</table>",
    "a column of legal effect": lambda: f"<table>{HEAD.format('施行日期')}{rows(CELLS)}</table>",
    "a column of validity": lambda: f"<table>{HEAD.format('有效期至')}{rows(CELLS)}</table>",
    "heads that are no table": lambda: (
        "<ul><li><span>标题</span><span>发布日期</span><span>截止日期</span></li>"
        + rows("<li><span><a href={u}>{t}</a></span><span>{y}-{m}-{d}</span><span>2018-10-12</span></li>")
        + "</ul>"
    ),
    "days above their rows": lambda: rows("<h3>{y}-{m}-{d}</h3><ul><li><a href={u}>{t}</a></li></ul>"),
    "days above definitions": lambda: "<dl>" + rows("<dt>{y}年{m1}月{d1}日</dt><dd><a href={u}>{t}</a></dd>") + "</dl>",
    "beside a pop-up of its own": lambda: ul(
        "<li><a href={u}>{t}</a><div class=pop>发布日期：2018-10-12</div><span>{y}_{m}_{d}</span></li>"
    ),
    "below the page's own title with a clock": lambda: (
        "<div class=hd><a href=./>通知公告</a> 更新时间：2018-10-14</div>"
        + ul("<li><a href={u}>{t}</a><span>{y}-{m}-{d}</span></li>")
    ),
    "above comments of readers": lambda: (
        ul("<li><a href={u}>{t}</a><span>{y}-{m}-{d}</span></li>")
        + "<div><h3>网友评论</h3><ul>"
        + "".join(f"<li><b>网友{n}</b><p>很好的政策，支持！</p><span>2018-10-1{n}</span></li>" for n in range(4))
        + "</ul></div>"
    ),
    "a table in a table row": lambda: (
        "<table>"
        + rows("<tr><td><table><tr><td><a href={u}>{t}</a></td></tr></table></td><td>{y}-{m}-{d}</td></tr>")
        + "</table>"
    ),
    "before each link of a flat run": lambda: "<p>" + rows("{y}-{m}-{d} <a href={u}>{t}</a><br>") + "</p>",
    "in elements before each link": lambda: "<div>" + rows("<span>{y}-{m}-{d}</span><a href={u}>{t}</a>") + "</div>",
    "after each link of a flat run": lambda: "<p>" + rows("<a href={u}>{t}</a> {y}-{m}-{d}<br>") + "</p>",
    "behind a summary in the same link that ends with the end of a rule": lambda: rows(
        "<a href={u}><h3>{t}</h3><p>2016年10月10日印发的方案同时废止。</p><time>{y}-{m}-{d}</time></a>"
    ),
    "behind a title in the same link that ends with the end of a rule": lambda: rows(
        "<a href={u}><h3>{t}关于文件废止的通知</h3><i>{y}-{m}-{d}</i></a>"
    ),
    "shared by the title and a link to an office": lambda: ul(
        "<li><a href={u}>{t}</a><a href=/jg/1.html>临江市人力资源和社会保障局</a><span>{y}-{m}-{d}</span></li>"
    ),
    "in a list of their own": lambda: f"<div>{ul('<li><a href={u}>{t}</a></li>')}{ul('<li>{y}-{m}-{d}</li>')}</div>",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_row_has_its_own_date(shape: Callable[[], str]) -> None:
    reading = read_items(open_page(RawPage(URL, shape().encode())), AS_OF)
    assert [str(item.printed_on) for item in reading.items] == list(DAYS)


HEADINGS = {
    "h4": "<h4>2016年</h4><ul>{new}</ul><h4>2015年</h4><ul>{old}</ul>",
    "row of the list": "<ul><li class=year>2016年</li>{new}<li class=year>2015年度</li>{old}</ul>",
    "block of a year": "<div><p>2016</p><ul>{new}</ul></div><div><p>2015</p><ul>{old}</ul></div>",
    "a link in a heading": "<h3><a href=#>2016年</a></h3><ul>{new}</ul><h3><a href=#>2015年</a></h3><ul>{old}</ul>",
    "months": "<h4>2016年10月</h4><ul>{new}</ul><h4>2015-12</h4><ul>{old}</ul>",
}


@pytest.mark.parametrize("layout", HEADINGS.values(), ids=HEADINGS)
def test_a_heading_above_gives_rows_their_year(layout: str) -> None:
    html = layout.format(new=rows(LI_MONTH_DAY, OLD), old=rows(LI_MONTH_DAY, OLDER, start=9))
    reading = read_items(open_page(RawPage(URL, html.encode())), AS_OF)
    assert [str(item.printed_on) for item in reading.items] == [*OLD, *OLDER]


def test_a_bare_number_under_its_month_is_a_day() -> None:
    new, old = (rows("<li><a href={u}>{t}</a><span>{d1}日</span></li>", days) for days in (OLD[:1], OLDER))
    html = f"<h3>2016年10月</h3><ul>{new}</ul><h3>2015年12月</h3><ul>{old}</ul>"
    reading = read_items(open_page(RawPage(URL, html.encode())), AS_OF)
    assert [str(item.printed_on) for item in reading.items] == ["2016-10-11", "2015-12-31", "2015-12-29"]
    alone = f"<h3>2016年</h3><ul>{new}</ul>"
    assert read_items(open_page(RawPage(URL, alone.encode())), AS_OF).newest_item_on is None


def test_a_day_that_a_headline_speaks_of_gives_the_row_no_year() -> None:
    row = '<li><span>{m}月{d}日</span><a href={u} title="{t}（附件更新于2016年8月3日）">{t}（附件更新于2016年8月3日）</a></li>'
    reading = read_items(open_page(RawPage(URL, ul(row, DAYS[:2]).encode())), AS_OF)
    assert [str(item.printed_on) for item in reading.items] == list(DAYS[:2])


NO_DATES = {
    "a label inside of a headline": ul("<li><a href={u}>{t}（附件更新于2018年8月3日）</a></li>"),
    "a tooltip that repeats a title with a date": ul('<li><a href={u} title="2018年10月1日起实行的{t}">{t}</a></li>'),
    "an attribute of an end": ul('<li data-endtime="2018-10-01"><a href={u}>{t}</a></li>'),
    "a tooltip of creation": ul('<li title="生成日期：2018-10-01"><a href={u}>{t}</a></li>'),
    "an attribute that is no date": ul('<li data-id="20181001"><a href={u}>{t}</a></li>'),
}


@pytest.mark.parametrize("html", NO_DATES.values(), ids=NO_DATES)
def test_attributes_that_are_no_date_of_publication(html: str) -> None:
    assert read_items(open_page(RawPage(URL, html.encode())), AS_OF).newest_item_on is None


def test_a_side_list_of_another_folder_is_not_the_own_list() -> None:
    side = "".join(
        f"<li><a href=/xwzx/zwyw/{n}.html>{TITLES[n % 3]}</a><span>2018-10-{n + 2:02}</span></li>" for n in range(8)
    )
    html = f"<div><ul>{side}</ul></div><div>{ul('<li><a href={u}>{t}</a><span>{y}-{m}-{d}</span></li>')}</div>"
    reading = read_items(open_page(RawPage(URL, html.encode())), AS_OF)
    assert (str(reading.newest_item_on), len(reading.items)) == (DAYS[0], len(DAYS))


def test_an_array_of_a_script_is_the_list_beside_hot_news() -> None:
    hot = "<div class=hot><h3>热点新闻</h3>" + ul("<li><a href=/xw/{m}.html>{t}</a> 2018-10-{m}</li>") + "</div>"
    data = '<ul id=l></ul><script>var rows = [{"title": "关于供水的公告", "href": "/zwgk/9.html", "pubDate": "2017-05-06"}];</script>'
    reading = read_items(open_page(RawPage(URL, (hot + data).encode())), AS_OF)
    assert (str(reading.newest_item_on), len(reading.items), reading.is_beside) == ("2017-05-06", 1, False)


def test_one_day_above_undated_rows_may_be_a_clock() -> None:
    html = f"<div class=time>2018年10月15日</div>{ul('<li><a href={u}>{t}</a></li>')}"
    assert read_items(open_page(RawPage(URL, html.encode())), AS_OF).newest_item_on is None


NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
MONTHS = {"08": "Aug", "07": "July", "12": "Dec."}
WRITTEN = {
    "Chinese numerals": lambda y, m, d: f"{y}年{m}月".translate(NUMERALS) + "三日",
    "English": lambda y, m, d: f"{MONTHS[m]} 3, {y}",
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize(
    "row", ["<p>{day}</p><h3><a href=/{n}.html>{t}</a></h3>", "<dt>{day}</dt><dd><a href=/{n}.html>{t}</a></dd>"]
)
def test_written_days_before_their_rows(row: str, written: Callable[[str, str, str], str]) -> None:
    days = [day[:8] + "03" for day in DAYS]
    made = (
        row.format(
            day=written(*day.split("-"))
            .replace("〇八月", "八月")
            .replace("〇七月", "七月")
            .replace("一二月", "十二月"),
            n=n,
            t=TITLES[n],
        )
        for n, day in enumerate(days)
    )
    html = f"<div><dl>{''.join(made)}</dl></div>"
    assert [str(item.printed_on) for item in read_items(open_page(RawPage(URL, html.encode())), AS_OF).items] == days


def test_the_heading_of_a_card_that_is_one_link_is_its_title() -> None:
    card = "<a href={u}><p>{d}</p><p>{y}/{m}</p><h3>{m1}月{d1}日{t}</h3><p>全市各单位按要求落实各项工作。</p></a>"
    page = open_page(RawPage(URL, f"<body><div class=list>{rows(card)}</div></body>".encode()))
    found = [(item.title, str(item.printed_on)) for item in read_items(page, AS_OF).items]
    assert found[0] == (f"8月31日{TITLES[0]}", DAYS[0])
    assert [day for _, day in found] == list(DAYS)


@pytest.mark.parametrize("label", ["施行日期", "生效日期", "实施时间"])
def test_the_day_a_document_comes_into_force_is_not_that_of_its_row(label: str) -> None:
    head = f"<tr><td>索引号</td><td>名称</td><td>生成日期</td><td>{label}</td></tr>"
    row = "<tr><td>00-02</td><td><a href={u}>{t}</a></td><td>{y}-{m}-{d}</td><td>2018-10-01</td></tr>"
    page = open_page(RawPage(URL, f"<body><table>{head}{rows(row)}</table></body>".encode()))
    assert str(read_items(page, AS_OF).newest_item_on) == DAYS[0]


def test_a_full_day_without_a_label_stands_before_the_day_of_change() -> None:
    row = "<div><p><a href={u}>{t}</a></p><p><i>来源：区局</i><i>{y}-{m}-{d} 08:30</i><i>更新：2018-10-12</i></p></div>"
    page = open_page(RawPage(URL, f"<body><div class=boxes>{rows(row)}</div></body>".encode()))
    assert str(read_items(page, AS_OF).newest_item_on) == DAYS[0]
