"""From answers to a link's fate: which outcomes may accuse, who asks again, and when that is enough, is data (`fates.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Resource

_BROKEN = {Resource.IMAGE: LinkFate.BROKEN_IMAGE, Resource.ATTACHMENT: LinkFate.BROKEN_ATTACHMENT}
ACCUSING = frozenset({LinkFate.DEAD, LinkFate.BROKEN_IMAGE, LinkFate.BROKEN_ATTACHMENT})
"""Fates that may accuse a site, once confirmed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is made of one outcome: `again` and `confirm` are words of fates.toml; `confirm` is empty for never."""

    fate: LinkFate
    again: str
    confirm: str
    meaning: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("fates.toml").read_text("utf-8"))


@cache
def rules() -> Mapping[FetchOutcome, Rule]:
    """The rule of every outcome."""
    return {
        FetchOutcome(word): Rule(LinkFate(row["fate"]), row["again"], row.get("confirm", ""), row["meaning"])
        for word, row in _data()["outcome"].items()
    }


def open_outcomes() -> list[FetchOutcome]:
    """Outcomes after which asking again may tell more."""
    return [outcome for outcome, rule in rules().items() if rule.again != "no"]


@cache
def perhaps_ours() -> frozenset[FetchOutcome]:
    """Outcomes that trouble of our own line looks like."""
    return frozenset(FetchOutcome(word) for word in _data()["perhaps_ours"])


def most_days() -> int:
    """Days after it was first seen on which a doubtful link is still asked again."""
    return int(_data()["most_days"])


def rule_of(seen: FetchSeen, resource: Resource) -> Rule:
    """The rule of one answer: by outcome, raised or lowered by status, by what the page says of itself, and for files."""
    data = _data()
    rule = rules()[seen.outcome]
    if seen.outcome is FetchOutcome.HTTP_4XX and seen.status in data["gone_statuses"]:
        return Rule(LinkFate.DEAD, rule.again, "same_run", rule.meaning)
    if seen.outcome is FetchOutcome.EMPTY and resource in _BROKEN:
        return Rule(LinkFate(data["empty_file"]), rule.again, "same_run", rule.meaning)
    if seen.outcome is FetchOutcome.SOFT_404:
        said = next((fate for word, fate in data["said"].items() if f"{word}:" in (seen.detail or "")), None)
        return Rule(LinkFate(said), rule.again, "another_day", rule.meaning) if said else rule
    return rule


def fate_of(seen: FetchSeen, resource: Resource) -> LinkFate:
    """What one answer says of a link, before confirmation."""
    fate = rule_of(seen, resource).fate
    return _BROKEN.get(resource, fate) if fate is LinkFate.DEAD else fate


def settle(
    first: FetchSeen, second: FetchSeen, resource: Resource, *, another_day: bool = False
) -> tuple[LinkFate, bool]:
    """The fate that two answers come to, and whether it is confirmed.

    `another_day`: they lie on different calendar days. One answer that shows the target is enough for it to be alive; two
    that accuse make a fault; two of one outcome make one on another day where the rule says so; all else stays open.
    """
    rule, fates = rule_of(second, resource), {fate_of(first, resource), fate_of(second, resource)}
    if LinkFate.ALIVE in fates:
        return LinkFate.ALIVE, True
    if fates <= ACCUSING:
        return fate_of(second, resource), True
    if first.outcome is second.outcome and rule.confirm == "another_day" and another_day:
        return _BROKEN.get(resource, LinkFate.DEAD), True
    if fates & ACCUSING or LinkFate.SUSPECTED in fates:
        return LinkFate.SUSPECTED, False
    return fate_of(second, resource), False
