"""robots.txt: read once a site and recorded; obeyed where the deployment says so.

RFC 9309: an unavailable file (4xx) allows everything, an unreachable one (5xx, network trouble) forbids everything.
An inspection under mandate (`ROBOTS_POLICY = "record"`) reads what it must, and the record says that it did.
"""

from dataclasses import dataclass

from protego import Protego

from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

_MOST_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least 500 KiB are parsed."""
_UNAVAILABLE = frozenset({FetchOutcome.HTTP_4XX, FetchOutcome.EMPTY, FetchOutcome.SOFT_404, FetchOutcome.REDIRECT_LOOP})


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site's robots.txt says to `agent`. `rules` is None where the file could not be reached."""

    rules: Protego | None
    agent: str
    obey: bool

    def refusal(self, url: str) -> FetchOutcome | None:
        """Why a URL may not be asked under an obeying policy, or None."""
        if not self.obey:
            return None
        if self.rules is None:
            return FetchOutcome.ROBOTS_UNREACHABLE
        return None if self.rules.can_fetch(url, self.agent) else FetchOutcome.ROBOTS_DISALLOWED

    def forbids(self, url: str) -> bool:
        """Whether robots.txt forbids a URL, whatever the policy: for the record."""
        return self.rules is not None and not self.rules.can_fetch(url, self.agent)


def read_robots(fetch: FetchSeen, body: bytes, agent: str, obey: bool) -> Robots:
    """Reads the answer to /robots.txt."""
    if fetch.outcome.is_ok:
        text = body[:_MOST_BYTES].decode("utf-8", "replace")
        # An HTML page in its place is a missing file, not rules.
        return Robots(Protego.parse("" if "<html" in text[:2000].lower() else text), agent, obey)
    if fetch.outcome in _UNAVAILABLE:
        return Robots(Protego.parse(""), agent, obey)
    return Robots(None, agent, obey)
