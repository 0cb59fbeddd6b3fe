"""Where a page says it stands (当前位置：首页 > 政务公开 > 通知公告)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.column_names import clean_name, is_column_name, is_home, is_organ
from govcrawl.extract.cues import words
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import same_page_key
from govcrawl.extract.wordlist import any_of, load_words

_WORDS = load_words("column_names")["breadcrumb"]
_HERE = re.compile(rf"(?:[您你我]?[现在目前的所当]{{0,6}})?(?:{any_of(_WORDS['labels'])})")
_HERE_CUE = words(_WORDS["labels"])
_SHORTEST = ("位置", "您在")
"""Every label holds one of these."""
_NAMED = ", ".join(
    (*(f"[{key}*={part} i]" for key in ("class", "id") for part in _WORDS["containers"]), "[aria-label*=面包屑]")
)
_HOLDERS = frozenset("div p span td ul nav dl section li dt h3 strong em label a b i font".split())  # noqa: SIM905
_STEP = re.compile(r"[>＞›»→/|]|-{2,}")
_ARROWS = re.compile(r"(?:网站|返回|本站)?首\s?页\s*(?:[>＞›»→]+|-+[>＞])")
_LABEL = re.compile(r"位置|所在|;$")
_BLANK = ("", "#")
"""Addresses that a template left blank: one of them is the page itself, several are places never filled."""
_MAX_LEVELS = 4
"""Elements above the label in which the links are looked for."""
_MAX_LINKS = 8
_LONGEST_WAY = 60
"""Characters of a way that is written without links."""
_FEWEST_STEPS = 2
"""Steps from which it shows whether folders follow columns; slashes of the key of a folder on a host (host/xxgk/)."""


class Step(NamedTuple):
    """One step of the way. `url` is None for a name without a link."""

    name: str
    url: str | None


def column_way(page: Page) -> tuple[Step, ...]:
    """The columns on the way to a page, without the home page; () where the page does not say."""
    holder = way_holder(page)
    return tuple(_steps(page, holder)) if holder is not None else ()


def page_way(page: Page) -> tuple[str, ...]:
    """The names on the way to a page, its own last, whether it is a link there or not; () where the page does not say."""
    holder = way_holder(page) or _written_way(page)
    if holder is None:
        return ()
    texts = _STEP.split(_HERE.sub(" > ", holder.text(separator=" > ")))
    homes = {clean_name(link.text()) for link in holder.css("a[href]") if _leads_home(page, link)}
    names = dict.fromkeys(clean_name(text) for text in texts)
    return tuple(name for name in names if name not in homes and _is_step(name))


def names_by_folder(way: Sequence[Step], url: str) -> tuple[str, ...] | None:
    """The steps of a way in whose folders an address lies; None where the site's folders do not follow its columns.

    They do where each step lies in the folder of the one before (/xxgk/, /xxgk/gggs/): two steps at least tell so.
    """
    folders = [(step.name, same_page_key(step.url)) for step in way if step.url]
    keys = [key for _, key in folders]
    if len(keys) < _FEWEST_STEPS or not all(key.endswith("/") for key in keys) or keys[0].count("/") < _FEWEST_STEPS:
        return None
    if not all(inner.startswith(outer) and inner != outer for outer, inner in pairwise(keys)):
        return None
    own = same_page_key(url)
    if not own.endswith("/") or own.partition("/")[0] != keys[0].partition("/")[0]:
        return None
    return tuple(name for name, key in folders if own.startswith(key) and own != key)


def _leads_home(page: Page, link: LexborNode) -> bool:
    url = page.join(link.attributes.get("href") or "")
    return url is not None and shape_of(url) is Shape.ROOT


def _is_step(name: str) -> bool:
    return is_column_name(name) and not is_organ(name) and not _LABEL.search(name)


@once
def way_holder(page: Page) -> LexborNode | None:
    """The element that holds the links of the way: round its label, or named after one."""
    if not page.lacks(_HERE_CUE):
        for node in (node for node, tag, _ in page.elements if tag in _HOLDERS):
            own = node.text(deep=False)
            if own and any(word in own for word in _SHORTEST) and _HERE.search(own):
                return _with_links(node) if _written_way(page) is None else None
    named = next((node for node in page.tree.css(_NAMED) if 1 < len(node.css("a")) <= _MAX_LINKS), None)
    return named or _from_home(page)


def _from_home(page: Page) -> LexborNode | None:
    """The element of a way without a label: a link to the home page, arrows, and the links below it."""
    for anchor in page.anchors:
        holder = anchor.node.parent
        if holder is None or not is_home(anchor.text) or anchor.url is None or shape_of(anchor.url) is not Shape.ROOT:
            continue
        if 1 < len(holder.css("a[href]")) <= _MAX_LINKS and _ARROWS.match(squeeze(holder.text())):
            return holder
    return None


def _with_links(node: LexborNode) -> LexborNode | None:
    current: LexborNode | None = node
    for _ in range(_MAX_LEVELS):
        if current is None or current.tag in ("body", "html"):
            return None
        links = len(current.css("a[href]"))
        if links:
            return current if links <= _MAX_LINKS else None
        current = current.parent
    return None


@once
def _written_way(page: Page) -> LexborNode | None:
    """The element of a way without any link (当前位置 : 首页->政务公开->通知公告): its label, "home" and steps, nothing else."""
    if page.lacks(_HERE_CUE):
        return None
    for text, node in page.visible.body:
        if not any(word in text for word in _SHORTEST) or not _HERE.search(text):
            continue
        current = node.parent
        for _ in range(_MAX_LEVELS):
            if (
                current is None
                or current.tag in ("body", "html")
                or len(whole := squeeze(current.text())) > _LONGEST_WAY
            ):
                return None
            if "首页" in whole and _STEP.search(whole):
                return current if current.css_first("a[href]") is None else None
            current = current.parent
    return None


def _steps(page: Page, holder: LexborNode) -> Iterator[Step]:
    links = [(node.attributes.get("href") or "", clean_name(node.text())) for node in holder.css("a[href]")]
    named = [(href, name) for href, name in links if is_column_name(name)]
    is_template = sum(href.strip() in _BLANK for href, _ in named) > 1
    for href, name in named:
        url = None if is_template and href.strip() in _BLANK else page.join(href)
        yield Step(name, url.removesuffix("#") if url else None)
