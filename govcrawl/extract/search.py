"""The site's own search: its form, or the address that a script asks; and what a result page shows.

A box whose address stands in a script that was not read is given with an empty `action` and method `script`: there is a
search, only a browser can ask it.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlunsplit

from selectolax.lexbor import LexborNode

from govcrawl.extract import urls
from govcrawl.extract.charset import codec_of
from govcrawl.extract.cues import words
from govcrawl.extract.page import Page
from govcrawl.extract.text import narrow, squeeze
from govcrawl.extract.urls import host_of
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import SearchSeen

_DATA = load_words("search")
_FIELD, _ACTION, _SAYS, _OTHER, _LINKS, _NOTHING = (
    re.compile(_DATA[name], re.IGNORECASE) for name in ("field", "action", "says", "other", "links", "nothing")
)
_ENGINES = tuple(_DATA["engines"])
_GATE = words(("<input", "<form"), caseless=True)
_TEXT_TYPES = frozenset({"", "text", "search"})
_HANDLER = ("onclick", "onkeydown", "onkeypress", "onkeyup", "onsubmit", "onchange")
_TEMPLATE = re.compile(r"[\"'`]([^\"'`\s<>&?]+\?(?:[^\"'`\s<>]*&)?([\w.\-\[\]]+)=)(?:[\"']\s*\+|\$\{)")
_UTF8 = "encodeURI"
"""What a script calls that sends words in UTF-8 whatever its page is in; without it the address is in the page's charset."""
_NAMES = ("id", "class", "name", "placeholder", "value", "title", "aria-label", "onfocus", "alt", "src")
_MOST_BOXES = 20
"""Text boxes that are weighed: each is held against its surroundings, and the site's search stands early."""
_MOST_AROUND = 200
"""Elements around a box that are looked at."""
_LEAST = 3
"""Points from which a box is taken for the site's search."""


def read_search(page: Page) -> SearchSeen | None:
    """The most likely site search of the page, or None where it shows none. Never raises.

    `action` is the absolute address with the form's fixed parameters (GET) in its query, `method` is `get`, `post` or
    `script`, `field` the parameter that takes the words.
    """
    if page.lacks(_GATE):
        return None
    best: tuple[int, SearchSeen] | None = None
    for box in islice(filter(_takes_text, page.tree.css("input")), _MOST_BOXES):
        points, seen = _weigh(page, box)
        if seen is not None and points >= _LEAST and (best is None or points > best[0]):
            best = points, seen
    return best[1] if best else None


def _takes_text(box: LexborNode) -> bool:
    return (box.attributes.get("type") or "").strip().lower() in _TEXT_TYPES


def search_pages(page: Page) -> tuple[str, ...]:
    """Addresses of links that name a search page (高级搜索, 站内检索)."""
    found = (anchor.url for anchor in page.anchors if anchor.url and _LINKS.match(anchor.text))
    return tuple(dict.fromkeys(found))


def has_hit(page: Page, title: str) -> bool:
    """Whether a result page shows a title among its links, however the words are marked up."""
    wanted = _bare(title)
    shown = (_bare(anchor.text + (anchor.node.attributes.get("title") or "")) for anchor in page.anchors)
    return bool(wanted) and any(wanted in text or (len(text) >= 12 and text in wanted) for text in shown)


def says_nothing_found(page: Page) -> bool:
    """Whether a result page says in words that it found nothing."""
    body = page.tree.body
    return body is not None and _NOTHING.search(squeeze(body.text(separator=" "))) is not None


def _weigh(page: Page, box: LexborNode) -> tuple[int, SearchSeen | None]:
    form = _form_of(box)
    attributes = box.attributes
    name = attributes.get("name") or attributes.get("id") or ""
    around = " ".join(_hints(form if form is not None else _surroundings(box)))
    own = " ".join(attributes.get(key) or "" for key in (*_NAMES, "v-model"))
    points = 2 * bool(_FIELD.match(name)) + 2 * bool(_SAYS.search(own)) + bool(_SAYS.search(around))
    if _OTHER.search(own):
        points -= 4
    if form is None:
        return points, _by_script(page, box, name)
    if form.css_first("input[type=password],textarea") is not None or len(_text_boxes(form)) > 3:
        return 0, None
    action = page.join(form.attributes.get("action") or "") if form.attributes.get("action") else None
    if action and _is_engine(action):
        return 0, None
    points += 2 * bool(action and _ACTION.search(urls.split(action).path + "?")) - 2 * bool(_OTHER.search(around))
    handled = any(form.attributes.get(key) for key in _HANDLER) or not action
    scripted = _by_script(page, box, name) if handled else None
    if scripted is not None and scripted.action:
        return points, scripted
    if not action:
        return points, SearchSeen("", "script", name)
    return points, _by_form(page, form, action, box.attributes.get("name") or "")


