"""Service guides (办事指南): which of the ten elements a page gives, in whatever shape it gives them.

The elements, their labels and which of them each edition counts are data (guides.toml).
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from govcrawl.extract import urls
from govcrawl.extract.blocks import FOOTER_LINE, Block, above_footer, read_blocks
from govcrawl.extract.cues import BLANKS, shape
from govcrawl.extract.labelled import Labelled, Labels, leads_elsewhere, read_labelled
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.trail import read_trail
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import GuideSeen


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a guide. `in_2015`: one of the eight of the 2015 list; all ten are of 2019."""

    id: str
    title: str
    in_2015: bool


_DATA = load_words("guides")
ELEMENTS = tuple(Element(row["id"], row["title"], row["in_2015"]) for row in _DATA["element"])
_ALL = tuple(element.id for element in ELEMENTS)
_CORE = frozenset({"legal_basis", "conditions", "materials", "procedure"})
_LABELS: dict[str, frozenset[str]] = {}
for _row in _DATA["element"]:
    for _label in _row["labels"]:
        _LABELS[_label] = _LABELS.get(_label, frozenset()) | {_row["id"]}
_READER = Labels(_LABELS)
_STEMS = re.compile(_DATA["recognise"]["stems"])
_STEMS_CUE = shape(
    b"(?:%s)%s(?:%s)"
    % (
        "定|理|请|报|施|律|交|需|费|诺|批|事|可|询|督|任".encode(),
        BLANKS,
        "依|条|材|资|流|程|时|期|标|机|主|地|部|电".encode(),
    )
)
"""Where the two words of a label meet: the quick test before `_STEMS`."""
_RECOGNISE, _FORMS = _DATA["recognise"], _DATA["forms"]
_GUIDE = re.compile(_RECOGNISE["guide"], re.IGNORECASE)
_NOT_GUIDE = re.compile(_RECOGNISE["not_guide"])
_EMPTY = frozenset(_RECOGNISE["empty"])
_LEAST = _RECOGNISE["least"]
_VAGUE = re.compile("|".join(f"(?:{word})" for word in _DATA["vague"]["words"]))
_PROMISED, _FORMATS = re.compile(_FORMS["promised"]), re.compile(_FORMS["formats"])
_GIVEN = re.compile(_FORMS["given"])
_ATTACHMENT = re.compile(_FORMS["attachment"], re.IGNORECASE)
_END = re.compile(rf"{FOOTER_LINE.pattern}|主办单位?[：:]", re.IGNORECASE)
_NAME_PARTS = re.compile(r"\s*(?:[-_|—–·]|--)+\s*")
_TEXT_TAGS = frozenset({"p", "span", "font", "center", "td", "strong"})
"""Parents of pictures that belong to a text."""
_ATTACHMENT_ONLY = 300
"""Characters outside links up to which a page with attachments has no guide of its own."""


def read_guide(page: Page, in_guide_column: bool = False) -> GuideSeen | None:
    """The guide that a page is, or None. Never raises.

    `in_guide_column`: the page was reached from a column of guides, so fewer labels are enough. A page that only hands
    out attachments has `attachment_only` and no missing elements: what they hold is unknown.
    """
    body = page.tree.body
    named = _is_named(page)
    if body is None or not (in_guide_column or named or (not page.lacks(_STEMS_CUE) and _mentions_elements(page.text))):
        return None
    title = _title(page)
    blocks = _content(body)
    labelled = read_labelled(blocks, _READER)
    kinds = frozenset().union(*(one.kinds for one in labelled)) - {"item_name"}
    least = _LEAST["in_column"] if in_guide_column else _LEAST["named"] if named else _LEAST["unnamed"]
    if _NOT_GUIDE.search(title) and not _GUIDE.search(title):
        least = _LEAST["unnamed"] if named or in_guide_column else len(_ALL)
    if not (named or in_guide_column) or len(kinds) >= _LEAST["named"]:
        return _seen(title, labelled, body) if len(kinds) >= least and kinds & _CORE else None
    if (in_guide_column or _says_guide(page, title)) and _is_elsewhere(body, blocks):
        return GuideSeen(title, ("item_name",), (), attachment_only=True)
    return _seen(title, labelled, body) if len(kinds) >= least else None


