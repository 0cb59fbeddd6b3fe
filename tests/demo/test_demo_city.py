"""The pages of a simulated city say what its plan planted, read here with nothing but an HTML parser."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.city import City, load_city
from govcrawl.demo.plan import DATA, PlanError, SitePlan
from govcrawl.demo.shapes import STATIC
from govcrawl.demo.truth import Planted
from govcrawl.model.vocabulary import Problem, Verdict

_SUMMARY = re.compile(r'<p class="summary".*?</p>', re.DOTALL)
_DAY = re.compile(r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})")


def get(city: City, url: str, method: str = "GET") -> Answer:
    parts = urlsplit(url)
    return city.answer(Asked(method, parts.hostname or "", parts.path or "/", parts.query))


def text(city: City, url: str) -> str:
    answer = get(city, url)
    assert answer.status == 200, url
    declared = re.search(rb"charset=[\"']?([\w-]+)", answer.body[:600])
    charset = declared.group(1).decode() if declared else "utf-8"
    return answer.body.decode("gb18030" if charset.startswith("gb") else charset)


def links(city: City, url: str) -> Iterator[str]:
    for node in LexborHTMLParser(text(city, url)).css(
        "a[href], img[src], script[src], link[href], iframe[src], option[value]"
    ):
        attributes = node.attributes
        href = attributes.get("href") or attributes.get("src") or attributes.get("value") or ""
        if href and not href.startswith(("javascript:", "mailto:", "tel:", "#")):
            yield urljoin(url, href)


def test_every_page_link_works_unless_planted(city: City) -> None:
    planted = {
        one.url for one in city.truth.problems if one.problem in {Problem.DEAD_LINK, Problem.SURVEY_WITHOUT_RESULT}
    }
    broken_images = {one.url for one in city.truth.problems if one.problem is Problem.BROKEN_IMAGE}
    for plan in _running(city)[::3]:
        drawing = city.drawing(plan)
        columns = [drawing.url(drawing.shape.column_path(column)) for column in drawing.site.columns]
        for page in [plan.url, *columns]:
            if not get(city, page).content_type.startswith("text/html"):
                continue
            for link in set(links(city, page)) - planted - broken_images:
                parts = urlsplit(link)
                others = [other.base for other in city.plan.sites if other.base and other is not plan]
                if parts.hostname == plan.host and not parts.path.startswith(tuple(f"{base}/" for base in others)):
                    path = parts.path.removeprefix(plan.base)
                    assert any(known in drawing.routes for known in (path, f"{path}?{parts.query}")), (page, link)


def test_planted_links_are_dead_and_stand_on_their_page(city: City) -> None:
    for planted in city.truth.problems:
        if planted.problem in {Problem.DEAD_LINK, Problem.BROKEN_IMAGE, Problem.SURVEY_WITHOUT_RESULT}:
            assert get(city, planted.url).status in {404, 410, 502}
            assert planted.url in set(links(city, planted.parent_url))


def test_newest_day_of_a_stale_column_is_as_planned(city: City) -> None:
    shapes = {plan.code: plan.shape for plan in city.plan.sites}
    for planted in city.truth.problems:
        if planted.problem is Problem.STALE_COLUMN and shapes[planted.site_id_code] in STATIC:
            assert planted.newest_item_on
            assert max(_days(city, planted)) == planted.newest_item_on, planted


def test_healthy_columns_are_within_every_window(city: City) -> None:
    stale = {one.url for one in city.truth.problems if one.problem is Problem.STALE_COLUMN}
    windows = {"news": 13, "notice": 180, "policy_document": 180, "policy_interpretation": 180}
    for plan in _running(city):
        drawing = city.drawing(plan)
        for column in drawing.site.columns:
            url = drawing.url(drawing.shape.column_path(column))
            if url not in stale and column.articles and column.slug != "qzlx":
                newest = max(article.day for article in column.articles)
                allowed = timedelta(days=windows.get(column.kind, 360))
                assert city.as_of - allowed <= newest <= city.as_of, (plan.code, column.name)


def test_home_pages_carry_ten_fresh_items(city: City) -> None:
    since = city.as_of - timedelta(days=13)
    for plan in _running(city):
        tree = LexborHTMLParser(text(city, plan.url))
        days = [
            day for node in tree.css("div.block li") for day in _read_days(node.text()) if since <= day <= city.as_of
        ]
        if not plan.result or plan.code in {
            one.site_id_code for one in city.truth.problems if one.problem is Problem.HOME_NOT_UPDATED
        }:
            continue
        assert len(days) >= 10 or "month_day" in {decoy.trap for decoy in plan.decoys}, plan.code


def test_no_title_stands_twice_on_a_site_unless_planted(city: City) -> None:
    for plan in city.plan.sites:
        site = city.drawing(plan).site
        titles = [article.title for column in site.columns for article in column.articles]
        assert len(titles) - len(set(titles)) == len(plan.duplicates)


def test_marks_stand_in_the_footer_unless_taken_away(jingzhou: City) -> None:
    signs = {
        Problem.MISSING_POLICE_FILING: "公网安备",
        Problem.MISSING_PARTY_GOVERNMENT_MARK: "_ideConac",
    }
    without = {(one.site_id_code, one.problem) for one in jingzhou.truth.problems}
    for plan in jingzhou.plan.sites:
        page = text(jingzhou, plan.url)
        if plan.footer == "html":
            for problem, sign in signs.items():
                assert (sign in page) != ((plan.code, problem) in without)


def test_published_verdicts_of_jingzhou(jingzhou: City) -> None:
    verdicts = jingzhou.truth.verdicts
    failed = {code for code, verdict in verdicts.items() if verdict is Verdict.UNQUALIFIED}
    assert len(verdicts) == 42
    assert failed == {"4210230004", "4210000030", "4210000040"}


@pytest.mark.parametrize("code", ["4210230004", "4210000030", "4210000040"])
def test_failing_sites_have_ten_overdue_columns(jingzhou: City, code: str) -> None:
    year_before = jingzhou.as_of.replace(year=jingzhou.as_of.year - 1)
    overdue = [
        one
        for one in jingzhou.truth.problems
        if one.site_id_code == code and one.newest_item_on and one.newest_item_on < year_before
    ]
    assert len(overdue) >= 10


def test_passing_sites_stay_below_the_vetoes(jingzhou: City) -> None:
    for code, verdict in jingzhou.truth.verdicts.items():
        stale = [
            one for one in jingzhou.truth.problems if one.site_id_code == code and one.problem is Problem.STALE_COLUMN
        ]
        assert verdict is Verdict.UNQUALIFIED or len(stale) < 5


def test_the_same_day_gives_the_same_bytes() -> None:
    first, second = load_city("jingzhou_2018q1"), load_city("jingzhou_2018q1")
    for plan in first.plan.sites[::6]:
        paths = list(first.drawing(plan).routes)[:40]
        for path in paths:
            assert get(first, plan.url.rstrip("/") + path).body == get(second, plan.url.rstrip("/") + path).body


def test_flaky_link_fails_once(jingzhou: City) -> None:
    fresh = load_city("jingzhou_2018q1")
    plan = next(plan for plan in fresh.plan.sites if any(decoy.trap == "flaky_link" for decoy in plan.decoys))
    url = f"http://{plan.host}/zt/fwzn.html"
    assert [get(fresh, url).status for _ in range(3)] == [503, 200, 200]


def test_head_405_only_refuses_head(jingzhou: City) -> None:
    plan = next(plan for plan in jingzhou.plan.sites if any(decoy.trap == "head_405" for decoy in plan.decoys))
    assert get(jingzhou, plan.url, "HEAD").status == 405
    assert get(jingzhou, plan.url).status == 200


def test_every_trap_is_told_in_words(city: City) -> None:
    words = tomllib.loads((DATA / "traps.toml").read_text(encoding="utf-8"))["traps"]
    for plan in city.plan.sites:
        set_here = {decoy.trap for decoy in plan.decoys} | {trap for stale in plan.stale for trap in stale.traps}
        assert set_here <= set(words)


def test_unknown_city_is_named() -> None:
    with pytest.raises(PlanError, match="atlantis"):
        load_city("atlantis")


def test_site_search_finds_a_title(jingzhou: City) -> None:
    for plan in jingzhou.plan.sites[:8]:
        drawing = jingzhou.drawing(plan)
        title = (
            drawing.site.columns[-1].articles[0].title
            if drawing.site.columns[-1].articles
            else drawing.site.column("通知公告").articles[0].title
        )
        query = f"{drawing.shape.search_field}=" + "".join(f"%{byte:02X}" for byte in title.encode(drawing.charset))
        body = drawing.answer(Asked("GET", plan.host, drawing.shape.search_path, query)).body.decode(drawing.charset)
        assert title in body.split("共找到")[1]


def _running(city: City) -> list[SitePlan]:
    return [plan for plan in city.plan.sites if plan.state == "running" and not plan.unreachable]


def _days(city: City, planted: Planted) -> list[date]:
    tree = LexborHTMLParser(_SUMMARY.sub("", text(city, planted.url)))
    content = tree.css_first("div.right") or tree.body
    assert content is not None
    return [day for day in _read_days(content.text(separator=" ")) if day <= city.as_of]


def _read_days(content: str) -> list[date]:
    return [date(int(year), int(month), int(day)) for year, month, day in _DAY.findall(content)]
