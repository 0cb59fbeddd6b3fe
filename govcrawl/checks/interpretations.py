"""解读关联: an interpretation leads to the document that it explains, and the document back to it."""

from collections.abc import Iterator
from datetime import date

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import own_columns
from govcrawl.checks.findings import breached, listed, unknown
from govcrawl.extract.related import Related
from govcrawl.extract.urls import same_page_key
from govcrawl.model.facts import PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnKind, VisitRole


def interpretation_links(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Candidates for a person: interpretations without a link to their document, documents without one back (2019
    D19-108). A document on another site owes no link back."""
    sample = _interpretations(facts)[: indicator.count("sample")]
    if not sample:
        yield unknown(indicator, "未读到政策解读稿，须人工核查", stake=indicator.points, is_open=False)
        return
    read = {same_page_key(page.url): page for page in facts.pages if page.article}
    faults = [fault for page in sample if (fault := _unlinked(page, read, indicator))]
    yield from listed(indicator, faults)


def _interpretations(facts: SiteFacts) -> list[PageRead]:
    """The interpretations that were opened, the newest first."""
    urls = {column.url for column in own_columns(facts) if column.kind is ColumnKind.POLICY_INTERPRETATION}
    found = [p for p in facts.pages if p.role is VisitRole.ARTICLE and p.article and p.column_url in urls]
    return sorted(found, key=lambda page: (_printed_on(page), page.url), reverse=True)


def _printed_on(page: PageRead) -> date:
    return (page.article.printed_on if page.article else None) or date.min


def _unlinked(page: PageRead, read: dict[str, PageRead], indicator: Indicator) -> Finding | None:
    documents = _led_to(page, Related.DOCUMENT)
    title = _title(page)
    if not documents:
        detail = f"解读稿“{title}”未见被解读文件的链接"
        return breached(indicator, None, detail, subject=title, url=page.url, is_sure=False)
    opened = [read[key] for url in documents if (key := same_page_key(url)) in read]
    if not opened or any(_led_to(document, Related.INTERPRETATION) for document in opened):
        return None
    name = _title(opened[0])
    detail = f"文件“{name}”未见解读稿的链接（解读稿：“{title}”）"
    return breached(indicator, None, detail, subject=name, url=opened[0].url, parent_url=page.url, is_sure=False)


def _title(page: PageRead) -> str:
    return (page.article.title if page.article else None) or page.title or page.url


def _led_to(page: PageRead, kind: Related) -> list[str]:
    return [one.url for one in page.article.related if one.kind == kind.value] if page.article else []
