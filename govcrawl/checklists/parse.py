"""Turns the merged tables of an edition into records; every refusal names the file and the key."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from govcrawl.checklists.edition import EditionError, Excused, Indicator, Rules, as_decimal
from govcrawl.model.vocabulary import Automation, IndicatorKind, SiteKind, SiteLevel

Table = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)

_TEXTS = ("id", "code", "title", "category", "check", "clause", "document", "address")
_INDICATOR_KEYS = {
    *_TEXTS,
    *("kind", "automation", "verified", "note", "points", "cap", "effective_from", "effective_to"),
    *("site_kinds", "except_levels", "by_level", "uses", "parameters"),
}
_RULE_NUMBERS = ("fail_below", "fail_at_deducted", "bonus_above", "bonus_cap", "veto_score")
_RULE_KEYS = {*_RULE_NUMBERS, "judges", "full", "capped", "scored_kinds", "undetermined_by", "excused"}


def read_indicator(table: Table, shared: Table, where: str) -> Indicator:
    """One indicator; `shared` holds the edition's tables that `uses` names."""
    _refuse_unknown(table, _INDICATOR_KEYS, where)
    texts = {key: _text(table, key, where) for key in _TEXTS}
    kind = _one(IndicatorKind, table.get("kind"), f"{where}: kind")
    if kind is IndicatorKind.DEDUCTION and "points" not in table:
        raise EditionError(f"{where}: points: 扣分指标必须写明分值")
    return Indicator(
        **texts,
        kind=kind,
        automation=_one(Automation, table.get("automation"), f"{where}: automation"),
        verified=_flag(table, "verified", where),
        note=str(table.get("note", "")),
        points=as_decimal(table.get("points", 0), f"{where}: points"),
        cap=_number(table, "cap", where),
        effective_from=_day(table, "effective_from", where),
        effective_to=_day(table, "effective_to", where),
        site_kinds=_many(SiteKind, table.get("site_kinds", []), f"{where}: site_kinds"),
        except_levels=_many(SiteLevel, table.get("except_levels", []), f"{where}: except_levels"),
        by_level=_by_level(table.get("by_level", {}), where),
        parameters=_parameters(table, shared, where),
    )


def read_rules(table: Table, where: str) -> Rules:
    """The rules of an edition."""
    _refuse_unknown(table, _RULE_KEYS, f"{where}: rules")
    numbers = {key: _number(table, key, where) for key in _RULE_NUMBERS}
    return Rules(
        **numbers,
        judges=_flag(table, "judges", where),
        full=as_decimal(table.get("full", 100), f"{where}: full"),
        capped=table.get("capped", False) is True,
        scored_kinds=_many(SiteKind, table.get("scored_kinds", []), f"{where}: scored_kinds"),
        undetermined_by=_many(Automation, table.get("undetermined_by", ["machine"]), f"{where}: undetermined_by"),
        excused=tuple(_excused(name, group, where) for name, group in table.get("excused", {}).items()),
    )


def _excused(name: str, group: Table, where: str) -> Excused:
    return Excused(
        name=name,
        site_id_codes=tuple(group.get("site_id_codes", ())),
        categories=tuple(group.get("categories", ())),
        indicators=tuple(group.get("indicators", ())),
        points=as_decimal(group.get("points"), f"{where}: rules.excused.{name}.points"),
    )


def _parameters(table: Table, shared: Table, where: str) -> dict[str, object]:
    merged: dict[str, object] = {}
    for name in table.get("uses", ()):
        if name not in shared:
            raise EditionError(f"{where}: uses: 清单里没有 [shared.{name}]")
        merged |= shared[name]
    return merged | dict(table.get("parameters", {}))


def _by_level(table: Table, where: str) -> dict[str, dict[str, Decimal]]:
    levels = {}
    for level, values in table.items():
        _one(SiteLevel, level, f"{where}: by_level")
        _refuse_unknown(values, {"points", "cap"}, f"{where}: by_level.{level}")
        levels[level] = {key: as_decimal(value, f"{where}: by_level.{level}.{key}") for key, value in values.items()}
    return levels


def _refuse_unknown(table: Table, known: set[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise EditionError(f"{where}: 不认识的键 {unknown[0]}")


def _text(table: Table, key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise EditionError(f"{where}: {key}: 缺少或不是文字")
    return value


def _flag(table: Table, key: str, where: str) -> bool:
    value = table.get(key)
    if not isinstance(value, bool):
        raise EditionError(f"{where}: {key}: 应为 true 或 false")
    return value


def _number(table: Table, key: str, where: str) -> Decimal | None:
    return as_decimal(table[key], f"{where}: {key}") if key in table else None


def _day(table: Table, key: str, where: str) -> date | None:
    value = table.get(key)
    if value is not None and not isinstance(value, date):
        raise EditionError(f"{where}: {key}: 应为日期")
    return value


def _one(words: type[Word], value: object, where: str) -> Word:
    try:
        return words(str(value))
    except ValueError:
        raise EditionError(f"{where}: {value!r} 不在 {'、'.join(words)} 之中") from None


def _many(words: type[Word], values: object, where: str) -> tuple[Word, ...]:
    if not isinstance(values, list):
        raise EditionError(f"{where}: 应为列表")
    return tuple(_one(words, value, where) for value in values)
