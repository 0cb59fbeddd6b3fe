"""A password in the database's address comes out nowhere, also where the database cannot be reached."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PASSWORD = "canary-7f3a91c2"
ADDRESSES = {
    "nobody listens": f"postgresql://govcrawl:{PASSWORD}@127.0.0.1:1/govcrawl",
    "malformed": f"postgresql://govcrawl:{PASSWORD}@127.0.0.1:notaport/govcrawl",
    "another database": f"mysql://govcrawl:{PASSWORD}@127.0.0.1/govcrawl",
}
GOVCRAWL = [sys.executable, "-c", "from govcrawl.cli import main; main()"]
COMMANDS = {
    "inspect": [*GOVCRAWL, "inspect", "x"],
    "sites": [*GOVCRAWL, "sites", "list"],
    "crawl": [sys.executable, "-m", "scrapy", "crawl", "portal", "-a", "inspection=x"],
    "reachability": [sys.executable, "-m", "scrapy", "crawl", "reachability", "-a", "inspection=x"],
}
CASES = [("inspect", address) for address in ADDRESSES] + [
    (name, "nobody listens") for name in COMMANDS if name != "inspect"
]


@pytest.mark.slow
@pytest.mark.parametrize(("command", "address"), CASES)
def test_the_password_is_never_shown(command: str, address: str) -> None:
    environment = os.environ | {"GOVCRAWL_DATABASE_URL": ADDRESSES[address]}
    root = Path(__file__).parents[2]
    done = subprocess.run(COMMANDS[command], env=environment, cwd=root, capture_output=True, text=True, timeout=120)
    said = done.stdout + done.stderr
    assert said
    assert PASSWORD not in said
