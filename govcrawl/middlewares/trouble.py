"""The one exception of the fetching rooms: a fetch that ended, with its outcome word."""

from govcrawl.model.vocabulary import FetchOutcome, TlsState

HEADER_LIMIT = 256 * 1024
"""Bytes of all header lines of one answer; one line may take what all may."""


class FetchTrouble(Exception):  # noqa: N818 - a fetch's end, not a programming error
    """Raised where a fetch ends without a usable answer. `detail` says the rule or the error in words."""

    def __init__(self, outcome: FetchOutcome, detail: str, tls: TlsState = TlsState.NONE) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.tls = tls


class ProxyGone(FetchTrouble):
    """Our own proxy lets nobody connect: that is never a site's doing."""

    def __init__(self, detail: str) -> None:
        super().__init__(FetchOutcome.OWN_TROUBLE, f"proxy: {detail}"[:300])


def headers_too_large() -> FetchTrouble:
    """How a fetch ends whose header lines are more than HEADER_LIMIT bytes."""
    return FetchTrouble(FetchOutcome.TOO_LARGE, f"more than {HEADER_LIMIT} bytes of headers")
