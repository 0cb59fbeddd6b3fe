"""Commands against a real database: what they do, print and return."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.cli.app import run
from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.inspection import Inspection
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem, Verdict
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.judgements import save_judgement
from govcrawl.store.reviews import review_history

REGISTER = """网站标识码,单位名称,是否为门户网,网址
4210030010,荆州区人民政府,是,http://www.jingzhouqu.gov.cn
4210000040,荆州水利局,否,slj.jingzhou.gov.cn
4210000041,荆州卫计委,否,wjw.jingzhou.gov.cn
"""

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def govcrawl(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs a command line on a database of its own: (exit code, stdout, stderr)."""
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", database.url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def judged(govcrawl: Command, database: Database) -> str:
    """An inspection with one suspected finding."""
    govcrawl("sites", "import", "register.csv")
    finding = Finding(
        "news_not_updated", IndicatorKind.DEDUCTION, Outcome.BREACHED, "要闻", Problem.STALE_COLUMN,
        url="http://slj.jingzhou.gov.cn/yw/", detail="“要闻”栏目更新不及时", confidence=Confidence.SUSPECTED,
    )  # fmt: skip
    judgement = Judgement("4210000040", "national_2015", "d", "0", Verdict.UNDETERMINED, findings=(finding,))
    with database.engine.begin() as connection:
        wanted = Inspection("2018q1", "national_2015", date(2018, 2, 28))
        create_inspection(connection, wanted, ["4210030010", "4210000040"])
        save_judgement(connection, "2018q1", judgement)
    return "2018q1"


def test_import_list_and_state(govcrawl: Command) -> None:
    assert govcrawl("sites", "import", "register.csv")[:2] == (0, "导入 3 个网站，拒收 0 行\n")
    assert govcrawl("sites", "import", "register.csv")[:2] == (0, "导入 3 个网站，拒收 0 行\n")
    code, out, _ = govcrawl("sites", "list", "--json")
    assert code == 0
    assert [row["site_id_code"] for row in json.loads(out)] == ["4210000040", "4210000041", "4210030010"]
    assert govcrawl("sites", "state", "4210000041", "--state", "closed")[0] == 0
    out = govcrawl("sites", "list", "--state", "closed", "--json")[1]
    assert [row["name"] for row in json.loads(out)] == ["荆州卫计委"]
    assert govcrawl("sites", "state", "9999999999", "--state", "closed")[0] == 2
    out = govcrawl("sites", "list", "--kind", "portal", "--region", "4210", "--json")[1]
    assert [row["name"] for row in json.loads(out)] == ["荆州区人民政府"]


def test_an_import_does_not_bring_an_offline_site_back_unasked(govcrawl: Command, tmp_path: Path) -> None:
    govcrawl("sites", "import", "register.csv")
    away = (
        "--state",
        "temporarily_offline",
        "--from",
        "2026-11-01",
        "--to",
        "2026-11-30",
        "--approval",
        "荆政办〔2026〕1号",
    )
    assert (
        "临时下线（2026-11-01 至 2026-11-30，荆政办〔2026〕1号）" in govcrawl("sites", "state", "4210000041", *away)[1]
    )
    code, _, err = govcrawl("sites", "import", "register.csv")
    assert (code, "4210000041 荆州卫计委：文件没有写运行状态，仍为“临时下线”" in err) == (0, True)
    assert "临时下线（2026-11-01 至 2026-11-30，荆政办〔2026〕1号）" in govcrawl("sites", "list")[1]
    (tmp_path / "states.csv").write_text("网站标识码,名称,网址,状态\n4210000041,荆州卫计委,a.gov.cn,正常\n", "utf-8")
    assert "原为“临时下线”，按文件改为“正常”" in govcrawl("sites", "import", "states.csv")[2]
    assert json.loads(govcrawl("sites", "list", "--state", "temporarily_offline", "--json")[1]) == []


