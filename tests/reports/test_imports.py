"""Files that offices hand in: many shapes are read, and what cannot be is refused with file, row, cell and cure."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from govcrawl.register.remarks import RegisterFileError
from govcrawl.reports.imports import (
    FindErrors,
    ImportFileError,
    Persons,
    read_accountability,
    read_find_errors,
    read_persons,
    read_verdicts,
)

AS_OF = date(2018, 2, 28)
Table = Sequence[Sequence[object]]


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "in.csv"
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(folder: Path, rows: Table, merges: Sequence[str] = (), more: Table = ()) -> Path:
    book = Workbook()
    for number, lines in enumerate(filter(None, (rows, more))):
        page = book.active if not number else book.create_sheet()
        page.title = f"表{number + 1}"  # type: ignore[union-attr]
        for line in lines:
            page.append(list(line))  # type: ignore[union-attr]
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    path = folder / "in.xlsx"
    book.save(path)
    return path


VERDICTS = "网站标识码,结果\n4210030010,合格\n4210230004,不合格\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_verdicts_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    given = list(read_verdicts(csv_file(tmp_path, VERDICTS, encoding)))
    assert [(one.site_id_code, one.verdict) for one in given] == [
        ("4210030010", "qualified"),
        ("4210230004", "unqualified"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["附件：检查结果"],
            ["序号", "网站标识码（10位）", "检查 结果"],
            [1, 4210030010, "合 格"],
            [2, "４２１０２３０００４", "不合格"],
        ],
        [
            ["网站标识码", "情况"],
            [None, "结果"],
            [4210030010.0, "合格"],
            ["'4210230004", "否"],
            ["备注：以上为认定结果"],
        ],
        [["结果", "网站标识码"], ["合格", " 4210030010 "], [None, None], ["不合格", "4210230004"]],
    ],
)
def test_verdicts_of_many_shapes(tmp_path: Path, rows: Table) -> None:
    given = {one.site_id_code: one.verdict.value for one in read_verdicts(xlsx_file(tmp_path, rows))}
    assert given == {"4210030010": "qualified", "4210230004": "unqualified"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("网站标识码,结果\n4210030010,合格\n4210030010,合格\n", "in.csv 第 3 行（A3）：网站标识码 4210030010 与 in.csv 第 2 行（A2） 重复"),
        ("网站标识码,结果\n4210030010,良\n", "in.csv 第 2 行（B2）：结果“良”无法识别，请填写合格"),
        ("网站标识码,结果\n4210030010,\n", "in.csv 第 2 行（B2）：结果为空"),
        ("结果,网站标识码\n合格,4.21E+09\n", "in.csv 第 2 行（B2）：网站标识码“4.21E+09”被表格软件转成了科学计数法"),
        ("网站标识码,结果\n421003001,合格\n", "in.csv 第 2 行（A2）：网站标识码“421003001”格式不对"),
        ("网站标识码,结果\n,合格\n", "in.csv 第 2 行（A2）：网站标识码为空"),
        ("网站,结果\n荆州区,合格\n", "in.csv：找不到表头，须有列 网站标识码、结果"),
        ("网站标识码,结果\n", "in.csv：表头下没有数据行"),
    ],
)  # fmt: skip
def test_bad_verdicts_name_file_row_cell_and_cure(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        list(read_verdicts(csv_file(tmp_path, text)))
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize("body", [b"", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"\x00\x01\x02\xff"])
def test_files_that_are_no_tables(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(body)
    with pytest.raises((RegisterFileError, ImportFileError), match=r"in\.xlsx"):
        list(read_verdicts(path))


def test_find_errors_are_counted_with_their_term(tmp_path: Path) -> None:
    text = (
        "网站标识码,留言时间,答复时间\n"
        "4210030010,2018-02-08 09:30,2018-02-12\n"  # Sunday the 11th is worked: the third day is the 12th
        "4210030010,2018年2月8日,2018/2/13\n"  # a day late
        "4210230004,20180223,\n"  # term over on the 27th: Saturday the 24th is worked
        ",2018-02-27,\n"  # not due yet
    )
    counted = read_find_errors(csv_file(tmp_path, text, "gb18030"), AS_OF)
    assert counted == FindErrors(received=4, answered=2, sites=2, on_time=1, due=3)


def test_where_holidays_are_not_known_nothing_is_said_of_the_term(tmp_path: Path) -> None:
    counted = read_find_errors(csv_file(tmp_path, "留言时间,答复时间\n2035-02-08,2035-02-09\n"), date(2035, 3, 1))
    assert (counted.received, counted.on_time, counted.due) == (1, None, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "留言时间,答复时间\n2018-02-10,2018-02-01\n",
            "in.csv 第 2 行（B2）：答复时间 2018-02-01 早于留言时间 2018-02-10",
        ),
        ("留言时间,答复时间\n2018-13-10,\n", "in.csv 第 2 行（A2）：日期“2018-13-10”无法识别"),
        ("答复时间,留言时间\n2018-02-10,\n", "in.csv 第 2 行（B2）：留言时间为空"),
        ("留言时间,答复时间\n2019-03-02,\n", "in.csv 第 2 行（A2）：留言时间 2019-03-02 晚于本次检查一年以上"),
    ],
)
def test_dates_that_cannot_be(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        read_find_errors(csv_file(tmp_path, text), AS_OF)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: csv_file(folder, "问责形式\t人次\n通报批评\t２\n约谈\t3人\n合计\t5\n", "gbk"),
        lambda folder: xlsx_file(folder, [["单位", "约谈", "通报批评", "合计"], ["甲", 1, 2, 3], ["乙", 2, None, 2], ["合计", 3, 2, 5]]),
        lambda folder: xlsx_file(
            folder, [["序号", "问责形式", "人次"], [1, "约谈", 1], [2, "约谈", 2], ["小计", None, 3], [3, "通报批评", 2], ["合计", None, 5]]
        ),
        lambda folder: xlsx_file(folder, [["问责情况", None], ["问责形式", "人数（人）"], ["约谈", "1,003"], ["通报批评", 2]], ["A1:B1"]),
    ],
)  # fmt: skip
def test_accountability_by_rows_and_by_columns(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    counted = read_accountability(make(tmp_path))
    assert list(counted) == ["约谈", "通报批评"]  # in the order of circulars
    assert (counted["约谈"] % 1000, counted["通报批评"]) == (3, 2)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["问责形式", "人次"], ["约谈", 3], ["通报批评", 2], ["合计", 6]], "in.xlsx 表1 第 4 行（B4）：合计 6 与各项之和 5 不符"),
        ([["问责形式", "人次"], ["约谈", 3], ["小计", 4]], "in.xlsx 表1 第 3 行（B3）：合计 4 与各项之和 3 不符"),
        ([["单位", "约谈", "通报批评", "合计"], ["甲", 1, 2, 4]], "in.xlsx 表1 第 2 行（D2）：合计 4 与各项之和 3 不符"),
        ([["单位", "约谈", "通报批评"], ["甲", 1, 2], ["合计", 2, 2]], "in.xlsx 表1 第 3 行（B3）：合计 2 与各项之和 1 不符"),
        ([["单位", "约谈", "通报批评"], ["甲", 1, 2], ["合计", 1, 3]], "in.xlsx 表1 第 3 行（C3）：合计 3 与各项之和 2 不符"),
        ([["问责形式", "人次"], ["约谈", "三"]], "in.xlsx 表1 第 2 行（B2）：“三”不是数字"),
        ([["问责形式", "人次"], ["约谈", -3]], "in.xlsx 表1 第 2 行（B2）：“-3”不是数字"),
        ([["问责形式", "人次"], ["约谈", 3], ["通报批评", None]], "in.xlsx 表1 第 3 行（B3）：数字为空"),
        ([["问责形式", "人次"], ["批评教育", 3]], "in.xlsx 表1 第 2 行（A2）：问责形式“批评教育”无法识别，可用：约谈"),
        ([["季度", "问责形式", "人次"], ["五", "约谈", 3]], "in.xlsx 表1 第 2 行（A2）：季度“五”无法识别"),
    ],
)  # fmt: skip
def test_wrong_counts_are_refused_with_the_figure(tmp_path: Path, rows: Table, said: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        read_accountability(xlsx_file(tmp_path, rows))
    assert str(refused.value).startswith(said)


def test_figures_that_stand_on_two_sheets_are_not_added_twice(tmp_path: Path) -> None:
    rows = [["问责形式", "人次"], ["约谈", 3]]
    with pytest.raises(ImportFileError, match="工作表 表1、表2 都有这些列"):
        read_accountability(xlsx_file(tmp_path, rows, more=rows))


@pytest.mark.parametrize("word", ["第一季度", "2018年第一季度", "一季度", "Q1", "1", "１"])
def test_quarters(tmp_path: Path, word: str) -> None:
    rows = [["季度", "问责形式", "人次"], [word, "约谈", 3]]
    assert list(read_persons(xlsx_file(tmp_path, rows))) == [Persons(1, "约谈", 3)]
