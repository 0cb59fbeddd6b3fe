"""The embedded PostgreSQL: started on first use, shared by processes, stopped by the last of them.

One cluster a GOVCRAWL_HOME. It listens on a unix socket in a private folder only, never on TCP. Every process that uses
it holds a locked file in `users/`: the operating system releases that lock however the process ends, so a killed user
is never counted and whoever comes next adopts the server and stops it.
"""

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy.engine import URL
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_exponential

from govcrawl.store.binaries import (
    STATE_FOLDER,
    Account,
    Programs,
    ServerError,
    find_programs,
    make_open_folder,
    server_account,
)

SUPERUSER = "govcrawl"
DATABASE = "govcrawl"
ROLES = (SUPERUSER, "govcrawl_owner", "govcrawl_crawler", "govcrawl_reviewer", "govcrawl_analyst")

_SOCKET_PATH_LIMIT = 90
"""Bytes of a folder's path; the kernel allows 107 for the whole socket address, macOS 103."""

_START_SECONDS = 120
_MARK = "govcrawl-cluster"


class HomeError(Exception):
    """The folder of the embedded server cannot be used; `cause` is what the operating system says."""

    def __init__(self, home: Path, cause: OSError) -> None:
        super().__init__(f"the folder {home} (GOVCRAWL_HOME) cannot be used: {cause.strerror}")
        self.cause = cause


def default_home() -> Path:
    """GOVCRAWL_HOME, else `.govcrawl` in the working folder."""
    return Path(os.environ.get("GOVCRAWL_HOME") or ".govcrawl").absolute()


class Cluster:
    """The files of one embedded server and how to start and stop it. Every method expects the caller to hold `lock`."""

    def __init__(self, place: Path, *, durable: bool = True) -> None:
        self.place = place
        self.data = place / "data"
        self.users = place / "users"
        self.lock = FileLock(place / "lock", timeout=2 * _START_SECONDS)
        self.durable = durable

    @property
    def socket_folder(self) -> Path:
        """Where the socket lies: beside the data, or in a short private folder when that path is too long."""
        beside = self.place / "run"
        if len(os.fsencode(beside)) <= _SOCKET_PATH_LIMIT:
            return beside
        name = hashlib.sha256(os.fsencode(self.place)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"govcrawl-{name}"

    def url(self, database: str = DATABASE, user: str = SUPERUSER) -> str:
        """The address of a database of this cluster, in libpq's form."""
        query = {"host": str(self.socket_folder)}
        return URL.create("postgresql", username=user, database=database, query=query).render_as_string()

    def is_running(self, account: Account, programs: Programs) -> bool:
        """Whether a server answers on the socket: accepting (0), or starting and stopping (1)."""
        return account.run(programs / "pg_isready", "-h", self.socket_folder, "-t", "5").returncode in (0, 1)

    def ensure_running(self) -> None:
        """Makes the cluster where there is none and starts its server unless it runs."""
        account = server_account(self.data)
        programs = find_programs(account)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(account, programs)
        self._check_version(programs)
        if not self.is_running(account, programs):
            self._start(account, programs)

    def stop(self) -> None:
        """Ends the server after its running transactions were rolled back; the data stay."""
        account = server_account(self.data)
        programs = find_programs(account)
        if self.is_running(account, programs):
            account.run(programs / "pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w")

    def has_users(self) -> bool:
        """Whether a living process uses the server; marks of dead ones are cleared away."""
        living = False
        for mark in self.users.iterdir():
            probe = FileLock(mark)
            try:
                probe.acquire(blocking=False)
            except Timeout:
                living = True
                continue
            mark.unlink(missing_ok=True)
            probe.release()
        return living

    def _initialise(self, account: Account, programs: Programs) -> None:
        _private_folder(self.data, account)
        locale = ["--locale=C.UTF-8"]
        if programs.major_version >= 17:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        rules = ["--auth-local=peer", "--auth-host=reject", f"--username={SUPERUSER}", "--encoding=UTF8"]
        sync = [] if self.durable else ["--no-sync"]
        made = account.run(programs / "initdb", "-D", self.data, *rules, *locale, *sync, "--no-instructions")
        if made.returncode != 0:
            shutil.rmtree(self.data)
            raise ServerError(f"initdb failed: {made.stdout.strip()}")

    def _check_version(self, programs: Programs) -> None:
        written = int((self.data / "PG_VERSION").read_text().strip())
        if written != programs.major_version:
            raise ServerError(
                f"the data in {self.data} are of PostgreSQL {written}, the programs in {programs.folder} of "
                f"{programs.major_version}: set GOVCRAWL_PG_BIN to PostgreSQL {written} or move the data with pg_dump"
            )

    @retry(
        retry=retry_if_exception_type(ServerError),
        stop=stop_after_delay(15),
        wait=wait_exponential(0.1, max=2),
        reraise=True,
    )
    def _start(self, account: Account, programs: Programs) -> None:
        # Retried: after the death of a postmaster its children hold the shared memory for some moments more.
        self._drop_mark_of_dead_server()
        _private_folder(self.socket_folder, account)
        self._write_access_rules(account)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "max_connections": "200",
            "max_wal_size": "2GB",
            "jit": "off",
            "fsync": "on" if self.durable else "off",
        }
        options = " ".join(f"-c {name}={_shell_quoted(value)}" for name, value in settings.items())
        log = self.socket_folder / "server.log"
        wait = ("-w", "-t", str(_START_SECONDS))
        started = account.run(
            programs / "pg_ctl", "start", "-D", self.data, "-l", log, "-o", options, *wait, timeout=2 * _START_SECONDS
        )
        if started.returncode != 0:
            tail = log.read_text(errors="replace")[-800:] if log.exists() else started.stdout
            raise ServerError(f"the embedded PostgreSQL did not start: {tail.strip()}")
        (self.socket_folder / _MARK).write_text(str(self.place))

    def _drop_mark_of_dead_server(self) -> None:
        """Removes the pid file of a killed server that nobody has buried yet: to PostgreSQL such a process seems alive."""
        mark = self.data / "postmaster.pid"
        try:
            pid = mark.read_text().split()[0]
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, IndexError):
            return
        if state == "Z":
            mark.unlink()

    def _write_access_rules(self, account: Account) -> None:
        """Only the account of the server and root may connect, as any of our roles (peer authentication)."""
        people = sorted({account.name, "root"})
        lines = [f"govcrawl {person} {role}" for person in people for role in ROLES]
        _write(self.data / "pg_hba.conf", "local all all peer map=govcrawl\n", account)
        _write(self.data / "pg_ident.conf", "\n".join(lines) + "\n", account)


