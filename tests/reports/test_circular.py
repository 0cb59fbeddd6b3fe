"""The circular in its formats: the same rows and totals in each, and nothing in them that runs."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, text

from govcrawl.reports.circular import write_circular
from govcrawl.reports.content import Content, NothingToReportError, read_content

ROWS = [
    ["1", "4210030010", "荆州区人民政府", "是", "http://www.jingzhouqu.gov.cn/", "重点领域栏目更新不及时", "合格"],
    [
        "2",
        "4210230004",
        "监利县人民政府",
        "是",
        "http://www.jianli.gov.cn/",
        "1、投资监利、网络问政栏目更新不及时；2、政务咨询类栏目无法查看结果（网上调查）；3、未列明公安机关备案标识和站点地图。",
        "不合格",
    ],
    ["3", "4210000040", "荆州水利局", "否", "http://slj.jingzhou.gov.cn/", "", "待定"],
    ["4", "4210000041", "<b>荆州&某局</b>", "否", "http://mj.jingzhou.gov.cn/", "无", "合格"],
]


def test_totals_leave_out_offline_and_undetermined_sites(content: Content) -> None:
    totals = content.totals
    assert (totals.selected, totals.offline, totals.inspected) == (5, 1, 4)
    assert (totals.qualified, totals.unqualified, totals.undetermined, totals.not_inspected) == (2, 1, 1, 0)
    assert totals.pass_rate() == "66.7%"
    assert content.totals_by_kind["portal"].pass_rate() == "50%"


def test_csv_has_the_published_columns_and_rows(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.csv"
    write_circular(content, "csv", out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["序号", "网站标识码", "单位名称", "是否为门户网", "网址", "网站存在的问题", "结果"]
    assert rows == ROWS


def test_xlsx_has_the_same_rows_codes_as_text_and_no_formula(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.xlsx"
    write_circular(content, "xlsx", out)
    book = load_workbook(out)
    assert book.sheetnames == ["检查情况统计表", "问题清单", "待人工核查"]
    results = list(book["检查情况统计表"].iter_rows(min_row=3))
    assert [[str(cell.value or "") for cell in row] for row in results] == ROWS
    assert [row[1].data_type for row in results] == ["s"] * 4
    assert [row[0].data_type for row in results] == ["n"] * 4
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_problems_and_open_questions_stand_apart(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.xlsx"
    write_circular(content, "xlsx", out)
    book = load_workbook(out)
    problems = list(book["问题清单"].iter_rows(min_row=2, values_only=True))
    open_questions = list(book["待人工核查"].iter_rows(min_row=2, values_only=True))
    assert [row[5] for row in problems] == [
        "重点领域", "网站", "投资监利", "网络问政", "police_filing", "site_map", "网上调查"
    ]  # fmt: skip
    assert {row[5] for row in open_questions} == {"未判定的栏目", "栏目=1+1"}
    assert "2018-02-28 01:30" in {row[9] for row in problems}


def test_json_tells_everything(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.json"
    write_circular(content, "json", out)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["inspection"]["as_of"] == "2018-02-28"
    assert told["totals"]["pass_rate"] == "66.7%"
    assert [site["result"] for site in told["sites"]] == ["qualified", "unqualified", "undetermined", "qualified"]
    assert [str(cell) for cell in told["sites"][1]["row"].values()] == ROWS[1]
    assert [finding["subject"] for finding in told["sites"][0]["waived"]] == ["=HYPERLINK(1)"]
    assert told["sites"][2]["left_out"] == ["grave_error"]


def test_an_official_verdict_is_printed_and_counted(city: Connection) -> None:
    city.execute(
        text(
            "INSERT INTO govcrawl.official_verdicts (inspection_id, site_id_code, verdict, recorded_by)"
            " SELECT id, '4210000040', 'unqualified', '复核人' FROM govcrawl.inspections"
        )
    )
    content = read_content(city, "2018年第一季度")
    assert (content.totals.unqualified, content.totals.undetermined) == (2, 0)
    assert [site.result for site in content.sites()].count("unqualified") == 2


def test_unknown_names_say_what_there_is(city: Connection) -> None:
    with pytest.raises(NothingToReportError, match="2018年第一季度") as wrong_name:
        read_content(city, "2018q1")
    assert wrong_name.value.known == ("2018年第一季度",)
    with pytest.raises(NothingToReportError) as wrong_edition:
        read_content(city, "2018年第一季度", "national_2019")
    assert wrong_edition.value.known == ("national_2015",)