def _by_form(page: Page, form: LexborNode, action: str, field: str) -> SearchSeen:
    method = "post" if (form.attributes.get("method") or "").strip().lower() == "post" else "get"
    hidden = tuple(_fixed(form))
    charset = _accepted(form)
    if not field:
        return SearchSeen("", "script", "")
    if method == "post":
        return SearchSeen(action, method, field, hidden, charset)
    split = urls.split(action)
    query = "&".join(filter(None, (split.query, urls.as_query(hidden, charset or page.charset))))
    return SearchSeen(urlunsplit(split._replace(query=query, fragment="")), method, field, hidden, charset)


def _accepted(form: LexborNode) -> str:
    """The first charset that the form itself names and the Encoding Standard knows; empty where it leaves it to the page."""
    labels = (form.attributes.get("accept-charset") or "").replace(",", " ").split()
    return next((codec for codec in map(codec_of, labels) if codec), "")


def _fixed(form: LexborNode) -> Iterator[tuple[str, str]]:
    """The parameters that a browser would send beside the words."""
    for node in form.css("input[name],select[name]"):
        attributes = node.attributes
        name, kind = attributes.get("name") or "", (attributes.get("type") or "").lower()
        if node.tag == "select":
            option = node.css_first("option[selected]") or node.css_first("option")
            if option is not None:
                yield name, option.attributes.get("value") or squeeze(option.text())
        elif kind == "hidden" or (kind in ("radio", "checkbox") and "checked" in attributes):
            yield name, attributes.get("value") or ""


def _by_script(page: Page, box: LexborNode, name: str) -> SearchSeen:
    """The address template that a handler or an inline script joins the words to."""
    texts = page.inline_scripts
    around = _surroundings(box).css("*")[:_MOST_AROUND]
    handlers = [node.attributes.get(key) or "" for node in around for key in _HANDLER]
    for text in (*handlers, *texts):
        for match in _TEMPLATE.finditer(text):
            url = page.join(match[1].replace("\\/", "/"))
            if url and not _is_engine(url) and (_FIELD.match(match[2]) or _ACTION.search(url)):
                return SearchSeen(_without(url, match[2]), "get", match[2], charset="utf-8" if _UTF8 in text else "")
    return SearchSeen("", "script", name)


def _without(url: str, field: str) -> str:
    """The address without the parameter that takes the words."""
    split = urls.split(url)
    query = "&".join(part for part in split.query.split("&") if part and part.partition("=")[0] != field)
    return urlunsplit(split._replace(query=query, fragment=""))


def _hints(node: LexborNode) -> Iterator[str]:
    """Names, labels and button texts of a form, or of what stands around a box."""
    yield " ".join(node.attributes.get(key) or "" for key in ("id", "class", "name", "action"))
    for child in node.css("input,button,a,img,label,span,select")[:_MOST_AROUND]:
        yield " ".join(child.attributes.get(key) or "" for key in _NAMES)
        if child.tag in ("button", "a", "label", "span") and len(text := squeeze(child.text())) <= 12:
            yield text


def _surroundings(box: LexborNode) -> LexborNode:
    """The nearest ancestor that holds more than the box itself, three levels up at most."""
    node = box
    for _ in range(3):
        if node.parent is None or node.parent.tag == "html":
            break
        node = node.parent
        if len(node.css("input,button,a,img")) > 1:
            break
    return node


def _text_boxes(form: LexborNode) -> list[LexborNode]:
    return [node for node in form.css("input") if (node.attributes.get("type") or "").lower() in _TEXT_TYPES]


def _form_of(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    while parent is not None and parent.tag != "form":
        parent = parent.parent
    return parent


def _is_engine(url: str) -> bool:
    host = host_of(url)
    return any(host == engine or host.endswith(f".{engine}") for engine in _ENGINES)


def _bare(text: str) -> str:
    """A title without blanks, punctuation and the dots of a cut, for comparison."""
    return re.sub(r"[^\w]|_", "", narrow(text))
