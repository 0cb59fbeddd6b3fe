"""Pages in traditional characters are read in simplified ones: the word lists of all readers are written in these."""

import re

from govcrawl.extract.wordlist import load_words

_WORDS = load_words("traditional")
_TABLE = str.maketrans(_WORDS["traditional"], _WORDS["simplified"])
_BACK = str.maketrans(_WORDS["simplified"], _WORDS["traditional"])
_ADDRESS = re.compile(r"""(\b(?:href|src|action|onclick)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))""", re.IGNORECASE)
SIGNS = ("務", "開", "關", "發", "動", "網", "區", "縣")
"""One of these stands on every page in traditional characters; a link to such a version (繁體) holds none of them."""
_FREQUENT = "务开关发动网区县"
"""The same in simplified characters."""


def is_traditional(source: str) -> bool:
    """Whether the traditional forms of some frequent characters outnumber the simplified ones."""
    return sum(map(source.count, SIGNS)) > sum(map(source.count, _FREQUENT))


def simplified(source: str) -> str:
    """A source with traditional characters made simplified; its length is kept, and addresses stay as published."""
    parts = _ADDRESS.split(source)  # every second part is an address
    return "".join(part if number % 2 else part.translate(_TABLE) for number, part in enumerate(parts))


def simplified_text(text: str) -> str:
    """A text without markup in simplified characters."""
    return text.translate(_TABLE)


def traditional(source: str) -> str:
    """A source with simplified characters made traditional; of several forms of a character any."""
    return source.translate(_BACK)
