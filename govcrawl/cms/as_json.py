"""`PageFacts` as the JSON object of `govcrawl extract`: names and shape are public contract."""

from typing import Any

from govcrawl.model.items import ArticleSeen, PageFacts


def to_json(facts: PageFacts) -> dict[str, Any]:
    """One object a page; dates in ISO form, a fact that could not be told is null and `why` says why."""
    return {
        "url": facts.url,
        "charset": facts.charset,
        "cms": facts.cms,
        "page_kind": facts.page_kind.value,
        "why": dict(facts.why),
        "title": facts.title,
        "repaired": facts.repaired,
        "items": [
            {
                "title": item.title,
                "url": item.url,
                "printed_on": _day(item.printed_on),
                "pattern": item.pattern,
                "place": item.place,
            }
            for item in facts.items
        ],
        "newest_item_on": _day(facts.newest_item_on),
        "confirmed_empty": facts.confirmed_empty,
        "article": _article(facts.article),
        "marks": {
            mark.mark.value: {"present": mark.present, "value": mark.value, "where": mark.where} for mark in facts.marks
        },
        "tags": dict(facts.tags),
        "columns": [
            {"name": column.name, "url": column.url, "level": column.level, "kind": column.kind.value}
            for column in facts.columns
        ],
        "links": [
            {
                "url": link.url,
                "href": link.href,
                "anchor": link.anchor,
                "place": link.place.value,
                "scope": link.scope.value,
                "resource": link.resource.value,
            }
            for link in facts.links
        ],
        "messages": [
            {
                "title": message.title,
                "url": message.url,
                "asked_on": _day(message.asked_on),
                "answered_on": _day(message.answered_on),
                "answering_unit": message.answering_unit,
            }
            for message in facts.messages
        ],
        "guide": _guide(facts),
        "search": _search(facts),
        "tampering": [{"kind": sign.kind, "detail": sign.detail} for sign in facts.tampering],
        "content": [{"kind": seen.kind, "detail": seen.detail, "severity": seen.severity} for seen in facts.content],
        "needs": [{"kind": need.kind, "url": need.url, "reason": need.reason} for need in facts.needs],
    }


def _day(on: object) -> str | None:
    return str(on) if on else None


def _article(article: ArticleSeen | None) -> dict[str, Any] | None:
    if article is None:
        return None
    return {
        "title": article.title,
        "printed_on": _day(article.printed_on),
        "from": article.origin,
        "source": article.source,
    }


def _guide(facts: PageFacts) -> dict[str, Any] | None:
    if facts.guide is None:
        return None
    return {
        "elements_present": list(facts.guide.elements_present),
        "elements_missing": list(facts.guide.elements_missing),
    }


def _search(facts: PageFacts) -> dict[str, str] | None:
    if facts.search is None:
        return None
    return {"action": facts.search.action, "method": facts.search.method, "field": facts.search.field}
