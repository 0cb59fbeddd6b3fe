"""What the shape of an address says: an article, a column, a further page of a list, a file, or nothing."""

import re
from enum import StrEnum
from functools import lru_cache

from govcrawl.extract.urls import is_route
from govcrawl.extract.wordlist import load_words

_WORDS = load_words("address_shapes")
_EXTENSIONS = load_words("links")["extensions"]
_FILES = frozenset(ending for endings in _EXTENSIONS.values() for ending in endings)


def _one(name: str) -> re.Pattern[str]:
    table = _WORDS[name]["patterns"] if isinstance(_WORDS[name], dict) else _WORDS[name]
    return re.compile("|".join(f"(?:{pattern})" for pattern in table), re.IGNORECASE)


_ARTICLE, _COLUMN, _OTHER, _PAGING = (_one(name) for name in ("article", "column", "other", "paging"))


_COLUMN_OF_ARTICLE = re.compile(_WORDS["column_of_article"], re.IGNORECASE)
"""An article's address that names its column, too."""


class Shape(StrEnum):
    """`FOLDER` is an address that ends in a slash; `PLAIN` says nothing either way."""

    ROOT = "root"
    FOLDER = "folder"
    COLUMN = "column"
    ARTICLE = "article"
    PAGING = "paging"
    FILE = "file"
    OTHER = "other"
    PLAIN = "plain"


_SYSTEMS = re.compile(_WORDS["systems"], re.IGNORECASE)


def is_system(url: str) -> bool:
    """Whether a URL leads to the host of a system of its own (services, logins, mail, a mobile or foreign twin)."""
    return bool(_SYSTEMS.search(url))


@lru_cache(maxsize=16384)
def shape_of(url: str) -> Shape:
    """The shape of an absolute http(s) URL."""
    local = "/" + url.split("://", 1)[-1].partition("/")[2]
    if "#" in local and not is_route(local.partition("#")[2]):
        local = local.partition("#")[0]
    path = local.split("#", 1)[0].split("?", 1)[0]
    if path.rsplit(".", 1)[-1].lower() in _FILES and "." in path.rsplit("/", 1)[-1]:
        return Shape.FILE
    if _OTHER.search(local):
        return Shape.OTHER
    if _is_root(local):
        return Shape.ROOT
    if _PAGING.search(local):
        return Shape.PAGING
    bare = local.split("#", 1)[0]  # a place on a page, or a route of it, after which no address ends
    if _COLUMN.search(local) or _COLUMN.search(bare):
        return Shape.ARTICLE if _COLUMN_OF_ARTICLE.search(local) else Shape.COLUMN
    if _ARTICLE.search(local) or _ARTICLE.search(bare):
        return Shape.ARTICLE
    return Shape.FOLDER if path.endswith("/") else Shape.PLAIN


def _is_root(local: str) -> bool:
    path, _, fragment = local.partition("#")
    return not fragment.strip("/!") and bool(
        re.fullmatch(r"/(?:(?:index|default|main|home)\.\w+)?\??", path, re.IGNORECASE)
    )
