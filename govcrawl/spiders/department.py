"""The spider of sites of departments (部门网站)."""

from govcrawl.model.vocabulary import SiteKind
from govcrawl.spiders.base import SiteSpider


class DepartmentSpider(SiteSpider):
    """Visits the inspection's sites of departments (部门网站)."""

    name = "department"
    kind = SiteKind.DEPARTMENT
