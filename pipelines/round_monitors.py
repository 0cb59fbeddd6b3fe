"""Monitors (Spidermon) of the two spiders that come back: a round of probes, and a run that asks links again."""

from datetime import datetime

from spidermon import MonitorSuite, monitors
from sqlalchemy import Connection

from govcrawl.store.inspections import stored_inspection
from govcrawl.store.run_figures import LinkFigures, RoundFigures, link_figures
from pipelines.monitors import RunMonitor, failures, hold_once, limits


@monitors.name("探测覆盖比例")
class RoundWhole(RunMonitor):
    """Sites that were to be asked and were not."""

    def test_probed(self) -> None:
        figures: RoundFigures = self.data.figures
        self.at_least(figures.probed, figures.planned, "least_probed")


@monitors.name("探测自身故障比例")
class RoundOwnTrouble(RunMonitor):
    """They count against nobody, but so many of them are no measurement."""

    def test_ours(self) -> None:
        figures: RoundFigures = self.data.figures
        self.at_most(figures.ours, figures.probed, "most_ours")


@monitors.name("首页打开比例与前一日相比")
class RoundAgainstHistory(RunMonitor):
    """Home pages of a whole city do not fall silent from one hour to the next."""

    def test_reached(self) -> None:
        figures: RoundFigures = self.data.figures
        share_before = figures.reached_before / figures.probed_before if figures.probed_before else 0.0
        self.at_least(figures.reached, round(share_before * figures.probed), "least_of_before")


class ReachabilitySuite(MonitorSuite):  # type: ignore[misc]
    """Of spider `reachability`."""

    monitors = (RoundWhole, RoundOwnTrouble, RoundAgainstHistory)


@monitors.name("复查自身故障比例")
class LinksOwnTrouble(RunMonitor):
    """Checks that broke on our side."""

    def test_ours(self) -> None:
        figures: LinkFigures = self.data.figures
        self.at_most(figures.ours, figures.checked, "most_ours")


@monitors.name("复查无结论比例")
class LinksUnknown(RunMonitor):
    """Links of which another day told nothing."""

    def test_unknown(self) -> None:
        figures: LinkFigures = self.data.figures
        self.at_most(figures.unknown, figures.checked, "most_unknown")


class LinksSuite(MonitorSuite):  # type: ignore[misc]
    """Of spider `links`."""

    monitors = (LinksOwnTrouble, LinksUnknown)


def round_doubts(figures: RoundFigures) -> tuple[str, ...]:
    """Why a round of probes is not to be believed; empty where it may be."""
    chosen = limits("reachability")
    return failures(ReachabilitySuite, figures, chosen) if figures.planned >= chosen["least_sites"] else ()


def link_doubts(figures: LinkFigures) -> tuple[str, ...]:
    """Why a run of links asked again is not to be believed; empty where it may be."""
    chosen = limits("links")
    return failures(LinksSuite, figures, chosen) if figures.checked >= chosen["least_links"] else ()


def hold_doubtful_round(connection: Connection, name: str, figures: RoundFigures) -> tuple[str, ...]:
    """Holds an inspection whose probes are not to be believed; returns why."""
    return hold_once(connection, name, [f"reachability {doubt}" for doubt in round_doubts(figures)])


def hold_doubtful_links(connection: Connection, name: str, since: datetime) -> tuple[str, ...]:
    """Holds an inspection whose links were asked again since then, not to be believed; returns why."""
    figures = link_figures(connection, stored_inspection(connection, name).number, since)
    return hold_once(connection, name, [f"links {doubt}" for doubt in link_doubts(figures)])