def _mentions_elements(source: str) -> bool:
    """Whether labels of different elements stand in the source: the quick test before the page is read in blocks."""
    found: set[str] = set()
    for match in _STEMS.finditer(source):
        found.add(match[0][-2:])
        if len(found) >= _LEAST["named"]:
            return True
    return False


def _seen(title: str, labelled: list[Labelled], body: LexborNode) -> GuideSeen:
    given = frozenset().union(*(one.kinds for one in labelled if _has_value(one)))
    name = next((one.text for one in labelled if "item_name" in one.kinds and _has_value(one)), "")
    if title or name:
        given |= {"item_name"}
    materials = " ".join(one.text for one in labelled if "materials" in one.kinds)
    asked = " ".join(one.text for one in labelled if one.kinds & {"materials", "procedure"})
    return GuideSeen(
        title=name[:200] or title,
        elements_present=tuple(element for element in _ALL if element in given),
        elements_missing=tuple(element for element in _ALL if element not in given),
        vague=tuple(dict.fromkeys(match[0] for match in _VAGUE.finditer(materials))),
        forms_missing=() if _gives_forms(body) else _promised_forms(asked),
        formats_stated=_FORMATS.search(materials) is not None if materials else None,
    )


def _promised_forms(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip("《》") for name in _PROMISED.findall(text)))[:10]


def _has_value(one: Labelled) -> bool:
    if squeeze(one.text) and squeeze(one.text) not in _EMPTY:
        return True
    return one.pictures > 0 and bool(one.kinds & {"procedure", "materials"})


def _content(body: LexborNode) -> list[Block]:
    return above_footer(read_blocks(body), _END)


def _is_named(page: Page) -> bool:
    """Whether title, address, breadcrumb or first heading say that this is a guide or a service."""
    said = (page.title or "", urls.split(page.url).path, *read_trail(page), *(_headings(page, "h1")[:1]))
    return any(_GUIDE.search(text) for text in said)


def _says_guide(page: Page, title: str) -> bool:
    """Whether title or breadcrumb say 指南 or 须知 itself, and not only that services stand near."""
    return any("指南" in text or "须知" in text for text in (title, page.title or "", *read_trail(page)))


def _title(page: Page) -> str:
    """The page's heading (h1 before h2 before h3, no label), otherwise the first part of its title."""
    parts = _NAME_PARTS.split(page.title or "")
    for tag in ("h1", "h2", "h3"):
        for text in _headings(page, tag):
            if 4 <= len(text) <= 100 and text not in parts[1:] and not _READER.kinds_of(text):
                return text
    return parts[0]


def _headings(page: Page, tag: str) -> list[str]:
    return [squeeze(heading.text()) for heading in page.tree.css(tag)]


def _is_elsewhere(body: LexborNode, blocks: list[Block]) -> bool:
    """Whether the page says little itself and has a few attachments, or pictures among its text."""
    words = sum(len(block.text) for block in blocks if not leads_elsewhere(block))
    if words <= _ATTACHMENT_ONLY and 1 <= len(_attachments(body)) <= 5:
        return True
    return any(
        block.is_picture and block.node.parent is not None and block.node.parent.tag in _TEXT_TAGS for block in blocks
    )


def _attachments(body: LexborNode) -> list[str]:
    links = [text for node in body.css("a[href]") for text in (node.attributes.get("href") or "", squeeze(node.text()))]
    frames = [node.attributes.get("src") or "" for node in body.css("iframe[src],embed[src]")]
    return [link for link in (*links, *frames) if _ATTACHMENT.search(link)]


def _gives_forms(body: LexborNode) -> bool:
    """Whether the page links to an attachment, or to something that says it is a form."""
    if _attachments(body):
        return True
    links = (squeeze(node.text()) for node in body.css("a[href]"))
    return any(_GIVEN.search(text) for text in links)
