"""Menus that scripts hold as data: records with a name and an address, nested or in pairs."""

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

_NAME = "name|title|text|label|cname|columnname|channelname|menuname"
_URL = "url|href|link|path|jumpurl|linkurl|columnurl"
_TOKEN = re.compile(
    rf"""(?P<brace>[{{}}])|["']?\b(?:(?P<name>{_NAME})|(?P<url>{_URL}))["']?\s*:\s*["'](?P<value>[^"'\n]{{0,300}})["']""",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"""\[\s*["'](?P<name>[^"'\s<>/]{2,20})["']\s*,\s*["'](?P<url>(?:[^"'\s<>]*/[^"'\s<>]*|[^"'\s<>]+\.s?html?))["']\s*[\],]"""
)
_MOST_TOKENS = 6000
_LONGEST_NAME = 20
_DEEPEST = 40


class MenuRecord(NamedTuple):
    """A name, its address as written, and the names of the records around it, outermost first."""

    name: str
    href: str
    above: tuple[str, ...] = ()


@lru_cache(maxsize=512)  # the pages of a site repeat their inline scripts
def menu_records(source: str) -> tuple[MenuRecord, ...]:
    """The records of a script, in the order in which they begin."""
    begun: list[dict[str, str]] = []
    whole: list[tuple[dict[str, str], tuple[dict[str, str], ...]]] = []
    for token in islice(_TOKEN.finditer(source), _MOST_TOKENS):
        if token["brace"] == "{":
            whole.append(({}, tuple(begun[-_DEEPEST:])))
            begun.append(whole[-1][0])
        elif token["brace"]:
            del begun[-1:]
        elif begun:
            begun[-1].setdefault("name" if token["name"] else "url", token["value"].strip())
    found: list[MenuRecord] = []
    for record, around in whole:
        if "url" in record and 2 <= len(record.get("name", "")) <= _LONGEST_NAME:
            above = tuple(one["name"] for one in around if 2 <= len(one.get("name", "")) <= _LONGEST_NAME)
            found.append(MenuRecord(record["name"], record["url"], above))
    found.extend(MenuRecord(pair["name"], pair["url"]) for pair in _PAIR.finditer(source))
    return tuple(found)
