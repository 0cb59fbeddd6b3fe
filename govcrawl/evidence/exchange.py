"""One question and its answer as they went over the wire: what evidence is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from govcrawl.model.vocabulary import FetchOutcome, TlsState, VisitRole

Fields = tuple[tuple[bytes, bytes], ...]
"""Header fields in their order."""


class Lane(StrEnum):
    """Which client was asked. A replay gives each client the answers that it had."""

    PAGE = "page"
    SECOND = "second"
    """A link's second opinion."""
    BROWSER = "browser"
    """The page as a browser built it, not as the server sent it."""
    POOL = "pool"
    RESOLVER = "resolver"
    """A second name server."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer's head; the body, undecoded, goes beside it.

    `asked_url` is where the chain of redirects began, `parent_url` the page that made the question necessary. A question
    that ended without an answer has no `status` but an `outcome`, as has one that broke off. `seconds` are of this
    exchange alone. `is_whole` is False where less of the body came, or was read, than was sent.
    """

    site_id_code: str
    lane: Lane
    url: str
    asked_url: str
    asked_at: datetime
    method: str = "GET"
    sent: Fields = ()
    form: bytes = b""
    role: VisitRole = VisitRole.LINK
    parent_url: str | None = None
    client: str = ""
    attempts: int = 1
    tls: TlsState = TlsState.NONE
    first_byte_seconds: float | None = None
    seconds: float = 0.0
    status: int | None = None
    received: Fields = ()
    is_whole: bool = True
    outcome: FetchOutcome | None = None
    detail: str = ""
