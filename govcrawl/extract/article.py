"""An article's head: title, the day it was published and where that was read, its source.

Order of trust: a day beside a publication label, written by the page's script, or alone below the title; the address;
the PubDate tag; any other labelled day (成文日期, 生成日期); the day under the text. The tag is worth nothing where it
equals the time at which the page was generated, or is later than address or shown day by more than a day: then it tells
of a migration.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.cues import words
from govcrawl.extract.dates import Found, date_in_url, find_dates
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.row_dates import stands_alone
from govcrawl.extract.tags import GENERATED_AT, read_tags
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.items import ArticleSeen

_WORDS = load_words("article")
_LABEL = {
    kind: re.compile(
        rf"(?:{any_of(_WORDS[kind])})[^\d\u4e00-\u9fff]{{0,8}}(?:{_WORDS['between']})?[^\d\u4e00-\u9fff]{{0,4}}$"
    )
    for kind in ("published", "other", "weak")
}
_SCRIPT = re.compile(_WORDS["script_date"])
_SOURCE = re.compile(rf"^\W*(?:{any_of(_WORDS['source'])})\s*[:：]\s*([^\s|]{{2,40}})?")
_MINUTE = re.compile(r"(20\d\d)\D(\d\d?)\D(\d\d?)\D{1,3}(\d\d?):(\d\d)")
_OTHER_TAGS = 'meta[property="article:published_time"], meta[name="publishdate"], meta[itemprop="datePublished"]'
_HEAD_END = re.compile(_WORDS["head_end"])
_YEAR = re.compile(r"(?:19|20)\d\d|[一二][九〇○零]")
_TITLES = "h1, h2, .title, .bt, .tit, .arti_title, .article-title, #title"
_CONTENT_CUE = words(part.strip(" #.[]").removeprefix("id^=") for part in _WORDS["content"].split(","))
_HEADINGS = 4
"""So many headings may stand before the article's own."""
_LABEL_REACH = 24
"""Characters before a date in which its label stands."""
_BELOW_TITLE = 14
"""Text nodes below the title among which the line of date and source stands."""
_BODY_TEXT = 60
"""Characters of a text node that ends the head of an article, as a full stop does: the body has begun."""
_WEEKDAY = re.compile(r"[\s,，(（]{0,4}(?:星期|周[一二三四五六日天]|礼拜)")
_SHORTEST = 6
"""Characters of the shortest date with a year (2018-1, 二〇一八年一月)."""
_LONGEST = 2_000
"""Characters of one text node in which dates are looked for."""
_MANY = 3
"""So many labelled days of publication make a list of articles, not one."""


@dataclass(slots=True)
class _Shown:
    """Days in the visible text by what stands beside them; `last` is the last day that stands alone, `passed` one in a
    remark in brackets (（…第二十八次会议通过）). Days inside of sentences tell nothing."""

    published: list[date]
    below_title: date | None = None
    other: date | None = None
    weak: date | None = None
    last: date | None = None
    passed: date | None = None


def read_article(page: Page, as_of: date) -> ArticleSeen | None:
    """The head of an article, or None where the page shows no sign of being one."""
    tags = read_tags(page)
    title = tags.get("ArticleTitle") or _heading(page, tags.get("SiteName")) or page.title
    texts = page.visible.body
    shown = _read_shown(page, title or "", as_of)
    content = content_of(page)
    if len(shown.published) >= _MANY and not tags.get("ArticleTitle") and content is None:
        return None
    in_url = date_in_url(page.url, as_of)
    url_on = in_url.on if in_url else None
    published = shown.published[0] if shown.published else _scripted(page, as_of) or shown.below_title
    tag = _tag_value(page, tags)
    tag_on = next((found.on for found in find_dates(tag, as_of)), None)
    trusted = tag_on if _is_trusted(tag, tag_on, tags, published or url_on) else None
    under_text = (shown.last or shown.passed) if content is not None or tags.get("ArticleTitle") else None
    readings = (
        (published, "shown"),
        (url_on, "url"),
        (trusted, "tag"),
        (shown.other or shown.weak or under_text, "other"),
    )
    on, origin = next(((day, name) for day, name in readings if day), (None, None))
    if on is None and content is None and not tags.get("ArticleTitle"):
        return None
    source = tags.get("ContentSource") or _source(texts)
    length = sum(len(text) for text, _ in texts) if content is None else len(squeeze(page.visible.of(content)))
    return ArticleSeen(title, on, origin, source, url_on, tag_on, length)


@once
def content_of(page: Page) -> LexborNode | None:
    """The element that a publishing system wraps an article's text in, or None."""
    return None if page.lacks(_CONTENT_CUE) else page.tree.css_first(_WORDS["content"])


