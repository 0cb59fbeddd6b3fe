"""Small text habits that every reader shares."""

import re

_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}

_CHINESE = re.compile("[\u3400-\u9fff]")
_LETTERS_A_CHARACTER = 3
ZERO_WIDTH = "\u200b\ufeff"


def squeeze(text: str) -> str:
    """Text with every run of white space (nbsp and ideographic too) made one blank, zero-width characters and ends gone."""
    squeezed = " ".join(text.split())
    if squeezed.isascii():
        return squeezed
    for character in ZERO_WIDTH:
        squeezed = squeezed.replace(character, "")
    return squeezed.strip()


def without_comments(source: str) -> str:
    """A source without its HTML comments; an unclosed one takes the rest with it. Linear in the length."""
    first, *rest = source.split("<!--")
    return "".join([first, *(piece.partition("-->")[2] for piece in rest)])


def narrow(text: str) -> str:
    """Full-width letters, digits and punctuation as ASCII; the length is kept, so offsets stay true."""
    # A text holds few different ones: replacing each is several times faster than translating every character.
    for wide in set(_WIDE.findall(text)):
        text = text.replace(wide, _NARROW[wide])
    return text


def width(text: str) -> int:
    """The length of a text in Chinese characters: of a language written with letters some three say as much as one."""
    return len(text) if _CHINESE.search(text) else -(-len(text) // _LETTERS_A_CHARACTER)
