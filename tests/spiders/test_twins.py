"""Which front pages elsewhere are asked."""

import pytest

from govcrawl.model.items import LinkSeen, PageFacts, Visit
from govcrawl.model.vocabulary import PageKind, Place, Resource, Scope, VisitRole
from govcrawl.spiders.twins import TWINS, plan_twins

HOME = Visit("http://www.qianshan.gov.cn/", VisitRole.HOME)


def planned(*links: tuple[str, str, Scope], visit: Visit = HOME) -> list[str]:
    seen = tuple(LinkSeen(url, url, anchor, Place.BODY, scope, Resource.PAGE) for url, anchor, scope in links)
    facts = PageFacts(HOME.url, "utf-8", "generic", PageKind.HOME, links=seen)
    visits = plan_twins(visit, facts, "千山县人民政府门户网站")
    assert {one.role for one in visits} <= {VisitRole.TWIN}
    return [one.url for one in visits]


@pytest.mark.parametrize(
    ("link", "front"),
    [
        (("http://www.qianshan.com/a/b.html", "千山县人民政府（旧版）", Scope.OTHER), "http://www.qianshan.com/"),
        (
            ("https://new.qianshan.gov.cn:8080/x", "千山县人民政府", Scope.SAME_OWNER),
            "https://new.qianshan.gov.cn:8080/",
        ),
        (("http://www.qianshan-gov.cn/", "政务公开", Scope.OTHER), "http://www.qianshan-gov.cn/"),
        (("http://www.people.com.cn/", "人民网", Scope.OTHER), None),
        (("http://www.liaoning.gov.cn/", "辽宁省人民政府", Scope.OTHER_GOV), None),
        (("http://www.qianshan.gov.cn/a/", "千山县人民政府", Scope.SAME_SITE), None),
    ],
)
def test_front_pages(link: tuple[str, str, Scope], front: str | None) -> None:
    assert planned(link) == ([front] if front else [])
    assert planned(link, visit=Visit(HOME.url, VisitRole.COLUMN)) == []


def test_each_host_once_and_no_more_than_a_few() -> None:
    links = [(f"http://n{number % 6}.qianshan.com/{number}", "千山县人民政府", Scope.OTHER) for number in range(12)]
    assert planned(*links) == [f"http://n{number}.qianshan.com/" for number in range(TWINS)]