def _read_shown(page: Page, title: str, as_of: date) -> _Shown:
    texts, around_links = page.visible.body, page.around_links
    shown = _Shown([])
    below = _title_at(texts, title)
    last_below = below + _BELOW_TITLE if below >= 0 else -1
    before = ""
    for number, (text, node) in enumerate(texts):
        if (length := len(text)) >= _SHORTEST and _YEAR.search(text) and not _in_link(node, around_links):
            following = texts[number + 1][0] if number + 1 < len(texts) else ""
            for found in find_dates(text[:_LONGEST], as_of):
                if not found.yearless and not _is_of_clock(text[found.end :] or following):
                    label = (before + " " + text[: found.start])[-_LABEL_REACH:]
                    _note(shown, found, text, label, is_below=below < number <= last_below)
        if number > below >= 0 and (length >= _BODY_TEXT or text[-1] == "。"):
            last_below = min(last_below, number)
        before = text[-_LABEL_REACH:]
    return shown


def _is_of_clock(after: str) -> bool:
    """Whether a day is the page's clock, by what follows it: the day of the week."""
    return _WEEKDAY.match(after) is not None


def _note(shown: _Shown, found: Found, text: str, label: str, *, is_below: bool) -> None:
    if _LABEL["published"].search(label):
        shown.published.append(found.on)
        return
    alone = stands_alone(text, found)
    if shown.other is None and _LABEL["other"].search(label):
        shown.other = found.on
    elif shown.below_title is None and is_below and alone:
        shown.below_title = found.on
    elif shown.weak is None and _LABEL["weak"].search(label):
        shown.weak = found.on
    elif alone:
        shown.last = found.on
    elif shown.passed is None and text[0] in "(（":
        shown.passed = found.on


def _title_at(texts: list[tuple[str, LexborNode]], title: str) -> int:
    """Where the title stands in the text, the last place before the article's own line; -1 where it does not."""
    start = squeeze(title)[:12]
    if len(start) < 4:
        return -1
    places = [number for number, (text, _) in enumerate(texts) if text.startswith(start)]
    return places[0] if places else -1


def _in_link(node: LexborNode, around_links: set[int]) -> bool:
    """Whether a text belongs to a link, or to a list row that holds one (related articles)."""
    current = node.parent
    for _ in range(5):
        if current is None:
            return False
        if current.tag == "a":
            return True
        if current.tag in ("li", "dd", "dl"):
            return current.mem_id in around_links
        current = current.parent
    return False


def _heading(page: Page, site_name: str | None) -> str | None:
    """The heading that the page's title begins with, otherwise the first; a banner often has the site's name in a heading."""
    texts = (_heading_text(page, node) for node in page.tree.css(_TITLES))
    first = list(islice((text for text in texts if len(text) >= 4 and text != site_name), _HEADINGS))
    return next((text for text in first if page.title and page.title.startswith(text)), first[0] if first else None)


def _heading_text(page: Page, node: LexborNode) -> str:
    text = ""
    for part in map(squeeze, page.visible.texts(node)):
        if _HEAD_END.search(part):
            break
        text += part
    return text


def _source(texts: list[tuple[str, LexborNode]]) -> str | None:
    """What follows a source label, in its text node or in the next one."""
    for number, (text, _) in enumerate(texts):
        if len(text) < 60 and (match := _SOURCE.search(text)):
            return match[1] or (texts[number + 1][0][:40] if number + 1 < len(texts) else None)
    return None


def _scripted(page: Page, as_of: date) -> date | None:
    """A day that a script writes into the page (`var pubdata='2020年11月27日'`)."""
    if not any(word in page.scripts for word in _WORDS["script_words"]):
        return None
    days = (found.on for match in _SCRIPT.finditer(page.scripts) for found in find_dates(match[1], as_of))
    return next(days, None)


def _tag_value(page: Page, tags: Mapping[str, str]) -> str:
    """The PubDate tag as written, or what other systems call it."""
    if tags.get("PubDate"):
        return tags["PubDate"]
    node = page.tree.css_first(_OTHER_TAGS)
    return (node.attributes.get("content") or "") if node is not None else ""


def _is_trusted(tag: str, on: date | None, tags: Mapping[str, str], known: date | None) -> bool:
    """Whether the PubDate tag tells a publication, not when the page was generated or moved."""
    if on is None or (known is not None and on > known + timedelta(days=1)):
        return False
    written, generated = _MINUTE.search(tag), _MINUTE.search(tags.get(GENERATED_AT, ""))
    return written is None or generated is None or written.groups() != generated.groups()
