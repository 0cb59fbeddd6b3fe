"""Candidates for sites that nobody registered, and for hosts that imitate a government's."""

from dataclasses import replace

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.facts import LinkFacts
from govcrawl.model.vocabulary import Confidence, LinkFate, Outcome, Problem, Scope
from tests.checks.builders import facts, link

RULE = load_edition("guideline_2017").indicator("unregistered_sites")
KNOWN = tuple(f"known{number}.jingzhou.gov.cn" for number in range(3))


def to(url: str, anchor: str, scope: Scope = Scope.SAME_OWNER) -> LinkFacts:
    return link(9, LinkFate.ALIVE, url=url, anchor=anchor, scope=scope)


def told(*links: LinkFacts) -> list[tuple[Problem | None, str]]:
    familiar = tuple(to(f"http://{host}/", "市财政局") for host in KNOWN)
    found = run_check(facts(links=(*familiar, *links), registered_hosts=frozenset(KNOWN)), RULE)
    assert {one.confidence for one in found if one.outcome is Outcome.BREACHED} <= {Confidence.SUSPECTED}
    return [(one.problem, one.subject) for one in found if one.outcome is Outcome.BREACHED]


@pytest.mark.parametrize(
    ("url", "anchor", "scope"),
    [
        ("http://slj.jingzhou.gov.cn/", "市水利局", Scope.SAME_OWNER),
        ("http://slj.jingzhou.gov.cn/index.html", "荆州市水利局网站", Scope.SAME_OWNER),
        ("http://www.jzjyj.com/", "荆州市教育局", Scope.OTHER),
        ("http://kfq.jingzhou.gov.cn", "开发区管委会", Scope.SAME_OWNER),
    ],
)
def test_an_organs_home_page_that_the_register_does_not_know(url: str, anchor: str, scope: Scope) -> None:
    assert [problem for problem, _ in told(to(url, anchor, scope))] == [Problem.UNREPORTED_SITE]


@pytest.mark.parametrize(
    ("url", "anchor", "scope"),
    [
        ("http://slj.jingzhou.gov.cn/art/2019/1.html", "市水利局", Scope.SAME_OWNER),
        ("http://search.jingzhou.gov.cn/", "站内搜索", Scope.SAME_OWNER),
        ("http://bsdt.jingzhou.gov.cn/", "网上办事大厅", Scope.SAME_OWNER),
        ("http://www.hubei.gov.cn/", "湖北省人民政府", Scope.OTHER_GOV),
        ("http://www.people.com.cn/", "人民网", Scope.OTHER),
        ("http://slj.jingzhou.gov.cn/", "市水利局", Scope.SAME_SITE),
        ("http://www.news.cn/", "新华网", Scope.OTHER),
    ],
)
def test_what_is_no_candidate(url: str, anchor: str, scope: Scope) -> None:
    assert told(to(url, anchor, scope)) == []


@pytest.mark.parametrize(
    ("host", "suspected"),
    [
        ("www.jingzhou-gov.cn", True),
        ("www.jingzhougov.com", True),
        ("www.jingzhou.gov.cn.abc.com", True),
        ("www.jingzhou.gov.cn", False),
        ("www.usa.gov", False),
        ("www.gov.uk", False),
        ("www.info.gov.hk", False),
        ("www.governance.com", False),
        ("www.baidu.com", False),
    ],
)
def test_hosts_that_imitate(host: str, suspected: bool) -> None:
    found = told(to(f"http://{host}/a.html", "荆州在线", Scope.OTHER))
    assert found == ([(Problem.IMPOSTOR_SITE, host)] if suspected else [])


@pytest.mark.parametrize("fate", [LinkFate.DEAD, LinkFate.SUSPECTED, LinkFate.MISDIRECTED])
def test_a_link_that_leads_to_no_living_site_names_no_unreported_one(fate: LinkFate) -> None:
    assert told(replace(to("http://slj.jingzhou.gov.cn/", "市水利局"), fate=fate)) == []


def test_each_host_is_told_once() -> None:
    twice = [to(f"http://slj.jingzhou.gov.cn{path}", "市水利局") for path in ("/", "/index.html")]
    assert len(told(*twice)) == 1
