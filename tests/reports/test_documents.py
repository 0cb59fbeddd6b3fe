"""Documents of tables and letters: written, read back, and compared with what is stored."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Connection, text

from govcrawl.model.inspection import Inspection
from govcrawl.reports import bundle, bundles
from govcrawl.reports.circular import contradictions, write_circular
from govcrawl.reports.content import Content, read_content
from govcrawl.reports.imports import FindErrors
from govcrawl.reports.letter import Letter
from govcrawl.reports.notices import notice_paper, write_notices
from govcrawl.reports.paper import Brought, chinese_number, write_paper
from govcrawl.reports.self_check import self_check_sheet
from govcrawl.store.inspections import create_inspection, stored_inspection
from govcrawl.store.rectifications import open_ledger

from .city import EDITION, NAME, finding, judge

FAILED = "4210230004"
LETTER = Letter(
    issuer="某市人民政府办公室",
    addressee="各县（市、区）人民政府",
    region="全市",
    period="2018年第一季度",
    basis=("《政府网站发展指引》（国办发〔2017〕47号）",),
    signed_on=date(2018, 2, 28),
    deadline=date(2018, 3, 5),
    requirements=("各责任单位要加强日常巡查。",),
)


def test_the_letter_says_what_was_counted_in_the_offices_order(content: Content) -> None:
    brought = Brought(LETTER, find_errors=FindErrors(9, 9, 2), accountability={"约谈": 2, "通报批评": 1})
    paper = write_paper(content, brought, ["检查情况统计表"])
    assert paper.title == "某市人民政府办公室关于2018年第一季度全市政府网站检查情况的通报"
    assert [section.heading for section in paper.sections] == [
        "一、总体情况", "二、发现的主要问题", "三、待核查事项", "四、下一步工作要求"
    ]  # fmt: skip
    overall = "".join(paper.sections[0].paragraphs)
    assert "列入范围的现有政府网站5个，经批准临时下线或关停1个，正常迎检网站4个" in overall
    assert "本次检查政府网站3个，检查比例为75%，其中门户网站2个，部门网站1个" in overall
    assert "尚待人工核查1个，未列入上述检查数" in overall
    assert "合格2个，不合格1个，合格率66.7%" in overall
    assert "收到网民留言9条，已办结9条，办结率100%" in overall
    assert "共有3人次被问责，其中2人被上级主管单位约谈，1人被通报批评" in overall
    problems = "".join(paper.sections[1].paragraphs)
    assert "某局" not in problems  # suspected only: nothing is claimed
    assert "荆州水利局1个网站因部分内容未能判断" in paper.sections[2].paragraphs[0]
    assert "于2018年3月5日前将整改情况书面报某市人民政府办公室" in paper.sections[3].paragraphs[-1]


@pytest.mark.parametrize("errors", [FindErrors(9, 9, 2), FindErrors(9, 8, 2, 7, 9), FindErrors(3, 3, 2, 2, 3)])
def test_our_own_figures_pass_the_checker_of_circulars(content: Content, errors: FindErrors) -> None:
    assert contradictions(content, Brought(LETTER, find_errors=errors, accountability={"约谈": 3, "通报批评": 1})) == ()


def test_word_letter_and_annex_tables_are_read_back(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.docx"
    write_circular(content, "docx", out, brought=Brought(LETTER))
    document = Document(str(out))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "{{" not in text
    assert "{%" not in text
    assert "现将有关情况通报如下" in text
    results = document.tables[0]
    assert [cell.text for cell in results.rows[0].cells][1:3] == ["网站标识码", "单位名称"]
    assert [cell.text for cell in results.rows[4].cells][2] == "<b>荆州&某局</b>"
    assert len(results.rows) == 5
    with zipfile.ZipFile(out) as parts:
        assert b"w:eastAsia" in parts.read("word/styles.xml")


def test_pdf_is_written_with_embedded_fonts(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.pdf"
    write_circular(content, "pdf", out, brought=Brought(LETTER))
    body = out.read_bytes()
    assert body.startswith(b"%PDF-1.7")
    assert b"/Type0" in body


def test_notices_go_only_to_sites_with_problems(content: Content, tmp_path: Path) -> None:
    written = list(write_notices(content, LETTER, date(2018, 3, 1), tmp_path))
    assert [one.site_id_code for one in written] == ["4210030010", "4210230004"]
    document = Document(str(written[1].path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "监利县人民政府办公室：" in text
    assert "请于2018年3月5日前完成整改" in text
    assert "有异议的，请在整改期限内书面说明" in text
    assert "你单位“监利县人民政府”网站（网站标识码4210230004" in text
    findings, receipt = document.tables
    assert len(findings.rows) == len(receipt.rows) == 1 + written[1].findings
    assert findings.rows[1].cells[2].text == "栏目不更新"
    assert text.count("累计超过") == 1  # a clause is quoted once, however many findings rest on it


def test_a_notice_without_a_deadline_speaks_of_none(content: Content) -> None:
    site = next(site for site in content.sites() if site.problems)
    paper = notice_paper(content, site, Letter(), date(2018, 3, 1), {})
    assert "有异议的，请及时书面说明" in paper.sections[-1].paragraphs[0]


@pytest.mark.parametrize("kind", bundle.FORMATS)
def test_every_format_of_every_bundle_is_written(content: Content, tmp_path: Path, kind: str) -> None:
    for number, made in enumerate(
        (bundles.ledger(content, content), bundles.aggregate(content), bundles.weekly(content, None))
    ):
        out = tmp_path / f"{number}.{kind}"
        bundle.write_bundle(made, kind, out)
        assert out.stat().st_size > 100


def test_the_aggregate_adds_up_and_has_two_header_rows(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "aggregate.xlsx"
    bundle.write_bundle(bundles.aggregate(content), "xlsx", out)
    book = load_workbook(out)
    rows = [list(row) for row in book["运行和抽查情况"].iter_rows(values_only=True)]
    assert rows[0][3:9] == ["省级政府网站数", None, "市级政府网站数", None, "县级及以下政府网站数", None]
    assert rows[1][3:9] == ["门户", "部门", "门户", "部门", "县级门户", "县级以下"]
    assert [row[1] for row in rows[2:]] == ["市本级", "荆州区", "监利县", "合计"]
    *regions, total = rows[2:]
    assert total[2:] == [sum(row[column] for row in regions) for column in range(2, 11)]
    assert total[2] == sum(total[3:9])
    assert (total[9], total[10]) == (4, 1)
    failing = [list(row) for row in book["问题网站名单"].iter_rows(min_row=2, values_only=True)]
    assert [row[1:3] + row[4:] for row in failing] == [["监利县", "监利县人民政府", "4210230004"]]
    reached = {row[0]: row[1] for row in book["监管工作情况"].iter_rows(min_row=2, values_only=True)}
    assert reached["本次抽查合格率达到100%"] == "荆州区"  # 市本级 has an undetermined site
    assert reached["本次抽查合格率低于90%"] == "监利县"


def test_rectified_says_yes_only_where_all_is_fixed(city: Connection, content: Content, tmp_path: Path) -> None:
    open_ledger(city, content.inspection.inspection)
    out = tmp_path / "ledger.json"
    bundle.write_bundle(bundles.ledger(content, None), "json", out)
    tables = json.loads(out.read_text(encoding="utf-8"))["tables"]
    done = {row["网站名称"]: row["是否完成整改"] for row in tables["普查情况汇总表"]}
    assert done == {"荆州区人民政府": "否", "监利县人民政府": "否", "荆州水利局": "", "<b>荆州&某局</b>": ""}
    assert {row["整改状态"] for row in tables["整改台账"]} == {"待通知", "不纳入"}


def test_self_check_never_reads_unlooked_as_clean(content: Content) -> None:
    undetermined = next(site for site in content.sites() if site.verdict.site_id_code == "4210000040")
    sheet = self_check_sheet(content, undetermined)
    rows = {row[1]: row for row in sheet.rows}
    assert sheet.columns[0] == "一级指标"
    assert rows["栏目不更新"][3:] == ("", "待人工核查：须再次访问")
    assert rows["严重错误"][3:] == ("", "待人工核查")


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_a_row_is_as_high_as_its_longest_cell(content: Content, tmp_path: Path) -> None:
    out = tmp_path / "circular.xlsx"
    write_circular(content, "xlsx", out)
    page = load_workbook(out).worksheets[0]
    heights = [page.row_dimensions[number].height or 15 for number in range(3, 7)]  # None is the usual height
    assert heights == [15, 45, 15, 15]  # the second site's problems take three lines of fifty characters


def test_a_draw_tells_its_share_of_all_sites(city: Connection) -> None:
    city.execute(
        text("""UPDATE govcrawl.inspections SET scope = '{"sample": "30%", "seed": "7", "candidates": "16"}'""")
    )
    content = read_content(city, NAME)
    paper = write_paper(content, Brought(LETTER), [])
    assert "列入范围的现有政府网站16个。本次随机抽查政府网站3个，抽查比例为18.8%" in paper.sections[0].paragraphs[0]
    assert "尚待人工核查1个，抽中后经批准下线或关停1个，均未列入上述检查数" in paper.sections[0].paragraphs[1]
    assert contradictions(content, Brought(LETTER)) == ()


def test_a_document_is_of_the_inspections_own_edition(city: Connection) -> None:
    number = stored_inspection(city, NAME).number
    judge(city, number, "4210230004", "qualified", [], "guideline_2017")  # judged again; by name it would come first
    assert read_content(city, NAME).inspection.edition == EDITION
    assert read_content(city, NAME, "guideline_2017").totals.qualified == 1


def test_a_circular_tells_what_became_of_the_last_ones_problems(city: Connection) -> None:
    later = create_inspection(city, Inspection("第二季度", EDITION, date(2018, 5, 31)), [FAILED]).number
    still = [
        finding("column_not_updated", "投资监利", "stale_column"),
        finding("footer_marks", "网站", None, outcome="met"),
    ]
    judge(city, later, FAILED, "qualified", [*still, finding("survey", "网站", None, outcome="unknown")])
    content = read_content(city, "第二季度")
    brought = Brought(LETTER, previous=read_content(city, NAME))
    overall = "".join(write_paper(content, brought, []).sections[0].paragraphs)
    assert f"上次检查（{NAME}）在这些网站发现的5个问题中，已整改3个，仍存在1个，1个本次未能判断。" in overall
    assert "监利县人民政府1个网站尚有上次通报的问题未整改到位。" in overall
    assert contradictions(content, brought) == ()


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_notice_in_english(content: Content, tmp_path: Path, kind: str) -> None:
    written = list(
        write_notices(
            content, replace(LETTER, deadline=None, deadline_days=15), date(2018, 3, 1), tmp_path, kind, lang="en"
        )
    )
    assert len(written) == 2
    if kind == "docx":
        document = Document(str(written[1].path))
        said = "\n".join(paragraph.text for paragraph in document.paragraphs)
        for words in (
            "Notice of rectification",
            "by 16 March 2018 (within 15 days)",
            "Annexes: 1. findings",
            "Annex 2",
        ):
            assert words in said
        assert [cell.text for cell in document.tables[1].rows[0].cells][-1] == "who"
