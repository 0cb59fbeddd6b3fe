"""What all sites of an inspection share when links are checked: targets outside, controls, organs, troubled hosts."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.middlewares.link_control import Controls
from govcrawl.middlewares.link_names import Organs
from govcrawl.middlewares.once import Once
from govcrawl.model.items import LinkChecked, PageVisited
from govcrawl.model.vocabulary import FetchOutcome

_FAILURES_IN_A_ROW = 5
"""Unanswered questions after which a host is left alone for the rest of the inspection."""
_MOST_KEPT = 50_000
"""Answers that are remembered, some forty megabytes. Hubs that every footer links stay; of the rest a country has millions."""
_NEWS_SECONDS = 60.0
"""How often a process reads what others have learnt of targets outside: the more sites are done, the more there is to read."""
_TROUBLE = frozenset(
    {
        FetchOutcome.TIMEOUT_FIRST_BYTE,
        FetchOutcome.TIMEOUT_TOTAL,
        FetchOutcome.CONNECT_REFUSED,
        FetchOutcome.RESET,
        FetchOutcome.DNS_FAILURE,
        FetchOutcome.RATE_LIMITED,
    }
)


@dataclass(frozen=True, slots=True)
class Settled:
    """A link settled: what became of it, the outcome rows that are owed, and where it ended."""

    checked: LinkChecked
    rows: tuple[PageVisited, ...] = ()
    final_url: str = ""

    def seen_from(self, code: str, url: str, *, with_rows: bool) -> "Settled":
        """The same answer for another site's link to the target; only the site that asked owes its rows."""
        checked = replace(self.checked, site_id_code=code, url=url)
        return replace(self, checked=checked, rows=self.rows if with_rows else ())


class Hosts:
    """The share of each host: how much may be asked of it from outside, and whether it answers at all. `most` is in requests."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._asked: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._turns: dict[str, asyncio.Semaphore] = {}

    def turn(self, url: str, at_once: int) -> asyncio.Semaphore:
        """The host's turn: whether it answers is known before the next one asks. `at_once` is what it may be asked at once."""
        return self._turns.setdefault(host_of(url), asyncio.Semaphore(at_once))

    def is_silent(self, url: str) -> bool:
        """Whether the host has not answered for so long that it is left alone."""
        return self._failed[host_of(url)] >= _FAILURES_IN_A_ROW

    def refusal(self, url: str, *, is_own: bool = False) -> str | None:
        """Why a target is not asked, in words; None where it may be.

        A site's own links (`is_own`) have a budget of their own: many sites may stand in folders of one host.
        """
        host = host_of(url)
        if self.is_silent(url):
            return f"{host} did not answer {_FAILURES_IN_A_ROW} times in a row; not asked again"
        if is_own:
            return None
        if self._asked[host] >= self._most:
            return f"{host} was asked {self._most} times in this inspection; not asked again"
        self._asked[host] += 1
        return None

    def note(self, url: str, outcome: FetchOutcome) -> None:
        """Notes how asking ended."""
        host = host_of(url)
        self._failed[host] = self._failed[host] + 1 if outcome in _TROUBLE else 0


class SharedLinks:
    """One inspection's shared knowledge. `most_a_host` is the budget of one host in requests."""

    def __init__(self, most_a_host: int) -> None:
        self.outside: Once[Settled] = Once(_MOST_KEPT)
        self.controls = Controls()
        self.organs = Organs()
        self.hosts = Hosts(most_a_host)
        self._news_at: float | None = None

    def wants_news(self, now: float) -> bool:
        """Whether answers of other processes are to be read at the monotonic time `now`; then not again for a minute."""
        if self._news_at is not None and now - self._news_at < _NEWS_SECONDS:
            return False
        self._news_at = now
        return True

    def remember(self, outside: Iterable[LinkChecked]) -> None:
        """Takes the answers of an earlier run for targets outside the sites that link to them."""
        for checked in outside:
            self.outside.remember(same_page_key(checked.url), Settled(checked, final_url=checked.url))


_OF_INSPECTION: dict[str, SharedLinks] = {}


def shared_links(inspection: str, most_a_host: int) -> SharedLinks:
    """What the crawls of one inspection in this process share."""
    return _OF_INSPECTION.setdefault(inspection, SharedLinks(most_a_host))
