"""The hour and minute of publication, as printed beside a day that is known already."""

import re
from dataclasses import replace
from datetime import date, time

from govcrawl.extract.page import Page
from govcrawl.extract.tags import GENERATED_AT, read_tags
from govcrawl.extract.text import narrow
from govcrawl.model.items import ArticleSeen

_BESIDE = (
    r"(?<!\d){year}\D{{1,2}}0?{month}\D{{1,2}}0?{day}日?\D{{0,3}}(?P<hour>[01]?\d|2[0-3])\s?[:时]\s?(?P<minute>[0-5]\d)"
)


def with_clock(page: Page, article: ArticleSeen | None) -> ArticleSeen | None:
    """The article with the hour printed beside its day, where the page tells one."""
    if article is None or article.printed_on is None:
        return article
    return replace(article, clock=read_clock(page, article.printed_on))


def read_clock(page: Page, on: date) -> str | None:
    """`HH:MM` beside the day `on` in the visible text, else in the PubDate tag; None where neither tells an hour.

    Midnight is what systems print that know no hour; a tag that repeats when the page was generated tells nothing.
    """
    tags = read_tags(page)
    tag, generated = tags.get("PubDate", ""), tags.get(GENERATED_AT, "")
    beside = re.compile(_BESIDE.format(year=on.year, month=on.month, day=on.day))
    for text in (*(text for text, _ in page.visible.body), "" if generated and tag[:16] == generated[:16] else tag):
        plain = narrow(text)
        match = beside.search(plain) if str(on.year) in plain else None
        if match and (found := time(int(match["hour"]), int(match["minute"]))) != time.min:
            return f"{found:%H:%M}"
    return None
