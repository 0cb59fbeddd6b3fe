"""A site's time bounds the asking of its links, too: what is left is unknown, never an accusation."""

import pytest

from govcrawl.middlewares.link_book import TimeBudget
from govcrawl.model.vocabulary import FetchOutcome, LinkFate
from tests.links.cases import SITE
from tests.links.crawled import crawled
from tests.links.web import Answer, Asked

OWN, OUTSIDE = f"{SITE}/gone/1.html", "http://outside.gov.cn/gone/2.html"
HOME = f"<html><title>示例市人民政府</title><body><a href='{OWN}'>一号文件</a><a href='{OUTSIDE}'>相关链接</a></body></html>"


def _answer(asked: Asked) -> Answer:
    if asked.url.rstrip("/") == SITE:
        return Answer(body=HOME.encode())
    return Answer(404, b"<html><title>404</title><body>not found</body></html>")


@pytest.mark.parametrize(("now", "is_spent"), [(9.0, False), (10.0, False), (10.001, True)])
def test_the_end_of_a_budget(now: float, is_spent: bool) -> None:
    times = iter([0.0, now])
    assert bool(TimeBudget(10, lambda: next(times)).refusal()) is is_spent


def test_links_are_not_asked_when_the_time_is_spent() -> None:
    found = crawled(_answer, "SITE_MAX_SECONDS=0")
    assert {row["fate"] for row in found.links.values()} == {LinkFate.UNKNOWN}
    outside = found.links[OUTSIDE]
    assert (outside["outcome"], outside["detail"]) == (FetchOutcome.BLOCKED_TRAP, "time budget of 0 s spent")
    assert not [asked for asked in found.web.log if asked.url == OUTSIDE]


def test_a_first_answer_accuses_nobody_when_no_time_is_left_for_a_second() -> None:
    """The pause before a second answer is cut short; only what sites share is not one site's to cut."""
    found = crawled(_answer, "SITE_MAX_SECONDS=10", "LINK_CONFIRM_SECONDS=20")
    own, outside = found.links[OWN], found.links[OUTSIDE]
    assert (own["fate"], own["confirmed"], own["detail"]) == (LinkFate.UNKNOWN, False, "time budget of 10 s spent")
    assert sum(asked.url == OWN for asked in found.web.log) == 1
    assert (outside["fate"], outside["confirmed"]) == (LinkFate.DEAD, True)
