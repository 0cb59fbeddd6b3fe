"""Tables as offices keep them: headers of two rows, merged cells, links, what is hidden, quotes, and states told elsewhere."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from govcrawl.model.vocabulary import SiteState
from govcrawl.register.read import RegisterReading, read_register
from govcrawl.register.remarks import RegisterFileError
from govcrawl.register.sheets import read_sheets

AS_OF = date(2026, 11, 20)
HEADER = "网站标识码,网站名称,首页网址"
GOOD = "4210000001,某市人民政府,www.a.gov.cn"
LAST = "4210000009,末局,c.gov.cn"

UPPER = ["序号", "网站标识码", "网站名称", "网站信息", "", "临时下线情况", "", ""]
LOWER = ["", "", "", "首页网址", "运行状态", "开始日期", "结束日期", "批复文号"]
ROWS = [
    [1, 4210000001, "某市人民政府", "www.a.gov.cn", "正常", None, None, None],
    [2, 4210000002, "某市水利局", "slj.a.gov.cn", "临时下线", date(2026, 11, 1), 46356, "某办〔2026〕1号"],
]
MERGES = ("A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:H2")


def workbook(folder: Path, rows: Sequence[Sequence[object]], merges: Sequence[str] = ()) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    return book, sheet


def read(folder: Path, book: Workbook) -> RegisterReading:
    path = folder / "register.xlsx"
    book.save(path)
    return read_register(path)


def read_text(folder: Path, text: str) -> RegisterReading:
    path = folder / "register.csv"
    path.write_text(text, "utf-8")
    return read_register(path)


def check_two_rows(reading: RegisterReading) -> None:
    assert (reading.errors, reading.notes) == ((), ())
    running, offline = reading.sites
    assert (running.url, running.state) == ("http://www.a.gov.cn/", SiteState.RUNNING)
    assert offline.url == "http://slj.a.gov.cn/"
    assert (offline.offline_from, offline.offline_to) == (date(2026, 11, 1), date(2026, 11, 30))
    assert offline.is_offline(AS_OF)


def test_a_merged_header_of_two_rows(tmp_path: Path) -> None:
    book, _ = workbook(tmp_path, [["某市网站名录"], UPPER, LOWER, *ROWS], MERGES)
    check_two_rows(read(tmp_path, book))


def test_a_header_of_two_rows_saved_as_csv(tmp_path: Path) -> None:
    lines = [["某市网站名录"], UPPER, LOWER, *ROWS]
    check_two_rows(read_text(tmp_path, "\n".join(",".join("" if c is None else str(c) for c in row) for row in lines)))


@pytest.mark.parametrize("header", ["下线时间", "临时下线起止时间", "下线期限"])
@pytest.mark.parametrize("period", ["2026-11-01至2026-11-30", "2026.11.1—11.30", "2026年11月1日至30日"])
def test_an_offline_period_in_one_cell(tmp_path: Path, header: str, period: str) -> None:
    names = ["网站标识码", "网站名称", "网址", "运行状态", header, "批复文号"]
    row = [4210000002, "某市水利局", "slj.a.gov.cn", "临时下线", period, "某办〔2026〕1号"]
    book, _ = workbook(tmp_path, [names, row])
    reading = read(tmp_path, book)
    assert (reading.errors, reading.notes) == ((), ())
    (site,) = reading.sites
    assert (site.offline_from, site.offline_to) == (date(2026, 11, 1), date(2026, 11, 30))


def test_a_period_in_one_cell_that_ends_before_it_starts(tmp_path: Path) -> None:
    names, row = ["网站标识码", "网站名称", "下线时间"], [4210000002, "某市水利局", "2026-11-30至2026-11-01"]
    book, _ = workbook(tmp_path, [names, row])
    (error,) = read(tmp_path, book).errors
    assert error.line().startswith("register.xlsx Sheet C2: 下线结束日期 2026-11-01 早于下线开始日期 2026-11-30")


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("网站基本信息,,,下线情况,,", "网站标识码,网站名称,首页网址,起始时间,截止时间,批准文号"),
        ("网站,,,临时下线,,", "标识码,名称,网址,自,至,文号"),
        ("网站标识码,网站名称,首页网址,申请临时下线,,", ",,,下线开始,恢复时间,依据"),
        ("网站标识码,网站名称,首页网址,临时下线情况,", ",,,起止时间,批复文号"),
        ("编号,网站标识码,网站名称,首页网址,下线开始,下线结束,批复文号", "甲,乙,丙,1,2,3,4"),
    ],
)
def test_other_headers_of_two_rows(tmp_path: Path, upper: str, lower: str) -> None:
    before = "1," if upper.startswith("编号") else ""
    days = "2026-11-01至2026-11-30" if "起止" in lower else "2026-11-01,2026-11-30"
    row = f"{before}4210000002,某局,a.gov.cn,{days},某办1号"
    reading = read_text(tmp_path, f"{upper}\n{lower}\n{row}\n")
    assert (reading.errors, reading.notes) == ((), ())
    (site,) = reading.sites
    assert (site.name, site.url, site.is_offline(AS_OF)) == ("某局", "http://a.gov.cn/", True)


@pytest.mark.parametrize("second", [",某局,b.gov.cn", "门户网站,,", "一、市级部门,,"])
def test_a_row_below_the_header_without_a_code_is_no_header(tmp_path: Path, second: str) -> None:
    header = HEADER if second.startswith(",") else f"序号,{HEADER}"
    good = GOOD if second.startswith(",") else f"1,{GOOD}"
    reading = read_text(tmp_path, f"{header}\n{second}\n{good}\n")
    assert [site.url for site in reading.sites] == ["http://www.a.gov.cn/"]
    assert [remark.row for remark in (*reading.errors, *reading.notes)] == [2]


def test_what_is_merged_over_rows_holds_for_each(tmp_path: Path) -> None:
    rows = [["所属地区", *HEADER.split(",")], ["荆州区", *GOOD.split(",")], ["", *LAST.split(",")]]
    book, _ = workbook(tmp_path, rows, ["A2:A3"])
    assert [site.region for site in read(tmp_path, book).sites] == ["荆州区", "荆州区"]


def test_links_give_the_address_that_no_cell_shows(tmp_path: Path) -> None:
    book, sheet = workbook(
        tmp_path,
        [
            HEADER.split(","),
            ["4210000001", "某市人民政府", "点击访问"],
            ["4210000002", "某局", None],
            ["4210000003", "另局", '=HYPERLINK("http://c.gov.cn/","进入")'],
        ],
    )
    sheet["C2"].hyperlink = "http://www.a.gov.cn/index.html"
    sheet["B3"].hyperlink = "http://b.gov.cn/"
    reading = read(tmp_path, book)
    assert not reading.errors
    assert [site.url for site in reading.sites] == [
        "http://www.a.gov.cn/index.html",
        "http://b.gov.cn/",
        "http://c.gov.cn/",
    ]


def test_a_formula_that_was_never_computed_is_refused_by_name(tmp_path: Path) -> None:
    book, _ = workbook(tmp_path, [[*HEADER.split(","), "运行状态"], [*GOOD.split(","), '=IF(A1="","正常","临时下线")']])
    reading = read(tmp_path, book)
    assert not reading.sites
    assert [(error.key, error.cell) for error in reading.errors] == [("state_bad", "D2")]


def test_hidden_rows_go_in_and_hidden_sheets_do_not_and_both_are_told(tmp_path: Path) -> None:
    book, sheet = workbook(tmp_path, [HEADER.split(","), GOOD.split(","), LAST.split(",")])
    sheet.row_dimensions[3].hidden = True
    old = book.create_sheet("旧名录")
    old.append(HEADER.split(","))
    old.append(["4210000005", "撤销的局", "x.gov.cn"])
    old.sheet_state = "hidden"
    reading = read(tmp_path, book)
    assert [site.site_id_code for site in reading.sites] == ["4210000001", "4210000009"]
    assert [(note.key, note.row, note.sheet) for note in reading.notes] == [
        ("note_hidden_rows", 3, "Sheet"),
        ("note_hidden_sheet", 1, "旧名录"),
    ]


def test_a_stray_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    book, sheet = workbook(tmp_path, [HEADER.split(","), GOOD.split(",")])
    sheet["XFD60000"] = " "
    assert len(read(tmp_path, book).sites) == 1


def test_excel_guards_of_text_are_taken_away(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f'{HEADER}\n="4210220025",某局,a.gov.cn\n"=""4210220026""",另局,b.gov.cn\n')
    assert [site.site_id_code for site in reading.sites] == ["4210220025", "4210220026"]


