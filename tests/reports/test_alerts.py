"""The keeper is told once, in one digest, outside of quiet hours, by a real webhook and a real mail server."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner

from govcrawl.cli.app import app
from govcrawl.cli.console import CommandError
from govcrawl.reports.alerts import Digest, is_quiet, mail
from govcrawl.store.database import Database
from govcrawl.store.reviews import hold_results
from tests.reports.city import NAME, fill


@pytest.mark.parametrize(
    ("utc", "hours", "quiet"),
    [
        ("14:00", "22:00-07:00", True),
        ("13:59", "22:00-07:00", False),
        ("22:59", "22:00-07:00", True),
        ("23:00", "22:00-07:00", False),
        ("04:30", "12:00-13:00", True),
        ("05:00", "12:00-13:00", False),
        ("04:30", "", False),
    ],
)
def test_quiet_hours_are_those_of_china(utc: str, hours: str, quiet: bool) -> None:
    assert is_quiet(datetime.fromisoformat(f"2018-02-28T{utc}:00+00:00"), hours) is quiet


AT = datetime(2018, 2, 28, 12, tzinfo=UTC)


@contextmanager
def webhook() -> Iterator[tuple[str, list[bytes]]]:
    """A robot's address and what is posted to it; a post to /full is refused, one to /unknown with status 200."""
    posted: list[bytes] = []

    class Robot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            refused = {"/full": 500, "/unknown": 200}
            path = self.path.partition("?")[0]
            if path not in refused:
                posted.append(body)
            self.send_response(refused.get(path, 200))
            self.end_headers()
            self.wfile.write(b'{"errcode": 93000, "errmsg": "invalid webhook url"}' * (path == "/unknown"))

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Robot) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", posted
        server.shutdown()


def test_one_digest_told_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_DATABASE_URL", database.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with database.engine.begin() as connection:
        fill(connection)
        hold_results(connection, NAME, "“引号”\n比例")
        hold_results(connection, NAME, "又一条", "4210000040")
    run = CliRunner().invoke
    with webhook() as (address, posted):
        assert run(app, ["alert", "--webhook", address, "--quiet", "00:00-23:59:59"]).exit_code == 0
        assert posted == []
        for path, own in (("full", "HTTP Error 500"), ("unknown", "invalid webhook url")):
            refused = run(app, ["alert", "--webhook", f"{address}/{path}?key=secret"])
            assert isinstance(refused.exception, CommandError)
            assert refused.exception.code == 1
            assert refused.exception.zh.startswith("提醒未能发到 127.0.0.1，下次运行时再发")
            assert own in refused.exception.zh
            assert "secret" not in refused.exception.zh
        for _ in range(2):
            assert run(app, ["alert", "--webhook", address]).exit_code == 0
    (body,) = posted
    said = json.loads(body)["text"]["content"]
    assert said.splitlines()[0] == "govcrawl：2 条提醒"
    assert "“引号”\n比例" in said
    assert "4210000040" in said


def test_wrong_use_is_said(database: Database) -> None:
    run = CliRunner().invoke
    for wrong, said in (
        ([], "没有指定往何处发送"),
        (["--webhook", "robot"], "--webhook：应写成 http://主机"),
        (["--webhook", "ftp://a"], "--webhook：应写成 http://主机"),
        (["--smtp", "a:25", "--sender", "a", "--to", "b"], "--smtp：应写成 smtp://主机"),
    ):
        refused = run(app, ["alert", *wrong]).exception
        assert isinstance(refused, CommandError)
        assert refused.code == 2
        assert said in refused.zh
    assert run(app, ["alert", "--webhook", "http://127.0.0.1:1", "--quiet", "night"]).exit_code != 0


def test_mail() -> None:
    received: list[str] = []

    class Mailbox(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            for line in self.rfile:
                word = line.split()[0].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    received.extend(iter(lambda: self.rfile.readline().decode().rstrip(), "."))
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
                if word == b"QUIT":
                    return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"smtp://127.0.0.1:{server.server_address[1]}"
        mail(address, "a@example.org", ["b@example.org", "c@example.org"], Digest("标题", ("一", "二")), AT)
        server.shutdown()
    assert "To: b@example.org, c@example.org" in received
    assert "Date: Wed, 28 Feb 2018 12:00:00 +0000" in received
    assert any(line.startswith("Subject: =?utf-8?") for line in received)
