"""Every truly dead link of the page is found and confirmed, no live one is accused, every address has one row."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from govcrawl.middlewares.fates import ACCUSING
from govcrawl.model.vocabulary import LinkFate
from tests.links.cases import CASES, SITE, Case, answer
from tests.links.web import Web, served


@dataclass(frozen=True, slots=True)
class Found:
    """What a crawl of the page left: link checks by address, outcome rows, and the requests that the web saw."""

    links: dict[str, dict[str, object]]
    fetches: list[dict[str, object]]
    web: Web


@pytest.fixture(scope="module")
def found() -> Iterator[Found]:
    with served(answer) as web:
        environment = os.environ | {"http_proxy": web.url, "https_proxy": web.url, "no_proxy": "", "NO_PROXY": ""}
        command = [
            sys.executable,
            "-m",
            "tests.links.crawl",
            f"{SITE}/",
            "FIRST_BYTE_TIMEOUT=2.5",
            "DOWNLOAD_TIMEOUT=3",
        ]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert ended.returncode == 0, ended.stderr
        lines = [line.partition(" ") for line in ended.stdout.splitlines()]
        links = [json.loads(rest) for word, _, rest in lines if word == "LINK"]
        yield Found({str(row["url"]): row for row in links}, [json.loads(rest) for word, _, rest in lines if word == "FETCH"], web)  # fmt: skip


def test_there_are_54_cases_of_which_23_are_dead() -> None:
    assert len(CASES) == 54
    assert sum(case.fate in ACCUSING for case in CASES) == 23


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_fate_of_each_link(case: Case, found: Found) -> None:
    row = found.links.get(case.url)
    if case.fate is None:
        assert row is None
        return
    assert row is not None
    assert (row["fate"], row["detail"]) == (case.fate, row["detail"])
    assert row["confirmed"] is (case.fate in ACCUSING or case.fate is LinkFate.ALIVE)


def test_no_dead_link_was_asked_less_than_twice(found: Found) -> None:
    asked = Counter(request.url for request in found.web.log)
    dead = [case.url for case in CASES if case.fate in ACCUSING]
    assert [url for url in dead if asked[url] < 2] == []


def test_every_address_asked_has_exactly_one_row(found: Found) -> None:
    rows = Counter(str(row["url"]) for row in found.fetches if not row["is_hop"])
    passed = {str(row["url"]) for row in found.fetches}
    assert {url for url, count in rows.items() if count > 1} == set()
    assert {request.url for request in found.web.log} - passed == set()