@pytest.mark.parametrize(
    "broken",
    [
        '4210000002,"某局,b.gov.cn',  # closed by nothing
        '"4210000002,某局,b.gov.cn',
        '4210000002,"某局,b.gov.cn\n4210000003,"三局",d.gov.cn\n4210000004,"四局",e.gov.cn',  # closed by another cell's quote
    ],
)
def test_a_quote_left_open_costs_its_own_row_only(tmp_path: Path, broken: str) -> None:
    reading = read_text(tmp_path, f"{HEADER}\n{GOOD}\n{broken}\n{LAST}\n")
    codes = [site.site_id_code for site in reading.sites]
    assert codes == ["4210000001", *(["4210000003", "4210000004"] if "三局" in broken else []), "4210000009"]
    (error,) = reading.errors
    assert (error.key, error.cell) == ("quote_open", "A3" if broken.startswith('"') else "B3")
    with pytest.raises(RegisterFileError):
        read_sheets(tmp_path / "register.csv")


def test_quotes_that_are_closed_keep_their_lines(tmp_path: Path) -> None:
    row = '4210000002,"某局\n（水利,湖泊）",b.gov.cn'
    reading = read_text(tmp_path, f'{HEADER}\n{row}\n4210000003,"某"局,d.gov.cn\n')
    assert not reading.errors
    assert [site.name for site in reading.sites] == ["某局 （水利,湖泊）", "某局"]


