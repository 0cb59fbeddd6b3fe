"""An edition of the checklist and its indicators, as read from TOML and merged.

Plain data: no rule is applied here. Checks read an indicator's parameters through the typed readers below, so that a
wrong parameter fails with the indicator's and the key's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from govcrawl.checklists.window import Window
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import Automation, IndicatorKind, SiteKind, SiteLevel


class EditionError(ValueError):
    """A checklist file says something that cannot be used; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `points` is what one breach takes (or a bonus gives), `cap` the most that it can take or give."""

    id: str
    code: str
    title: str
    category: str
    kind: IndicatorKind
    automation: Automation
    check: str
    clause: str
    document: str
    address: str
    verified: bool
    note: str = ""
    points: Decimal = Decimal(0)
    cap: Decimal | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    site_kinds: tuple[SiteKind, ...] = ()
    """Kinds of sites that the indicator is for; empty means every kind."""
    except_levels: tuple[SiteLevel, ...] = ()
    by_level: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    """Other `points` or `cap` for a level of site, by level word."""
    parameters: Mapping[str, object] = field(default_factory=dict)

    def applies(self, site: Site, as_of: date) -> bool:
        """Whether the indicator is asked of this site on this day."""
        if self.effective_from and as_of < self.effective_from:
            return False
        if self.effective_to and as_of > self.effective_to:
            return False
        return (not self.site_kinds or site.kind in self.site_kinds) and site.level not in self.except_levels

    def at_level(self, level: SiteLevel) -> "Indicator":
        """The indicator with the points and cap that hold for a level."""
        special = self.by_level.get(level.value)
        if special is None:
            return self
        return replace(self, points=special.get("points", self.points), cap=special.get("cap", self.cap))

    def number(self, key: str) -> Decimal:
        """A number parameter."""
        return as_decimal(self._value(key), f"{self.id}.{key}")

    def count(self, key: str) -> int:
        """A whole-number parameter."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise EditionError(f"{self.id}.{key}: 应为整数")
        return value

    def flag(self, key: str) -> bool:
        """A yes-or-no parameter; absent means no."""
        return self.parameters.get(key, False) is True

    def word(self, key: str) -> str:
        """A text parameter."""
        value = self._value(key)
        if not isinstance(value, str):
            raise EditionError(f"{self.id}.{key}: 应为文字")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list-of-texts parameter."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise EditionError(f"{self.id}.{key}: 应为文字列表")
        return tuple(value)

    def table(self, key: str) -> Mapping[str, object]:
        """A table parameter."""
        value = self._value(key)
        if not isinstance(value, Mapping):
            raise EditionError(f"{self.id}.{key}: 应为表")
        return value

    def window(self, key: str) -> Window:
        """A window parameter: `{ days = 14 }` or `{ months = 6 }`."""
        return as_window(self.table(key), f"{self.id}.{key}")

    def windows(self, key: str) -> dict[str, Window]:
        """A table of windows, by the word that each is for."""
        named = self.table(key)
        return {word: as_window(value, f"{self.id}.{key}.{word}") for word, value in named.items()}

    def _value(self, key: str) -> object:
        if key not in self.parameters:
            raise EditionError(f"{self.id}: 缺少参数 {key}")
        return self.parameters[key]


@dataclass(frozen=True, slots=True)
class Excused:
    """Sites of which a part of the list is not asked, by decision of the inspecting office (没有对外服务职能的部门 ...).

    Their full mark is `full - points`, and the result is scaled back to `full` (100 - 25: 75 x 4/3).
    """

    name: str
    site_id_codes: tuple[str, ...]
    categories: tuple[str, ...]
    indicators: tuple[str, ...]
    points: Decimal

    def covers(self, indicator: Indicator) -> bool:
        """Whether the indicator is not asked of these sites."""
        is_scored = indicator.kind is IndicatorKind.DEDUCTION and indicator.category in self.categories
        return is_scored or indicator.id in self.indicators


@dataclass(frozen=True, slots=True)
class Rules:
    """How an edition turns findings into a verdict."""

    judges: bool = True
    """False for a list that only names problems and has no pass mark."""
    full: Decimal = Decimal(100)
    capped: bool = False
    fail_below: Decimal | None = None
    fail_at_deducted: Decimal | None = None
    bonus_above: Decimal | None = None
    bonus_cap: Decimal | None = None
    veto_score: Decimal | None = None
    """The score that a vetoed site is given; None where it is not scored at all."""
    scored_kinds: tuple[SiteKind, ...] = ()
    """Kinds of sites to which deductions and bonus apply; empty means every kind."""
    undetermined_by: tuple[Automation, ...] = (Automation.MACHINE,)
    """Indicators of these grades hold a verdict open while a question of theirs could change it."""
    excused: tuple[Excused, ...] = ()

    def scores(self, kind: SiteKind) -> bool:
        """Whether sites of this kind are scored, not only held against the vetoes."""
        return not self.scored_kinds or kind in self.scored_kinds

    def excuse_for(self, site: Site) -> Excused | None:
        """The excused group that a site belongs to."""
        return next((group for group in self.excused if site.site_id_code in group.site_id_codes), None)


@dataclass(frozen=True, slots=True)
class Edition:
    """A dated list of indicators with its rules. `digest` names its whole content."""

    id: str
    title: str
    document: str
    address: str
    effective_from: date | None
    effective_to: date | None
    rules: Rules
    indicators: tuple[Indicator, ...]
    digest: str

    def indicator(self, indicator_id: str) -> Indicator:
        """An indicator by its id; KeyError where the edition has none."""
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        raise KeyError(indicator_id)

    def asked_of(self, site: Site, as_of: date) -> tuple[Indicator, ...]:
        """The indicators asked of a site on a day, with the points that hold for its level."""
        group = self.rules.excuse_for(site)
        scored = self.rules.scores(site.kind)
        return tuple(
            indicator.at_level(site.level)
            for indicator in self.indicators
            if indicator.applies(site, as_of)
            and (scored or indicator.kind not in SCORED)
            and not (group and group.covers(indicator))
        )


SCORED = frozenset({IndicatorKind.DEDUCTION, IndicatorKind.BONUS})


def as_decimal(value: object, where: str) -> Decimal:
    """A TOML number as Decimal."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise EditionError(f"{where}: 应为数字")
    return Decimal(value)


def as_window(value: object, where: str) -> Window:
    """A TOML table with `days` or `months` as a Window."""
    if isinstance(value, Mapping) and len(value) == 1:
        [(unit, length)] = value.items()
        if unit in {"days", "months"} and isinstance(length, int) and length > 0:
            return Window(**{unit: length})
    raise EditionError(f"{where}: 应为 {{ days = 正整数 }} 或 {{ months = 正整数 }}")
