"""Register files as offices keep them: every good row goes in, every bad one is named with cell and cure."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState
from govcrawl.register.read import read_register
from govcrawl.register.remarks import RegisterFileError

HEADER = "网站标识码,网站名称,首页网址"
GOOD = "4210000001,某市人民政府,www.a.gov.cn"

Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Writes sheets of rows into one workbook and gives its path."""

    def write(**sheets: Sequence[Sequence[object]]) -> Path:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "register.xlsx"
        workbook.save(path)
        return path

    return write


def csv_file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_any_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = csv_file(tmp_path, f"{HEADER}\n{GOOD}\n".replace(",", delimiter), encoding)
    reading = read_register(path)
    assert not reading.errors
    (site,) = reading.sites
    assert (site.site_id_code, site.name, site.url) == ("4210000001", "某市人民政府", "http://www.a.gov.cn/")
    assert (site.kind, site.level, site.region_code) == (SiteKind.PORTAL, SiteLevel.CITY, "421000")


def test_english_headers_in_any_order_and_explicit_columns_win(tmp_path: Path) -> None:
    text = (
        "url,kind,level,name,host_unit,region,region_code,site_id_code,state,offline_from,offline_to,offline_approval\n"
        "a.gov.cn,platform,county,某市人民政府,某办,某市,421099,4210000001,temporarily_offline,2026-01-02,2026-02-01,某办函1号\n"
    )
    (site,) = read_register(csv_file(tmp_path, text)).sites
    assert (site.kind, site.level, site.region_code, site.region) == (
        SiteKind.PLATFORM,
        SiteLevel.COUNTY,
        "421099",
        "某市",
    )
    assert (site.state, site.offline_from, site.offline_to) == (
        SiteState.TEMPORARILY_OFFLINE,
        date(2026, 1, 2),
        date(2026, 2, 1),
    )
    assert site.offline_approval == "某办函1号"
    assert site.host_unit == "某办"


def test_a_workbook_with_titles_numbers_and_dates(book: Book) -> None:
    path = book(
        全市=[
            ["附件1"],
            ["某市政府网站名单"],
            [
                "序号",
                "*网站标识码(10位)",
                "单位名称",
                "网站\n名称",
                "首页网址",
                "运行状态",
                "下线开始",
                "下线结束",
                "批复文号",
            ],
            [1, 4210000001, "市府办", "某市人民政府", "www.a.gov.cn ", "正常", None, None, None],
            [2, 4210000002.0, "市局", "某市水利局", "slj.a.gov.cn", "临时下线", date(2026, 3, 1), 46112, "某函2号"],
            [None, "合计", 2],
            ["注:以上数据截至3月底"],
        ],
        说明=[["填表说明"]],
    )
    reading = read_register(path)
    assert not reading.errors
    assert [site.site_id_code for site in reading.sites] == ["4210000001", "4210000002"]
    assert [site.host_unit for site in reading.sites] == ["市府办", "市局"]
    offline = reading.sites[1]
    assert (offline.offline_from, offline.offline_to) == (date(2026, 3, 1), date(2026, 3, 31))
    assert [note.key for note in reading.notes] == ["note_not_a_site", "note_not_a_site", "note_no_table"]


def test_the_city_table_of_a_circular(book: Book) -> None:
    """序号 网站标识码 单位名称 是否为门户网 网址 网站存在的问题 结果."""
    path = book(
        Sheet1=[
            ["某市政府网站第一季度检查情况统计表"],
            ["序号", "网站标识码", "单位名称", "是否为门户网", "网址", "网站存在的问题", "结果"],
            ["1", "4210030010", "某区人民政府", "是", "http://www.b.gov.cn", "重点领域栏目更新不及时", "合格"],
            ["2", "4210000014", "某开发区", "是", "http://www.c.gov.cn/", "无", "合格"],
            ["3", "4210000056", "某市工商局", "否", "gsj.a.gov.cn", "", "不合格"],
        ]
    )
    reading = read_register(path)
    assert not reading.errors
    assert not reading.notes
    assert [(site.name, site.kind, site.url) for site in reading.sites] == [
        ("某区人民政府", SiteKind.PORTAL, "http://www.b.gov.cn/"),
        ("某开发区", SiteKind.PORTAL, "http://www.c.gov.cn/"),
        ("某市工商局", SiteKind.DEPARTMENT, "http://gsj.a.gov.cn/"),
    ]


def test_a_table_without_addresses_goes_in_with_a_note(tmp_path: Path) -> None:
    """序号 网站名称 网站标识码 存在的突出问题 是否完成整改, as mirrors print it: traditional characters and glosses."""
    text = (
        "序號,網(wǎng)站名稱,網(wǎng)站標識碼,存在的突出問題,是否完成整改\n"
        "1,某市人民政府,5118000022,無,\n2,雨城區(qū)環(huán)境保護局,5118020001,信息格式混亂,是\n"
    )
    reading = read_register(csv_file(tmp_path, text))
    assert [(site.name, site.url) for site in reading.sites] == [("某市人民政府", ""), ("雨城区环境保护局", "")]
    assert [note.key for note in reading.notes] == ["note_no_url_column"]
    assert "2 个网站" in reading.notes[0].message