def test_a_closing_keeps_its_date_and_nothing_typed_is_dropped(govcrawl: Command) -> None:
    govcrawl("sites", "import", "register.csv")
    closing = ("sites", "state", "4210000041", "--state", "closed")
    assert govcrawl(*closing, "--from", "2018-01-02")[1] == "4210000041 已改为关停（自 2018-01-02）\n"
    table = govcrawl("sites", "list")[1]
    assert "关停（自 2018-01-02）" in table
    assert (table.count("部门网站"), table.count("市级"), "department" in table) == (2, 2, False)
    assert govcrawl("--lang", "en", "sites", "list")[1].count("department site") == 2
    for more in (("--from", "2100-01-01"), ("--from", "2018-01-02", "--to", "2018-02-02")):
        assert govcrawl(*closing, *more)[0] == 2
    assert govcrawl("sites", "state", "4210000041", "--state", "running", "--from", "2018-01-02")[0] == 2


def test_the_sites_that_a_draw_left_out_are_listed(govcrawl: Command, database: Database) -> None:
    govcrawl("sites", "import", "register.csv")
    with database.engine.begin() as connection:
        create_inspection(connection, Inspection("抽查", "national_2015", date(2018, 2, 28)), ["4210000041"])
    out = govcrawl("sites", "list", "--not-in", "抽查", "--json")[1]
    assert [row["site_id_code"] for row in json.loads(out)] == ["4210000040", "4210030010"]
    assert govcrawl("sites", "list", "--not-in", "没有的检查")[0] == 2


def test_a_bad_row_is_named_and_strict_refuses_all(govcrawl: Command, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(REGISTER + "123,坏代码,否,x.gov.cn\n", encoding="utf-8")
    code, out, err = govcrawl("sites", "import", "register.csv", "--strict")
    assert (code, out) == (2, "")
    assert "register.csv A5" in err
    assert json.loads(govcrawl("sites", "list", "--json")[1]) == []
    code, out, err = govcrawl("sites", "import", "register.csv")
    assert (code, out) == (0, "导入 3 个网站，拒收 1 行\n")
    assert "register.csv A5" in err


def test_inspect_refuses_what_it_cannot_do(govcrawl: Command, judged: str) -> None:
    refusals = {
        ("inspect", "new", "--edition", "national_1999"): "没有指标版本",
        ("inspect", "new", "--site", "9999999999"): "名录中没有网站标识码 9999999999",
        ("inspect", "new", "--region", "99"): "没有符合条件的网站",
        ("inspect", judged, "--edition", "national_2019"): "已存在，其 --edition 为 national_2015",
        ("inspect", judged, "--as-of", "2018-03-01"): "已存在，其 --as-of 为 2018-02-28",
        ("inspect", judged, "--region", "42"): "范围不能再改",
        ("inspect", judged, "--sample", "30%"): "已抽定网站",
        ("inspect", judged, "--site", "4210000041"): "没有抽定网站 4210000041",
        ("report", "circular", judged, "--out", "c.docx", "--template", "register.csv"): "不是 Word 文档",
        ("report", "notices", judged, "--out", "n", "--template", "register.csv"): "不是 Word 文档",
    }
    for arguments, words in refusals.items():
        code, out, err = govcrawl(*arguments)
        assert (code, out, err.count("\n")) == (2, "", 1), arguments
        assert words in err
    with_names = govcrawl("report", "circular", "new", "--out", "c.html")
    assert with_names[0] == 2
    assert judged in with_names[2]


def test_inspect_needs_a_register(govcrawl: Command) -> None:
    code, _, err = govcrawl("inspect", "new")
    assert code == 2
    assert "名录为空" in err


def test_review_is_recorded_with_name_and_reason(govcrawl: Command, judged: str, database: Database) -> None:
    (waiting,) = json.loads(govcrawl("review", "list", judged, "--json")[1])
    assert waiting["subject"] == "要闻"
    code, out, _ = govcrawl("review", "confirm", judged, waiting["key"], "--by", "复核人", "--reason", "已打开网页核实")
    assert (code, out) == (0, "已记录 1 项决定，并重新判定 1 个网站\n")
    with database.engine.connect() as connection:
        (decision,) = review_history(connection, judged)
    assert (decision.decision, decision.decided_by, decision.reason) == ("confirmed", "复核人", "已打开网页核实")
    assert govcrawl("review", "waive", judged, "nokey", "--by", "复核人", "--reason", "误报")[0] == 2
    assert govcrawl("review", "waive", judged, waiting["key"], "--by", " ", "--reason", "误报")[0] == 2


def test_findings_are_listed_and_explained_in_the_user_s_words(
    govcrawl: Command, judged: str, database: Database
) -> None:
    assert "基本信息：动态、要闻" in govcrawl("review", "list", judged)[1]
    assert "news_not_updated" in govcrawl("--lang", "en", "review", "list", judged)[1]
    assert "没有网站 4210000041" in govcrawl("review", "explain", judged, "4210000041")[2]
    with database.engine.begin() as connection:
        connection.execute(
            text("UPDATE govcrawl.inspection_sites SET is_offline = true WHERE site_id_code = '4210030010'")
        )
    code, out, _ = govcrawl("review", "explain", judged, "4210030010")
    assert (code, "不计入检查，没有结论" in out) == (0, True)


def test_official_verdicts_one_by_one_and_from_a_file(
    govcrawl: Command, judged: str, database: Database, tmp_path: Path
) -> None:
    assert govcrawl("review", "official", judged, "4210000040", "--verdict", "unqualified", "--by", "复核人")[0] == 0
    (tmp_path / "official.csv").write_text("网站标识码,结果\n4210000040,合格\n", encoding="gb18030")
    assert govcrawl("review", "official", judged, "--from", "official.csv", "--by", "复核人")[0] == 0
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT verdict, official_verdict FROM report.verdicts")).all()
    assert [tuple(row) for row in found] == [("undetermined", "qualified")]
    for content, words in {
        "网站标识码,结果\n4210000040,优秀\n": "第 2 行（B2）：结果“优秀”无法识别",
        "网站标识码,结果\n4210000041,合格\n": "没有网站 4210000041（official.csv 第 2 行（A2））",
        "编号,结论\n1,合格\n": "须有列 网站标识码、结果",
    }.items():
        (tmp_path / "official.csv").write_text(content, encoding="utf-8")
        code, _, err = govcrawl("review", "official", judged, "--from", "official.csv", "--by", "复核人")
        assert code == 2
        assert words in err


def test_rescore_keeps_the_first_judgement(govcrawl: Command, judged: str, database: Database) -> None:
    code, out, _ = govcrawl("rescore", judged, "--edition", "national_2019")
    assert code == 0
    assert out.startswith("已按 national_2019 重新判定 2 个网站")
    with database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT edition, verdict FROM report.verdicts WHERE site_id_code = '4210000040'")
        )
        assert {row.edition: row.verdict for row in rows} == {
            "national_2015": "undetermined",
            "national_2019": "not_inspected",
        }


