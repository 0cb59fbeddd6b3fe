"""A database, a home or a folder that cannot be used: one line in the user's language, with the cure."""

import os
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from govcrawl.cli.app import run
from govcrawl.cli.causes import cause_words, database_error, file_reason
from govcrawl.store.connection import DISK_FULL
from govcrawl.store.database import Database
from govcrawl.store.roles import make_roles

NOBODY = "postgresql://reader:s3cret@127.0.0.1:1/none"


@pytest.mark.parametrize(
    "command",
    ["db current", "db upgrade", "db url", "db size", "db dump x.dump", "worker --check", "sites list", "status x"],
)
def test_a_server_that_does_not_answer(command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    arguments = command.replace("x.dump", str(tmp_path / "x.dump")).split()
    assert run([*arguments, "--database-url", NOBODY]) == 1
    printed = capsys.readouterr().err
    assert printed == "数据库不可用：服务器没有应答；核对地址和端口，并确认 PostgreSQL 正在运行\n"


def of(opened: Database, **parts: str) -> str:
    return make_url(opened.url).set(**parts).render_as_string(hide_password=False)


def test_what_the_server_refuses(database: Database, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_roles(database.engine)
    analyst = of(database, username="govcrawl_analyst")
    for arguments, url, words in (
        (["db", "current"], of(database, database="nowhere"), "没有名为 nowhere 的数据库"),
        (["db", "current"], of(database, username="stranger"), "数据库不可用"),
        (["sites", "state", "4210000014", "--state", "closed"], analyst, "没有所需的权限（schema govcrawl）"),
        (["status", "x"], of(database, database="postgres", username="govcrawl_analyst"), "尚未升级到本程序的版本"),
        (["db", "dump", str(tmp_path / "x.dump")], of(database, database="postgres"), "没有可备份的内容"),
    ):
        assert run([*arguments, "--database-url", url]) == 1
        printed = capsys.readouterr().err
        assert (printed.count("\n"), words in printed) == (1, True), printed
    assert not (tmp_path / "x.dump").exists()
    assert run(["db", "current", "--database-url", of(database, database="postgres")]) == 0
    assert "尚未建立" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "zh"),
    [
        (psycopg.errors.DeadlockDetected("deadlock detected"), "什么也没有改；稍后再运行一次"),
        (psycopg.errors.UndefinedTable('relation "x" does not exist'), "db upgrade"),
        (psycopg.OperationalError("FATAL:  sorry, too many clients already"), "max_connections"),
        (psycopg.OperationalError("something new"), "something new"),
    ],
)
def test_causes_by_state_and_words(error: psycopg.Error, zh: str) -> None:
    assert zh in database_error(OperationalError("SELECT 1", {}, error)).zh
    assert zh in database_error(error).zh


@pytest.mark.parametrize(
    ("said", "zh"),
    [
        (DISK_FULL, "磁盘已满"),
        ("the database was away for 600 seconds: connection refused", "数据库中断超过 600 秒"),
        ("4210000014 could not be judged", "网站 4210000014 未能判定"),
    ],
)
def test_what_ends_a_crawl_early_is_said_in_chinese(said: str, zh: str) -> None:
    assert zh in cause_words(said)[0]


def test_a_home_that_is_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GOVCRAWL_DATABASE_URL", raising=False)
    (tmp_path / "file").touch()
    for home, reason in ((tmp_path / "file", "它是一个文件"), (tmp_path / "file" / "below", "路径中有一段是文件")):
        monkeypatch.setenv("GOVCRAWL_HOME", str(home))
        assert run(["sites", "list"]) == 1
        printed = capsys.readouterr().err
        assert f"数据目录 {home} 不能使用：{reason}" in printed
        assert "GOVCRAWL_HOME 设为一个可写的文件夹" in printed


def test_nothing_is_crawled_where_no_evidence_can_be_kept(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GOVCRAWL_HOME", str(tmp_path / "file"))
    for arguments in (["inspect", "a"], ["worker"]):
        assert run([*arguments, "--database-url", database.url]) == 1
        printed = capsys.readouterr().err
        assert (printed.count("\n"), "不能使用" in printed) == (1, True), printed


def test_a_dump_into_a_place_that_cannot_be_written(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "x.dump.part").mkdir()
    for name, reason in (("file/x.dump", "它是一个文件"), ("x.dump", "它是文件夹")):
        assert run(["db", "dump", str(tmp_path / name), "--database-url", database.url]) == 1
        assert reason in capsys.readouterr().err


def test_the_system_s_words_in_chinese() -> None:
    assert file_reason(PermissionError(13, os.strerror(13), "x"))[0] == "没有权限"
    assert file_reason(OSError("strange"))[0] == "OSError"
