"""The spider of consolidated platforms: many sites on one host (集约化平台)."""

from govcrawl.model.vocabulary import SiteKind
from govcrawl.spiders.base import SiteSpider


class PlatformSpider(SiteSpider):
    """Visits the inspection's consolidated platforms: many sites on one host (集约化平台)."""

    name = "platform"
    kind = SiteKind.PLATFORM