def test_a_site_that_was_offline_leaves_the_base_once(govcrawl: Command, judged: str, database: Database) -> None:
    """Rescored, an offline site is not counted as one that could not be inspected as well."""
    closing = ("sites", "state", "4210030010", "--state", "closed", "--from", "2018-01-02")
    assert f"检查“{judged}”仍把它计入" in govcrawl(*closing)[2]
    out = govcrawl("rescore", judged, "--edition", "national_2015")[1]
    assert "不再计入：4210030010 荆州区人民政府" in out
    for edition in ("national_2015", "national_2019"):
        govcrawl("rescore", judged, "--edition", edition)
        govcrawl("report", "circular", judged, "--edition", edition, "--out", "c.json")
        told = json.loads(Path("c.json").read_text("utf-8"))
        assert [told["totals"][name] for name in ("selected", "offline", "not_inspected")] == [2, 1, 1]
        assert [site["site_id_code"] for site in told["sites"]] == ["4210000040"]
    with database.engine.connect() as connection:
        shown = connection.execute(
            text("SELECT sites_selected, sites_offline, sites_inspected FROM report.inspections")
        )
        assert {tuple(row) for row in shown} == {(2, 1, 0)}


def test_database_commands(govcrawl: Command, database: Database) -> None:
    assert json.loads(govcrawl("db", "current", "--json")[1])["current"] is not None
    assert govcrawl("db", "url")[1].strip() == database.safe_url
    assert {"sites", "findings"} <= {row["table"] for row in json.loads(govcrawl("db", "size", "--json")[1])}
    assert govcrawl("db", "upgrade")[0] == 0
    assert govcrawl("db", "serve")[0] == 2