def _shell_quoted(value: str) -> str:
    return "'" + value.replace("'", "'\\''") + "'"


def _write(file: Path, text: str, account: Account) -> None:
    file.write_text(text)
    if os.geteuid() == 0:
        os.chown(file, account.uid, account.gid)


def _private_folder(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, account.uid, account.gid)
    elif folder.stat().st_uid != os.geteuid():
        raise ServerError(f"{folder} belongs to another account")
    folder.chmod(0o700)


def cluster_of(home: Path, *, durable: bool = True) -> Cluster:
    """The cluster of a GOVCRAWL_HOME. Where root's server account cannot reach the home, a link there leads to the data."""
    link = home / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / "postgres.lock"):
        if not link.exists():
            _make_place(home, link)
    cluster = Cluster(link.resolve(), durable=durable)
    cluster.users.mkdir(exist_ok=True)
    return cluster


def _make_place(home: Path, link: Path) -> None:
    if os.geteuid() != 0 or server_account(link / "data").may_enter(home):
        make_open_folder(link)
        return
    make_open_folder(STATE_FOLDER)
    place = STATE_FOLDER / f"cluster-{secrets.token_hex(6)}"
    make_open_folder(place)
    (place / "home").write_text(str(link), encoding="utf-8")
    link.unlink(missing_ok=True)
    link.symlink_to(place)


@contextmanager
def shared_server(home: Path, *, durable: bool = True) -> Iterator[Cluster]:
    """Uses the server of a home, starting it if need be; the last user that leaves stops it.

    `durable=False` switches fsync off, for tests. Raises ServerError with the reason and the cure, HomeError.
    """
    try:
        cluster = cluster_of(home, durable=durable)
        mark = FileLock(cluster.users / f"{os.getpid()}-{secrets.token_hex(4)}", thread_local=False)
        with cluster.lock:
            mark.acquire()
            cluster.ensure_running()
    except OSError as error:
        raise HomeError(home, error) from error
    try:
        yield cluster
    finally:
        with cluster.lock:
            mark.release()
            if not cluster.has_users():
                cluster.stop()


def revive(url: str) -> None:
    """Starts the server behind an address again if it is an embedded one that died; other addresses are left alone."""
    host = conninfo_to_dict(url).get("host")
    mark = Path(str(host)) / _MARK
    if host is None or not mark.is_file():
        return
    cluster = Cluster(Path(mark.read_text()))
    with cluster.lock:
        cluster.ensure_running()
