"""What a script does to a page: pretends that it is not there, sends visitors of search engines elsewhere, hides its aim.

Scripts are read, never run: string literals are unescaped (unescape, String.fromCharCode, atob, \\x and \\u) and looked at.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from govcrawl.extract.bad_words import bad_words
from govcrawl.extract.foreign_hosts import Strangers
from govcrawl.extract.wordlist import load_words
from govcrawl.model.items import TamperingSeen

_DATA = load_words("tampering")["scripts"]
_NOT_THERE = tuple(_DATA["not_there"])
_REPLACES = re.compile(_DATA["replaces"])
_ENGINES = re.compile(_DATA["engines"], re.IGNORECASE)
_ASKS = re.compile(_DATA["asks"])
_LEAVES = re.compile(_DATA["leaves"])
_ADDRESS = re.compile(r"(?:https?:)?\\?/\\?/((?:[a-z0-9-]+\.)+[a-z]{2,18})(?=[:/\"'?\\\s]|$)", re.IGNORECASE)
_FROM_CODES = re.compile(r"fromCharCode\s*\(([\d\s,xa-fA-F]{12,20000})\)")
_ATOB = re.compile(r"atob\s*\(\s*[\"']([A-Za-z0-9+/=\s]{16,20000})[\"']")
_UNESCAPE = re.compile(r"(?:unescape|decodeURIComponent|decodeURI)\s*\(\s*[\"']([^\"']{12,20000})[\"']")
_ESCAPES = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))")
_CODES = ("fromCharCode", "atob", "unescape", "decodeURI", "\\x", "\\u")
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
_LONGEST = 200_000
"""Characters of a script that are looked at; libraries are longer, injected code is short."""


def read_script(script: str, strangers: Strangers) -> tuple[TamperingSeen, ...]:
    """Signs of tampering in one script, inline or fetched. Never raises."""
    plain = script[:_LONGEST]
    if not any(word in plain for word in _DATA["gate"]):
        return ()
    packed = "\n".join(_unpacked(plain))
    text = f"{_unescaped(plain)}\n{packed}"
    return tuple(sign for sign in (_fake_404(text), _cloaking(text, strangers), _packed(packed, strangers)) if sign)


def _fake_404(text: str) -> TamperingSeen | None:
    said = next((words for words in _NOT_THERE if words in text), None)
    return TamperingSeen("fake_404_script", said) if said and _REPLACES.search(text) else None


def _cloaking(text: str, strangers: Strangers) -> TamperingSeen | None:
    asks = _ASKS.search(text)
    engine = _ENGINES.search(text) if asks else None
    if not (asks and engine and _LEAVES.search(text)):
        return None
    host = next(_foreign(text, strangers), None)
    return TamperingSeen("cloaking_script", f"{asks[0]} / {engine[0]} -> {host}") if host else None


def _packed(packed: str, strangers: Strangers) -> TamperingSeen | None:
    if not packed:
        return None
    if words := bad_words(packed):
        return TamperingSeen("hidden_words", "、".join(words))
    host = next(_foreign(packed, strangers), None)
    return TamperingSeen("packed_script", host) if host else None


def _foreign(text: str, strangers: Strangers) -> Iterator[str]:
    return (match[1].lower() for match in _ADDRESS.finditer(text) if strangers.is_stranger(match[1].lower()))


def _unpacked(script: str) -> Iterator[str]:
    """What the script keeps in codes."""
    if not any(word in script for word in _CODES):
        return
    for match in _FROM_CODES.finditer(script):
        yield "".join(map(_character, match[1].split(",")))
    for match in _ATOB.finditer(script):
        try:
            yield base64.b64decode(match[1], validate=False).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            continue
    for match in _UNESCAPE.finditer(script):
        yield unquote(_PERCENT_U.sub(lambda found: _character(f"0x{found[1]}"), match[1]), errors="replace")
    if len(_ESCAPES.findall(script)) >= 12:
        yield _unescaped(script)


def _unescaped(script: str) -> str:
    return _ESCAPES.sub(lambda found: _character(f"0x{found[1] or found[2]}"), script) if "\\" in script else script


def _character(code: str) -> str:
    try:
        point = int(code.strip() or "0", 0)
    except ValueError:
        return ""
    return chr(point) if 0 < point < 0xD800 or 0xE000 <= point < 0x110000 else ""
