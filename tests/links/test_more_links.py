"""More links than the 54, each with the right fate; trouble of ours is asked a third time."""

import pytest

from govcrawl.middlewares.fates import ACCUSING
from govcrawl.model.vocabulary import LinkFate
from tests.links import based_cases, more_cases, odd_cases
from tests.links.cases import Case
from tests.links.crawled import Found, crawled

_WEBS = {"more": more_cases, "odd": odd_cases, "based": based_cases}


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    return {name: crawled(web.answer) for name, web in _WEBS.items()}


@pytest.mark.parametrize(
    ("web", "case"),
    [pytest.param(name, case, id=case.name) for name, web in _WEBS.items() for case in web.CASES],
)
def test_the_fate_of_each_link(web: str, case: Case, found: dict[str, Found]) -> None:
    row = found[web].links.get(case.url)
    if case.fate is None:
        assert row is None or row["fate"] == LinkFate.SKIPPED
        return
    assert row is not None
    assert (row["fate"], row["detail"]) == (case.fate, row["detail"])
    assert row["confirmed"] is (case.fate in ACCUSING or case.fate is LinkFate.ALIVE)
