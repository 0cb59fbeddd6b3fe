"""What a probe says: pure rules of the reachability measurement, used by the spider and by its simulation alike.

A failure is confirmed by a second client at once, and counts only where known-good sites (canaries) answered.
"""

import random
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from importlib import resources
from zoneinfo import ZoneInfo

from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

_DATA = tomllib.loads(resources.files(__package__).joinpath("probe.toml").read_text("utf-8"))
_REACHED = frozenset(FetchOutcome(word) for word in _DATA["reached"])
_FAILED = frozenset(FetchOutcome(word) for word in _DATA["failed"])
_FAILED_STATUSES: frozenset[int] = frozenset(_DATA["failed_statuses"])
_SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = 7
"""Days of probes that are judged: those that end on the inspection's `as_of`."""


class ProbeResult(Enum):
    """What a probe says of the site; `MISSED` says nothing, the trouble was ours or a living server refused."""

    REACHED = "reached"
    FAILED = "failed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class RoundEnded:
    """The end of a round that began at `begins`; `void` says why nothing of it counts, or is None."""

    round: str
    begins: datetime
    void: str | None


def result_of(outcome: FetchOutcome, status: int | None) -> ProbeResult:
    """What an outcome says of the site."""
    if outcome in _REACHED:
        return ProbeResult.REACHED
    is_gone = outcome is FetchOutcome.HTTP_4XX and status in _FAILED_STATUSES
    return ProbeResult.FAILED if is_gone or outcome in _FAILED else ProbeResult.MISSED


def in_time(seen: FetchSeen, limit: float) -> FetchSeen:
    """A page that was usable only after `limit` seconds (超过（含）) did not open."""
    if result_of(seen.outcome, seen.status) is not ProbeResult.REACHED or (seen.seconds or 0.0) < limit:
        return seen
    return replace(seen, outcome=FetchOutcome.TIMEOUT_TOTAL, detail=f"usable only after {seen.seconds:.1f} s")


def settle(first: FetchSeen, second: FetchSeen) -> FetchSeen:
    """What two clients, one right after the other, come to: a failure only where both failed."""
    results = result_of(first.outcome, first.status), result_of(second.outcome, second.status)
    best = second
    for wanted in (ProbeResult.REACHED, ProbeResult.MISSED):
        if wanted in results:
            best = (first, second)[results.index(wanted)]
            break
    other = first if best is second else second
    words = f"the other client: {other.outcome}"
    return replace(best, attempts=2, detail="; ".join(filter(None, (best.detail, words))))


def slots(as_of: date, per_day: int) -> list[datetime]:
    """When each round of the week begins, evenly spaced over the days (Asia/Shanghai) that end on `as_of`."""
    first = datetime.combine(as_of - timedelta(days=WEEK - 1), time(), _SHANGHAI)
    return [first + number * timedelta(days=1) / per_day for number in range(WEEK * per_day)]


def spread(codes: Iterable[str], seconds: float, chance: random.Random) -> list[tuple[float, str]]:
    """When in a round each site is asked: seconds after its start, at random, in order."""
    return sorted((chance.uniform(0.0, seconds), code) for code in codes)


class RoundWatch:
    """Counts what known-good sites and the sites themselves answered in one round."""

    def __init__(self) -> None:
        self._canaries = [0, 0]
        self._peers = [0, 0]

    def canary(self, result: ProbeResult) -> None:
        """Counts the answer of a known-good site."""
        _count(self._canaries, result)

    def peer(self, result: ProbeResult) -> None:
        """Counts the answer of a site of the inspection."""
        _count(self._peers, result)

    def void(self) -> str | None:
        """Why nothing of this round counts, or None."""
        answered, asked = self._canaries
        if asked:
            is_void = answered < _DATA["least_canaries"] * asked
            return f"{answered} of {asked} canaries answered" if is_void else None
        answered, asked = self._peers
        is_void = asked >= _DATA["peers_from"] and answered < _DATA["least_peers"] * asked
        return f"{answered} of {asked} sites answered" if is_void else None


def our_side_works(canaries: Iterable[ProbeResult]) -> bool:
    """Whether enough known-good sites answered just now."""
    watch = RoundWatch()
    for result in canaries:
        watch.canary(result)
    return watch.void() is None


def _count(pair: list[int], result: ProbeResult) -> None:
    pair[0] += result is ProbeResult.REACHED
    pair[1] += 1
