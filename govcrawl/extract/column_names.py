"""What the text of a link says: a column's name, no column at all, an organ, or "more"."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import any_of, load_words

_WORDS = load_words("column_names")
_HOME = frozenset(_WORDS["home"]["exact"])
_FRAME: str = _WORDS["not_columns"]["frame"]
_NOT_COLUMNS = frozenset(_WORDS["not_columns"]["exact"])
_NOT_PATTERN = re.compile("|".join(_WORDS["not_columns"]["patterns"]), re.IGNORECASE)
_MAX_NAME: int = _WORDS["not_columns"]["max_length"]
_ORGAN = re.compile("|".join(_WORDS["organs"]["patterns"]))
_NO_ORGAN = re.compile(any_of(_WORDS["organs"]["never"]))
_MORE = re.compile("|".join(_WORDS["more"]["patterns"]), re.IGNORECASE)
_MORE_CLASS = re.compile(_WORDS["more"]["classes"], re.IGNORECASE)
_MAX_MORE = 12
"""Characters of a "more" link's text."""
_SORTING = re.compile(_WORDS["sorting"]["names"])
_SORTING_BAR = re.compile(_WORDS["sorting"]["bar"])
_SORTING_PARAMETER = re.compile(rf"(?:^|&)(?:{any_of(_WORDS['sorting']['parameters'])})=[^&]*", re.IGNORECASE)
_SPACED = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff])+")
"""A name set with a blank between any two letters."""
_COUNT = re.compile(r"\s*[(（]\d+[)）]$")


@lru_cache(maxsize=16384)
def clean_name(text: str) -> str:
    """A column's name without brackets, bullets, arrows and counts round it."""
    name = _COUNT.sub("", squeeze(text).strip(_FRAME)).strip(_FRAME)
    return name.replace(" ", "") if _SPACED.fullmatch(name) else name


@lru_cache(maxsize=16384)
def is_column_name(name: str) -> bool:
    """Whether a cleaned name may be a column's (not home, login, search, a language, paging ...)."""
    bare = name.replace(" ", "").lower()
    is_name = 2 <= len(bare) <= _MAX_NAME and bare not in _NOT_COLUMNS and not _NOT_PATTERN.search(bare)
    return is_name and not _SORTING.fullmatch(bare)


def is_sorting_bar(text: str) -> bool:
    """Whether a text says how the rows below it are or may be ordered."""
    words = text.split()
    return bool(_SORTING_BAR.search(text)) or (len(words) > 1 and all(map(_SORTING.fullmatch, words)))


def without_sorting(url: str) -> str:
    """An address without the parameters of its query that only order rows."""
    path, question, query = url.partition("?")
    rest = _SORTING_PARAMETER.sub("", query).lstrip("&") if question else ""
    return f"{path}?{rest}" if rest else path


def is_home(text: str) -> bool:
    """Whether a link's text says that it leads to the home page."""
    return text.strip(_FRAME) in _HOME


@lru_cache(maxsize=16384)
def is_organ(name: str) -> bool:
    """Whether a name is that of an organ or of another site."""
    return bool(_ORGAN.search(name)) and not _NO_ORGAN.search(name)


def is_more(node: LexborNode, text: str) -> bool:
    """Whether a link is the "more" of a block. One without text counts where its class or its image says so."""
    if text:
        return len(text) <= _MAX_MORE and bool(_MORE.search(text))
    if _MORE_CLASS.search(node.attributes.get("class") or ""):
        return True
    image = node.css_first("img")
    if image is None:
        return False
    attributes = image.attributes
    return bool(_MORE.search(attributes.get("alt") or "") or _MORE_CLASS.search(attributes.get("src") or ""))
