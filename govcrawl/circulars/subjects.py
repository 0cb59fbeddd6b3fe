"""What a complaint is about: the names listed before the phrase, or in the brackets behind it."""

import re

_BEHIND = re.compile(r"[^,;(]{0,6}\(([^()]+)\)")
_CLAUSE = re.compile(r"[;:]|(?<=[一-鿿]),(?=(?:且|其中|但|同时|并))")
_FILLER = re.compile(
    r"^(?:其中|如|例如|以及|网站|部分|存在|出现|的|和|及|且)+|(?:等|类|的|各|存在|出现|部分|有|多个|数个|若干|信息|内容|专题专栏|版块数|栏目|专栏|专题|板块|版块|页面)+$"
)
_VAGUE = re.compile(
    r"(?:[多数几若干个0-9一二三四五六七八九十两]+个?|部分|一些|少数|个别|有的)?(?:栏目|信息|内容|网站|专题|专栏|链接)?"
)
_SEPARATORS = re.compile(r"[、,，]|以及")
_LAST_SEPARATOR = re.compile(r"[和及]")
_LONGEST_NAME = 24


def subjects_of(bare: str, start: int, end: int) -> tuple[str, ...]:
    """Names of columns, links or sites around a phrase at [start, end); words that name nothing (多个栏目) are left out."""
    behind = _BEHIND.match(bare, end)
    if behind:
        return _names(behind[1])
    before = _CLAUSE.split(bare[:start])[-1]
    return _names(before)


def _names(text: str) -> tuple[str, ...]:
    names: list[str] = []
    pieces = _SEPARATORS.split(text)
    if len(pieces) > 1:
        # 甲、乙和丙 is a list; 发展和改革 alone is a name.
        pieces[-1:] = _LAST_SEPARATOR.split(pieces[-1], maxsplit=1)
    for piece in pieces:
        name = _strip(piece)
        if name and len(name) <= _LONGEST_NAME and not _VAGUE.fullmatch(name) and name not in names:
            names.append(name)
    return tuple(names)


def _strip(piece: str) -> str:
    """A name without the words around it; a generic noun stays where nothing else is left (专题专栏)."""
    bare = piece.strip("“”\"'《》 ")
    shorter = _FILLER.sub("", _FILLER.sub("", bare))
    return shorter or bare
