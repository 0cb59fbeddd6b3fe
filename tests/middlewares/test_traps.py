"""Each rule stops its trap at the boundary, and lets ordinary addresses pass."""

from dataclasses import replace
from datetime import date

import pytest

from govcrawl.middlewares.traps import TrapWatch
from govcrawl.model.items import ItemSeen, PageFacts, Visit
from govcrawl.model.vocabulary import PageKind, VisitRole

HOST = "http://a.gov.cn"


def watch() -> TrapWatch:
    return TrapWatch(date(2018, 2, 28))


def rule(traps: TrapWatch, path: str, role: VisitRole = VisitRole.COLUMN, parent: str | None = None) -> str | None:
    return traps.rule_against(Visit(HOST + path, role, 1, parent))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/zwgk/zwgk/", None),
        ("/zwgk/zwgk/zwgk/", "repeated_segments"),
        ("/a/b/a/b/x.html", None),
        ("/a/b/a/b/a/b/x.html", "repeated_segments"),
        ("/zwgk/zwgkml/zwgkzn/", None),
        ("/20/201/2018/", None),
        ("/" + "/".join(map(str, range(20))), None),
        ("/" + "/".join(map(str, range(21))), "deep_path"),
        ("/" + "l" * (2083 - len(HOST) - 1), None),
        ("/" + "l" * (2084 - len(HOST) - 1), "long_address"),
        ("/col/2018-03/", None),
        ("/col/2018-04/", "calendar"),
        ("/rl?year=2018&month=3", None),
        ("/rl?year=2031&month=1", "calendar"),
        ("/rl?a=1&year=2018&x=2&month=12", "calendar"),
        ("/col/col209912/index.html", None),
        ("/2019/0212/c123a456/page.htm", None),
    ],
)
def test_shapes(path: str, expected: str | None) -> None:
    assert rule(watch(), path) == expected


@pytest.mark.parametrize("role", [VisitRole.HOME, VisitRole.ROBOTS, VisitRole.ENDPOINT, VisitRole.ASSET])
def test_what_the_site_itself_needs_is_never_a_trap(role: VisitRole) -> None:
    assert rule(watch(), "/a/a/a/a/", role) is None


def test_an_article_of_a_far_month_is_no_calendar() -> None:
    assert rule(watch(), "/2030/01/01/x.html", VisitRole.ARTICLE) is None


def test_a_calendar_of_the_past_ends_after_two_years() -> None:
    traps = watch()
    months = [(2018 - n // 12, 12 - n % 12) for n in range(12, 37)]
    found = [rule(traps, f"/rl/{year}/{month}") for year, month in months]
    assert found == [None] * 24 + ["calendar"]


@pytest.mark.parametrize(
    ("query", "most"), [("id={0}", 300), ("a={1}&b={2}&c=2", 30), ("m=content&a=show&catid={1}&id={0}", 300)]
)
def test_queries_of_one_path_are_counted(query: str, most: int) -> None:
    traps = watch()
    asked = [query.format(number, number % 6, number // 6) for number in range(most + 1)]
    found = [rule(traps, f"/list.jsp?{one}") for one in asked]
    assert found == [None] * most + ["query_facets"]
    assert rule(traps, f"/other.jsp?{asked[0]}") is None


FACTS = PageFacts(HOST, "utf-8", "generic", PageKind.LIST, digest="same")


def test_pages_without_anything_are_not_alike() -> None:
    traps = watch()
    for number in range(20):
        traps.note_page(f"{HOST}/{number}", replace(FACTS, digest=""))
    assert rule(traps, "/x", parent=f"{HOST}/19") is None


def test_pages_with_one_list_lead_no_further() -> None:
    items = (ItemSeen("关于汛期值班的通知", f"{HOST}/1.html"),)
    traps = watch()
    for number in range(11):
        traps.note_page(f"{HOST}/{number}", replace(FACTS, digest=str(number), items=items))
    assert rule(traps, "/x", parent=f"{HOST}/9") is None
    assert rule(traps, "/x", parent=f"{HOST}/10") == "same_content"
    assert rule(traps, "/x", VisitRole.ARTICLE, f"{HOST}/10") is None
