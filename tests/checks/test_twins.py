"""Second addresses and copies of a site: what is the same site, whose host it stands on, what is no candidate."""

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.facts import SiteFacts, TwinFacts
from govcrawl.model.items import MarkSeen
from govcrawl.model.vocabulary import Confidence, FetchOutcome, Mark, Outcome, Problem, VisitRole
from tests.checks.builders import AS_OF, CODE, HOME, facts, item, page

GUIDELINE = load_edition("guideline_2017")
ROWS = tuple(item(number, AS_OF) for number in range(8))


def told(site: SiteFacts) -> set[tuple[Problem | None, str]]:
    found = [one for name in ("one_domain", "unregistered_sites") for one in run_check(site, GUIDELINE.indicator(name))]
    faults = [one for one in found if one.outcome is Outcome.BREACHED]
    assert {one.confidence for one in faults} <= {Confidence.SUSPECTED}
    return {(one.problem, one.subject) for one in faults}


def beside(url: str, same: bool = True, **more: object) -> SiteFacts:
    twin = TwinFacts(page(url, VisitRole.TWIN, **{"tags": {}, **more}), ROWS if same else ())
    return facts(home_items=ROWS, home_led_to=HOME, twins=(twin,))


@pytest.mark.parametrize(
    ("url", "problem", "host"),
    [
        ("http://new.jingzhou.gov.cn/", Problem.IRREGULAR_DOMAIN, "new.jingzhou.gov.cn"),
        ("http://www.jingzhou.com/", Problem.IMPOSTOR_SITE, "www.jingzhou.com"),
    ],
)
def test_the_same_site_elsewhere(url: str, problem: Problem, host: str) -> None:
    expected = {(problem, host)}
    assert told(beside(url)) == expected
    assert told(beside(url, same=False, tags={"SiteIDCode": CODE})) == expected
    assert told(beside(url, same=False, marks=(MarkSeen(Mark.SITE_ID_CODE, True, CODE),))) == expected


@pytest.mark.parametrize(
    "site",
    [
        beside("http://new.jingzhou.gov.cn/", same=False),
        beside("http://www.jingzhou.com/", same=False, tags={"SiteIDCode": "4210000099"}),
        beside("http://www.jingzhou.com/", outcome=FetchOutcome.HTTP_4XX),
        beside("http://jingzhou.gov.cn/", same=False),
    ],
    ids=["another site", "another code", "not read", "the bare host"],
)
def test_what_is_not_the_same_site(site: SiteFacts) -> None:
    assert told(site) == set()


def test_a_host_that_the_register_knows_is_a_site_of_its_own() -> None:
    known = beside("http://new.jingzhou.gov.cn/")
    assert (
        told(
            facts(
                home_items=ROWS,
                home_led_to=HOME,
                twins=known.twins,
                registered_hosts=frozenset({"new.jingzhou.gov.cn"}),
            )
        )
        == set()
    )


@pytest.mark.parametrize(
    ("led_to", "is_told"),
    [(HOME, False), ("https://jingzhou.gov.cn/index.html", False), ("http://www.jingzhou.com/", True)],
)
def test_the_registered_address_leads_elsewhere(led_to: str, is_told: bool) -> None:
    assert bool(told(facts(home_led_to=led_to))) is is_told
