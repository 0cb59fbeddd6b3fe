"""An article's head: title, the day it was published and where that was read, its source.

Order of trust: shown beside a publication label or alone under the title, the same day written by a script, the address,
the PubDate tag, any other labelled day (成文日期, 生成日期). The tag is worth nothing where it equals the time at which
the page was generated, or is later than address or shown day by more than a day: then it tells of a migration.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from selectolax.lexbor import LexborNode

from govcrawl.extract.dates import date_in_url, find_dates
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.visible import ELEMENT_END, VisibleText
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.items import ArticleSeen

_WORDS = load_words("article")
_PUBLISHED = re.compile(rf"(?:{any_of(_WORDS['published'])})[^\d\u4e00-\u9fff]{{0,8}}$")
_OTHER = re.compile(rf"(?:{any_of(_WORDS['other'])})[^\d]{{0,10}}$")
_WEAK = re.compile(rf"(?:{any_of(_WORDS['weak'])})[^\d\u4e00-\u9fff]{{0,6}}$")
_SCRIPT = re.compile(
    rf"(?:{any_of(_WORDS['script_names'])})\w*['\"]?\s*[=:]\s*['\"]([^'\"<>]{{8,30}})['\"]", re.IGNORECASE
)
_SOURCE = re.compile(rf"(?:{any_of(_WORDS['source'])})\s*[:：]\s*{ELEMENT_END}*\s*([^\s{ELEMENT_END}|]{{2,40}})")
_GENERATED = re.compile(r"页面生成时间|maketime", re.IGNORECASE)
_MINUTE = re.compile(r"(20\d\d)\D(\d\d?)\D(\d\d?)\D{1,3}(\d\d?):(\d\d)")
_BODY = "[id^=vsb_content], .v_news_content, .TRS_Editor, .trs_editor_view, .wp_articlecontent, #UCAP-CONTENT, #zoom, article"
_TITLES = "h1, h2, .title, .bt, .tit, .arti_title, .article-title, #title"
_DATE_TAGS = ("pubdate", "publishdate", "publicdate", "article:published_time")
_LABEL_REACH = 24
"""Characters before a date in which its label stands."""


@dataclass(frozen=True, slots=True)
class _Shown:
    published: date | None = None
    other: date | None = None
    source: str | None = None
    text_length: int = 0


def read_article(page: Page, as_of: date) -> ArticleSeen | None:
    """The head of an article, or None where the page shows no sign of being one."""
    tags = _tags(page)
    shown = _read_shown(page, as_of)
    in_url = date_in_url(page.url, as_of)
    tag_on = _trusted_tag(page, tags, as_of, [day for day in (shown.published, in_url.on if in_url else None) if day])
    title = tags.get("articletitle") or _heading(page) or page.title
    scripted = _scripted(page, as_of)
    readings = (
        (shown.published, "shown"),
        (scripted, "shown"),
        (in_url.on if in_url else None, "url"),
        (tag_on, "tag"),
        (shown.other, "other"),
    )
    on, origin = next(((day, name) for day, name in readings if day), (None, None))
    if on is None and "articletitle" not in tags and page.tree.css_first(_BODY) is None:
        return None
    source = tags.get("contentsource") or shown.source
    url_on = in_url.on if in_url else None
    return ArticleSeen(title, on, origin, source, url_on, _tag_day(tags, as_of), shown.text_length)


def _read_shown(page: Page, as_of: date) -> _Shown:
    """What stands in the visible text: labelled days first, then a day alone in its element below the title."""
    body = page.tree.body
    if body is None:
        return _Shown()
    text = VisibleText(page).of(body)
    published: date | None = None
    weak: date | None = None
    other: date | None = None
    for found in find_dates(text, as_of):
        if found.yearless:
            continue
        before = text[max(0, found.start - _LABEL_REACH) : found.start].replace(ELEMENT_END, " ")
        if published is None and _PUBLISHED.search(before):
            published = found.on
        elif other is None and _OTHER.search(before):
            other = found.on
        elif weak is None and _WEAK.search(before):
            weak = found.on
    source = _SOURCE.search(text)
    length = sum(not letter.isspace() for letter in text)
    return _Shown(published or weak, other, source[1] if source else None, length)


def _heading(page: Page) -> str | None:
    node = page.tree.css_first(_TITLES)
    return squeeze(node.text()) or None if node is not None else None


def _scripted(page: Page, as_of: date) -> date | None:
    """A day that a script writes into the page (`var pubdata='2020年11月27日'`)."""
    for match in _SCRIPT.finditer(page.text):
        for found in find_dates(match[1], as_of):
            return found.on
    return None


def _tags(page: Page) -> dict[str, str]:
    return {name.lower(): content for name, content in _metas(page) if content}


def _metas(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or ""
        yield name.strip(), squeeze(attributes.get("content") or "")


def _tag_day(tags: dict[str, str], as_of: date) -> date | None:
    for name in _DATE_TAGS:
        for found in find_dates(tags.get(name, ""), as_of):
            return found.on
    return None


def _trusted_tag(page: Page, tags: dict[str, str], as_of: date, known: list[date]) -> date | None:
    """The PubDate tag's day, unless it only tells when the page was generated or migrated."""
    on = _tag_day(tags, as_of)
    if on is None or any(on > day + timedelta(days=1) for day in known):
        return None
    stamp = next((_MINUTE.search(tags[name]) for name in _DATE_TAGS if name in tags), None)
    if stamp is not None and stamp.groups() in {one.groups() for one in _generated(page, tags)}:
        return None
    return on


def _generated(page: Page, tags: dict[str, str]) -> Iterator[re.Match[str]]:
    for name, content in tags.items():
        if _GENERATED.search(name + content) and (stamp := _MINUTE.search(content)):
            yield stamp


def content_of(page: Page) -> LexborNode | None:
    """The element that a publishing system wraps an article's text in, or None."""
    return page.tree.css_first(_BODY)
