"""Answers of protective systems (WAF, anti-bot script, login) told from answers of the site itself.

A challenge means that somebody answers and will not show the page to a machine: the site is up, its content unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import ahocorasick

from govcrawl.extract.wordlist import load_words

_SCAN = 65536
"""Bytes of the body that are looked at: protective pages are small, or say who they are early."""
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|noscript|svg)\b.*?(?:</\1\s*>|\Z)|<[^>]*>", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\s[^>]*\bhref\s*=", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    status: frozenset[int]
    header: re.Pattern[str] | None
    words: frozenset[str]
    body: re.Pattern[str] | None


def _rule(row: Mapping[str, object]) -> _Rule:
    header, body, words, status = row.get("header"), row.get("body"), row.get("words", []), row.get("status", [])
    assert isinstance(words, list)
    assert isinstance(status, list)
    return _Rule(
        name=str(row["name"]),
        status=frozenset(status),
        header=re.compile(str(header), re.IGNORECASE | re.MULTILINE) if header else None,
        words=frozenset(word.lower() for word in words),
        body=re.compile(str(body), re.IGNORECASE) if body else None,
    )


_DATA = load_words("challenge")
_RULES = tuple(_rule(row) for row in _DATA["challenge"])
_TOLD_BY_HEAD = tuple(rule for rule in _RULES if not rule.words and rule.body is None)
_WORDS = ahocorasick.Automaton()
for _word in frozenset().union(*(rule.words for rule in _RULES)):
    _WORDS.add_word(_word, _word)
_WORDS.make_automaton()


def read_challenge(status: int, headers: Mapping[str, str], body_start: bytes | str) -> str | None:
    """The name of the protective system that gave this answer (a word of challenge.toml), or None. Never raises.

    `body_start` is the beginning of the body (64 KB are enough), as bytes or text; header names in any case.
    """
    text = _text(body_start).lower()
    lines = "\n".join(f"{key}: {value}" for key, value in headers.items())
    body_may_tell = bool(text) and _is_brief(text)
    seen = frozenset(word for _, word in _WORDS.iter(text)) if body_may_tell else frozenset()
    for rule in _RULES if body_may_tell else _TOLD_BY_HEAD:
        if rule.status and status not in rule.status:
            continue
        if rule.header is not None and not rule.header.search(lines):
            continue
        if (rule.words or rule.body is not None) and not _says(rule, text, seen):
            continue
        return rule.name
    return None


def _says(rule: _Rule, text: str, seen: frozenset[str]) -> bool:
    return not rule.words.isdisjoint(seen) or (rule.body is not None and rule.body.search(text) is not None)


def _is_brief(text: str) -> bool:
    """Whether the body is a small page of its own: few links, little visible text."""
    limits = _DATA["brief"]
    if next(islice(_LINK.finditer(text), limits["links"], None), None) is not None:
        return False
    return len(_SPACE.sub("", _UNSEEN.sub("", text))) <= int(limits["characters"])


def _text(body: bytes | str) -> str:
    """The beginning as text: UTF-8 (a character cut off at the end is dropped), otherwise gb18030."""
    start = body[:_SCAN]
    if isinstance(start, str):
        return start
    try:
        return start.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = error.start <= len(start) - 4
        return start.decode("gb18030", "replace") if whole else start.decode("utf-8", "ignore")
