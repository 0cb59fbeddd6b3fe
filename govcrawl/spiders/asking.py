"""How a visit goes out and what came back for it: the one place where a site's Requests are made."""

from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.http import Response

from govcrawl.extract.ending import is_closed
from govcrawl.extract.page import RawPage
from govcrawl.middlewares.answer_head import text_headers
from govcrawl.middlewares.body import take_body
from govcrawl.model.items import FetchSeen, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome
from govcrawl.spiders.kept import KeptPage
from govcrawl.spiders.trials import RESULTS_MARK, typed_search
from govcrawl.spiders.work import Reply, SiteWork

_START_OF_BODY = 64 * 1024
_TEXTUAL = ("text/", "html", "xml", "json", "javascript")


def request_of(
    work: SiteWork, visit: Visit, callback: Callable[..., Any], errback: Callable[..., Any], **meta: Any
) -> Request:
    """The Request of a visit; one that may not be sent carries its refusal in `meta`."""
    if typed := typed_search(visit):
        # Imported with the first search that needs it: the browser's library costs a second of start-up.
        from govcrawl.middlewares.type_search import typing_meta

        meta |= typing_meta(*typed, RESULTS_MARK)
    refusal = work.refusal(visit)
    if refusal:
        meta["refused"] = refusal
    return Request(
        visit.url,
        method="POST" if visit.body else "GET",
        body=visit.body or "",
        headers={"Content-Type": "application/x-www-form-urlencoded"} if visit.body else None,
        callback=callback,
        errback=errback,
        dont_filter=True,
        meta={"site": work.code, "visit": visit, "verbatim_url": True, **meta},
    )


def reply_of(code: str, visit: Visit, response: Response) -> Reply:
    """The end of a question asked outside the frontier."""
    fetch: FetchSeen = response.meta["fetch"]
    body, part = take_body(response)
    return Reply(
        PageVisited(code, visit, fetch, hops=response.meta["hops"]),
        KeptPage(raw) if (raw := raw_page(fetch, response, body, part)) else None,
        text_headers(response.headers),
        body[:_START_OF_BODY],
        response.meta.get("browser_missed"),
    )


def raw_page(fetch: FetchSeen, response: Response, body: bytes, part: str | None = None) -> RawPage | None:
    """The response as a page to read, or None where nothing readable came (a failure, a file, a picture)."""
    if not fetch.outcome.is_ok:
        return None
    headers = text_headers(response.headers)
    kind = headers.get("content-type", "text/html").lower()
    if not any(word in kind for word in _TEXTUAL) and body.lstrip()[:1] != b"<":
        return None
    broke_off = fetch.outcome is FetchOutcome.OK_TRUNCATED and not is_closed(body)
    return RawPage(fetch.final_url or fetch.url, body, headers, response.status, broke_off, part)
