"""Checked sums, as records, and the sentence that each one prints."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from types import MappingProxyType

from govcrawl.circulars.rounding import Agreement

_MESSAGES: dict[str, str] = tomllib.loads(resources.files(__package__).joinpath("sums.toml").read_text("utf-8"))[
    "messages"
]


@dataclass(frozen=True, slots=True)
class Computation:
    """One published figure beside what the published counts give. `kind` is a word of sums.toml, `message` the sentence in
    Chinese, `quote` where the figure stands. Nothing is repaired."""

    kind: str
    printed: Decimal
    computed: Decimal
    agreement: Agreement
    message: str
    quote: str = ""


def computation(
    kind: str,
    printed: Decimal | int,
    computed: Decimal | int,
    words: Mapping[str, object] = MappingProxyType({}),
    *,
    agreement: Agreement | None = None,
    quote: str = "",
) -> Computation:
    """A computation with its sentence; without `agreement` the two figures must be equal."""
    printed, computed = Decimal(printed), Decimal(computed)
    agreement = agreement or (Agreement.EXACT if printed == computed else Agreement.DIFFERENT)
    message = _MESSAGES[kind].format(printed=printed, computed=computed, **words)
    return Computation(kind, printed, computed, agreement, message, quote)
