"""Which part of a page an element stands in: navigation, footer, a side block, or the content."""

import re
import tomllib
from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from typing import Any

from selectolax.lexbor import LexborNode

from govcrawl.extract.regions import Region, region_of_names

_DATA: dict[str, Any] = tomllib.loads(files("govcrawl.extract").joinpath("zones.toml").read_text("utf-8"))
_WORDS = {word: zone for zone in ("navigation", "footer", "weak_footer", "side") for word in _DATA[zone]}
_TAGS = {tag: zone for zone in ("navigation", "footer", "side") for tag in _DATA[f"{zone}_tags"]}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
SIDE_HEADING = re.compile("|".join(_DATA["side_headings"]))
BESIDE_HEADING = re.compile("|".join(_DATA["beside_headings"]))


class Zones:
    """Zones of one page's elements, each element judged once."""

    def __init__(self, menus: Collection[int] = ()) -> None:
        """`menus`: elements (by `mem_id`) that are navigation whatever they are called."""
        self._known: dict[int, str] = dict.fromkeys(menus, "navigation")

    def zone_of(self, node: LexborNode) -> str:
        """`navigation`, `footer`, `side` or "" (content): the zone of the nearest ancestor that names one."""
        path: list[int] = []
        current: LexborNode | None = node
        zone = ""
        while current is not None:
            key = current.mem_id
            if key in self._known:
                zone = self._known[key]
                break
            path.append(key)
            own = _own_zone(current)
            if own or current.tag in ("body", "html"):
                zone = own
                break
            current = current.parent
        for key in path:
            self._known[key] = zone
        return zone


def _own_zone(node: LexborNode) -> str:
    tag = node.tag
    if tag is None or tag in ("body", "html"):
        return ""
    if tag in _TAGS:
        return _TAGS[tag]
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
    zone = _named_zone(names)
    if zone == "weak_footer":
        return "footer" if region_of_names(names, node) is Region.FOOTER else ""
    return zone


@lru_cache(maxsize=8192)
def _named_zone(names: str) -> str:
    for word in _WORD.findall(names):
        if zone := _WORDS.get(word.lower()):
            return zone
    return ""
