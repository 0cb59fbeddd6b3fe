"""Surveys and interviews: how often they were held within the past year, and whether their results can be seen."""

from collections.abc import Iterator, Mapping
from datetime import date

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import newest_on, own_columns
from govcrawl.checks.findings import NOT_GATHERED, breached, listed, met, unknown
from govcrawl.checks.names import holds_any, is_channel, words
from govcrawl.extract.channels import Channel
from govcrawl.model.facts import ColumnFacts, LinkFacts, SiteFacts, SurveyFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import SurveySeen
from govcrawl.model.vocabulary import ColumnState, LinkFate, Problem, SiteKind

_UNSETTLED = frozenset({ColumnState.UNKNOWN, ColumnState.UNDATED, ColumnState.TEXT})
"""What tells no day: also a page that is itself a questionnaire or the text of a talk."""
_DEAD = frozenset({LinkFate.DEAD, LinkFate.SUSPECTED})


def activities(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """调查征集类、互动访谈类栏目: none, none held, or fewer than asked within the window (2015 D15-6, D15-7)."""
    channel = Channel(indicator.word("channel"))
    columns = [column for column in own_columns(facts) if is_channel(column, channel)]
    if not columns:
        detail = f"未发现{indicator.title}"
        yield breached(indicator, Problem.MISSING_REQUIRED_COLUMN, detail, subject=indicator.title, is_sure=False)
        return
    since = indicator.window("window").since(facts.as_of)
    held = {item.url for column in columns for item in column.recent if _is_inside(item.printed_on, since, facts.as_of)}
    least = indicator.count("least_portal" if facts.site.kind is SiteKind.PORTAL else "least_other")
    unsettled = [column.name for column in columns if column.state in _UNSETTLED]
    if len(held) >= least:
        yield met(indicator, f"{indicator.window('window')}内开展{len(held)}次")
    elif unsettled:
        looks = f"已知开展{len(held)}次，另有栏目未能判定：{'、'.join(unsettled)}"
        yield unknown(indicator, looks, stake=indicator.points if not held else indicator.number("points_few"))
    elif not held:
        yield _none_held(columns, facts.as_of, indicator)
    else:
        detail = f"“{columns[0].name}”{indicator.window('window')}内仅开展{len(held)}次，少于{least}次"
        points = indicator.number("points_few")
        yield breached(
            indicator,
            Problem.TOO_FEW_UPDATES,
            detail,
            subject=columns[0].name,
            url=columns[0].url,
            points=points,
            is_sure=all(column.dated_items == column.items for column in columns),
        )


def survey_results(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Ended surveys whose result cannot be seen, once a column (荆州 2018: 政务咨询类栏目无法查看结果)."""
    due = indicator.window("result_within").since(facts.as_of)
    dead = {link.url: link for link in facts.links if _is_dead_result(link)}
    without: dict[str, list[SurveyFacts]] = {}
    for one in facts.surveys:
        if one.survey.result_url in dead or _ended_without_result(one.survey, due):
            without.setdefault(one.column_url, []).append(one)
    told = {one.survey.result_url for one in facts.surveys}
    others = (link for link in dead.values() if link.url not in told and link.parent_url not in without)
    faults = [_without_result(surveys, dead, indicator) for surveys in without.values()]
    faults += [_dead_result(link, indicator) for link in others]
    if not faults and "surveys" not in facts.gathered:
        yield unknown(indicator, f"{NOT_GATHERED}（surveys）", is_open=False)
    else:
        yield from listed(indicator, faults)


def _ended_without_result(survey: SurveySeen, due: date) -> bool:
    """Said to have no result, and ended long enough ago; where no end is told, the words of the page must do."""
    is_due = survey.ends_on < due if survey.ends_on else survey.ended is not False
    return survey.has_result is False and is_due


def _without_result(surveys: list[SurveyFacts], dead: Mapping[str, LinkFacts], indicator: Indicator) -> Finding:
    first = surveys[0]
    links = [dead[url] for one in surveys if (url := one.survey.result_url) in dead and url]
    return breached(
        indicator,
        Problem.SURVEY_WITHOUT_RESULT,
        f"“{first.column_name}”{len(surveys)}次调查征集无法查看结果（如“{first.survey.title}”）",
        subject=first.column_name,
        url=first.column_url,
        is_sure=any(_is_surely_dead(link) for link in links) or any(_is_known_to_lack(one.survey) for one in surveys),
    )


def _is_known_to_lack(survey: SurveySeen) -> bool:
    return survey.has_result is False and bool(survey.ends_on or survey.ended)


def _is_surely_dead(link: LinkFacts) -> bool:
    return link.confirmed and link.fate is LinkFate.DEAD


def _is_dead_result(link: LinkFacts) -> bool:
    return link.fate in _DEAD and holds_any(link.anchor, words("results"))


def _dead_result(link: LinkFacts, indicator: Indicator) -> Finding:
    return breached(
        indicator,
        Problem.SURVEY_WITHOUT_RESULT,
        f"“{link.anchor}”无法打开，不能查看结果",
        subject=link.anchor,
        url=link.url,
        parent_url=link.parent_url,
        is_sure=_is_surely_dead(link),
    )


def _none_held(columns: list[ColumnFacts], as_of: date, indicator: Indicator) -> Finding:
    """Nothing within the window: blank where there never was anything, else not updated."""
    last = max(columns, key=lambda column: (newest_on(column, as_of) or date.min, column.url))
    newest = newest_on(last, as_of)
    problem = Problem.STALE_COLUMN if newest else Problem.BLANK_COLUMN
    state = f"最新一次为{newest}" if newest else "栏目为空白"
    detail = f"“{last.name}”{indicator.window('window')}内未开展活动（{state}）"
    return breached(indicator, problem, detail, subject=last.name, url=last.url)


def _is_inside(day: date | None, since: date, as_of: date) -> bool:
    return day is not None and since <= day <= as_of
