"""Judging again, unfolding, warning and holding through the command line, on facts of a real database."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from govcrawl.cli.app import run
from govcrawl.model.findings import Judgement
from govcrawl.model.vocabulary import Verdict
from govcrawl.store.database import Database
from govcrawl.store.judgements import save_judgements
from govcrawl.store.reviews import hold_results
from tests.cli.crawled import AS_OF, CODE, NAME, crawl

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def govcrawl(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs a command line on the database of a crawled site: (exit code, stdout, stderr)."""
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", database.url)
    monkeypatch.chdir(tmp_path)
    crawl(database)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_rescore_says_what_changed_and_why(govcrawl: Command) -> None:
    code, out, _ = govcrawl("rescore", NAME, "--edition", "national_2015")
    assert code == 0
    assert f"{CODE} 示例县水利局：（无） → 不合格" in out
    assert "栏目不更新：应更新但长期未更新的栏目10个" in out
    told = json.loads(govcrawl("rescore", NAME, "--edition", "guideline_2017", "--json")[1])
    assert told["before"] == {"edition": "national_2015", "verdicts": {CODE: "unqualified"}}
    (change,) = told["changes"]
    assert (change["before"], change["after"]) == ("unqualified", "undetermined")
    assert "栏目10个" in change["why_before"]
    _, out, _ = govcrawl("rescore", NAME, "--edition", "national_2019", "--all")
    assert "结论有变化的网站 0 个" in out
    assert out.count("不合格") == 3  # the heading, and the site under both editions


def test_the_same_facts_give_the_same_bytes(govcrawl: Command) -> None:
    first = govcrawl("rescore", NAME, "--edition", "national_2019", "--json")[1]
    assert govcrawl("rescore", NAME, "--edition", "national_2019", "--json")[1] == first
    _, out, _ = govcrawl("rescore", NAME, "--edition", "national_2019")
    assert "重新判定 1 个网站，其中 0 个判定有变化" in out


def test_rescore_holds_results_that_jumped_since_the_last_inspection(database: Database, govcrawl: Command) -> None:
    codes = [f"42100002{number:02}" for number in range(10)]
    crawl(database, codes, "2018q2", AS_OF + timedelta(days=1))
    crawl(database, codes, "2018q3", AS_OF + timedelta(days=2))
    good = [Judgement(code, "national_2015", "d", "0", Verdict.QUALIFIED) for code in codes]
    with database.engine.begin() as connection:
        save_judgements(connection, "2018q2", good)
        connection.execute(text("UPDATE govcrawl.inspection_sites SET status = 'done'"))
    assert "暂缓" not in govcrawl("rescore", "2018q3", "--edition", "guideline_2017")[2]
    err = govcrawl("rescore", "2018q3", "--edition", "national_2015")[2]
    assert "结果暂缓，待人工放行：全部网站：全部网站不合格比例由“2018q2”的0.0%（0/10）升至100.0%（10/10）" in err
    assert govcrawl("report", "notices", "2018q3", "--out", "notices")[0] == 1


def test_rescore_on_an_earlier_day_but_not_on_a_later_one(govcrawl: Command) -> None:
    govcrawl("rescore", NAME, "--edition", "national_2015")
    year_before = str(AS_OF - timedelta(days=365))
    told = json.loads(govcrawl("rescore", NAME, "--edition", "national_2015", "--as-of", year_before, "--json")[1])
    assert told["after"]["verdicts"] == {CODE: "undetermined"}
    assert "首页信息均未读到发布时间" in told["changes"][0]["why_after"]
    later = str(AS_OF + timedelta(days=1))
    code, out, err = govcrawl("rescore", NAME, "--edition", "national_2015", "--as-of", later)
    assert (code, out) == (2, "")
    assert f"事实截至 {AS_OF}" in err


def _key(govcrawl: Command, subject: str) -> str:
    """The key of a finding, decided or not, as the list of findings shows it."""
    rows = json.loads(govcrawl("review", "list", NAME, "--every", "--json")[1])
    return next(str(row["key"]) for row in rows if row["subject"] == subject)


def test_waiving_one_column_lowers_the_count_and_can_be_taken_back(govcrawl: Command) -> None:
    govcrawl("rescore", NAME, "--edition", "national_2015")
    key = _key(govcrawl, "栏目3")
    waive = ("review", "waive", NAME, key, "--by", "甲", "--reason", "本年无此类信息", "--until", "2018-12-31")
    assert govcrawl(*waive)[0] == 0
    _, out, _ = govcrawl("review", "explain", NAME, CODE)
    assert out.startswith(f"{CODE}：合格")
    assert "经人工核查不计入的问题" in out
    assert "栏目“栏目3”" in out
    assert "甲 不纳入" in out
    assert "至2018-12-31" in out
    assert out.index("不合格，national_2015") < out.index("合格，national_2015", out.index("不合格，national_2015") + 3)
    assert govcrawl("review", "confirm", NAME, key, "--by", "乙", "--reason", "栏目应更新")[0] == 0
    assert govcrawl("review", "explain", NAME, CODE)[1].startswith(f"{CODE}：不合格")


def test_a_site_is_not_excused_in_advance(govcrawl: Command) -> None:
    govcrawl("rescore", NAME, "--edition", "national_2015")
    waive = ("review", "waive", NAME, _key(govcrawl, "网站"), "--by", "甲", "--reason", "r", "--until", "2018-12-31")
    code, _, err = govcrawl(*waive)
    assert code == 2
    assert "不是栏目问题" in err


def test_explain_needs_a_verdict(govcrawl: Command) -> None:
    assert govcrawl("review", "explain", NAME, CODE)[0] == 2
    assert govcrawl("review", "explain", NAME, "4210000099")[0] == 2


def test_warnings_before_the_line_is_crossed(database: Database, govcrawl: Command) -> None:
    rows = json.loads(govcrawl("review", "warnings", NAME, "--json")[1])
    assert [(row["subject"], row["within_days"]) for row in rows if row["subject"] == "要闻"] == [("要闻", 7)]
    assert "预警" in govcrawl("review", "warnings", NAME)[1]


def test_held_results_are_said_and_no_notice_goes_out(database: Database, govcrawl: Command, tmp_path: Path) -> None:
    govcrawl("rescore", NAME, "--edition", "national_2015")
    with database.engine.begin() as connection:
        hold_results(connection, NAME, "全部网站不合格比例突增")
    code, _, err = govcrawl("report", "circular", NAME, "--out", "c.json")
    assert code == 0
    assert "结果暂缓，待人工放行：全部网站：全部网站不合格比例突增" in err
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["holds"] == ["全部网站不合格比例突增"]
    govcrawl("report", "circular", NAME, "--out", "c.html")
    assert "结果暂缓，未经核实不得发布" in (tmp_path / "c.html").read_text(encoding="utf-8")
    assert govcrawl("report", "notices", NAME, "--out", "notices")[0] == 1
    assert govcrawl("review", "release", NAME, "--by", "甲", "--reason", "平台停用，属实")[:2] == (0, "已放行 1 项\n")
    assert govcrawl("report", "notices", NAME, "--out", "notices")[0] == 0
    govcrawl("report", "circular", NAME, "--out", "c.html")
    assert "结果暂缓" not in (tmp_path / "c.html").read_text(encoding="utf-8")
