"""More links than the 54, each with the right fate; trouble of ours is asked a third time."""

import pytest

from govcrawl.middlewares.fates import ACCUSING
from govcrawl.model.vocabulary import LinkFate
from tests.links.cases import Case
from tests.links.crawled import Found, crawled
from tests.links.more_cases import CASES, answer


@pytest.fixture(scope="module")
def found() -> Found:
    return crawled(answer)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_fate_of_each_link(case: Case, found: Found) -> None:
    row = found.links.get(case.url)
    if case.fate is None:
        assert row is None or row["fate"] == LinkFate.SKIPPED
        return
    assert row is not None
    assert (row["fate"], row["detail"]) == (case.fate, row["detail"])
    assert row["confirmed"] is (case.fate in ACCUSING or case.fate is LinkFate.ALIVE)
