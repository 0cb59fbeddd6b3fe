"""The embedded server: shared, adopted, stopped by the last, private, and never a nuisance to the machine."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from govcrawl.store.binaries import Programs, ServerError, find_programs, server_account
from govcrawl.store.database import make_database
from govcrawl.store.roles import ROLES
from govcrawl.store.server import ROLES as MAPPED_ROLES
from govcrawl.store.server import SUPERUSER, Cluster, cluster_of, default_home, revive, shared_server

AS_ROOT = os.geteuid() == 0
USER = """
import sys
from pathlib import Path
from govcrawl.store.server import shared_server
with shared_server(Path(sys.argv[1]), durable=False) as cluster:
    print("ready", flush=True)
    sys.stdin.readline()
"""


def is_running(cluster: Cluster) -> bool:
    account = server_account(cluster.data)
    return cluster.is_running(account, find_programs(account))


def user_of(home: Path) -> subprocess.Popen[str]:
    """Another process that uses the server of a home until it is told to go on."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


def ask(cluster: Cluster, query: str, database: str = "postgres") -> object:
    with psycopg.connect(cluster.url(database), autocommit=True) as connection:
        cursor = connection.execute(query)  # type: ignore[call-overload]
        return cursor.fetchone()[0] if cursor.description else None


def test_data_survive_and_the_last_user_stops_the_server(home: Path) -> None:
    with shared_server(home, durable=False) as cluster:
        make_database(cluster, "kept")
        ask(cluster, "CREATE TABLE t AS SELECT 1 AS one", "kept")
        other = user_of(home)
        with shared_server(home):
            assert is_running(cluster)
        assert is_running(cluster), "this process and the other one still use it"
    assert is_running(cluster), "the other process still uses it"
    leave(other)
    assert not is_running(cluster)
    with shared_server(home) as again:
        assert ask(again, "SELECT one FROM t", "kept") == 1


def test_a_killed_starter_leaves_a_server_that_the_next_user_stops(home: Path) -> None:
    starter = user_of(home)
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    cluster = cluster_of(home)
    assert is_running(cluster), "a killed process stops nothing"
    second = user_of(home)
    with shared_server(home, durable=False):
        leave(second)
        assert is_running(cluster)
    assert not is_running(cluster)


def test_a_dead_server_comes_back_with_its_data(home: Path) -> None:
    with shared_server(home) as cluster:
        make_database(cluster, "kept")
        ask(cluster, "CREATE TABLE t AS SELECT 1 AS one", "kept")
        os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        revive(cluster.url())
        assert ask(cluster, "SELECT one FROM t", "kept") == 1
    assert not is_running(cluster)


def test_other_servers_are_not_revived() -> None:
    revive("postgresql://user@127.0.0.1:1/none")
    revive("postgresql:///none?host=/nowhere")
    revive("postgresql:///none")


def test_utf8_byte_order_utc_and_no_network(server: Cluster) -> None:
    assert ask(server, "SHOW server_encoding") == "UTF8"
    assert ask(server, "SHOW timezone") == "UTC"
    assert ask(server, "SHOW listen_addresses") == ""
    assert (
        ask(server, "SELECT string_agg(w, '' ORDER BY w) FROM unnest(ARRAY['乙','b','B','甲','a']) AS w") == "Bab乙甲"
    )
    assert ask(server, "SELECT upper('é')") == "É"
    assert server.socket_folder.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_mode & 0o777 == 0o700


def test_peers_are_named_and_all_roles_are_mapped(server: Cluster) -> None:
    assert "trust" not in (server.data / "pg_hba.conf").read_text()
    assert set(MAPPED_ROLES) == {SUPERUSER, *ROLES}
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(server.url("postgres", "postgres"))


def test_a_long_home_still_has_a_short_socket(home: Path) -> None:
    deep = home / ("d" * 60) / ("e" * 60)
    with shared_server(deep, durable=False) as cluster:
        assert len(os.fsencode(cluster.socket_folder)) <= 90
        assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700
        assert ask(cluster, "SELECT 1") == 1


