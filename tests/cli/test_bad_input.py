"""Bad input of every command: one clear line on stderr, nothing on stdout, exit code 2, no traceback."""

from pathlib import Path

import pytest

from govcrawl.cli.app import run

CASES = [
    (["nonsense"], "没有命令 nonsense"),
    (["inspect"], "缺少 NAME"),
    (["inspect", "a", "b"], "多余的参数：b"),
    (["inspect", "a", "--bogus"], "没有选项 --bogus"),
    (["inspect", "a", "--kind"], "选项 --kind 缺少值"),
    (["inspect", "a", "--kind", "foo"], "“foo”不在可选值之内"),
    (["inspect", "a", "--as-of", "2018-02-30"], "不是日期"),
    (["inspect", "a", "--delay", "x"], "--delay：应为数字"),
    (["inspect", "a", "--delay", "-1"], "--delay：超出范围"),
    (["inspect", "a", "--sample", "300%"], "--sample：“300%”"),
    (["inspect", "a", "--seed", "1"], "须与 --sample 同用"),
    (["inspect", "a", "--sample", "3", "--stratify", "colour"], "没有“colour”"),
    (["inspect", "a", "-s", "NOVALUE"], "应写成 设置名=值"),
    (["sites", "import", "missing.csv"], "missing.csv"),
    (["sites", "list", "--database-url", "mysql://a:b@c/d"], "只支持 PostgreSQL"),
    (["sites", "state", "4210000014", "--state", "temporarily_offline"], "--approval"),
    (["sites", "state", "4210000014", "--state", "gone"], "不在可选值之内"),
    (["extract", "missing.html"], "找不到 missing.html"),
    (["extract", "ftp://www.gov.cn/"], "不是 http 或 https 网址"),
    (["extract", "http://"], "不是 http 或 https 网址"),
    (["checklist", "show", "national_1999"], "没有指标版本“national_1999”；现有：ground_rules"),
    (["report", "circular", "x", "--out", "missing/circular.html"], "所在目录不存在"),
    (["report", "circular", "x", "--out", "circular.bmp"], "“bmp”不支持"),
    (["demo", "--city", "nowhere"], "没有模拟城市“nowhere”，可用 anshan_2018m08"),
    (["--lang", "fr", "checklist", "coverage"], "请用 zh 或 en"),
]


@pytest.mark.parametrize(("arguments", "words"), CASES, ids=[" ".join(arguments) for arguments, _ in CASES])
def test_one_clear_line_and_exit_code_2(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GOVCRAWL_DEBUG", raising=False)
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sites"]) == 2
    assert "import" in capsys.readouterr().err


def test_errors_speak_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "inspect"]) == 2
    assert capsys.readouterr().err == "Missing argument 'NAME'; for the usage see govcrawl inspect --help\n"


def test_an_unreachable_database_is_a_failure_and_keeps_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sites", "list", "--database-url", "postgresql://reader:s3cret@127.0.0.1:1/none"]) == 1
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "数据库不可用" in printed
    assert "s3cret" not in printed
