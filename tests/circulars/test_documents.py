"""Files of every kind that is read, with the same rows in each; merged cells speak for every row that they cover."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook

from govcrawl.circulars.arithmetic import check
from govcrawl.circulars.documents import UnreadableDocumentError, document_text
from govcrawl.circulars.read import read_circular
from govcrawl.model.vocabulary import Problem, Verdict

TITLE = "某市2018年第四季度政府网站检查情况的通报"
GRID = [
    ["序号", "地区", "网站名称", "存在问题", "检查结果"],
    ["1", "甲县", "甲县教育局", "首页不更新\n空白栏目6个", "不合格"],
    ["2", "", "甲县卫健局", "无", "合格"],
    ["3", "乙县", "乙县人民政府", "错链3条", "合格"],
]


def word() -> bytes:
    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(len(GRID), len(GRID[0]))
    for at, row in enumerate(GRID):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    return saved(document)


def sheet() -> bytes:
    book = Workbook()
    active = book.active
    assert active is not None
    for row in ([TITLE], ["填报单位：市政府办公室", "", "", "", "2018年12月"], *GRID):
        active.append(row)
    active.merge_cells("A1:E1")
    active.merge_cells("B4:B5")
    return saved(book)


def page() -> bytes:
    head = "<th rowspan=2>序号</th><th rowspan=2>地区</th><th rowspan=2>网站名称</th><th colspan=2>检查情况</th>"
    below = "<tr><th>存在问题</th><th>检查结果</th></tr>"
    one = "<td>1</td><td rowspan=2>甲县</td><td>甲县教育局</td><td>首页不更新<br>空白栏目6个</td><td>不合格</td>"
    two = "<td>2</td><td>甲县卫健局</td><td>无</td><td>合格</td>"
    three = "".join(f"<td>{text}</td>" for text in GRID[3])
    rows = "".join(f"<tr>{cells}</tr>" for cells in (one, two, three))
    return f"<html><body><h1>{TITLE}</h1><table><tr>{head}</tr>{below}{rows}</table></body></html>".encode()


def text() -> bytes:
    rows = "\n".join("|".join(cell.replace("\n", "；") for cell in row) for row in GRID)
    return f"{TITLE}\n{rows}\n".encode("gb18030")


def saved(document: object) -> bytes:
    body = BytesIO()
    document.save(body)  # type: ignore[attr-defined]
    return body.getvalue()


@pytest.mark.parametrize("kind", [word, sheet, page, text])
def test_the_same_rows_out_of_every_kind_of_file(kind) -> None:  # type: ignore[no-untyped-def]
    circular = read_circular(document_text(kind()))
    assert circular.title == TITLE
    assert [(row.number, row.region, row.name) for row in circular.rows] == [
        (1, "甲县", "甲县教育局"),
        (2, "甲县", "甲县卫健局"),
        (3, "乙县", "乙县人民政府"),
    ]
    assert [row.problem_words for row in circular.rows] == [
        {Problem.HOME_NOT_UPDATED, Problem.BLANK_COLUMN},
        set(),
        {Problem.MISDIRECTED_LINK},
    ]
    assert [row.verdict for row in circular.rows] == [Verdict.UNQUALIFIED, Verdict.QUALIFIED, Verdict.QUALIFIED]


@pytest.mark.parametrize("body", [b"%PDF-1.4\n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\x00\x00", b"\xff\xfe\x00\x00"])
def test_what_is_not_read_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        document_text(body)


def test_a_table_saved_as_csv_keeps_empty_cells_and_full_stops() -> None:
    text = (
        "某市检查情况统计表\n序号,网站标识码,单位名称,是否为门户网,网址,网站存在的问题,结果\n"
        "1,4210230004,某县人民政府,是,http://www.a.gov.cn/,1、首页不更新；2、存在死链。,不合格\n"
        "2,4210009999,没有网址的局,否,,,未检查\n"
        '3,4210000046,某局,否,http://b.gov.cn/,"首页，新闻,栏目更新不及时",合格\n'
    )
    rows = read_circular(document_text(text.encode("gb18030"))).rows
    assert [(row.site_id_code, row.result) for row in rows] == [
        ("4210230004", "不合格"),
        ("4210009999", "未检查"),
        ("4210000046", "合格"),
    ]


def test_a_list_of_problems_names_a_site_again_and_is_no_slip() -> None:
    head = "|序号|网站标识码|网站名称|问题描述|\n"
    rows = "".join(f"|{number}|42100000{number // 3:02}|第{number // 3}局|问题{number}|\n" for number in range(3, 18))
    issues = check(read_circular(f"问题清单\n{head}{rows}"))
    assert [issue for issue in issues if "出现" in issue.message] == []
