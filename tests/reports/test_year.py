"""The two yearly forms: a year's supervision by quarter, and sites' own forms held against what was seen."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Connection, text

from govcrawl.model.inspection import Inspection
from govcrawl.reports.content import Content, read_content
from govcrawl.reports.import_rows import ImportFileError
from govcrawl.reports.imports import Message, Persons
from govcrawl.reports.supervision import YearBrought, read_figures, supervision_sheet
from govcrawl.reports.work_report import annual_check_sheet
from govcrawl.reports.work_report_read import WorkReport, read_work_reports
from govcrawl.store.inspections import create_inspection, stored_inspection
from govcrawl.store.reporting_year import inspections_of

from .city import EDITION, NAME, SITES, finding, judge

SITE = "4210230004"
Rows = Sequence[Sequence[object]]


def rows_by_item(year: int, contents: Sequence[Content], brought: YearBrought) -> dict[str, tuple[object, ...]]:
    return {str(row[1]): tuple(row[2:]) for row in supervision_sheet(year, contents, brought).rows}


def second_quarter(connection: Connection) -> str:
    """A draw of two of sixteen sites, and a recheck in the same quarter that finds one of them put right."""
    for name, day, verdict in (("二季度", date(2018, 5, 31), "unqualified"), ("复查", date(2018, 6, 20), "qualified")):
        wanted = Inspection(name, EDITION, day, {"sample": "2", "candidates": "16"})
        number = create_inspection(connection, wanted, [site.site_id_code for site in SITES[:2]]).number
        judge(connection, number, SITE, verdict, [])
        fake = finding("unregistered", "假网站", "impostor_site", url="http://fake.example.com/")
        judge(connection, number, "4210030010", "qualified", [fake])
    return "二季度"


def test_a_year_by_quarter(city: Connection) -> None:
    second_quarter(city)
    names = inspections_of(city, date(2018, 1, 1), date(2018, 12, 31))
    assert names == (NAME, "二季度", "复查")
    contents = [read_content(city, name) for name in names]
    messages = (
        Message(date(2018, 2, 8), date(2018, 2, 12), SITE),
        Message(date(2018, 6, 29), date(2018, 7, 30), SITE),
        Message(date(2018, 12, 31), None, SITE),
        Message(date(2017, 12, 31), None, SITE),  # of another year
    )
    persons = (Persons(1, "约谈", 3), Persons(3, "约谈", 2), Persons(3, "通报批评", 1))
    brought = YearBrought(messages, persons, {("trainings", 2): 1, ("trainings", 4): 2})
    rows = rows_by_item(2018, contents, brought)
    assert rows["运行网站数"] == (4, None, None, None, None, "")  # two draws in the second: of how many is not known
    assert rows["抽查网站数"] == (3, 2, None, None, 5, "")
    assert rows["抽查比例"] == ("75%", None, None, None, None, "")
    assert rows["不合格网站数"] == (1, 1, None, None, 2, "")  # put right within the quarter, but it was unqualified
    assert rows["抽查合格率"] == ("66.7%", "50%", None, None, "60%", "")
    assert rows["约谈"] == (3, 0, 2, 0, 5, "")
    assert rows["通报批评"] == (0, 0, 1, 0, 1, "")
    assert rows["收到留言数"] == (1, 1, 0, 1, 3, "")
    assert rows["办结率"] == ("100%", "100%", "—", "0%", "66.7%", "")
    assert rows["按期办结率"] == ("100%", "0%", "—", "0%", "33.3%", "")
    assert rows["监测发现并确认的假冒网站数"] == (0, 1, None, None, 1, "")
    assert rows["培训次数"] == (None, 1, None, 2, 3, "")
    assert rows["培训人次"] == (None, None, None, None, None, "由单位填报")


def test_one_draw_tells_of_how_many_it_was_drawn(city: Connection) -> None:
    content = read_content(city, second_quarter(city))
    rows = rows_by_item(2018, [content], YearBrought())
    assert rows["运行网站数"][1] == 16
    assert rows["抽查比例"][1] == "12.5%"
    assert rows["约谈"] == (None, None, None, None, None, "由单位填报")


def workbook(folder: Path, rows: Rows) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    path = folder / "in.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["内容", "第一季度", "第二季度", "第三季度", "第四季度"], ["网站数", 1, 2, 3, 4]], "in.xlsx Sheet 第 2 行（A2）：“网站数”不是"),
        ([["内容", "第一季度", "全年"], ["培训次数", 1, 2]], "in.xlsx Sheet 第 2 行（C2）：全年 2 与各季度之和 1 不符"),
        ([["内容", "第一季度"], ["培训次数", 1], ["培训次数", 1]], "in.xlsx Sheet 第 3 行（A3）：“培训次数”重复"),
        ([["内容", "第一季度"]], "in.xlsx：表头下没有数据"),
    ],
)  # fmt: skip
def test_wrong_figures_of_the_office_are_refused(tmp_path: Path, rows: Rows, said: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        read_figures(workbook(tmp_path, rows))
    assert str(refused.value).startswith(said)


FORM = """<html><meta charset="utf-8"><table>
<tr><td>政府网站标识码</td><td>4210230004</td><td>ICP备案号</td><td>鄂ICP备1号</td></tr>
<tr><td rowspan="4">信息发布（单位：条）</td><td>总数</td><td>30</td></tr>
<tr><td>概况类信息更新量</td><td>2</td></tr><tr><td>政务动态信息更新量</td><td>1,204</td></tr>
<tr><td>信息公开目录信息更新量</td><td>8条</td></tr>
<tr><td>解读回应</td><td>解读信息发布</td><td>总数</td><td>6</td></tr>
<tr><td>互动交流</td><td>留言办理</td><td>收到留言数量</td><td>5</td><td>公开答复数量</td><td>4</td></tr>
</table></html>"""


def test_a_form_is_read_from_a_saved_page(tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    path.write_text(FORM, encoding="utf-8")
    (report,) = read_work_reports(path)
    assert report.site_id_code == SITE
    assert report.figures == {
        "releases": 30, "overview": 2, "news": 1204, "catalogue": 8, "interpretations": 6, "letters_received": 5,
        "letters_public": 4,
    }  # fmt: skip
    assert report.texts["icp_filing"] == "鄂ICP备1号"


def test_many_forms_are_read_from_a_table(tmp_path: Path) -> None:
    rows = [["网站标识码", "信息发布总数", "政务动态信息更新量（条）"], [SITE, "３０", 12], ["4210030010", None, 7]]
    reports = read_work_reports(workbook(tmp_path, rows))
    assert [(one.site_id_code, dict(one.figures)) for one in reports] == [
        (SITE, {"releases": 30, "news": 12}),
        ("4210030010", {"news": 7}),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [["网站标识码", SITE], ["政务动态信息更新量", "若干"]],
            "in.xlsx Sheet 第 2 行：政务动态信息更新量“若干”不是数字",
        ),
        ([["政务动态信息更新量", 3]], "in.xlsx Sheet：找不到网站标识码"),
        (
            [["网站标识码", "信息发布总数", "政务动态信息更新量"], [SITE, 1, 2], [SITE, 1, 2]],
            "in.xlsx Sheet 第 3 行（A3）：网站标识码 4210230004 与",
        ),
    ],
)
def test_forms_that_cannot_be_read_are_refused(tmp_path: Path, rows: Rows, said: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        read_work_reports(workbook(tmp_path, rows))
    assert str(refused.value).startswith(said)


def see_news(connection: Connection, days: Sequence[str]) -> None:
    """Store one list of news with items of these days."""
    number = stored_inspection(connection, NAME).number
    column = "http://www.jianli.gov.cn/news/"
    connection.execute(
        text(
            "INSERT INTO govcrawl.site_columns (inspection_id, site_id_code, url, name, level, kind, path, historical, scope,"
            " found_on) VALUES (:number, :site, :column, '要闻', 1, 'news', '{要闻}', false, 'same_site', :column)"
        ),
        {"number": number, "site": SITE, "column": column},
    )
    items = ", ".join(f'{{"url": "{column}{at}.html", "printed_on": "{day}"}}' for at, day in enumerate(days))
    connection.execute(
        text(
            "INSERT INTO govcrawl.pages (inspection_id, site_id_code, url, role, column_url, read_at, charset, cms,"
            " page_kind, digest, template_digest, repaired, cleaned, confirmed_empty, items) VALUES (:number, :site,"
            " :column, 'column', :column, now(), 'utf-8', 'generic', 'list', '', '', false, false, false,"
            " CAST(:items AS jsonb))"
        ),
        {"number": number, "site": SITE, "column": column, "items": f"[{items}]"},
    )


YEAR = ["2018-01-01", "2018-02-01", "2018-02-02"]


@pytest.mark.parametrize(
    ("days", "news", "result"),
    [
        (YEAR, 3, "未见矛盾"),
        (YEAR, 2, "少于所见，待核实"),
        (YEAR, 900, "未见矛盾"),  # the list was not read to its end: that there is more is likely
        ([*YEAR, "2017-12-31"], 3, "未见矛盾"),
        ([*YEAR, "2017-12-31"], 4, "多于所见，待核实"),
        (["2017-12-31"], 0, "未能核对"),
    ],
)
def test_news_are_held_against_what_was_seen(city: Connection, days: Sequence[str], news: int, result: str) -> None:
    see_news(city, days)
    sheet = annual_check_sheet(read_content(city, NAME), [WorkReport(SITE, {"news": news}, {}, "")], 2018)
    rows = [row for row in sheet.rows if row[1] == SITE]
    assert [(row[3], row[4], row[6]) for row in rows] == [("政务动态信息更新量", news, result)]


def test_figures_that_do_not_add_up_and_missing_forms_are_named(city: Connection) -> None:
    figures = {"releases": 30, "overview": 2, "news": 12, "catalogue": 17, "letters_received": 5, "letters_done": 6}
    rows = list(annual_check_sheet(read_content(city, NAME), [WorkReport(SITE, figures, {}, "")], 2018).rows)
    said = {row[3]: row[6:] for row in rows if row[6] == "数字不合"}
    assert said == {
        "信息发布总数": ("数字不合", "概况类信息更新量2＋政务动态信息更新量12＋信息公开目录信息更新量17＝31，多于30"),
        "收到留言数量": ("数字不合", "办结留言数量6＝6，多于5"),
    }
    assert {row[1] for row in rows if row[6] == "未提供报表"} == {"4210030010", "4210000040", "4210000041"}
