"""Tables in the forms that copying leaves."""

import pytest

from govcrawl.circulars.tables import read_tables

HEADER = ["序号", "网站标识码", "单位名称", "是否为门户网", "网址", "网站存在的问题", "结果"]
ROWS = [
    ["1", "4210030010", "某区人民政府", "是", "http://www.b.gov.cn", "重点领域栏目更新不及时", "合格"],
    ["2", "4210000056", "某市工商局", "否", "gsj.a.gov.cn", "", "合格"],
    ["3", "4210000040", "某市水利局", "否", "slj.a.gov.cn", "1、栏目两年未更新; 2、存在死链", "不合格"],
]


def closed_cells(rows: list[list[str]]) -> str:
    return "附件 |\n||||||\n统计表 |\n||||||\n" + "\n".join(
        f"{cell} |" if cell else "|" for row in rows for cell in row
    )


def bare_cells(rows: list[list[str]]) -> str:
    return "附件\n统计表\n" + "\n".join(cell for row in rows for cell in row if cell)


def markdown(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "统计表\n\n" + "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def tabs(rows: list[list[str]]) -> str:
    return "统计表\n" + "\n".join("\t".join(row) for row in rows)


def blanks(rows: list[list[str]]) -> str:
    return "统计表\n" + "\n".join("  ".join(cell.replace(" ", "") for cell in row if cell) for row in rows)


@pytest.mark.parametrize("form", [closed_cells, bare_cells, markdown, tabs, blanks])
def test_one_table_in_every_form(form) -> None:  # type: ignore[no-untyped-def]
    (table,) = read_tables("正文一句。\n" + form([HEADER, *ROWS]) + "\n\n抄送:各单位。\n")
    assert table.title == "统计表"
    assert table.columns == ("number", "site_id_code", "name", "is_portal", "url", "problems", "result")
    assert [[cell.replace(" ", "") for cell in row] for row in table.rows] == [
        [cell.replace(" ", "") for cell in row] for row in ROWS
    ]


def test_a_header_in_two_rows_and_a_row_of_sums() -> None:
    names = ["序号", "省(自治区、直辖市)", "运行网站总数", "省级政府网站数", "市级政府网站数", "抽查网站数"]
    leaves = ["门户", "部门", "门户", "部门"]
    rows = [
        ["1", "北京", "7", "1", "1", "2", "3", "1"],
        ["2", "天津", "4", "1", "1", "1", "1", "2"],
        ["合计", "11", "2", "2", "3", "4", "3"],
    ]
    text = "附件2 各地区运行和抽查情况\n" + "\n".join([*names, *leaves, *(cell for row in rows for cell in row)])
    (table,) = read_tables(text)
    assert table.columns[3:7] == (
        "province_sites.leaf_portal",
        "province_sites.leaf_department",
        "city_sites.leaf_portal",
        "city_sites.leaf_department",
    )
    assert [row[1] for row in table.rows] == ["北京", "天津"]
    assert table.totals == (("", "合计", "11", "2", "2", "3", "4", "3"),)


def test_an_empty_code_cell_does_not_shift_the_row() -> None:
    header = ["序号", "省", "网站名称", "存在的突出问题", "网站标识码"]
    rows = [
        ["1", "广东", "甲网", "首页不更新", "4405000028"],
        ["2", "广西", "乙网", "首页不更新"],
        ["3", "西藏", "丙网", "无法访问", "5400000032"],
    ]
    (table,) = read_tables("\n".join([*header, *(cell for row in rows for cell in row)]))
    assert table.rows[1] == ("2", "广西", "乙网", "首页不更新", "")
    assert table.rows[2][4] == "5400000032"


def test_a_cell_broken_over_two_lines_stays_one() -> None:
    header = ["序号", "网站标识码", "网站名称", "不合格原因"]
    rows = ["1", "4210000001", "甲局", "1.首页不更新;", "2.空白栏目6个。", "2", "4210000002", "乙局", "首页不更新"]
    (table,) = read_tables("\n".join([*header, *rows]))
    assert table.rows == (
        ("1", "4210000001", "甲局", "1.首页不更新;2.空白栏目6个。"),
        ("2", "4210000002", "乙局", "首页不更新"),
    )


def test_rows_without_a_running_number() -> None:
    header = ["网站名称", "主办单位", "被通报问题"]
    (table,) = read_tables("\n".join([*header, "甲网", "甲局", "空白栏目", "乙网", "乙局", "首页不更新"]))
    assert table.rows == (("甲网", "甲局", "空白栏目"), ("乙网", "乙局", "首页不更新"))


def test_a_mark_above_every_row() -> None:
    header = ["序号", "网站标识码", "网站名称", "不合格原因"]
    rows = [["1", "4210000001", "甲局", "首页不更新"], ["2", "4210000002", "乙局", "栏目不更新\n共12个"]]
    text = "统计表\n" + "".join("|\n" + "".join(f"{cell} |\n" for cell in row) for row in [header, *rows])
    (table,) = read_tables(text)
    assert table.rows == (("1", "4210000001", "甲局", "首页不更新"), ("2", "4210000002", "乙局", "栏目不更新 共12个"))


def test_a_table_of_one_row() -> None:
    (table,) = read_tables("\n".join(["序号", "网站名称", "检查结果", "1", "甲网", "合格", "特此通报。"]))
    assert table.rows == (("1", "甲网", "合格"),)


@pytest.mark.parametrize("text", ["", "一、总体情况\n本次检查42家。", "序号\n网站名称", "问题\n单位\n名称\n"])
def test_what_is_no_table(text: str) -> None:
    assert read_tables(text) == ()