@pytest.mark.parametrize(
    ("row", "cell", "key"),
    [
        ("421000001,某局,a.gov.cn", "A3", "code_length"),
        ("42100O0001,某局,a.gov.cn", "A3", "code_shape"),
        ("4.21E+09,某局,a.gov.cn", "A3", "code_lost_digits"),
        (",某局,a.gov.cn", "A3", "code_empty"),
        ("4210000002,,a.gov.cn", "B3", "name_empty"),
        ("4210000002,某局,", "C3", "url_empty"),
        ("4210000002,某局,没有", "C3", "url_bad"),
        ("4210000001,某局,a.gov.cn", "A3", "code_twice"),
    ],
)
def test_a_bad_row_names_its_cell_and_cure(tmp_path: Path, row: str, cell: str, key: str) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER}\n{GOOD}\n{row}\n4210000009,末局,c.gov.cn\n"))
    assert [site.site_id_code for site in reading.sites] == ["4210000001", "4210000009"]
    (error,) = reading.errors
    assert (error.file, error.row, error.cell, error.key) == ("register.csv", 3, cell, key)
    assert error.message
    assert error.cure
    assert cell in error.line("zh")
    assert error.say("en")[0].isascii() or key in ("code_twice", "code_length", "url_bad", "code_shape")


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("网站类别", "商场", "kind_bad"),
        ("是否为门户网", "也许", "is_portal_bad"),
        ("层级", "宇宙级", "level_bad"),
        ("运行状态", "不知道", "state_bad"),
        ("下线开始", "三月", "date_bad"),
        ("行政区划代码", "荆州", "region_code_bad"),
    ],
)
def test_unknown_words_are_refused_not_guessed(tmp_path: Path, column: str, value: str, key: str) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER},{column}\n{GOOD},{value}\n"))
    assert not reading.sites
    assert [(error.key, error.cell) for error in reading.errors] == [(key, "D2")]


def test_every_bad_cell_of_a_row_is_named(tmp_path: Path) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER},运行状态\n421,,x,坏\n"))
    assert {error.cell for error in reading.errors} == {"A2", "B2", "C2", "D2"}


def test_dates_in_the_wrong_order(tmp_path: Path) -> None:
    text = f"{HEADER},下线开始,下线结束\n{GOOD},2026-03-02,2026-03-01\n4210000002,某局,b.gov.cn,2026-03-01,2026-03-01\n"
    reading = read_register(csv_file(tmp_path, text))
    assert [error.key for error in reading.errors] == ["dates_reversed"]
    assert [site.site_id_code for site in reading.sites] == ["4210000002"]


def test_offline_without_approval_is_noted(tmp_path: Path) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER},运行状态\n{GOOD},临时下线\n"))
    assert [note.key for note in reading.notes] == ["note_no_approval"]
    assert not reading.sites[0].is_offline(date(2026, 1, 1))


def test_a_closed_site_needs_no_address(tmp_path: Path) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER},运行状态\n4210000002,某局,,已关停\n"))
    assert not reading.errors
    assert reading.sites[0].state is SiteState.CLOSED


def test_doubles_name_both_rows_also_between_sheets(book: Book) -> None:
    head = HEADER.split(",")
    row = GOOD.split(",")
    reading = read_register(book(一=[head, row], 二=[head, row]))
    assert len(reading.sites) == 1
    (error,) = reading.errors
    assert (error.key, error.sheet, error.row) == ("code_twice_in_sheets", "二", 2)
    assert "“一”第 2 行" in error.message


def test_one_address_for_two_sites_is_noted(tmp_path: Path) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER}\n{GOOD}\n4210000002,某局,http://www.a.gov.cn/\n"))
    assert len(reading.sites) == 2
    assert [(note.key, note.row) for note in reading.notes] == [("note_same_url", 3)]


def test_cells_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER}\n4210000001,=HYPERLINK(1),www.a.gov.cn\n"))
    assert reading.sites[0].name == "=HYPERLINK(1)"


def test_a_header_printed_again_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    reading = read_register(csv_file(tmp_path, f"{HEADER}\n{GOOD}\n\n{HEADER}\n4210000002,某局,b.gov.cn\n,,\n"))
    assert not reading.errors
    assert [site.site_id_code for site in reading.sites] == ["4210000001", "4210000002"]


def test_the_table_inside_a_circular_s_text(tmp_path: Path) -> None:
    path = tmp_path / "通报.txt"
    cells = [
        "序号",
        "网站标识码",
        "单位名称",
        "网址",
        "结果",
        "1",
        "4210030010",
        "某区人民政府",
        "www.b.gov.cn",
        "合格",
    ]
    path.write_text("现将情况通报如下。\n附件\n统计表\n" + "\n".join(cells), "utf-8")
    assert [site.site_id_code for site in read_register(path).sites] == ["4210030010"]


@pytest.mark.parametrize(
    ("name", "body", "key"),
    [
        ("a.csv", b"", "file_empty"),
        ("a.csv", b"x,y\n1,2\n", "file_no_header"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_old_excel"),
        ("a.xlsx", b"PK\x03\x04 not a workbook", "file_broken"),
        ("a.csv", b"\x81\xff\x00\xfe\xfa", "file_encoding"),
        ("a.csv", '网站标识码,网址\n"'.encode() + b"x" * 200_000, "file_unreadable"),
    ],
)
def test_a_file_that_is_no_register(tmp_path: Path, name: str, body: bytes, key: str) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(RegisterFileError) as caught:
        read_register(path)
    assert caught.value.remark.key == key
    assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RegisterFileError) as caught:
        read_register(tmp_path / "no.csv")
    assert caught.value.remark.key == "file_missing"