def test_columns_that_nobody_understands_are_named(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"{HEADER},网站现状描述,空列\n{GOOD},良好,\n")
    assert [(note.key, note.cell) for note in reading.notes] == [("note_unknown_columns", "D1")]
    assert "网站现状描述" in reading.notes[0].message
    assert "空列" not in reading.notes[0].message


@pytest.mark.parametrize(
    ("cell", "told"),
    [("经批准临时下线至12月", True), ("已关停", True), ("无", False), ("未下线", False), ("正常", False)],
)
def test_an_offline_site_told_in_a_remark_is_asked_about(tmp_path: Path, cell: str, told: bool) -> None:
    reading = read_text(tmp_path, f"{HEADER},备注\n{GOOD},{cell}\n")
    assert [note.key for note in reading.notes] == (["note_maybe_offline"] if told else [])


def test_signs_for_nothing_are_nothing(tmp_path: Path) -> None:
    text = f"{HEADER},运行状态,下线开始,下线结束,批复文号\n{GOOD},正常,无,/,—\n{LAST},临时下线,无,无,无\n"
    reading = read_text(tmp_path, text)
    assert not reading.errors
    assert [site.offline_approval for site in reading.sites] == [None, None]
    assert [note.key for note in reading.notes] == ["note_no_approval"]


def test_what_a_row_does_not_say_is_not_told(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"{HEADER},运行状态,主办单位\n{GOOD},,\n{LAST},正常,某办\n")
    assert reading.told["4210000001"] == {"site_id_code", "name", "url"}
    assert {"state", "offline_from", "offline_approval", "host_unit"} <= reading.told["4210000009"]
    assert "kind" not in reading.told["4210000009"]


@pytest.mark.parametrize(("text", "key"), [(f"{HEADER}\n", "file_no_rows"), (f"{HEADER}\n合计,1,\n", "file_no_rows")])
def test_a_header_alone_is_refused(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(RegisterFileError) as caught:
        read_text(tmp_path, text)
    assert caught.value.remark.key == key


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RegisterFileError) as caught:
        read_register(tmp_path)
    assert caught.value.remark.key == "file_is_folder"


def test_a_page_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    head = "<tr><td rowspan=2>网站标识码<td rowspan=2>网站名称<td colspan=2>网站信息</tr><tr><td>网址<td>运行状态</tr>"
    rows = "<tr><td colspan=4>一、部门网站</tr><tr><td>4210000002<td>某局<td>a.gov.cn<td>正常</tr>"
    path = tmp_path / "名录.xls"
    path.write_text(f"<html><meta charset=gbk><table>{head}{rows}</table></html>", "gbk")
    reading = read_register(path)
    assert [(site.name, site.url) for site in reading.sites] == [("某局", "http://a.gov.cn/")]
    assert [note.key for note in reading.notes] == ["note_not_a_site"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode(encoding))
    assert [site.name for site in read_register(path).sites] == ["某市人民政府"]


