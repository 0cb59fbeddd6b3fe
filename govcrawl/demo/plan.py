"""Reads a city's plan (`cities/<city>/plan.toml`): the sites and what is planted on their pages."""

import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

DATA: Traversable = files("govcrawl.demo")


class PlanError(ValueError):
    """A plan that cannot be built; the message names the city and the site."""


@dataclass(frozen=True, slots=True)
class StaleColumn:
    """A column whose newest item is of `newest`. `kind` and `under` place it where the catalogue has none of the name."""

    column: str
    newest: date
    kind: str = "other"
    under: str = ""
    page: str = "list"
    traps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere. `on` is `home` or a column's name; `how` is not_found, gone or the name of a fault."""

    anchor: str
    url: str
    on: str = "home"
    how: str = "not_found"
    resource: str = "page"


@dataclass(frozen=True, slots=True)
class Decoy:
    """Something that looks like a fault and is none. `trap` is a word of `traps.toml`."""

    trap: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """One row of the register, how its pages are made and what is planted on them."""

    code: str
    name: str
    host: str
    shape: str
    base: str = ""
    """Path below which the site lives on a shared host, such as `/fgw`."""
    portal: bool = False
    level: str = ""
    place: str = ""
    charset: str = ""
    footer: str = "html"
    published: str = ""
    result: str = ""
    state: str = "running"
    offline_from: date | None = None
    offline_to: date | None = None
    offline_approval: str | None = None
    without: tuple[str, ...] = ()
    stale: tuple[StaleColumn, ...] = ()
    blank: tuple[str, ...] = ()
    dead_links: tuple[DeadLink, ...] = ()
    missing_marks: tuple[str, ...] = ()
    surveys_without_result: str = ""
    empty_letterbox: str = ""
    missing_columns: tuple[str, ...] = ()
    unreported_columns: tuple[str, ...] = ()
    late_relay: str = ""
    """`stale` or `weekends`: how the column for re-posted messages lags."""
    duplicates: tuple[str, ...] = ()
    external_links: tuple[str, ...] = ()
    frozen: date | None = None
    """The day on which the site's own publishing ended."""
    unreachable: str = ""
    slow_seconds: float = 0.0
    unanswered_letters: str = ""
    unplanted: str = ""
    """What the circular published that no page can show (said in the truth, never expected)."""
    decoys: tuple[Decoy, ...] = ()
    size: tuple[int, int] | None = None
    """(columns, list pages a column) of a generated site; None where the catalogue says it."""

    @property
    def url(self) -> str:
        """Address of the home page."""
        return f"http://{self.host}{self.base}/"


@dataclass(frozen=True, slots=True)
class CityPlan:
    """A city: its sites, the day it is judged on, the edition, and the source that its faults are taken from."""

    name: str
    title: str
    region: str
    as_of: date
    edition: str
    source: str
    sites: tuple[SitePlan, ...]
    hosts: dict[str, str] = field(default_factory=dict)
    """Hosts outside the city -> how they answer (a word of `outside.py`)."""
    area_code: str = "0716"
    """Telephone area code of the city."""
    required: tuple[str, ...] = ()
    """Columns that every site of the city must carry."""
    relay_column: str = ""
    """Name of the column for re-posted messages, where every site of the city has one."""


_PARTS: dict[str, type] = {"stale": StaleColumn, "dead_links": DeadLink, "decoys": Decoy}


def read_city(name: str) -> CityPlan:
    """Read and check the plan of a city. Raises PlanError with the place of what is wrong."""
    path = DATA / "cities" / name / "plan.toml"
    if not path.is_file():
        raise PlanError(f"no such city: {name} (known: {', '.join(city_names())})")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    sites = tuple(_site(name, row) for row in raw.pop("sites"))
    codes = [site.code for site in sites]
    if len(set(codes)) != len(codes):
        raise PlanError(f"{name}: a site code stands twice")
    city = _checked(name, CityPlan, raw["city"])
    hosts = outside_hosts() | raw.get("hosts", {})
    return CityPlan(name=name, sites=sites, hosts=hosts, **city)


@cache
def outside_hosts() -> dict[str, str]:
    """Hosts outside every city -> how they answer (`outside.toml`)."""
    hosts: dict[str, str] = tomllib.loads((DATA / "outside.toml").read_text(encoding="utf-8"))["hosts"]
    return hosts


@cache
def city_names() -> tuple[str, ...]:
    """The cities that ship with the project."""
    return tuple(sorted(entry.name for entry in (DATA / "cities").iterdir() if (entry / "plan.toml").is_file()))


def _site(city: str, row: dict[str, Any]) -> SitePlan:
    where = f"{city}: {row.get('code', '?')}"
    values = _checked(where, SitePlan, row)
    for key, part in _PARTS.items():
        values[key] = tuple(part(**_checked(f"{where} {key}", part, entry)) for entry in row.get(key, ()))
    return SitePlan(**values)


def _checked(where: str, record: type, row: dict[str, Any]) -> dict[str, Any]:
    unknown = set(row) - {entry.name for entry in fields(record)}
    if unknown:
        raise PlanError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
