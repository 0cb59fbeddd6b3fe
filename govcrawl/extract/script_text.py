"""What a script writes into a page, read without running anything: document.write, innerHTML and string building.

Only string literals are seen. Where a literal is joined to a variable, the value that a literal gave it just before is
taken, else `UNKNOWN` stands in the text, so that an address built at run time is not taken for one that was read.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

UNKNOWN = "\ufffc"
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""",
    re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z/!]|%3[Cc]")
_ESCAPE = re.compile(r"\\(?:(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))|(.))", re.DOTALL)
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
_PLAIN = {"n": "\n", "t": "\t", "r": "", "b": "", "f": "", "v": "", "0": "", "\n": ""}
_JOINT = re.compile(r"[\s+()]*\Z")
_NAME_JOINT = re.compile(r"\s*\+\s*([\w$]+)\s*\+\s*\Z")
_ASSIGNED = re.compile(r"([\w$]+)\s*=\s*\Z")
_BOUNDARY = re.compile(r"[;{}=,]|\n\s*\n|^\s*\)\s*\.\s*\w+\(")
_SLOT = re.compile(r"\$\{[^}]*\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MAX_SCRIPT = 200_000
"""Characters of one script that are read; longer ones are bundled libraries, not a page's own words."""


class ScriptText(NamedTuple):
    """`html` is the markup among the strings, joined as the script joins it; `strings` are all of them, one a line."""

    html: str
    strings: str


_EMPTY = ScriptText("", "")


def read_script(script: str) -> ScriptText:
    """The strings of a script and the HTML among them; comments, the script's and the markup's, are not read."""
    return _read(script) if len(script) <= _MAX_SCRIPT else _EMPTY


def written_html(script: str) -> str:
    """The HTML inside a script's string literals, in order; "" where there is none. Never raises."""
    return read_script(script).html if "<" in script or "%3" in script else ""


@lru_cache(maxsize=512)  # the pages of a site repeat their inline scripts
def _read(script: str) -> ScriptText:
    pieces: list[str] = []
    strings: list[str] = []
    run: list[str] = []
    known: dict[str, str] = {}
    end = 0
    for match in _TOKEN.finditer(script):
        token = match[0]
        if token[0] == "/":
            continue
        gap = script[end : match.start()]
        if run and _BOUNDARY.search(gap):
            pieces.append(_joined(run))
            run = []
        elif run and not _JOINT.match(gap):
            variable = _NAME_JOINT.match(gap)
            run.append(known.get(variable[1], UNKNOWN) if variable else UNKNOWN)
        value = _literal(token)
        if assigned := _ASSIGNED.search(gap):
            known[assigned[1]] = value
        run.append(value)
        strings.append(value)
        end = match.end()
    pieces.append(_joined(run))
    return ScriptText(_COMMENT.sub("", "".join(pieces)), _COMMENT.sub("", "\n".join(strings)))


def _joined(run: list[str]) -> str:
    text = "".join(run)
    return text if _TAG.search(text) else ""


def _literal(token: str) -> str:
    """The value of a string literal; percent-escaped markup (`unescape("%3Cspan …")`) is decoded too."""
    text = token[1:-1]
    if "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    if token[0] == "`":
        text = _SLOT.sub(UNKNOWN, text)
    if "%3C" in text or "%3c" in text:
        text = unquote(_PERCENT_U.sub(lambda found: chr(int(found[1], 16)), text), errors="replace")
    return text


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        point = int(code, 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else UNKNOWN
    return _PLAIN.get(match[4], match[4])
