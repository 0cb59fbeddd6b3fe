"""Services: guides and their elements (办事指南, 服务不实用), forms to download."""

from collections.abc import Iterator
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import offered_columns
from govcrawl.checks.findings import breached, listed, met, unknown
from govcrawl.checks.names import holds_any, words
from govcrawl.model.facts import PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnKind, IndicatorKind, LinkFate, Problem, Resource, Scope

_ELSEWHERE = frozenset({Scope.SAME_OWNER, Scope.OTHER_GOV})
_NAME = 10
"""Characters of the name of an entry; a headline is longer."""
_BROKEN = frozenset({LinkFate.BROKEN_ATTACHMENT, LinkFate.DEAD, LinkFate.SUSPECTED})


def guides(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """办事指南: each element missing from a guide (2015 D15-8, 2019 D19-204); where the list prices them also vague wording
    and materials without a format."""
    pages = _guide_pages(facts)
    if "sample" in indicator.parameters:
        pages = sorted(pages, key=lambda page: page.url)[: indicator.count("sample")]
    if not pages:
        yield unknown(indicator, "未读到办事指南，须人工核查", stake=indicator.points, is_open=False)
        return
    faults = [fault for page in pages if (fault := _incomplete(page, indicator))]
    attachments = [page.title or page.url for page in pages if page.guide and page.guide.attachment_only]
    yield from listed(indicator, faults, _only_attachments(indicator, attachments))


def service_unusable(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """服务不实用: no service at all, or guides that lack most of their elements (2019 V19-6)."""
    pages = [page for page in _guide_pages(facts) if page.guide and not page.guide.attachment_only]
    if not pages:
        yield _without_guides(facts, indicator)
        return
    poor = [page for page in pages if len(_missing(page, indicator)) >= indicator.count("missing_elements")]
    limit = indicator.count("poor_guides")
    if poor and len(poor) >= min(limit, len(pages)):
        detail = f"{len(poor)}个事项的办事指南缺少{indicator.count('missing_elements')}类以上要素"
        yield breached(indicator, None, detail, is_sure=False)
    else:
        yield met(indicator)
    for page in poor:
        if fault := _incomplete(page, indicator, kind=IndicatorKind.FINDING):
            yield fault


def forms(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Forms of guides that cannot be downloaded, or that are asked for and not given (2015 D15-9, 2019 D19-206)."""
    pages = _guide_pages(facts)
    guide_urls = {page.url for page in pages}
    offers = any(holds_any(column.name, words("form_columns")) for column in offered_columns(facts))
    wanting = [fault for page in pages if (fault := _without_forms(page, indicator))]
    not_told = [_elsewhere(fault, indicator) for fault in wanting] if offers else []
    faults = [] if offers else wanting
    faults += [
        breached(
            indicator,
            Problem.BROKEN_ATTACHMENT,
            f"办事表格“{link.anchor or link.url}”无法下载",
            subject=link.anchor or link.url,
            url=link.url,
            parent_url=link.parent_url,
            is_sure=link.confirmed and link.fate is LinkFate.BROKEN_ATTACHMENT,
        )
        for link in facts.links
        if link.parent_url in guide_urls and link.resource is Resource.ATTACHMENT and link.fate in _BROKEN
    ]
    yield from listed(indicator, faults, not_told)


def _elsewhere(fault: Finding, indicator: Indicator) -> Finding:
    """A form that the guide does not give, on a site that hands out forms in a column of their own."""
    detail = f"{fault.detail}；网站另有表格下载栏目，须人工核查"
    return unknown(indicator, detail, subject=fault.subject, url=fault.url, is_open=False)


def _without_forms(page: PageRead, indicator: Indicator) -> Finding | None:
    """A guide that asks for a form and gives no way to get it."""
    if page.guide is None or page.guide.attachment_only or not page.guide.forms_missing:
        return None
    names = "、".join(f"《{name}》" for name in page.guide.forms_missing)
    detail = f"办事指南“{page.guide.title}”要求提交{names}，但未提供获取渠道"
    return breached(indicator, Problem.MISSING_FORM_DOWNLOAD, detail, subject=page.guide.title, url=page.url)


def _guide_pages(facts: SiteFacts) -> list[PageRead]:
    return [page for page in facts.pages if page.guide]


def _missing(page: PageRead, indicator: Indicator) -> list[str]:
    gone = page.guide.elements_missing if page.guide else ()
    return [element for element in indicator.words("elements") if element in gone]


def _incomplete(page: PageRead, indicator: Indicator, kind: IndicatorKind | None = None) -> Finding | None:
    if page.guide is None or page.guide.attachment_only:
        return None
    names = indicator.table("names")
    missing = [str(names.get(element, element)) for element in _missing(page, indicator)]
    vague = page.guide.vague if "points_vague" in indicator.parameters else ()
    faults = [f"缺少{'、'.join(missing)}"] if missing else []
    faults += [f"表述含糊（{'、'.join(vague)}）"] if vague else []
    is_unclear = page.guide.formats_stated is False and "points_formats" in indicator.parameters
    faults += ["材料格式要求不明确（未注明原件/复印件、纸质/电子、份数）"] if is_unclear else []
    if not faults:
        return None
    points = indicator.points * len(missing)
    points += indicator.number("points_vague") if vague else Decimal(0)
    points += indicator.number("points_formats") if is_unclear else Decimal(0)
    return breached(
        indicator,
        Problem.INCOMPLETE_SERVICE_GUIDE,
        f"办事指南“{page.guide.title}”{'，'.join(faults)}",
        subject=page.guide.title,
        url=page.url,
        points=points,
        kind=kind,
    )


def _only_attachments(indicator: Indicator, titles: list[str]) -> list[Finding]:
    if not titles:
        return []
    detail = f"办事指南仅以附件形式提供，须人工核查：{'、'.join(titles)}"
    return [unknown(indicator, detail, subject="附件形式的办事指南")]


def _entry_elsewhere(facts: SiteFacts) -> str:
    """The name under which the home page leads to services on another government host (政务服务网), or ""."""
    leads = (
        link for link in facts.links if link.on_home and link.resource is Resource.PAGE and link.scope in _ELSEWHERE
    )
    return next(
        (one.anchor for one in leads if len(one.anchor) <= _NAME and holds_any(one.anchor, words("services"))), ""
    )


def _without_guides(facts: SiteFacts, indicator: Indicator) -> Finding:
    columns = list(offered_columns(facts))
    if any(column.kind is ColumnKind.SERVICE or holds_any(column.name, words("services")) for column in columns):
        return unknown(indicator, "有办事服务栏目，但未读到办事指南，须人工核查", is_open=False)
    if entry := _entry_elsewhere(facts):
        return unknown(indicator, f"首页的“{entry}”通往其他政府网站，未读到办事指南，须人工核查", is_open=False)
    return breached(indicator, Problem.NO_SERVICE, "未发现办事服务")
