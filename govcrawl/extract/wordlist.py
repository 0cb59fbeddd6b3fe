"""The word lists and patterns beside the readers: TOML files of this package, read once at import."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def load_words(name: str) -> dict[str, Any]:
    """The table of `<name>.toml` in this package."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A regular expression that finds any of these literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
