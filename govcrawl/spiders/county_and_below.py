"""The spider of sites of county departments, townships and below (县级以下)."""

from govcrawl.model.vocabulary import SiteKind
from govcrawl.spiders.base import SiteSpider


class CountyAndBelowSpider(SiteSpider):
    """Visits the inspection's sites of county departments, townships and below (县级以下)."""

    name = "county_and_below"
    kind = SiteKind.COUNTY_AND_BELOW
