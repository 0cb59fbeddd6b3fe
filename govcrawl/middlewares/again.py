"""When a request is asked again, and what of it stays."""

from typing import Any

from scrapy import Request

from govcrawl.model.vocabulary import FetchOutcome

BUSY = frozenset({429, 502, 503, 504})
"""Answers of a server that is there and cannot just now: asked once more, after everything else of the site."""
WAVERING = frozenset(
    {
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_TOTAL,
        FetchOutcome.RESET,
        FetchOutcome.INCOMPLETE,
        FetchOutcome.DNS_FAILURE,
        FetchOutcome.CONNECT_REFUSED,
        FetchOutcome.PROTOCOL_ERROR,
    }
)
"""Ends that may be a passing trouble: asked once more, after everything else of the site."""


def again(request: Request, *, url: str | None = None, cookies: bytes = b"", **meta: Any) -> Request:
    """The same request once more, or its redirect to `url`; `meta` is added to what is not of one attempt alone."""
    headers = request.headers.copy()
    if cookies:
        headers[b"Cookie"] = cookies
    kept = {key: value for key, value in request.meta.items() if key not in _PER_ATTEMPT}
    if request.meta["asked_client"] == "twisted":  # a second opinion is that of the second client to the end
        kept["client"] = "twisted"
    if url is not None:
        return request.replace(
            url=url, method="GET", body=b"", headers=headers, meta={**kept, **meta}, dont_filter=True
        )
    return request.replace(meta={**kept, **meta}, dont_filter=True)


_PER_ATTEMPT = frozenset(
    {"client", "tls", "ssl_mode", "sent_at", "download_latency", "depth", "later", "in_turn", "load"}
)
