"""HTML that a script writes: document.write, innerHTML and string building, read without running anything.

Only string literals are seen. Where a literal is joined to a variable, the variable leaves `UNKNOWN` in the text, so that
an address built at run time is not taken for one that was read.
"""

import re
from urllib.parse import unquote

UNKNOWN = "\ufffc"
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""",
    re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z/!]|%3C", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
_PLAIN = {"n": "\n", "t": "\t", "r": "", "b": "", "f": "", "v": "", "0": "", "\n": ""}
_JOINT = re.compile(r"[\s+()]*\Z")
_BOUNDARY = re.compile(r"[;{}=,]|\n\s*\n|^\s*\)\s*\.\s*\w+\(")
_NAME_JOINT = re.compile(r"\s*\+\s*([\w$]+)\s*\+\s*\Z")
_ASSIGNED = re.compile(r"([\w$]+)\s*=\s*\Z")
_SLOT = re.compile(r"\$\{[^}]*\}")


def written_html(script: str) -> str:
    """The HTML inside a script's string literals, in order; "" where there is none. Never raises."""
    if not _TAG.search(script):
        return ""
    pieces: list[str] = []
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
        end = match.end()
    pieces.append(_joined(run))
    return "".join(pieces)


def literals(script: str) -> str:
    """The values of all string literals of a script, one a line: where addresses and codes stand. Comments are not read."""
    return "\n".join(_literal(match[0]) for match in _TOKEN.finditer(script) if match[0][0] != "/")


def _joined(run: list[str]) -> str:
    text = "".join(run)
    return text if _TAG.search(text) else ""


def _literal(token: str) -> str:
    """The value of a string literal; percent-escaped markup (`unescape("%3Cspan …")`) is decoded too."""
    text = _ESCAPE.sub(_unescape, token[1:-1])
    if token[0] == "`":
        text = _SLOT.sub(UNKNOWN, text)
    if "%3C" in text or "%3c" in text:
        text = unquote(_PERCENT_U.sub(lambda found: chr(int(found[1], 16)), text), errors="replace")
    return text


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        point = int(code, 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else UNKNOWN
    return _PLAIN.get(match[3], match[3])
