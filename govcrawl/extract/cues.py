"""Which words stand anywhere in a text, told for all readers by one scan: a reader whose cue is absent has nothing to read.

Readers register the words without which their expressions cannot match. One pass of Hyperscan over a page costs less than
a search for three of them.
"""

import re
from collections.abc import Iterable
from threading import Lock

import hyperscan

BLANKS = rb"[\s\x1c-\x1f\x80-\xc2\xe1-\xe3]*"
"""The bytes of all blanks of Unicode in UTF-8, none of them the first of a Chinese character, for `Scanner.shape`."""
Cue = frozenset[int]
"""One or several registered words."""


class Scanner:
    """Words that are looked for together; compiled when a text is first scanned, and again where more came since."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[bytes, bool], int] = {}
        self._database: hyperscan.Database | None = None
        self._lock = Lock()

    def words(self, any_of: Iterable[str], *, caseless: bool = False) -> Cue:
        """The cue of literal words; `caseless` holds for ASCII letters."""
        return frozenset(self._number(re.escape(word.encode("utf-8")), caseless) for word in any_of)

    def shape(self, expression: bytes) -> Cue:
        """The cue of a simple expression over the bytes of UTF-8, without regard to case.

        Raises ValueError for a repeated Chinese character: it would repeat its last byte only, and must stand in a group.
        """
        if re.search(rb"[\x80-\xff][?*+{]", expression):
            raise ValueError(f"repeats a byte, not a character: {expression.decode()}")
        return frozenset((self._number(expression, True),))

    def cues_in(self, text: str) -> Cue:
        """The registered cues that stand in a text: one pass, whatever their number."""
        found: list[int] = []
        with self._lock:
            if self._database is None:
                self._database = self._compiled()
            source = text.encode("utf-8", "replace")
            self._database.scan(source, match_event_handler=lambda number, *_: found.append(number))
        return frozenset(found)

    def _number(self, expression: bytes, caseless: bool) -> int:
        self._database = None
        return self._numbers.setdefault((expression, caseless), len(self._numbers))

    def _compiled(self) -> hyperscan.Database:
        database = hyperscan.Database()
        database.compile(
            expressions=[expression for expression, _ in self._numbers],
            flags=[
                hyperscan.HS_FLAG_SINGLEMATCH | (hyperscan.HS_FLAG_CASELESS if caseless else 0)
                for _, caseless in self._numbers
            ],
            ids=list(self._numbers.values()),
        )
        return database


SOURCE = Scanner()
"""What readers look for in the source of a page (`Page.lacks`)."""
words, shape = SOURCE.words, SOURCE.shape
