"""Reads an edition from its folder: `edition.toml` and one TOML an indicator, merged with what it extends and includes.

`extends = "ID"` starts from another edition's rules, shared tables and indicators; a file of the same name then gives
only the keys that differ. `includes = ["ID"]` adds another edition's indicators as they stand (a list of findings that
is in force beside the scored list). `uses = ["NAME"]` in an indicator merges the edition's table `[shared.NAME]` under
its parameters.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from govcrawl.checklists.edition import Edition, EditionError
from govcrawl.checklists.parse import read_indicator, read_rules
from govcrawl.model.toml_file import no_toml

Table = dict[str, Any]

_ROOT = files("govcrawl.checklists")
_KIND_ORDER = {"veto": 0, "deduction": 1, "bonus": 2, "finding": 3}
_HEAD = {"id", "title", "document", "address", "effective_from", "effective_to"}
_EDITION_KEYS = _HEAD | {"extends", "includes", "remove", "rules", "shared", "note"}


def edition_ids() -> tuple[str, ...]:
    """The ids of all editions, national ones first."""
    national = sorted(folder.name for folder in _ROOT.iterdir() if folder.joinpath("edition.toml").is_file())
    local = sorted(folder.name for folder in _ROOT.joinpath("local").iterdir() if folder.is_dir())
    return (*national, *local)


@cache
def load_edition(edition_id: str) -> Edition:
    """The edition of that id. Raises EditionError naming file and key, or the ids that there are."""
    raw = _read_merged(edition_id, ())
    head = raw["head"]
    tables = sorted(raw["indicators"].values(), key=_order)
    return Edition(
        id=edition_id,
        title=head["title"],
        document=head.get("document", ""),
        address=head.get("address", ""),
        effective_from=head.get("effective_from"),
        effective_to=head.get("effective_to"),
        rules=read_rules(raw["rules"], f"{edition_id}/edition.toml"),
        indicators=tuple(read_indicator(table, raw["shared"], f"{edition_id}/{table['id']}.toml") for table in tables),
        digest=_digest(raw),
    )


def _folder(edition_id: str) -> Traversable:
    for folder in (_ROOT.joinpath(edition_id), _ROOT.joinpath("local", edition_id)):
        if re.fullmatch(r"\w+", edition_id) and folder.joinpath("edition.toml").is_file():
            return folder
    raise EditionError(f"没有检查清单 {edition_id}；现有：{'、'.join(edition_ids())}")


def _read_merged(edition_id: str, below: tuple[str, ...]) -> Table:
    """Head, rules, shared tables and indicator tables of an edition after extension and inclusion."""
    if edition_id in below:
        raise EditionError(f"{edition_id}/edition.toml: extends 或 includes 成环")
    folder = _folder(edition_id)
    head = _read(folder.joinpath("edition.toml"), f"{edition_id}/edition.toml")
    _check_head(head, edition_id)
    base = _read_merged(head["extends"], (*below, edition_id)) if "extends" in head else _empty()
    indicators = dict(base["indicators"])
    for included in head.get("includes", []):
        indicators |= _resolved(_read_merged(included, (*below, edition_id)))
    for own in _own_indicators(folder, edition_id):
        indicators[own["id"]] = _merge(indicators.get(own["id"], {}), own)
    for removed in head.get("remove", []):
        if indicators.pop(removed, None) is None:
            raise EditionError(f"{edition_id}/edition.toml: remove: 没有指标 {removed}")
    return {
        "head": {key: value for key, value in head.items() if key in _HEAD},
        "rules": _merge(base["rules"], head.get("rules", {})),
        "shared": _merge(base["shared"], head.get("shared", {})),
        "indicators": indicators,
    }


def _empty() -> Table:
    return {"rules": {}, "shared": {}, "indicators": {}}


def _check_head(head: Table, edition_id: str) -> None:
    where = f"{edition_id}/edition.toml"
    if unknown := sorted(set(head) - _EDITION_KEYS):
        raise EditionError(f"{where}: 不认识的键 {unknown[0]}")
    if head.get("id") != edition_id:
        raise EditionError(f"{where}: id: 应与文件夹名 {edition_id} 一致")
    if not isinstance(head.get("title"), str):
        raise EditionError(f"{where}: title: 缺少")


def _own_indicators(folder: Traversable, edition_id: str) -> list[Table]:
    tables = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml") or file.name == "edition.toml":
            continue
        table = _read(file, f"{edition_id}/{file.name}")
        if table.get("id") != file.name.removesuffix(".toml"):
            raise EditionError(f"{edition_id}/{file.name}: id: 应与文件名一致")
        tables.append(table)
    return tables


def _resolved(raw: Table) -> Table:
    """An included edition's indicators with their shared tables and dates written into them."""
    resolved = {}
    for indicator_id, table in raw["indicators"].items():
        parameters: Table = {}
        for name in table.get("uses", []):
            parameters |= raw["shared"].get(name, {})
        dates = {key: raw["head"][key] for key in ("effective_from", "effective_to") if key in raw["head"]}
        own = {key: value for key, value in table.items() if key != "uses"}
        resolved[indicator_id] = dates | own | {"parameters": parameters | table.get("parameters", {})}
    return resolved


def _read(file: Traversable, where: str) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(str(no_toml(where, error))) from None


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> Table:
    """`own` over `base`, tables merged key by key, everything else replaced."""
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _merge(merged[key], value) if both else value
    return merged


def _order(table: Table) -> tuple[int, list[tuple[str, int]]]:
    """Vetoes, deductions, bonus, findings; inside, by code with its numbers as numbers (D15-9 before D15-10)."""
    parts = re.findall(r"(\D*)(\d*)", str(table.get("code", "")))
    return _KIND_ORDER.get(str(table.get("kind")), 9), [(text, int(number or 0)) for text, number in parts]


def _digest(raw: Table) -> str:
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(type(value).__name__)
