"""Monitors (Spidermon) of a finished run: one that is not to be believed says so, and its results are held for a person.

A suite a spider, with the limits of its kind of site (`monitors.toml`). They look at the stored facts of the whole
inspection, so that a run spread over many workers is measured like one of a single process.
"""

import logging
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from spidermon import Monitor, MonitorSuite, monitors
from spidermon.runners import MonitorRunner
from sqlalchemy import Connection, select

from govcrawl.model.inspection import OWN_LINE
from govcrawl.model.vocabulary import SiteKind
from govcrawl.store.inspections import inspection_status, stored_inspection
from govcrawl.store.reviews import hold_results
from govcrawl.store.run_figures import RunFigures, run_figures
from govcrawl.store.tables import holds

logger = logging.getLogger(__name__)


class RunMonitor(Monitor):  # type: ignore[misc]  # Spidermon has no types
    """Compares shares with the limits of `monitors.toml`."""

    def at_least(self, part: int, whole: int, limit: str) -> None:
        least = self.data.limits[limit]
        if whole and part / whole < least:
            self.fail(f"{part}/{whole}，低于{least:.0%}")

    def at_most(self, part: int, whole: int, limit: str) -> None:
        most = self.data.limits[limit]
        if whole and part / whole > most:
            self.fail(f"{part}/{whole}，高于{most:.0%}")


@monitors.name("网站可访问比例")
class SitesReached(RunMonitor):
    """Home pages that nobody could open all at once are our own line before they are the sites'."""

    def test_reached(self) -> None:
        figures: RunFigures = self.data.figures
        self.at_least(figures.reached, figures.sites, "least_reached")


@monitors.name(OWN_LINE)
class OwnLine(RunMonitor):
    """Hosts do not fall silent all at once, nor show one page all of them: whoever stands between does."""

    def test_silent(self) -> None:
        figures: RunFigures = self.data.figures
        if figures.silent >= self.data.limits["least_sites"]:
            self.at_most(figures.silent, figures.sites, "most_silent")

    def test_alike(self) -> None:
        figures: RunFigures = self.data.figures
        if figures.alike >= self.data.limits["least_sites"]:
            self.at_most(figures.alike, figures.sites, "most_alike")


@monitors.name("未能判定比例")
class Undetermined(RunMonitor):
    """Verdicts left open."""

    def test_undetermined(self) -> None:
        figures: RunFigures = self.data.figures
        self.at_most(figures.undetermined, figures.judged, "most_undetermined")


@monitors.name("栏目数与上次相比")
class ColumnsAgainstHistory(RunMonitor):
    """Columns of the same sites in the inspection before: a redesign of one site is one site's, not the run's."""

    def test_columns(self) -> None:
        figures: RunFigures = self.data.figures
        self.at_least(figures.known_columns, figures.columns_before, "least_columns")


@monitors.name("字段缺失比例")
class FieldsMissing(RunMonitor):
    """Titles of pages and states of columns."""

    def test_titles(self) -> None:
        figures: RunFigures = self.data.figures
        self.at_most(figures.untitled, figures.pages, "most_untitled")

    def test_columns(self) -> None:
        figures: RunFigures = self.data.figures
        self.at_most(figures.unknown_columns, figures.columns, "most_unknown_columns")


class RunSuite(MonitorSuite):  # type: ignore[misc]
    """All that a run of one kind of site is measured by."""

    monitors = (SitesReached, OwnLine, Undetermined, ColumnsAgainstHistory, FieldsMissing)


class PortalSuite(RunSuite):
    """Of spider `portal`."""


class DepartmentSuite(RunSuite):
    """Of spider `department`."""


class CountyAndBelowSuite(RunSuite):
    """Of spider `county_and_below`."""


class PlatformSuite(RunSuite):
    """Of spider `platform`."""


SUITES: Mapping[SiteKind, type[RunSuite]] = {
    SiteKind.PORTAL: PortalSuite,
    SiteKind.DEPARTMENT: DepartmentSuite,
    SiteKind.COUNTY_AND_BELOW: CountyAndBelowSuite,
    SiteKind.PLATFORM: PlatformSuite,
}


@cache
def limits(kind: str) -> Mapping[str, float]:
    """The limits of a kind of site, or of the spider `reachability` or `links`."""
    data: dict[str, dict[str, float]] = tomllib.loads(
        resources.files(__package__).joinpath("monitors.toml").read_text("utf-8")
    )
    return data["default"] | data.get(kind, {})


def doubts(figures: RunFigures) -> tuple[str, ...]:
    """Why the run of one kind of site is not to be believed: monitor and what it saw. Empty where it may be."""
    chosen = limits(figures.kind)
    if figures.sites < chosen["least_sites"]:
        return ()
    return failures(SUITES[SiteKind(figures.kind)], figures, chosen)


def failures(suite: type[MonitorSuite], figures: object, chosen: Mapping[str, float]) -> tuple[str, ...]:
    """Which monitors of a suite failed, and what each saw."""
    result: Any = MonitorRunner().run(suite(), figures=figures, limits=chosen)
    return tuple(
        f"{monitor.monitor.monitor_name}：{str(monitor.error).splitlines()[-1].removeprefix('AssertionError: ')}"
        for monitor in result.monitor_results
        if monitor.error
    )


def hold_doubtful(connection: Connection, name: str) -> tuple[str, ...]:
    """Holds a finished inspection that is not to be believed; returns why. What a person released once is not held again."""
    stored = stored_inspection(connection, name)
    status = inspection_status(connection, stored.number)
    if status.waiting or status.running:
        return ()
    return hold_once(
        connection,
        name,
        [f"{figures.kind} {doubt}" for figures in run_figures(connection, stored) for doubt in doubts(figures)],
    )


def hold_once(connection: Connection, name: str, reasons: Iterable[str]) -> tuple[str, ...]:
    """Holds an inspection for reasons that it was not held for before, whatever their figures; returns those."""
    number = stored_inspection(connection, name).number
    known = connection.scalars(select(holds.c.reason).where(holds.c.inspection_id == number)).all()
    held = []
    for reason in reasons:
        if not any(old.startswith(reason.partition("：")[0]) for old in known):
            hold_results(connection, name, reason)
            held.append(reason)
    return tuple(held)
