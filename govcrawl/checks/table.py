"""The table of checks: the name an indicator's TOML gives, what answers it, and the facts that it needs.

`needs` are words of `SiteFacts.gathered`; where one is missing the check is not run and the answer is 尚未采集.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from govcrawl.checklists.edition import Indicator
from govcrawl.checks import freshness, home, inspected, links, marks, person
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Check:
    """A check and the kinds of facts that it reads."""

    run: Callable[[SiteFacts, Indicator], Iterable[Finding]]
    needs: tuple[str, ...] = ()


CHECKS: Mapping[str, Check] = {
    "inspected": Check(inspected.inspected),
    "person": Check(person.person),
    "home_not_updated": Check(home.home_not_updated),
    "home_updates": Check(home.home_updates),
    "column_not_updated": Check(freshness.column_not_updated, ("columns",)),
    "stale_columns": Check(freshness.stale_columns, ("columns",)),
    "other_columns": Check(freshness.other_columns, ("columns",)),
    "blank_columns": Check(freshness.blank_columns, ("columns",)),
    "channel_fresh": Check(freshness.channel_fresh, ("columns",)),
    "links": Check(links.links, ("links",)),
    "hidden_links": Check(links.hidden_links, ("links",)),
    "external_links": Check(links.external_links, ("links", "articles")),
    "footer_marks": Check(marks.footer_marks, ("marks",)),
    "error_report_entry": Check(marks.error_report_entry, ("marks",)),
    "site_id_code": Check(marks.site_id_code, ("marks",)),
}
