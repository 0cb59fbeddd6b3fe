"""Content: signs of tampering and doubtful text, dates that look forged, articles released twice. All are
candidates for a person."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import own_columns
from govcrawl.checks.findings import NEEDS_PERSON, breached, listed, unknown
from govcrawl.checks.history import dates_against_history
from govcrawl.checks.rules import read_toml
from govcrawl.checks.texts import doubtful_text
from govcrawl.extract.duplicates import near_titles
from govcrawl.model.facts import ColumnFacts, PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.items import ItemSeen, TamperingSeen
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem


def tampering(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Pages that strangers changed, garbled or doubtful wording: once a page and problem (2015 V15-4, 2019 V19-1)."""
    faults = []
    for page in facts.pages:
        signs: dict[Problem, list[str]] = {}
        for sign in _telling(page.tampering):
            signs.setdefault(_problem_of(sign), []).append(sign.detail)
        for problem, details in signs.items():
            where = page.title or page.url
            detail = f"“{where}”：{'；'.join(dict.fromkeys(details))}"
            kind = IndicatorKind.FINDING if problem is Problem.GARBLED_TEXT else indicator.kind
            faults.append(breached(indicator, problem, detail, subject=where, url=page.url, kind=kind))
    yield from listed(indicator, faults)


def grave_signs(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Candidates for 严重错误 (2015 V15-4) and 安全、泄密事故等严重问题 (2019 V19-1): tampering, doubtful text, forged dates."""
    signs = (*tampering(facts, indicator), *doubtful_text(facts, indicator), *forged_dates(facts, indicator))
    faults = [sign for sign in signs if sign.outcome is Outcome.BREACHED]
    clause = f"机器未发现线索；{NEEDS_PERSON}：{indicator.clause}"
    yield from faults or (unknown(indicator, clause, is_open=False),)


def forged_dates(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Articles that print a date well before their address was made (发稿日期造假); always for a person to weigh."""
    rules = _rules()["forged_dates"]
    dated = [page for page in facts.pages if page.article and page.article.printed_on and page.article.url_on]
    late = [page for page in dated if _days_late(page) >= rules["least_days"]]
    is_habit = len(late) > rules["most_share"] * len(dated) and len(late) > 1
    recent = [page for page in late if _age(page, facts) <= rules["recent_days"]]
    by_address = [] if is_habit else [_forged(page, indicator) for page in recent]
    yield from listed(indicator, (*by_address, *dates_against_history(facts, indicator)))


def duplicates(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """One column that lists the same title again under another address, on the same day or close to it (信息重复发布)."""
    above = {column.path[:length] for column in facts.columns for length in range(1, len(column.path))}
    lists = (column for column in own_columns(facts) if column.path not in above)  # pages above others show their items
    faults = (fault for column in lists for fault in _released_twice(column, indicator))
    yield from listed(indicator, faults)


def duplicate_candidates(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """The same where no local rule forbids it: series of notices honestly repeat their titles, so a person decides."""
    for finding in duplicates(facts, indicator):
        is_fault = finding.outcome is Outcome.BREACHED
        yield replace(finding, confidence=Confidence.SUSPECTED) if is_fault else finding


def _released_twice(column: ColumnFacts, indicator: Indicator) -> Iterator[Finding]:
    """Each row whose title an earlier row of the column has: sure on the same day, suspected within some days."""
    rules = _rules()["duplicates"]
    first: dict[str, ItemSeen] = {}
    for item in column.recent:
        title = "".join(item.title.split())
        other = first.setdefault(title, item)
        if len(title) < rules["least_title"] or other.url == item.url or not (other.printed_on and item.printed_on):
            continue
        days = abs((other.printed_on - item.printed_on).days)
        if days <= rules["suspected_within_days"]:
            yield breached(
                indicator,
                Problem.DUPLICATE_RELEASE,
                f"“{column.name}”栏目重复发布“{item.title}”（{item.printed_on}，另见{other.url}）",
                subject=item.title,
                url=item.url,
                parent_url=column.url,
                is_sure=days == 0,
            )
    yield from _nearly_twice(column, indicator)


def _nearly_twice(column: ColumnFacts, indicator: Indicator) -> Iterator[Finding]:
    """Rows whose titles differ by a slip of the pen only, on the same day or close to it: for a person."""
    dated = ((item.title, (item, item.printed_on)) for item in column.recent if item.printed_on)
    for (first, day), (second, other_day) in near_titles(dated):
        if first.url == second.url or abs((day - other_day).days) > _near_days():
            continue
        detail = f"“{column.name}”栏目“{second.title}”与“{first.title}”（{first.url}）疑为重复发布"
        yield breached(
            indicator,
            Problem.DUPLICATE_RELEASE,
            detail,
            subject=second.title,
            url=second.url,
            parent_url=column.url,
            is_sure=False,
        )


def _near_days() -> int:
    return int(_rules()["duplicates"]["suspected_within_days"])


def _telling(signs: tuple[TamperingSeen, ...]) -> tuple[TamperingSeen, ...]:
    """Signs of a page, or none where all are hints that honest pages show too."""
    hints = _rules()["hints"]["kinds"]
    return signs if any(sign.kind not in hints for sign in signs) else ()


def _problem_of(sign: TamperingSeen) -> Problem:
    return Problem(_rules()["problems"].get(sign.kind, Problem.TAMPERED_PAGE))


def _days_late(page: PageRead) -> int:
    article = page.article
    if article is None or article.url_on is None or article.printed_on is None:
        return 0
    return (article.url_on - article.printed_on).days


def _age(page: PageRead, facts: SiteFacts) -> int:
    printed_on = page.article.printed_on if page.article else None
    return (facts.as_of - (printed_on or facts.as_of)).days


def _forged(page: PageRead, indicator: Indicator) -> Finding:
    article, title = page.article, page.title or page.url
    printed, made = (article.printed_on, article.url_on) if article else (None, None)
    detail = f"“{title}”注明{printed}发布，地址生成于{made}，发稿日期存疑"
    return breached(indicator, Problem.FORGED_DATE, detail, subject=title, url=page.url)


@cache
def _rules() -> Mapping[str, Any]:
    return read_toml("content.toml")
