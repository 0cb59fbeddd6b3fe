"""The one exception of the fetching rooms: a fetch that ended, with its outcome word."""

from govcrawl.model.vocabulary import FetchOutcome, TlsState


class FetchTrouble(Exception):  # noqa: N818 - a fetch's end, not a programming error
    """Raised where a fetch ends without a usable answer. `detail` says the rule or the error in words."""

    def __init__(self, outcome: FetchOutcome, detail: str, tls: TlsState = TlsState.NONE) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.tls = tls
