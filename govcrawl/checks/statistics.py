"""Figures of a site's own work: 办事统计 and 受理反馈情况统计, and the services shown in one place (事项公开)."""

from collections.abc import Iterator
from datetime import date

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import newest_on, offered_columns
from govcrawl.checks.findings import NEEDS_PERSON, breached, met, unknown
from govcrawl.checks.names import holds_any, words
from govcrawl.extract.statistics import Counted, is_statistics_column
from govcrawl.model.facts import ColumnFacts, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnKind, Problem, Resource


def service_statistics(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """办事统计: published, and how old the newest figures are (2019 D19-203). They may stand on a platform of the whole
    province, so whatever is missing here is a candidate for a person."""
    columns = statistics_columns(facts, Counted.SERVICE)
    newest = newest_figures(facts, Counted.SERVICE)
    if newest is None and (columns or has_figures(facts, Counted.SERVICE)):
        yield unknown(indicator, f"{NEEDS_PERSON}：有办事统计数据，但未注明日期", stake=indicator.points, is_open=False)
    elif newest is None and (platform := platform_of(facts)):
        detail = f"{NEEDS_PERSON}：本站未见办事统计数据，须到“{platform}”查看"
        yield unknown(indicator, detail, stake=indicator.points, is_open=False)
    elif newest is None:
        yield breached(indicator, None, "未见公开的办事统计数据", subject="办事统计", is_sure=False)
    elif newest >= indicator.window("window").since(facts.as_of):
        yield met(indicator, f"办事统计数据最新为{newest}")
    else:
        is_long = newest < indicator.window("long_window").since(facts.as_of)
        points = indicator.points if is_long else indicator.number("points_stale")
        url = columns[0].url if columns else facts.site.url
        detail = f"办事统计数据更新不及时（最新为{newest}）"
        yield breached(
            indicator, Problem.STALE_COLUMN, detail, subject="办事统计", url=url, points=points, is_sure=False
        )


def letter_statistics(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """受理反馈情况统计 of public letters, as the list of letters asks for it (2019 D19-303)."""
    newest = newest_figures(facts, Counted.LETTERS)
    if newest is None and not has_figures(facts, Counted.LETTERS) and not statistics_columns(facts, Counted.LETTERS):
        points = indicator.number("points_statistics")
        detail = "未见留言受理反馈情况统计数据"
        yield breached(indicator, None, detail, subject="留言统计", points=points, is_sure=False)
    elif newest and newest < indicator.window("window").since(facts.as_of):
        detail = f"{NEEDS_PERSON}：留言受理反馈统计数据最新为{newest}，是否仍在更新"
        yield unknown(indicator, detail, subject="留言统计", is_open=False)


def items_published(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """事项公开: services in one place and in classes (个人, 法人, 部门, 主题), here or on the platform that the site leads
    to (2019 D19-201)."""
    columns = [column for column in offered_columns(facts) if _is_service(column)]
    names = {name for name in _names(facts) if holds_any(name, indicator.words("classes"))}
    platform = platform_of(facts)
    if not columns and not platform:
        yield breached(indicator, None, "未见集中展示办事服务事项的栏目或平台", subject="办事服务事项", is_sure=False)
    elif len(names) >= indicator.count("least_classes"):
        yield met(indicator, f"办事服务事项分类展示：{'、'.join(sorted(names)[:6])}")
    elif platform:
        detail = f"{NEEDS_PERSON}：办事服务事项须到“{platform}”查看是否分类展示"
        yield unknown(indicator, detail, stake=indicator.points, is_open=False)
    else:
        first = columns[0]
        detail = f"“{first.name}”未见分类展示办事服务事项"
        yield breached(indicator, None, detail, subject=first.name, url=first.url, is_sure=False)


def statistics_columns(facts: SiteFacts, kind: Counted) -> list[ColumnFacts]:
    """The columns that publish such figures."""
    return [column for column in offered_columns(facts) if is_statistics_column(column.name, kind)]


def has_figures(facts: SiteFacts, kind: Counted) -> bool:
    """Whether a page shows such figures."""
    return any(seen.kind == kind.value for page in facts.pages for seen in page.statistics)


def newest_figures(facts: SiteFacts, kind: Counted) -> date | None:
    """The day of the newest such figures: of a column of theirs, or as printed beside them."""
    days = [newest_on(column, facts.as_of) for column in statistics_columns(facts, kind)]
    days += [seen.as_of for page in facts.pages for seen in page.statistics if seen.kind == kind.value]
    return max((day for day in days if day and day <= facts.as_of), default=None)


def platform_of(facts: SiteFacts) -> str:
    """The name under which the site leads to a platform of services; "" where it does not."""
    named = (link.anchor for link in facts.links if link.resource is Resource.PAGE)
    columns = (column.name for column in facts.columns)
    return next((name for name in (*named, *columns) if holds_any(name, words("platforms"))), "")


def _is_service(column: ColumnFacts) -> bool:
    return column.kind is ColumnKind.SERVICE or holds_any(column.name, words("services"))


def _names(facts: SiteFacts) -> Iterator[str]:
    yield from (column.name for column in facts.columns)
    yield from (link.anchor for link in facts.links if link.resource is Resource.PAGE)