def test_reports_are_written_or_refused(govcrawl: Command, judged: str, tmp_path: Path) -> None:
    for kind in ("html", "xlsx", "json", "csv"):
        assert govcrawl("report", "circular", judged, "--out", f"c.{kind}")[:2] == (0, f"已写入 c.{kind}\n")
        assert (tmp_path / f"c.{kind}").stat().st_size > 100
    assert govcrawl("report", "circular", judged, "--out", ".")[0] == 2
    assert govcrawl("report", "circular", judged, "--edition", "national_2019", "--out", "c.html")[0] == 2


def test_every_document_is_written(govcrawl: Command, judged: str, tmp_path: Path, database: Database) -> None:
    letter = 'issuer = "某市人民政府办公室"\ndeadline_working_days = 7\n'
    (tmp_path / "letter.toml").write_text(letter, encoding="utf-8")
    for arguments in (
        ("ledger", judged, "--out", "ledger.xlsx"),
        ("ledger", judged, "--recheck", judged, "--out", "ledger.docx"),
        ("aggregate", judged, "--out", "aggregate.html"),
        ("weekly", judged, "--previous", judged, "--out", "weekly.json"),
        ("self-check", judged, "4210000040", "--out", "self.csv"),
        ("circular", judged, "--letter", "letter.toml", "--previous", judged, "--out", "circular.docx"),
    ):
        assert govcrawl("report", *arguments)[::2] == (0, ""), arguments
        assert (tmp_path / arguments[-1]).stat().st_size > 100
    # the only finding is suspected: no site gets a notice
    code, out, _ = govcrawl("report", "notices", judged, "--letter", "letter.toml", "--out", "notices")
    assert (code, out) == (0, "已写入 0 份整改通知书：notices\n")


