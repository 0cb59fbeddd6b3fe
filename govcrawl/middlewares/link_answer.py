"""What a link's target answered: the walk to it, what came over the wire, and the outcome word that it deserves."""

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType

from govcrawl.extract import challenge
from govcrawl.extract.media import FIRST_BYTES, has_much_to_say
from govcrawl.middlewares.answer_head import REDIRECTS, outcome_of_status, proxy_trouble, readable
from govcrawl.middlewares.decompress import decompress
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome, TlsState, VisitRole

_MOST_DECODED = 4 * 1024 * 1024
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """How asking one target ended: `hops` are rows of the addresses redirected through, `start` the first bytes of the
    body, decompressed; `headers` have lower-case names. `is_long`: a page with much text of its own, told without parsing."""

    seen: FetchSeen
    hops: tuple[FetchSeen, ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: _NO_HEADERS)
    start: bytes = b""
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Errand:
    """On whose behalf a target is asked: the site, why, and the page that led there."""

    site_id_code: str = ""
    role: VisitRole = VisitRole.LINK
    parent_url: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What came over the wire: `fields` are headers as bytes, `body` the first bytes, undecoded; `ended` is False where
    something promised is missing of them."""

    status: int
    fields: tuple[tuple[bytes, bytes], ...]
    body: bytes
    ended: bool


@dataclass(slots=True)
class Walk:
    """One target being asked: where the walk stands, what it passed, and what came last."""

    url: str
    at: str
    referer: str | None
    asked_at: datetime
    since: float
    ranged: bool
    errand: Errand = Errand()
    cookies: bytes = b""
    passed: list[str] = field(default_factory=list)
    tls: TlsState = TlsState.NONE
    first_byte: float | None = None
    attempts: int = 1
    received: Received | None = None
    sent_at: float = math.inf
    """When the last question went out, in the loop's seconds; infinite where none did."""
    is_begun: bool = False
    recorded_seconds: float | None = None
    """What it took when it was recorded; None where the clock runs."""

    def begin(self) -> None:
        """Its first question is sent now: what it waited for its turn is no slowness of the target."""
        if not self.is_begun:
            self.is_begun, self.asked_at, self.since = True, datetime.now(UTC), time.monotonic()


def sent_headers(walk: Walk) -> dict[str, str]:
    """The headers that a question has besides those of every question."""
    headers = {}
    if walk.referer:
        headers["Referer"] = walk.referer
    if walk.cookies:
        headers["Cookie"] = walk.cookies.decode("latin-1")
    if walk.ranged:
        headers["Range"] = f"bytes=0-{FIRST_BYTES - 1}"
        headers["Accept-Encoding"] = "identity"
    return headers


def tell(walk: Walk, received: Received) -> LinkAnswer:
    """What an answer says. Raises FetchTrouble where a proxy answered for a failure."""
    headers, status = _text_headers(received.fields), received.status
    if status >= 400 and "proxy-status" in headers and (told := proxy_trouble(headers["proxy-status"])):
        raise FetchTrouble(*told)
    if status in REDIRECTS and "location" in headers:
        return answer_of(walk, FetchOutcome.OK, status, None, headers)
    start = received.body
    if start and "content-encoding" in headers:
        encodings = [name.strip().encode() for name in headers["content-encoding"].lower().split(",")]
        start, _ = decompress(start, encodings, _MOST_DECODED)
    is_long = status == 200 and has_much_to_say(start)
    outcome, detail = _outcome(status, headers, start, is_long=is_long, ended=received.ended)
    return LinkAnswer(
        seen_of(walk, outcome, status, detail, len(received.body)), headers=headers, start=start, is_long=is_long
    )


def answer_of(
    walk: Walk,
    outcome: FetchOutcome,
    status: int | None,
    detail: str | None,
    headers: Mapping[str, str] = _NO_HEADERS,
) -> LinkAnswer:
    """An answer without a body."""
    return LinkAnswer(seen_of(walk, outcome, status, detail), headers=headers)


def seen_of(walk: Walk, outcome: FetchOutcome, status: int | None, detail: str | None, size: int = 0) -> FetchSeen:
    """The row of the address asked; `size` in bytes as received."""
    return FetchSeen(
        url=walk.url,
        outcome=outcome,
        asked_at=walk.asked_at,
        status=status,
        bytes=size,
        final_url=walk.at,
        tls=walk.tls,
        first_byte_seconds=walk.first_byte,
        seconds=walk.recorded_seconds if walk.recorded_seconds is not None else time.monotonic() - walk.since,
        attempts=walk.attempts,
        client="pool",
        detail=detail or (f"redirected to {walk.at}" if walk.passed else None),
    )


def with_rows_of_walk(answer: LinkAnswer, walk: Walk) -> LinkAnswer:
    """The answer with a row for every other address of the walk: those passed, and the one reached."""
    if walk.at == walk.url and not walk.passed:
        return answer
    others = dict.fromkeys(url for url in (*walk.passed, walk.at) if url != walk.url)
    seen = answer.seen
    hops = tuple(replace(seen, url=url, detail=f"reached by redirect from {walk.url}") for url in others)
    return replace(answer, hops=hops) if hops else answer


def _outcome(
    status: int, headers: Mapping[str, str], start: bytes, *, is_long: bool, ended: bool
) -> tuple[FetchOutcome, str | None]:
    # A page with much text of its own is no wall, whatever its words; headers may tell of one all the same.
    wall = challenge.read_challenge(status, headers, b"" if is_long else start[:8192])
    if wall:
        return FetchOutcome.CHALLENGE, wall
    outcome = outcome_of_status(status)
    if outcome is not FetchOutcome.OK or status in {204, 205}:
        return outcome, None
    if not start.strip():
        return (FetchOutcome.EMPTY, None) if ended else (FetchOutcome.INCOMPLETE, "no byte of the body came")
    return (FetchOutcome.OK, None) if ended else (FetchOutcome.OK_TRUNCATED, "body shorter than declared")


def _text_headers(fields: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; several Set-Cookie are joined by line feeds, Location is read as UTF-8 or GB18030."""
    headers: dict[str, str] = {}
    for name, raw in fields:
        key, value = name.decode("latin-1").lower(), raw.decode("utf-8", "surrogateescape")
        if key == "set-cookie" and key in headers:
            headers[key] += "\n" + value
        else:
            headers.setdefault(key, value)
    if "location" in headers:
        headers["location"] = readable(headers["location"].encode("utf-8", "surrogateescape"))
    return headers
