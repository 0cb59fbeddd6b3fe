"""What was planted in a city, told from the pages as they were built: problems, decoys, published verdicts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from govcrawl.demo.column_truth import ColumnTruth, tell_columns
from govcrawl.demo.plan import CityPlan, Decoy
from govcrawl.demo.planting import OUTSIDE_LINK, unanswered
from govcrawl.model.vocabulary import Problem, Verdict

if TYPE_CHECKING:
    from govcrawl.demo.drawing import SiteDrawing

_VERDICTS = {"合格": Verdict.QUALIFIED, "不合格": Verdict.UNQUALIFIED}
_MARK_PROBLEMS = {
    "party_government_mark": Problem.MISSING_PARTY_GOVERNMENT_MARK,
    "error_report_entry": Problem.MISSING_ERROR_REPORT_ENTRY,
    "site_id_code": Problem.MISSING_SITE_ID_CODE,
    "icp_filing": Problem.MISSING_ICP_FILING,
    "police_filing": Problem.MISSING_POLICE_FILING,
    "host_unit": Problem.MISSING_HOST_UNIT,
    "contact": Problem.MISSING_CONTACT,
    "site_map": Problem.MISSING_SITE_MAP,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault of one site. `url` is where it stands or leads to; `subject` is the column, anchor or mark."""

    site_id_code: str
    problem: Problem
    subject: str
    url: str
    parent_url: str = ""
    newest_item_on: date | None = None
    published: str = ""
    by_probes: bool = False
    """Whether only probes over days can confirm it: one crawl must not accuse."""


@dataclass(frozen=True, slots=True)
class DecoySet:
    """One look-alike that must not be reported; `subject` and `url` name the column where it stands on one."""

    site_id_code: str
    trap: str
    subject: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """All that was planted in a city."""

    city: str
    as_of: date
    edition: str
    problems: tuple[Planted, ...]
    columns: tuple[ColumnTruth, ...]
    decoys: tuple[DecoySet, ...]
    verdicts: dict[str, Verdict]
    """Site code -> the published result; sites that were not judged are missing."""
    unplanted: dict[str, str]
    """Site code -> what was published that no page can show."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a JSON file; days as ISO text."""
        plain = asdict(self)
        for row in (*plain["problems"], *plain["columns"]):
            row["newest_item_on"] = row["newest_item_on"].isoformat() if row["newest_item_on"] else None
        return plain | {"as_of": self.as_of.isoformat()}


def tell_truth(city: CityPlan, drawings: list[SiteDrawing]) -> Truth:
    """The truth of a city whose sites are built."""
    problems = [planted for drawing in drawings for planted in _problems(drawing)]
    decoys = [_decoy(drawing, decoy) for drawing in drawings for decoy in drawing.site.plan.decoys]
    return Truth(
        city=city.name,
        as_of=city.as_of,
        edition=city.edition,
        problems=tuple(problems),
        columns=tuple(column for drawing in drawings for column in tell_columns(drawing)),
        decoys=tuple(decoys),
        verdicts={site.code: _VERDICTS[site.result] for site in city.sites if site.result in _VERDICTS},
        unplanted={site.code: site.unplanted for site in city.sites if site.unplanted},
    )


def _problems(drawing: SiteDrawing) -> list[Planted]:
    plan = drawing.site.plan
    found: list[Planted] = []

    def add(problem: Problem, subject: str, url: str, **more: Any) -> None:
        found.append(Planted(plan.code, problem, subject, url, published=plan.published, **more))

    for stale in plan.stale:
        add(Problem.STALE_COLUMN, stale.column, _column_url(drawing, stale.column), newest_item_on=stale.newest)
    for name in plan.blank:
        add(Problem.BLANK_COLUMN, name, _column_url(drawing, name))
    for link in plan.dead_links:
        parent = plan.url if link.on == "home" else _column_url(drawing, link.on)
        problem = {"image": Problem.BROKEN_IMAGE, "attachment": Problem.BROKEN_ATTACHMENT}.get(
            link.resource, Problem.DEAD_LINK
        )
        add(problem, link.anchor, drawing.url(link.url) if link.url.startswith("/") else link.url, parent_url=parent)
    found += _of_city_rules(drawing) + _of_content(drawing)
    if plan.frozen:
        add(Problem.HOME_NOT_UPDATED, "首页", plan.url, newest_item_on=plan.frozen)
    if plan.slow_seconds:
        add(Problem.SLOW_SITE, "首页", plan.url, by_probes=True)
    for mark in plan.missing_marks:
        add(_MARK_PROBLEMS[mark], mark, plan.url)
    if name := plan.surveys_without_result:
        column = drawing.site.column(name)
        result = drawing.url(drawing.shape.part_path(column, "result", column.number))
        add(Problem.SURVEY_WITHOUT_RESULT, name, result, parent_url=_column_url(drawing, name))
    if name := plan.empty_letterbox:
        add(Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE, name, _column_url(drawing, name))
    if name := plan.unanswered_letters:
        column = drawing.site.column(name)
        for letter in unanswered(column):
            url = drawing.url(drawing.shape.part_path(column, "letter", letter.number))
            add(Problem.UNANSWERED_MESSAGE, letter.title, url, parent_url=_column_url(drawing, name))
    return found


def _of_city_rules(drawing: SiteDrawing) -> list[Planted]:
    """What the city asks beyond the national list: required columns, their reports, re-posting."""
    plan, city = drawing.site.plan, drawing.site.city
    found = [Planted(plan.code, Problem.MISSING_REQUIRED_COLUMN, name, plan.url) for name in plan.missing_columns]
    found += [
        Planted(plan.code, Problem.REQUIRED_COLUMN_NOT_REPORTED, name, _column_url(drawing, name))
        for name in plan.unreported_columns
    ]
    if plan.late_relay:
        url = _column_url(drawing, city.relay_column)
        found.append(Planted(plan.code, Problem.LATE_RELAY, city.relay_column, url))
    return [replace(one, published=plan.published) for one in found]


def _of_content(drawing: SiteDrawing) -> list[Planted]:
    """Articles released twice, and articles that link hosts which are no government's."""
    plan, found = drawing.site.plan, []
    for name in plan.duplicates:
        second = next(article for article in drawing.site.column(name).articles if article.text_of)
        url, parent = drawing.url(drawing.shape.article_path(second)), _column_url(drawing, name)
        found.append(Planted(plan.code, Problem.DUPLICATE_RELEASE, second.title, url, parent, published=plan.published))
    for name in plan.external_links:
        parent = drawing.url(drawing.shape.article_path(drawing.site.column(name).ordered[0]))
        anchor, url = OUTSIDE_LINK
        found.append(
            Planted(plan.code, Problem.EXTERNAL_LINK_IN_ARTICLE, anchor, url, parent, published=plan.published)
        )
    return found


def _decoy(drawing: SiteDrawing, decoy: Decoy) -> DecoySet:
    url = _column_url(drawing, decoy.column) if decoy.column else ""
    return DecoySet(drawing.site.plan.code, decoy.trap, decoy.column, url)


def _column_url(drawing: SiteDrawing, name: str) -> str:
    return drawing.url(drawing.shape.column_path(drawing.site.column(name)))
