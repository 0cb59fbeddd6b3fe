"""Every truly dead link of the page is found and confirmed, no live one is accused, every address has one row."""

from collections import Counter

import pytest

from govcrawl.middlewares.fates import ACCUSING
from govcrawl.model.vocabulary import LinkFate
from tests.links.cases import CASES, Case, answer
from tests.links.crawled import Found, crawled


@pytest.fixture(scope="module")
def found() -> Found:
    return crawled(answer)


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
