"""From a fetch's outcome to a link's fate: which outcomes may accuse at all is data (`fates.toml`)."""

import tomllib
from functools import cache
from importlib import resources

from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Resource

_BROKEN = {Resource.IMAGE: LinkFate.BROKEN_IMAGE, Resource.ATTACHMENT: LinkFate.BROKEN_ATTACHMENT}


@cache
def _table() -> tuple[dict[FetchOutcome, LinkFate], frozenset[int]]:
    data = tomllib.loads(resources.files(__package__).joinpath("fates.toml").read_text("utf-8"))
    fates = {FetchOutcome(word): LinkFate(fate) for word, fate in data["fate"].items()}
    return fates, frozenset(data["gone_statuses"])


def fate_of(seen: FetchSeen, resource: Resource) -> LinkFate:
    """What one answer says of a link, before confirmation. A page where a file was promised is a broken file."""
    fates, gone = _table()
    fate = fates[seen.outcome]
    if seen.outcome is FetchOutcome.HTTP_4XX and seen.status in gone:
        fate = LinkFate.DEAD
    if fate is LinkFate.DEAD:
        return _BROKEN.get(resource, LinkFate.DEAD)
    if fate is LinkFate.ALIVE and resource in _BROKEN and "content-type text/html" in (seen.detail or ""):
        return _BROKEN[resource]
    return fate
