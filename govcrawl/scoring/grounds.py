"""The facts and pages that a verdict's findings rest on: the last step of unfolding it."""

from collections.abc import Iterator

from govcrawl.checks.outcomes import outcome_words
from govcrawl.model.facts import ColumnFacts, PageRead, SiteFacts
from govcrawl.model.findings import Judgement
from govcrawl.model.times import china_time
from govcrawl.model.vocabulary import Outcome


def grounds(judgement: Judgement, facts: SiteFacts) -> Iterator[str]:
    """A line for each column and each page that a breach names, in Chinese, in the order of the findings."""
    columns = {column.url: column for column in facts.columns}
    pages = {page.url: page for page in facts.pages}
    named: dict[str, None] = {}
    for finding in judgement.findings:
        if finding.outcome is Outcome.BREACHED:
            named |= dict.fromkeys(url for url in (finding.url, finding.parent_url) if url)
    for url in named:
        if column := columns.get(url):
            yield _column(column)
        if page := pages.get(url):
            yield _page(page)


def _column(column: ColumnFacts) -> str:
    newest = f"最新一条{column.newest_item_on}（{column.newest_item_url}）" if column.newest_item_on else "无日期"
    return f"栏目“{column.name}”{column.url}：{column.items}行，其中{column.dated_items}行有日期，{newest}"


def _page(page: PageRead) -> str:
    asked = f"，访问于{china_time(page.asked_at)}" if page.asked_at else ""
    digest = f"，内容摘要{page.digest[:16]}" if page.digest else ""
    return f"页面{page.url}：{outcome_words(page.outcome, page.status)}{asked}{digest}"
