"""What was asked of the network and has no outcome row yet: the one place that holds the second law.

Every client notes an address when it sends it; the store strikes it out when a row for it is kept. What is left when a site
is finished is paid with rows of its own: whatever broke in between, no address that was asked vanishes.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

import ada_url

from govcrawl.model.items import FetchSeen, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, VisitRole

_LOST = "asked; what came of it was lost on our side"


class Account:
    """The addresses that sites owe a row, with the best that is known of each."""

    def __init__(self) -> None:
        self._owed: defaultdict[str, dict[str, PageVisited]] = defaultdict(dict)

    def asked(self, code: str, url: str, parent_url: str | None = None) -> None:
        """Notes that an address is asked now on behalf of a site."""
        self.ended(code, FetchSeen(url, FetchOutcome.OWN_TROUBLE, datetime.now(UTC), detail=_LOST), parent_url)

    def ended(self, code: str, seen: FetchSeen, parent_url: str | None = None) -> None:
        """Notes how an address ended that nobody else may tell of."""
        visit = Visit(seen.url, VisitRole.BESIDE, 0, parent_url)
        self._owed[code][as_sent(seen.url)] = PageVisited(code, visit, seen)

    def answered(self, page: PageVisited) -> None:
        """Notes how a question ended whose rows may not be told, as those of a second look at a front door."""
        owed = self._owed.get(page.site_id_code, {})
        for seen in (page.fetch, *page.hops):
            if as_sent(seen.url) in owed:
                self.ended(page.site_id_code, seen, page.visit.parent_url)

    def paid(self, page: PageVisited) -> None:
        """Strikes out what a page's rows tell of: its address, and those that it was redirected through."""
        owed = self._owed.get(page.site_id_code)
        if owed:
            for seen in (page.fetch, *page.hops):
                owed.pop(as_sent(seen.url), None)

    def rest(self, code: str) -> tuple[PageVisited, ...]:
        """The rows that a finished site still owes; it owes nothing afterwards."""
        return tuple(self._owed.pop(code, {}).values())


@lru_cache(maxsize=4096)
def as_sent(url: str) -> str:
    """An address as it goes over the wire, whoever writes it down."""
    try:
        return str(ada_url.URL(url).href).partition("#")[0]
    except ValueError:
        return url


def aside(page: PageVisited) -> PageVisited:
    """The same rows as an aside: they stand only where no page and no link tells of the address."""
    return replace(page, visit=replace(page.visit, role=VisitRole.BESIDE))
