"""Which front pages elsewhere are worth a look: a site may have a second address, and copies of it carry its name."""

from collections.abc import Iterator

from govcrawl.checks.unregistered import imitates_gov
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import host_of
from govcrawl.model.items import LinkSeen, PageFacts, Visit
from govcrawl.model.vocabulary import Place, Resource, Scope, VisitRole

TWINS = 4
"""Front pages elsewhere that are asked for one site, at most."""
_LEAST_NAME = 4
"""Characters of a name that tell one site from all others."""
_ASKED = frozenset({Scope.SAME_OWNER, Scope.OTHER})


def plan_twins(visit: Visit, facts: PageFacts, site_name: str) -> list[Visit]:
    """The front pages that a home page links to under the site's own name, or on a host that imitates gov.cn."""
    if visit.role is not VisitRole.HOME:
        return []
    fronts = {host: _front(link) for link in facts.links if (host := _twin_host(link, site_name))}
    return [Visit(url, VisitRole.TWIN, 1, visit.url) for url in list(fronts.values())[:TWINS]]


def _twin_host(link: LinkSeen, site_name: str) -> str:
    if link.scope not in _ASKED or link.resource is not Resource.PAGE or link.place is Place.SCRIPT:
        return ""
    host = host_of(link.url)
    return host if imitates_gov(host) or bears_name(squeeze(link.anchor), site_name) else ""


def bears_name(text: str, site_name: str) -> bool:
    """Whether a text bears the site's name: whole, or without 门户网站 and the like."""
    return any(len(name) >= _LEAST_NAME and name in text for name in _forms(site_name))


def _forms(site_name: str) -> Iterator[str]:
    yield site_name
    for ending in ("门户网站", "政府网站", "网站", "网"):
        if site_name.endswith(ending):
            yield site_name.removesuffix(ending)


def _front(link: LinkSeen) -> str:
    scheme, _, rest = link.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/"
