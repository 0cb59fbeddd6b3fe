"""A government site as the register knows it."""

from dataclasses import dataclass
from datetime import date

from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState


@dataclass(frozen=True, slots=True)
class Site:
    """One row of the register. `site_id_code` (网站标识码) is text and the key everywhere; `url` is empty where the register
    gives no address: such a site cannot be inspected until it has one."""

    site_id_code: str
    name: str
    url: str
    kind: SiteKind
    level: SiteLevel
    host_unit: str | None = None
    region_code: str | None = None
    region: str | None = None
    state: SiteState = SiteState.RUNNING
    offline_from: date | None = None
    offline_to: date | None = None
    offline_approval: str | None = None

    def is_offline(self, as_of: date) -> bool:
        """Whether the site is closed, or offline with approval on `as_of` (指引 2017: it leaves the denominator)."""
        if self.state is SiteState.CLOSED:
            return True
        if self.state is not SiteState.TEMPORARILY_OFFLINE or not self.offline_approval:
            return False
        starts = self.offline_from is None or self.offline_from <= as_of
        ends = self.offline_to is None or as_of <= self.offline_to
        return starts and ends
