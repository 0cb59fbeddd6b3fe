"""The frontier: one request a site, in order, and no host before its time."""

import time

from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.frontier import Frontier
from govcrawl.model.items import Visit
from govcrawl.model.vocabulary import VisitRole


def visit(url: str, body: str | None = None) -> Visit:
    return Visit(url, VisitRole.COLUMN, body=body)


def frontier(delay: float = 0.0) -> Frontier:
    return Frontier(HostClock(delay))


def test_a_site_is_asked_one_visit_at_a_time_in_order() -> None:
    plan = frontier()
    plan.open_site("1", (), [visit("http://a.gov.cn/1"), visit("http://a.gov.cn/2")])
    taken = plan.take(1.0)
    assert taken is not None
    assert taken[1].url == "http://a.gov.cn/1"
    assert plan.take(1.0) is None
    assert plan.release("1")
    assert plan.take(time.monotonic())[1].url == "http://a.gov.cn/2"  # type: ignore[index]
    assert not plan.release("1")


def test_what_was_asked_or_planned_is_not_planned_again() -> None:
    plan = frontier()
    plan.open_site("1", ["http://a.gov.cn/x/index.html"], [visit("http://a.gov.cn/x/"), visit("http://a.gov.cn/y")])
    again = [visit("http://www.a.gov.cn/y"), visit("http://a.gov.cn/y", "page=2"), visit("http://a.gov.cn/z#top")]
    assert [fresh.url for fresh in plan.add("1", again)] == ["http://a.gov.cn/y", "http://a.gov.cn/z#top"]


def test_columns_that_were_offered_are_known_as_written() -> None:
    plan = frontier()
    plan.open_site(
        "1", ["http://a.gov.cn/x/"], [visit("http://a.gov.cn/x/index.html"), visit("http://a.gov.cn/y", "page=2")]
    )
    plan.add("1", [Visit("http://a.gov.cn/z", VisitRole.ARTICLE), visit("http://a.gov.cn/z#top")])
    assert plan.sites["1"].columns == {"http://a.gov.cn/x/index.html", "http://a.gov.cn/z#top"}


def test_a_final_dot_makes_no_other_host() -> None:
    plan = frontier(delay=60.0)
    for code, host in (("1", "p.gov.cn"), ("2", "p.gov.cn.")):
        plan.open_site(code, (), [visit(f"http://{host}/")])
    now = time.monotonic()
    assert plan.take(now) is not None
    assert plan.take(now) is None


def test_two_sites_on_one_host_share_its_pause() -> None:
    plan = frontier(delay=60.0)
    plan.open_site("1", (), [visit("http://p.gov.cn/1/")])
    plan.open_site("2", (), [visit("http://p.gov.cn/2/")])
    now = time.monotonic()
    assert plan.take(now) is not None
    assert plan.take(now + 59.0) is None
    assert plan.next_at() is not None
    assert plan.take(now + 61.0) is not None


def test_a_visit_taken_starts_its_hosts_pause() -> None:
    plan = frontier(delay=60.0)
    plan.open_site("1", (), [visit("http://a.gov.cn/1"), visit("http://a.gov.cn/2")])
    now = time.monotonic()
    assert plan.take(now) is not None
    assert plan.release("1")
    assert plan.take(now + 59.9) is None
    assert plan.take(now + 60.0) is not None


def test_a_redirect_comes_back_first_and_a_retry_last() -> None:
    plan = frontier()
    plan.open_site("1", (), [visit("http://a.gov.cn/1"), visit("http://a.gov.cn/2")])
    plan.take(1.0)
    plan.come_back("1", visit("http://a.gov.cn/late"), "http://a.gov.cn/late", later=True)
    assert plan.take(1.0)[1].url == "http://a.gov.cn/2"  # type: ignore[index]
    plan.come_back("1", visit("http://a.gov.cn/2b"), "http://a.gov.cn/2b", later=False)
    assert plan.take(1.0)[1].url == "http://a.gov.cn/2b"  # type: ignore[index]
    assert plan.release("1")
    assert plan.take(time.monotonic())[1].url == "http://a.gov.cn/late"  # type: ignore[index]


def test_a_closed_site_leaves_nothing_behind() -> None:
    plan = frontier()
    plan.open_site("1", (), [visit("http://a.gov.cn/1")])
    plan.close_site("1")
    assert not plan.is_open()
    assert plan.take(1.0) is None
    assert not plan.release("1")
