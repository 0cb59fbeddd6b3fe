"""How asking for a page ended, in words (outcomes.toml)."""

import tomllib
from importlib import resources

from govcrawl.model.vocabulary import FetchOutcome

_WORDS: dict[str, str] = tomllib.loads(resources.files(__package__).joinpath("outcomes.toml").read_text("utf-8"))[
    "words"
]
_BY_STATUS = frozenset({FetchOutcome.HTTP_4XX, FetchOutcome.HTTP_5XX, FetchOutcome.HTTP_ODD})


def outcome_words(outcome: FetchOutcome, status: int | None) -> str:
    """域名不存在, HTTP 404 ...; never a word of a program."""
    if outcome in _BY_STATUS:
        return f"HTTP {status}" if status else "HTTP 错误"
    return _WORDS[outcome]
