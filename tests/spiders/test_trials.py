"""Trials of a site's own search: which are planned, what they ask, and what their result pages tell."""

from datetime import date, timedelta
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

import pytest

from govcrawl.cms.trial import read_trial
from govcrawl.extract.page import RawPage
from govcrawl.middlewares.frontier import visit_key
from govcrawl.model.items import ItemSeen, PageFacts, SearchSeen, Visit
from govcrawl.model.vocabulary import PageKind, VisitRole
from govcrawl.spiders.trials import TRIALS, plan_trials, sought, typed_search

HOME = "http://www.shili.gov.cn/"
VISIT = Visit(HOME, VisitRole.HOME)
DAY = date(2018, 2, 1)
TITLES = [f"关于第{number}批示范项目名单的公示" for number in range(6)]


def items(titles: list[str], host: str = HOME) -> tuple[ItemSeen, ...]:
    return tuple(
        ItemSeen(title, f"{host}art/{number}.html", DAY + timedelta(days=number)) for number, title in enumerate(titles)
    )


def home(search: SearchSeen | None, rows: tuple[ItemSeen, ...] = items(TITLES), charset: str = "utf-8") -> PageFacts:
    return PageFacts(HOME, charset, "generic", PageKind.HOME, items=rows, search=search)


FORM = SearchSeen(f"{HOME}search?siteid=3", "get", "q", (("siteid", "3"),))


def test_the_oldest_titles_are_asked_with_the_words_last() -> None:
    visits = plan_trials(VISIT, home(FORM))
    assert [sought(visit) for visit in visits] == TITLES[:TRIALS]
    assert {visit.role for visit in visits} == {VisitRole.SEARCH}
    assert parse_qs(urlsplit(visits[0].url).query) == {"siteid": ["3"], "q": [TITLES[0]]}


def test_words_are_in_the_charset_of_the_form() -> None:
    visit = plan_trials(VISIT, home(FORM, charset="gb18030"))[0]
    assert parse_qs(urlsplit(visit.url).query, encoding="gb18030")["q"] == [TITLES[0]]
    assert sought(visit) == TITLES[0]


