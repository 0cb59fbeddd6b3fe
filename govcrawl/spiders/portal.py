"""The spider of portals of governments (门户网站)."""

from govcrawl.model.vocabulary import SiteKind
from govcrawl.spiders.base import SiteSpider


class PortalSpider(SiteSpider):
    """Visits the inspection's portals of governments (门户网站)."""

    name = "portal"
    kind = SiteKind.PORTAL
