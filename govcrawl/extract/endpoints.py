"""Signs that a list is not in the raw page: template rows, empty containers that a script fills, a count of zero."""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.blocks import FOOTER_LINE
from govcrawl.extract.cues import words
from govcrawl.extract.label_row import has_labels_alone
from govcrawl.extract.once import once
from govcrawl.extract.page import Page, holders_of
from govcrawl.extract.regions import Region, regions_of
from govcrawl.extract.text import squeeze

_TEMPLATE_ROW = re.compile(
    r"<(?:li|tr|dl|dd|div|a|ul|article|el-\w+)\b[^<>]{0,400}\s(?:v-for|ng-repeat|\*ngFor|:key|data-ng-repeat|wx:for)=|data-bind=['\"]\s*foreach",
    re.IGNORECASE,
)
_TEMPLATE_WORDS = words(("v-for=", "ng-repeat=", "*ngFor=", ":key=", "wx:for=", "foreach"))
_FEED = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|\bfetch\(|\baxios\b|XMLHttpRequest|\.load\(|layui\.|laypage|new Vue\("
    r"|createApp\(|angular\.module|jpage\(|template\(\s*['\"]",
)
_FEED_CUE = words(
    (
        "$.",
        "fetch(",
        "axios",
        "XMLHttpRequest",
        ".load(",
        "layui.",
        "laypage",
        "new Vue(",
        "createApp(",
        "angular.module",
        "jpage(",
        "template(",
    )
)
_MARQUEE = words(("<marquee",), caseless=True)
_SHELL = "#app, #root, #__nuxt, #__next, app-root, router-view"
_SHELL_TEXT = 60
"""Characters ("loading ...") that the element of a script may hold before the script ran."""
_CONTAINER = "ul, ol, tbody, dl, [class*=list], [id*=list], [class*=List], [id*=List], [id*=content], [id*=data]"
_HOLDS_NOTHING = frozenset({"iframe", "frame", "input", "img", "script", "select", "button"})
"""Elements that hold no rows, however they are called: a frame's list is a page of its own."""
_ROWS = frozenset({"li", "tr", "a", "img"})
"""Elements without which a container is empty."""
_LISTED = re.compile(r"list|news|lb\b|liebiao|item", re.IGNORECASE)
_MOST_CONTAINERS = 50
_FOOTER_TEXTS, _FOOTER_LENGTH = 12, 400
"""Texts and characters of a footer from its first telling line on."""
_NO_LIST = re.compile(r"tree|menu|nav|tab|pag|crumb|step|slide|swiper|banner|lang|share|dropdown", re.IGNORECASE)
LABEL = 8
"""Characters of a label or a head: no text yet."""
_SENTENCE = 60
"""Characters of the text that counts a list."""
_ZERO = re.compile(
    r"共\s*(?:有\s*)?0\s*(?:条|篇|项|个|页\s*[/，,]?\s*共?\s*0\s*条)(?!\s*(?:评论|跟帖|点赞|分享))|(?:总|共)\s*(?:记录|条)数?\s*[:：]?\s*0(?!\d)|0\s*条(?:记录|信息|数据)"
)


def has_template_rows(page: Page) -> bool:
    """Whether the page holds rows of a client-side template, or nothing but the element that a script fills."""
    if not page.lacks(_TEMPLATE_WORDS) and _TEMPLATE_ROW.search(page.text):
        return True
    shell = page.tree.css_first(_SHELL)
    return shell is not None and shell.css_first("a[href]") is None and len(squeeze(shell.text())) < _SHELL_TEXT


@once
def is_fed_by_script(page: Page) -> bool:
    """Whether an inline script fetches something and names an element of the page that is empty."""
    return fetches_something(page) and is_named_by_script(page)


@once
def is_named_by_script(page: Page) -> bool:
    """Whether an inline script names an element of the page that is empty, whatever it does with it."""
    scripts = "\n".join(page.inline_scripts)
    return any(_is_named(node, scripts) for node in _empty_containers(page)) if scripts else False


@once
def fetches_something(page: Page) -> bool:
    """Whether any inline script asks a server for more."""
    return not page.lacks(_FEED_CUE) and any(map(_FEED.search, page.inline_scripts))


@once
def has_empty_list(page: Page) -> bool:
    """Whether an element named like a list holds no row, or a table labels alone."""
    if any(_LISTED.search(_names(node)) for node in _empty_containers(page)):
        return True
    if any(table.css_first("td, a") is None for table in page.tree.css("table:has(th)")):
        return True
    return has_labels_alone(page)


def empty_lists(page: Page) -> list[LexborNode]:
    """The `<ul>` and their kin without a row, whatever they are called but menus, tabs and trees."""
    nodes = (node for node in _empty_containers(page) if node.tag in ("ul", "ol", "dl", "tbody"))
    return [node for node in nodes if not _NO_LIST.search(_names(node))]


def rowless(page: Page) -> list[LexborNode]:
    """The lists and the tables without a row."""
    return [*empty_lists(page), *(table for table in page.tree.css("table") if table.css_first("tr") is None)]


def _names(node: LexborNode) -> str:
    parent = node.parent
    above = parent.attributes.get("class") or "" if parent is not None else ""
    return f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''} {above}"


def says_zero(page: Page) -> bool:
    """Whether the page itself counts its list as zero rows."""
    return any(
        _ZERO.search(text) or (text == "0" and _ZERO.search(_sentence(node))) for text, node in page.visible.body
    )


def _sentence(number: LexborNode) -> str:
    """The short text in which a number stands in an element of its own (`共 <b>0</b> 条`), or ""."""
    element = number.parent
    around = element.parent if element is not None else None
    text = squeeze(around.text()) if around is not None else ""
    return text if len(text) <= _SENTENCE else ""


def own_text_length(page: Page) -> int:
    """Characters of visible text outside links, navigation and footer: what a page without rows says for itself."""
    return sum(map(len, own_texts(page)))


def own_texts(page: Page, longer_than: int = LABEL) -> Iterator[str]:
    """The visible texts of more than so many characters outside links, navigation and footer, however that is made."""
    return (text for text in _above_footer(list(_outside(page))) if len(text) > longer_than)


def _above_footer(texts: list[str]) -> list[str]:
    """Texts up to the first line of a footer that no element is named for; a line with much text behind it is none."""
    start = next((place for place, text in enumerate(texts) if FOOTER_LINE.search(text)), len(texts))
    rest = texts[start:]
    return texts[:start] if len(rest) <= _FOOTER_TEXTS and sum(map(len, rest)) <= _FOOTER_LENGTH else texts


def _outside(page: Page) -> Iterator[str]:
    regions = regions_of(page)
    for text, node in page.visible.body:
        parent = node.parent
        if parent is None or parent.tag in ("a", "button", "option", "label"):
            continue
        if regions.of(parent) not in (Region.NAVIGATION, Region.FOOTER, Region.ABSENT) and not _runs(page, parent):
            yield text


def _runs(page: Page, node: LexborNode | None) -> bool:
    """Whether a text runs across the page (a greeting, a slogan): no page says anything of itself so."""
    if page.lacks(_MARQUEE):
        return False
    while node is not None and node.tag != "marquee":
        node = node.parent
    return node is not None


def _empty_containers(page: Page) -> list[LexborNode]:
    full = holders_of(node for node, tag, _ in page.elements if tag in _ROWS)
    nodes = (node for node in page.tree.css(_CONTAINER) if node.mem_id not in full and node.tag not in _HOLDS_NOTHING)
    return list(islice((node for node in nodes if not squeeze(node.text())), _MOST_CONTAINERS))


def _is_named(node: LexborNode, scripts: str) -> bool:
    attributes = node.attributes
    names = [attributes.get("id") or "", *(attributes.get("class") or "").split()]
    return any(len(name) > 1 and re.search(rf"['\"][#.]?{re.escape(name)}\b", scripts) for name in names)
