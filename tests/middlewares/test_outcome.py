"""Outcomes decided from status, proxy and redirect headers."""

import asyncio

import pytest
from scrapy import Request
from scrapy.http import Headers, Response

from govcrawl.middlewares.answer_head import cookie_header, outcome_of_status, proxy_trouble, readable
from govcrawl.middlewares.outcome import OutcomeMiddleware
from govcrawl.model.vocabulary import FetchOutcome


@pytest.mark.parametrize(
    ("header", "outcome"),
    [
        ("cache; error=dns_error; rcode=NXDOMAIN", FetchOutcome.DNS_NXDOMAIN),
        ('p; error=dns_error; rcode="SERVFAIL"', FetchOutcome.DNS_FAILURE),
        ("p; error=dns_timeout", FetchOutcome.DNS_FAILURE),
        ("p; error=connection_refused", FetchOutcome.CONNECT_REFUSED),
        ("p; error=connection_timeout", FetchOutcome.TIMEOUT_FIRST_BYTE),
        ("p; error=http_response_incomplete", FetchOutcome.INCOMPLETE),
        ("p; error=something_new", FetchOutcome.OWN_TROUBLE),
    ],
)
def test_a_proxy_tells_what_failed(header: str, outcome: FetchOutcome) -> None:
    assert proxy_trouble(header)[0] is outcome  # type: ignore[index]


def test_a_proxy_status_without_error_tells_nothing() -> None:
    assert proxy_trouble("cache; hit") is None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "ok"),
        (206, "ok"),
        (304, "http_odd"),
        (399, "http_odd"),
        (400, "http_4xx"),
        (404, "http_4xx"),
        (429, "rate_limited"),
        (499, "http_4xx"),
        (500, "http_5xx"),
        (599, "http_5xx"),
        (600, "http_odd"),
        (999, "http_odd"),
    ],
)
def test_outcome_of_status(status: int, outcome: str) -> None:
    assert outcome_of_status(status) == outcome


def walk(*steps: tuple[str, str | None, str | None], limit: int = 10) -> Response:
    """Sends a request through the middleware; each step is (url expected, Location, Set-Cookie) of one answer."""
    middleware = OutcomeMiddleware(limit, 1000, 1, 60.0)
    request = Request(steps[0][0], meta={"site": "1"})
    for url, location, cookie in steps:
        assert request.url == url
        middleware.process_request(request)
        headers = {"Location": location or [], "Set-Cookie": cookie or []}
        answer = Response(url, status=302 if location else 200, headers=headers, body=b"x", request=request)
        result = asyncio.run(middleware.process_response(request, answer))
        if isinstance(result, Request):
            request = result
    assert isinstance(result, Response)
    return result


def test_every_address_of_a_redirect_chain_has_its_row() -> None:
    response = walk(
        ("http://a.gov.cn/1", "/2", None),
        ("http://a.gov.cn/2", "http://b.gov.cn/3", None),
        ("http://b.gov.cn/3", None, None),
    )
    fetch, hops = response.meta["fetch"], response.meta["hops"]
    assert (fetch.url, fetch.outcome, fetch.final_url) == ("http://a.gov.cn/1", "ok", "http://b.gov.cn/3")
    assert [hop.url for hop in hops] == ["http://a.gov.cn/2", "http://b.gov.cn/3"]
    assert {hop.outcome for hop in hops} == {FetchOutcome.OK}


def test_a_loop_is_told_from_a_cookie_wall() -> None:
    loop = walk(("http://a.gov.cn/1", "/2", None), ("http://a.gov.cn/2", "/1", None))
    assert loop.meta["fetch"].outcome is FetchOutcome.REDIRECT_LOOP
    wall = walk(("http://a.gov.cn/1", "/1", "k=v; path=/"), ("http://a.gov.cn/1", None, None))
    assert wall.meta["fetch"].outcome is FetchOutcome.OK
    assert not wall.meta["hops"]


def test_redirects_stop_at_the_limit() -> None:
    chain = [(f"http://a.gov.cn/{n}", f"/{n + 1}", None) for n in range(3)]
    assert walk(*chain, ("http://a.gov.cn/3", None, None), limit=3).meta["fetch"].outcome is FetchOutcome.OK
    assert walk(*chain, limit=2).meta["fetch"].outcome is FetchOutcome.REDIRECT_LOOP


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("file:///etc/passwd", "blocked_scheme"),
        ("ftp://a/", "blocked_scheme"),
        ("http://[::1", "redirect_bad"),
        ("http://", "redirect_bad"),
    ],
)
def test_a_location_that_leads_nowhere(location: str, outcome: str) -> None:
    assert walk(("http://a.gov.cn/1", location, None)).meta["fetch"].outcome == outcome


def test_locations_in_gbk_are_read() -> None:
    assert readable("/政务公开/".encode("gbk")) == "/政务公开/"
    assert readable("/政务公开/".encode()) == "/政务公开/"


def test_cookies_are_carried_along_a_chain_only_as_ascii() -> None:
    headers = Headers({"Set-Cookie": ["a=1; path=/", "b=2", "坏=值".encode("gbk")]})
    assert cookie_header(headers.getlist(b"Set-Cookie"), b"a=0; c=3") == b"a=1; c=3; b=2"


@pytest.mark.parametrize(
    ("proxy", "client", "outcome"),
    [
        ("", "aiohttp", FetchOutcome.HTTP_4XX),
        ("http://127.0.0.1:3128", "aiohttp", FetchOutcome.DNS_FAILURE),
        ("", "browser", FetchOutcome.DNS_FAILURE),
    ],
    ids=["said by the site itself", "said by our proxy", "said by the browser's proxy"],
)
def test_only_a_proxy_of_ours_tells_of_our_way(
    proxy: str, client: str, outcome: FetchOutcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    if proxy:
        monkeypatch.setenv("http_proxy", proxy)
    middleware = OutcomeMiddleware(10, 1000, 0, 60.0)
    request = Request("http://a.gov.cn/1", meta={"site": "1", "client": client})
    middleware.process_request(request)
    answer = Response(request.url, status=404, headers={"Proxy-Status": "p; error=dns_timeout"}, request=request)
    result = asyncio.run(middleware.process_response(request, answer))
    assert isinstance(result, Response)
    assert result.meta["fetch"].outcome is outcome