def test_what_is_no_table_is_called_by_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    for body, kind in ((b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04 word/document.xml", "Word")):
        path.write_bytes(body)
        with pytest.raises(RegisterFileError) as caught:
            read_register(path)
        assert (caught.value.remark.key, caught.value.remark.values["found"]) == ("file_no_table", kind)


def test_links_alone_need_no_column_of_addresses(tmp_path: Path) -> None:
    book, sheet = workbook(tmp_path, [["标识码", "网站名称"], ["4210000001", "某市人民政府"]])
    sheet["B2"].hyperlink = "http://a.gov.cn/"
    assert not read(tmp_path, book).notes


@pytest.mark.parametrize(
    ("state", "starts", "ends", "approval", "offline", "notes"),
    [
        ("正常", "2026-11-01", "2026-11-30", "某办1号", False, ["note_running_offline"]),
        ("", "", "", "某办1号", True, ["note_no_end"]),
        ("临时下线", "2026-11-01", "", "某办1号", True, ["note_no_end"]),
        ("临时下线", "2026-11-01", "2026-11-30", "某办1号", True, []),
        ("正常", "", "", "", False, []),
    ],
)
def test_what_makes_one_ask_whether_a_site_runs(
    tmp_path: Path, state: str, starts: str, ends: str, approval: str, offline: bool, notes: list[str]
) -> None:
    text = f"{HEADER},运行状态,下线开始,下线结束,批复文号\n{GOOD},{state},{starts},{ends},{approval}\n"
    reading = read_text(tmp_path, text)
    assert reading.sites[0].is_offline(AS_OF) is offline
    assert [note.key for note in reading.notes] == notes


def test_a_region_code_in_full_width_digits(tmp_path: Path) -> None:
    reading = read_text(tmp_path, f"{HEADER},区划代码\n{GOOD},４２１０００\n")
    assert [site.region_code for site in reading.sites] == ["421000"]


OFFLINE_SHEET = [
    ["网站标识码", "网站名称", "下线开始", "下线结束", "批复文号"],
    ["4210000001", "市政府", date(2026, 11, 1), date(2026, 11, 30), "某办1号"],
]


@pytest.mark.parametrize("offline_first", [True, False])
def test_a_sheet_of_offline_sites_completes_the_list(tmp_path: Path, offline_first: bool) -> None:
    whole = [[*HEADER.split(","), "主办单位"], [*GOOD.split(","), "某办"], [*LAST.split(","), ""]]
    book, _ = workbook(tmp_path, OFFLINE_SHEET if offline_first else whole)
    other = book.create_sheet("另一张")
    for row in whole if offline_first else OFFLINE_SHEET:
        other.append(row)
    reading = read(tmp_path, book)
    assert not reading.errors
    site = next(one for one in reading.sites if one.site_id_code == "4210000001")
    assert (site.is_offline(AS_OF), site.url, site.host_unit) == (True, "http://www.a.gov.cn/", "某办")
    assert {"state", "url", "host_unit"} <= reading.told["4210000001"]
    assert [note.key for note in reading.notes] == ["note_completed"]


def test_a_sheet_of_offline_sites_may_do_without_names(tmp_path: Path) -> None:
    book, _ = workbook(tmp_path, [HEADER.split(","), GOOD.split(",")])
    other = book.create_sheet("临时下线")
    for row in OFFLINE_SHEET:
        other.append([row[0], *row[2:]])
    reading = read(tmp_path, book)
    assert not reading.errors
    assert [(site.name, site.is_offline(AS_OF)) for site in reading.sites] == [("某市人民政府", True)]


def test_a_site_that_is_running_here_and_offline_there_is_asked_about(tmp_path: Path) -> None:
    book, _ = workbook(tmp_path, [[*HEADER.split(","), "运行状态"], [*GOOD.split(","), "正常"]])
    other = book.create_sheet("临时下线")
    for row in OFFLINE_SHEET:
        other.append(row)
    reading = read(tmp_path, book)
    assert [(error.key, error.sheet, error.row) for error in reading.errors] == [("code_twice_offline", "临时下线", 2)]
    assert not reading.sites[0].is_offline(AS_OF)
