"""Bans: a host that turns us away again and again is asked no more, and what was not asked is no fault of the site."""

from collections import Counter

from govcrawl.extract.urls import host_of
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

IN_A_ROW = 5
"""Refusals one after another after which a door that was open is tried; a site may well keep some of its columns shut."""
_REFUSED = frozenset({401, 403, 405, 406, 412, 418, 429, 444, 456, 493, 503, 521, 567, 999})
"""Statuses by which protective systems turn clients away."""
_SILENT = frozenset(
    {
        FetchOutcome.RESET,
        FetchOutcome.CONNECT_REFUSED,
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_TOTAL,
        FetchOutcome.INCOMPLETE,
    }
)
_WALLED = frozenset({FetchOutcome.CHALLENGE, FetchOutcome.RATE_LIMITED})


class BanWatch:
    """What the hosts of one site made of us. Not thread-safe."""

    def __init__(self) -> None:
        self._in_a_row: Counter[str] = Counter()
        self._open_door: dict[str, str] = {}
        self._banned: dict[str, tuple[FetchOutcome, str]] = {}

    def note(self, fetch: FetchSeen) -> str | None:
        """Counts an answer; returns the address that should be tried now to tell a ban from shut columns, or None."""
        host = host_of(fetch.final_url or fetch.url)
        if not is_refusal(fetch):
            self._in_a_row[host] = 0
            if fetch.outcome.is_ok:
                self._open_door.setdefault(host, fetch.url)
            return None
        self._in_a_row[host] += 1
        wants_proof = self._in_a_row[host] >= IN_A_ROW and host not in self._banned
        return self._open_door.get(host, fetch.url) if wants_proof else None

    def put_off(self, url: str) -> bool:
        """Counts a refusal that is to be asked again later; says whether it may wait, or proof is wanted now."""
        host = host_of(url)
        self._in_a_row[host] += 1
        return self._in_a_row[host] < IN_A_ROW

    def let_in(self, fetch: FetchSeen) -> None:
        """Takes back a refusal: a browser was shown the page."""
        self._in_a_row[host_of(fetch.final_url or fetch.url)] = 0

    def settle(self, fetch: FetchSeen) -> None:
        """The door was tried: where it is shut, too, its host is asked no more."""
        host = host_of(fetch.final_url or fetch.url)
        if not is_refusal(fetch):
            self._in_a_row[host] = 0
            return
        # Neither says anything of the site; links so ended wait for another day where nothing at all answers now.
        outcome = FetchOutcome.RATE_LIMITED if fetch.outcome in _SILENT else FetchOutcome.CHALLENGE
        self._banned[host] = (outcome, f"not asked: the host turns us away ({fetch.status or fetch.outcome})")

    def refusal(self, url: str) -> tuple[FetchOutcome, str] | None:
        """Why an address is not asked any more, or None."""
        return self._banned.get(host_of(url)) if self._banned else None


def is_refusal(fetch: FetchSeen) -> bool:
    """Whether an answer, or its absence, may mean that we are not wanted."""
    return fetch.outcome in _WALLED or fetch.outcome in _SILENT or fetch.status in _REFUSED
