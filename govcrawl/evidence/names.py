"""File names out of strangers' words."""

import hashlib
from functools import lru_cache
from urllib.parse import quote

_MOST_BYTES = 160
"""File systems allow 255 bytes; a stamp and suffixes follow."""


@lru_cache(maxsize=4096)
def safe_name(words: str) -> str:
    """A file name for any text: letters (Chinese too), digits, `-` and `_` stay, other characters become %XX.

    Different texts get different names.
    """
    name = "".join(
        letter if letter.isalnum() or letter in "-_" or (letter == "." and place) else _escaped(letter)
        for place, letter in enumerate(words)
    )
    if 0 < len(name.encode()) <= _MOST_BYTES:
        return name
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return name.encode()[:_MOST_BYTES].decode("utf-8", "ignore") + "%" + digest


def _escaped(letter: str) -> str:
    return "%2E" if letter == "." else quote(letter, safe="", errors="replace")
