"""The table of checks: the name an indicator's TOML gives, what answers it, and the facts that it needs.

`needs` are words of `SiteFacts.gathered`; where one is missing the check is not run and the answer is 尚未采集.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from govcrawl.checklists.edition import Indicator
from govcrawl.checks import (
    activities,
    content,
    freshness,
    home,
    identity,
    inspected,
    interaction,
    interpretations,
    links,
    marks,
    person,
    reachability,
    redesign,
    relays,
    required,
    search,
    services,
    statistics,
    tags,
    twins,
    unregistered,
)
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Check:
    """A check and the kinds of facts that it reads; without those of `needs` it is not run."""

    run: Callable[[SiteFacts, Indicator], Iterable[Finding]]
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    """Further kinds of facts that it looks at and does not wait for: it says itself where they are wanting."""


CHECKS: Mapping[str, Check] = {
    "inspected": Check(inspected.inspected, reads=("home", "columns")),
    "redesign": Check(redesign.redesign, reads=("history",)),
    "person": Check(person.person, reads=("person",)),
    "home_not_updated": Check(home.home_not_updated, reads=("home",)),
    "home_updates": Check(home.home_updates, reads=("home",)),
    "column_not_updated": Check(freshness.column_not_updated, ("columns",)),
    "stale_columns": Check(freshness.stale_columns, ("columns",)),
    "other_columns": Check(freshness.other_columns, ("columns",)),
    "blank_columns": Check(freshness.blank_columns, ("columns",)),
    "channel_fresh": Check(freshness.channel_fresh, ("columns",)),
    "links": Check(links.links, ("links",)),
    "external_links": Check(links.external_links, ("links", "articles")),
    "footer_marks": Check(marks.footer_marks, ("marks",)),
    "error_report_entry": Check(marks.error_report_entry, ("marks",)),
    "site_id_code": Check(marks.site_id_code, ("marks",)),
    "page_tags": Check(tags.page_tags, ("tags",)),
    "domain": Check(identity.domain, reads=("register",)),
    "name": Check(identity.name, reads=("register", "home")),
    "domain_and_name": Check(identity.domain_and_name, reads=("register", "home")),
    "one_domain": Check(twins.one_domain, reads=("register", "twins")),
    "offline": Check(identity.offline, reads=("register", "home")),
    "unregistered_sites": Check(unregistered.unregistered_sites, ("links",), reads=("register",)),
    "site_unreachable": Check(reachability.site_unreachable, reads=("probes", "home")),
    "home_availability": Check(reachability.home_availability, reads=("probes",)),
    "slow_site": Check(reachability.slow_site, reads=("probes", "home")),
    "unanswered_messages": Check(interaction.unanswered_messages, ("messages",)),
    "poor_response": Check(interaction.poor_response, ("columns", "messages")),
    "no_channel": Check(interaction.no_channel, ("columns", "messages")),
    "consultation": Check(interaction.consultation, ("columns", "messages")),
    "public_letters": Check(interaction.public_letters, ("messages",), reads=("statistics",)),
    "interpretation_links": Check(interpretations.interpretation_links, ("columns", "articles")),
    "service_statistics": Check(statistics.service_statistics, ("columns",), reads=("statistics",)),
    "items_published": Check(statistics.items_published, ("columns", "links")),
    "activities": Check(activities.activities, ("columns",)),
    "survey_results": Check(activities.survey_results, reads=("surveys", "links")),
    "guides": Check(services.guides, ("guides",)),
    "service_unusable": Check(services.service_unusable, ("columns", "guides")),
    "forms": Check(services.forms, ("guides", "links")),
    "site_search": Check(search.site_search, ("search",)),
    "required_column": Check(required.required_column, ("columns", "links")),
    "column_present": Check(required.column_present, ("columns",)),
    "annual_report": Check(required.annual_report, ("columns", "links")),
    "relays": Check(relays.relays, ("columns",), reads=("sources",)),
    "relay_columns": Check(relays.relay_columns, ("columns",)),
    "grave_signs": Check(content.grave_signs, reads=("tampering", "content", "articles", "history")),
    "tampering": Check(content.tampering, reads=("tampering",)),
    "forged_dates": Check(content.forged_dates, ("articles",), reads=("history",)),
    "duplicates": Check(content.duplicates, ("columns",)),
    "duplicate_candidates": Check(content.duplicate_candidates, ("columns",)),
}