def test_data_of_another_version_are_refused_with_a_cure(home: Path) -> None:
    with shared_server(home, durable=False) as cluster:
        pass
    version = cluster.data / "PG_VERSION"
    written = version.read_text()
    version.write_text("9\n")
    with pytest.raises(ServerError, match=r"PostgreSQL 9.*GOVCRAWL_PG_BIN"), shared_server(home):
        pass
    version.write_text(written)


def test_named_programs_are_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_PG_BIN", str(home))
    with pytest.raises(ServerError, match="no PostgreSQL found"):
        find_programs(server_account(home / "none"))


def test_the_home_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCRAWL_HOME", "/tmp/elsewhere")
    assert default_home() == Path("/tmp/elsewhere")
    monkeypatch.delenv("GOVCRAWL_HOME")
    assert default_home() == Path.cwd() / ".govcrawl"


@pytest.mark.skipif(not AS_ROOT, reason="only root has to step down")
def test_root_runs_the_server_under_an_existing_account_and_changes_no_mode(tmp_path: Path) -> None:
    accounts = pwd.getpwall()
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with shared_server(closed / "home", durable=False) as cluster:
        assert ask(cluster, "SELECT 1") == 1
        owner = pwd.getpwuid(cluster.data.stat().st_uid).pw_name
        assert owner in {"postgres", "nobody"}
        assert closed.stat().st_mode & 0o777 == 0o700
        assert cluster.place == (closed / "home" / "postgres").resolve()
    assert pwd.getpwall() == accounts
    remove(cluster)


def remove(cluster: Cluster) -> None:
    subprocess.run(["rm", "-rf", str(cluster.place)], check=True)


PLAIN_USER = """
import os, sys
from pathlib import Path
import psycopg
from govcrawl.store.server import shared_server
with shared_server(Path(sys.argv[1]), durable=False) as cluster:
    assert cluster.data.stat().st_uid == os.geteuid() != 0
    with psycopg.connect(cluster.url("postgres")) as connection:
        print(connection.execute("SELECT 42").fetchone()[0])
"""


def reachable_python(uid: int) -> str | None:
    """An interpreter of this version that another account can run; a version manager's own often lies in /root."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        try:
            subprocess.run([python, "-c", ""], user=uid, extra_groups=[], cwd="/", check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return None


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_a_plain_user_runs_a_server() -> None:
    nobody = pwd.getpwnam("nobody")
    python = reachable_python(nobody.pw_uid)
    if python is None:
        pytest.skip("no interpreter that a plain user can run")
    packages = [str(Path(__file__).parents[2]), str(Path(psycopg.__file__).parents[1])]
    with tempfile.TemporaryDirectory(prefix="gc-", dir="/tmp") as own:
        os.chown(own, nobody.pw_uid, nobody.pw_gid)
        done = subprocess.run(
            [python, "-c", PLAIN_USER, f"{own}/home"],
            cwd="/",
            user=nobody.pw_uid,
            group=nobody.pw_gid,
            extra_groups=[],
            env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(packages)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert (done.stdout, done.stderr) == ("42\n", "")


@pytest.mark.skipif(not AS_ROOT, reason="only root has a closed folder that others cannot enter")
def test_programs_behind_a_closed_folder_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    found = find_programs(server_account(home / "none"))
    closed = tmp_path / "venv"
    closed.mkdir(mode=0o700)
    (closed / "pginstall").symlink_to(found.folder.parent)
    hidden = closed / "pginstall" / "bin"
    monkeypatch.setenv("GOVCRAWL_PG_BIN", str(hidden))
    monkeypatch.setattr("govcrawl.store.binaries.STATE_FOLDER", home / "state")
    copied = find_programs(server_account(home / "none"))
    assert copied.folder.is_relative_to(home / "state")
    assert Programs(copied.folder).major_version == found.major_version
    assert closed.stat().st_mode & 0o777 == 0o700
