"""Keeps hostile or broken markup from making the parser quadratic: nesting and attributes beyond what a browser keeps.

Chromium flattens elements nested deeper than 512 (kMaximumHTMLParserDOMTreeDepth); so do we, before parsing. A tag with
thousands of attributes is cut. Ordinary pages are returned as they are, at the cost of counting their tags.
"""

import re

_DEEPEST = 512
_MANY_TAGS = 5_000
"""Tags below which even the worst nesting parses in a moment."""
_LONG_TAG = 16_384
"""Characters of one tag from which its attributes are counted."""
_MOST_ATTRIBUTES = 500
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>?")
_NOT_NESTED = frozenset(
    {
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "frame",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "option", "tr", "td", "th", "dt", "dd", "script", "style", "title", "textarea"),
    }
)
"""Void elements, and those that the next of their kind closes."""


def bounded(text: str) -> str:
    """The source with tags beyond the limits left out or cut; the same object where there is none."""
    is_flat = text.count("<") < _MANY_TAGS
    if len(text) > _LONG_TAG:
        pieces = text.split("<")
        if max(map(len, pieces)) > _LONG_TAG:
            text = "<".join(map(_cut, pieces))
    return text if is_flat else _flattened(text)


def _cut(piece: str) -> str:
    if len(piece) <= _LONG_TAG or not piece[0].isalpha():
        return piece
    tag, end, rest = piece.partition(">")
    if len(tag) <= _LONG_TAG or tag.count(" ") + tag.count("\n") + tag.count("\t") + tag.count("/") <= _MOST_ATTRIBUTES:
        return piece
    return tag[: _LONG_TAG // 16] + end + rest


def _flattened(text: str) -> str:
    depth = 0
    end = 0
    kept: list[str] = []
    for match in _TAG.finditer(text):
        name = match[2].lower()
        if name in _NOT_NESTED or match[0].endswith("/>"):
            continue
        if match[1]:
            depth = max(0, depth - 1)
            continue
        depth += 1
        if depth > _DEEPEST:
            kept.append(text[end : match.start()])
            end = match.end()
    return "".join([*kept, text[end:]]) if kept else text