@pytest.mark.parametrize(
    ("charset", "sent"),
    [
        ("utf-8", "utf-8"),
        ("utf-16-le", "utf-8"),
        ("gb18030", "gb18030"),
        ("big5hkscs", "big5hkscs"),
        ("cp949", "cp949"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_words_go_out_in_the_charset_of_the_page_and_are_known_again(method: str, charset: str, sent: str) -> None:
    titles = ["公告公示事項報告書一", "公告公示事項報告書二"]
    visits = plan_trials(VISIT, home(SearchSeen(f"{HOME}s?a=1", method, "q"), items(titles), charset))
    words = [(visit.body or urlsplit(visit.url).query).rpartition("q=")[2] for visit in visits]
    assert [unquote_to_bytes(word) for word in words] == [title.encode(sent) for title in titles]
    assert [sought(visit) for visit in visits] == titles
    assert len({visit_key(visit) for visit in visits}) == len(titles)


def test_the_charset_of_the_form_goes_before_that_of_the_page() -> None:
    form = SearchSeen(f"{HOME}s", "get", "q", charset="utf-8")
    visit = plan_trials(VISIT, home(form, charset="gb18030"))[0]
    assert parse_qs(urlsplit(visit.url).query, encoding="utf-8")["q"] == [TITLES[0]]


def test_a_title_that_the_charset_does_not_hold_is_not_asked() -> None:
    titles = ["关于办理事项的国务公告", "公告公示事項報告書一"]
    visits = plan_trials(VISIT, home(FORM, items(titles), charset="big5hkscs"))
    assert [sought(visit) for visit in visits] == titles[1:]


def test_a_form_that_posts_is_posted_with_its_hidden_fields_and_the_words_last() -> None:
    form = SearchSeen(f"{HOME}search", "post", "keyboard", (("tbname", "新闻"),))
    for charset in ("utf-8", "gb18030"):
        visits = plan_trials(VISIT, home(form, charset=charset))
        assert [sought(visit) for visit in visits] == TITLES[:TRIALS]
        assert {visit.url for visit in visits} == {form.action}
        assert parse_qs(visits[0].body or "", encoding=charset) == {"tbname": ["新闻"], "keyboard": [TITLES[0]]}


def test_a_search_written_by_script_is_typed_into_its_box() -> None:
    visits = plan_trials(VISIT, home(SearchSeen("", "script", "kw")))
    assert [typed_search(visit) for visit in visits] == [("kw", title) for title in TITLES[:TRIALS]]
    assert [sought(visit) for visit in visits] == TITLES[:TRIALS]
    assert len({visit_key(visit) for visit in visits} | {visit_key(VISIT)}) == TRIALS + 1
    assert typed_search(plan_trials(VISIT, home(SearchSeen("", "script", "")))[0]) == ("", TITLES[0])
    assert typed_search(plan_trials(VISIT, home(FORM))[0]) is None


@pytest.mark.parametrize(
    "search",
    [
        None,
        SearchSeen(f"{HOME}search", "post", ""),
        SearchSeen("https://www.sousuo.example.com/s", "get", "q"),
        SearchSeen("http://www.other.gov.cn/s", "get", "q"),
        SearchSeen("http://www.other.gov.cn/s", "post", "q"),
    ],
    ids=["none", "a box without a name", "an engine", "another organ's", "another organ's by post"],
)
def test_only_the_own_search_is_asked(search: SearchSeen | None) -> None:
    assert plan_trials(VISIT, home(search)) == []


def test_only_whole_titles_of_the_own_site_are_asked() -> None:
    rows = items(["公示", "关于做好2018年春节期间值班工作的…", "长" * 41, TITLES[0]])
    elsewhere = items([TITLES[1]], "http://www.other.gov.cn/")
    assert [sought(visit) for visit in plan_trials(VISIT, home(FORM, (*rows, *elsewhere)))] == [TITLES[0]]


def test_a_page_of_another_role_seeks_nothing() -> None:
    assert sought(Visit(f"{HOME}search?q=x", VisitRole.LINK)) is None


RESULTS = {
    "found": (f"<ul><li><a href='/a.html'>{TITLES[0]}</a></li></ul>", True),
    "found, marked up": (f"<a href='/a.html'>关于<em>第0批</em>{TITLES[0][5:]}</a>", True),
    "said only in the box": (f"<input value='{TITLES[0]}'><p>您搜索的是{TITLES[0]}</p>", None),
    "nothing": (f"<p>很抱歉，没有找到与“{TITLES[0]}”相关的结果</p>", False),
    "zero": ("<p>共找到 0 条结果</p>", False),
    "other results": ("<a href='/b.html'>关于第9批示范项目名单的公示</a>", None),
}


@pytest.mark.parametrize(("body", "found"), RESULTS.values(), ids=RESULTS.keys())
def test_what_a_result_page_tells(body: str, found: bool | None) -> None:
    html = f"<html><head><title>站内搜索</title></head><body><h1>搜索结果</h1>{body}</body></html>"
    facts = read_trial(RawPage(f"{HOME}search?q=x", html.encode()), TITLES[0])
    assert facts.trial is not None
    assert (facts.trial.found, facts.page_kind, facts.links) == (found, PageKind.SEARCH, ())


def test_results_by_script_ask_for_the_browser_once() -> None:
    html = "<html><body><ul id='list'></ul><script>$.ajax({url:'/api',success:d=>$('#list').html(d)})</script></body></html>"
    raw = RawPage(f"{HOME}search?q=x", html.encode())
    assert [need.kind for need in read_trial(raw, TITLES[0]).needs] == ["browser"]
    assert read_trial(raw, TITLES[0], rendered=True).needs == ()


def test_an_error_page_is_no_result() -> None:
    html = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"
    facts = read_trial(RawPage(f"{HOME}search?q=x", html.encode()), TITLES[0])
    assert facts.page_kind is PageKind.ERROR
    assert facts.trial is not None
    assert facts.trial.found is None
