"""Pages answered with 200 that are no content: told by what they say, or by equality with a control page.

A control page is the answer to an address that cannot exist (a random sibling of the same folder and extension). What
equals it is not there; nothing is concluded from mere likeness, and nothing from a page that has no text of its own.
"""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import load_words

_DATA = load_words("soft_404")
_LIMITS = _DATA["limits"]
_SITE_NAME = re.compile(r"\s*(?:[-_|—–·>]|--)\s*")
_ALERT = re.compile(r"\balert\(\s*([\"'])(.{2,60}?)\1\s*\)")
_LEAVES = re.compile(r"history\.(?:back|go)|location(?:\.href)?\s*=|location\.replace|window\.close")
_VARIABLE = re.compile(r"\d+|[0-9a-f]{8,}")
_VARIABLE_IN_TITLE = re.compile(r"\d{1,2}(?::\d{2}){1,2}|(?=[a-f]*\d)[0-9a-f]{8,}|\d{6,}")
"""Hours and numbers of a question; the year or number by which a column is named is all that tells it from its neighbours."""
_MEDIA = "img[src],iframe[src],embed[src],video[src],source[src],object[data]"
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "select", "textarea"})


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    whole: re.Pattern[str]
    anywhere: re.Pattern[str] | None


def _sign(kind: str, sentences: list[str], anywhere: list[str]) -> _Sign:
    whole = "|".join(f"(?:{sentence})" for sentence in sentences)
    return _Sign(
        kind,
        re.compile(f"{_DATA['before']}(?:{whole}){_DATA['after']}", re.IGNORECASE),
        re.compile("|".join(anywhere), re.IGNORECASE | re.DOTALL) if anywhere else None,
    )


_SIGNS = tuple(_sign(row["kind"], row["sentences"], row.get("anywhere", [])) for row in _DATA["sign"])


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a page stays the same when it is asked again: the asked address is left out, and digits, but for a title's own.

    `blocks` are digests of the text blocks outside links and of media addresses, `links` of the links' texts; `text_length`
    counts characters outside links.
    """

    url: str
    title: str
    blocks: frozenset[str]
    links: frozenset[str]
    text_length: int


def looks_like_error_page(page: Page) -> str | None:
    """What the page says of itself, as "kind: sentence" (kinds of soft_404.toml), or None where it is a page. Never raises."""
    said = _alerted(page) or _titled(page)
    if said:
        return said
    if page.tree.body is None or _has_many_links(page):
        return None
    blocks = _blocks(page, at_most=_LIMITS["text"])
    if blocks is None:
        return None
    length = sum(map(len, blocks))
    for block in blocks:
        if said := _sentence(block):
            return said
    text = " ".join(blocks)
    if length <= _LIMITS["bare"] and (said := _sentence(text, limit=_LIMITS["bare"])):
        return said
    return _anywhere(text)


def fingerprint(page: Page) -> Fingerprint:
    """The page reduced to what `matches` compares."""
    parts = _address_parts(page.url)
    blocks = _blocks(page) or []
    media = [f"media:{node.attributes.get('src') or node.attributes.get('data')}" for node in page.tree.css(_MEDIA)]
    return Fingerprint(
        url=page.url,
        title=_steady(page.title or "", parts, _VARIABLE_IN_TITLE),
        blocks=frozenset(_digest(_steady(text, parts)) for text in (*blocks, *media)),
        links=frozenset(_digest(_steady(anchor.text, parts)) for anchor in page.anchors),
        text_length=sum(map(len, blocks)),
    )


def matches(control: Fingerprint, page: Fingerprint) -> bool:
    """Whether a page is the very page that answered the control address (or the home page, given as `control`).

    Titles and text outside links must be equal, links nearly so (they may rotate). A page without text and links (a
    script shell that every address of a single-page site answers with) never matches. The caller leaves out pages whose
    own address is the control's or the home page's.
    """
    if control.title != page.title or control.blocks != page.blocks:
        return False
    if not control.text_length and not control.links:
        return False
    union = len(control.links | page.links)
    return not union or len(control.links & page.links) >= 0.9 * union


def _has_many_links(page: Page) -> bool:
    return len(page.tree.css("a[href]")) > int(_LIMITS["links"])


def _alerted(page: Page) -> str | None:
    """A page that only says a sentence in a dialog and leaves: alert('文章不存在'); history.back()."""
    if len(page.text) > 4096 or "alert" not in page.text or not _LEAVES.search(page.text):
        return None
    return next((said for match in _ALERT.finditer(page.text) if (said := _sentence(squeeze(match[2])))), None)


def _titled(page: Page) -> str | None:
    """A title that is an error sentence, alone or beside the site's name, on a page with little text."""
    if not page.title or _has_many_links(page):
        return None
    for part in (page.title, *_SITE_NAME.split(page.title)):
        said = _sentence(part)
        if said and _blocks(page, at_most=2 * _LIMITS["text"]) is not None:
            return said
    return None


def _sentence(text: str, limit: int | None = None) -> str | None:
    if not 3 <= len(text) <= (limit or _LIMITS["block"]):
        return None
    return next((f"{sign.kind}: {text}" for sign in _SIGNS if sign.whole.fullmatch(text)), None)


def _anywhere(text: str) -> str | None:
    for sign in _SIGNS:
        if sign.anywhere is not None and (match := sign.anywhere.search(text)):
            return f"{sign.kind}: {squeeze(match[0])[:80]}"
    return None


def _blocks(page: Page, at_most: int | None = None) -> list[str] | None:
    """The text of the page outside links and scripts, one piece a block; None where it exceeds `at_most` characters."""
    body = page.tree.body
    if body is None:
        return []
    length = 0
    pieces: dict[int, list[str]] = {}
    for node in body.traverse(include_text=True):
        parent = node.parent
        if not node.is_text_node or parent is None or parent.tag in _SILENT or _in_link(parent):
            continue
        text = squeeze(node.text_content or "")
        length += len(text)
        if at_most is not None and length > at_most:
            return None
        if text:
            pieces.setdefault(_block_of(parent).mem_id, []).append(text)
    return [" ".join(texts) for texts in pieces.values()]


_DEEPEST = 30
"""Inline elements around a text that are passed."""
_INLINE = frozenset({"b", "strong", "i", "em", "font", "span", "u", "small", "big", "code", "label"})


def _block_of(node: LexborNode) -> LexborNode:
    for _ in range(_DEEPEST):
        if node.tag not in _INLINE or node.parent is None:
            break
        node = node.parent
    return node


def _in_link(node: LexborNode) -> bool:
    for _ in range(4):
        if node.tag == "a":
            return True
        if node.parent is None:
            return False
        node = node.parent
    return False


def _address_parts(url: str) -> tuple[str, ...]:
    """The pieces of an address that an error page may quote, longest first."""
    try:
        split = urlsplit(url)
    except ValueError:
        return (url,)
    whole = split.path + (f"?{split.query}" if split.query else "")
    pieces = {url, unquote(url), whole, unquote(whole), split.path, unquote(split.path), split.path.rpartition("/")[2]}
    return tuple(sorted((piece for piece in pieces if len(piece) > 3), key=len, reverse=True))


def _steady(text: str, parts: tuple[str, ...], variable: re.Pattern[str] = _VARIABLE) -> str:
    for part in parts:
        text = text.replace(part, "")
    return variable.sub("", text)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