def test_wrong_office_files_name_the_figure(govcrawl: Command, judged: str, tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text('issuers = "某市"\n', encoding="utf-8")
    (tmp_path / "errors.csv").write_text("留言时间,答复时间\n2018-02-10,2018-02-01\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("问责形式,人次\n约谈,3\n通报批评,2\n合计,6\n", encoding="utf-8")
    for arguments, words in {
        ("--letter", "letter.toml"): "不认识的项 issuers",
        ("--find-errors", "errors.csv"): "errors.csv 第 2 行（B2）：答复时间 2018-02-01 早于留言时间 2018-02-10",
        ("--accountability", "people.csv"): "people.csv 第 4 行（B4）：合计 6 与各项之和 5 不符",
    }.items():
        code, out, err = govcrawl("report", "circular", judged, "--out", "c.docx", *arguments)
        assert (code, out) == (2, ""), arguments
        assert words in err
    assert not (tmp_path / "c.docx").exists()


SOURCES = """标题,网址,发布时间
国务院关于加强和规范事中事后监管的指导意见,http://www.gov.cn/zhengce/content/2018-02/24/content_1.htm,2018-02-24 17:30
国务院办公厅关于做好春耕备耕工作的通知,,2018年2月26日
没有发布时间的一条,,近日
"""


def test_source_list(govcrawl: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8-sig")
    for _ in range(2):
        code, out, err = govcrawl("sources", "import", "sources.csv")
        assert (code, out) == (0, "导入 2 条信息，拒收 1 行\n")
        assert "第 4 行" in err
    rows = json.loads(govcrawl("sources", "list", "--as-of", "2018-02-28", "--json")[1])
    assert [row["published_at"] for row in rows] == ["2018-02-26", "2018-02-24 17:30"]
    assert json.loads(govcrawl("sources", "list", "--as-of", "2018-02-25", "--json")[1]) == rows[1:]


@contextmanager
def answering(html: str) -> Iterator[str]:
    """The address of a server that answers everything with one page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *args: object) -> None:
            """Nothing: the test's output is the command's."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_source_list_of_a_page(govcrawl: Command) -> None:
    day = "2018-02-2"
    rows = "".join(
        f"<li><a href='/{n}.htm'>国务院关于第{n}件事项的指导意见</a><span>{day}{n}</span></li>" for n in range(1, 7)
    )
    with answering(f"<meta charset=utf-8><title>国务院文件</title><ul>{rows}</ul>") as url:
        assert govcrawl("sources", "import", url, "--as-of", "2018-02-28")[:2] == (0, "导入 6 条信息，拒收 0 行\n")
    newest, *_ = json.loads(govcrawl("sources", "list", "--as-of", "2018-02-28", "--json")[1])
    assert (newest["published_at"], newest["url"]) == ("2018-02-26", f"{url}6.htm")


def test_a_rate_that_is_only_rounded_is_no_fault(govcrawl: Command, tmp_path: Path) -> None:
    text = "第一季度，抽查政府网站303个，合格289个，不合格14个，总体合格率{}。"
    for rate, words in {"95%": "不符 0 处，另有 1 处属取舍习惯", "90%": "不符 1 处\n"}.items():
        (tmp_path / "c.txt").write_text(text.format(rate), "utf-8")
        code, out, _ = govcrawl("circular", "check", "c.txt")
        assert (code, words in out, "（取整，相符）" in out) == (0, True, rate == "95%"), out


def test_a_comparison_names_what_stands_on_one_side_only(govcrawl: Command, judged: str, tmp_path: Path) -> None:
    rows = "序号,网站标识码,单位名称,网站存在的问题,结果\n1,4210000040,荆州水利局,死链,合格\n2,4210000041,荆州卫计委,无,合格\n"
    (tmp_path / "circular.txt").write_text(rows, "utf-8")
    code, out, _ = govcrawl("circular", "compare", "circular.txt", judged)
    assert (code, "只在通报中：荆州卫计委" in out, "结果无法比较：1" in out) == (0, True, True)
    assert "死链" in out
    assert "dead_link" not in out


def test_the_yearly_forms(govcrawl: Command, judged: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("季度,问责形式,人次\n第一季度,约谈,3\n", encoding="gbk")
    (tmp_path / "no_quarter.csv").write_text("问责形式,人次\n约谈,3\n", encoding="utf-8")
    (tmp_path / "forms.csv").write_text(
        "网站标识码,信息发布总数,政务动态信息更新量\n4210000040,1,2\n4210000041,1,1\n", encoding="utf-8"
    )
    assert govcrawl("report", "supervision", "2018", "--accountability", "people.csv", "--out", "s.csv")[0] == 0
    assert "问责情况（人次）,约谈,3,0,0,0,3," in (tmp_path / "s.csv").read_text("utf-8-sig")
    assert govcrawl("report", "annual", judged, "2018", "--from", "forms.csv", "--out", "a.csv")[::2] == (
        0,
        f"forms.csv 第 3 行（A3）：检查“{judged}”中没有网站 4210000041\n",
    )
    assert "政务动态信息更新量2＝2，多于1" in (tmp_path / "a.csv").read_text("utf-8-sig")
    for arguments, words in {
        ("supervision", "2017", "--out", "s.csv"): "2017 年没有检查",
        ("supervision", "2018", "--only", "x", "--out", "s.csv"): "2018 年没有检查“x”",
        ("supervision", "2018", "--accountability", "no_quarter.csv", "--out", "s.csv"): "须有“季度”列",
        ("annual", judged, "2018", "--from", "forms.csv", "--from", "forms.csv", "--out", "a.csv"): "网站有两份报表",
    }.items():
        code, _, err = govcrawl("report", *arguments)
        assert (code, words in err) == (2, True), err


def test_a_deadline_in_a_year_without_known_holidays_is_told(govcrawl: Command, judged: str, tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text("deadline_working_days = 7\n", encoding="utf-8")
    for day, told in (("2018-03-01", False), ("2035-03-01", True)):
        code, _, err = govcrawl("report", "notices", judged, "--letter", "letter.toml", "--on", day, "--out", "n")
        assert (code, "2035 年的放假安排尚无数据" in err) == (0, told)
