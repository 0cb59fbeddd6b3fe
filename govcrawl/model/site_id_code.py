"""网站标识码, the identity of a government site: text of ten characters, never a number."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib import resources

from govcrawl.model.vocabulary import SiteLevel

_DATA = tomllib.loads(resources.files(__package__).joinpath("site_id_code.toml").read_text("utf-8"))
_SHAPES = {name: re.compile(shape, re.IGNORECASE) for name, shape in _DATA["shapes"].items()}
_MUNICIPALITIES: frozenset[str] = frozenset(_DATA["levels"]["municipalities"])
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_DECIMAL_TAIL = re.compile(r"(\d{10})\.0+")
_QUOTES = "'’‘`\"“”"


class SiteIdCodeError(ValueError):
    """Not a 网站标识码. `problem` is one of `empty`, `lost_digits`, `length` and `shape`; `found` is the text as cleaned."""

    def __init__(self, problem: str, found: str) -> None:
        super().__init__(f"not a site id code ({problem}): {found!r}")
        self.problem = problem
        self.found = found


@dataclass(frozen=True, slots=True)
class SiteIdCode:
    """A valid code in its canonical form (`bm` small, `BT` capital). `family` is local, ministry or corps."""

    text: str
    family: str

    @property
    def unit_code(self) -> str:
        """The first six characters, which name the supervising body."""
        return self.text[:6]

    @property
    def region_code(self) -> str | None:
        """The administrative division: six digits, or `BT` and four for the Corps; None for ministries.

        Codes keep the division of the day they were given out (542400 for 那曲, today 540600).
        """
        return None if self.family == "ministry" else self.unit_code

    @property
    def level(self) -> SiteLevel:
        """The level that the division implies. A hint: development zones and townships have no division of their own."""
        if self.family == "ministry":
            return SiteLevel.NATIONAL
        if self.family == "corps":
            return SiteLevel.PROVINCE if self.text[2:4] == "00" else SiteLevel.CITY
        if self.text[2:6] == "0000":
            return SiteLevel.PROVINCE
        if self.text[4:6] == "00" or self.text[:2] in _MUNICIPALITIES:
            return SiteLevel.CITY
        return SiteLevel.COUNTY


def parse_site_id_code(text: str) -> SiteIdCode:
    """Read a code as people type it: full-width digits, blanks, a leading apostrophe and a spreadsheet's `.0` are forgiven.

    Raises SiteIdCodeError where it is none; digits lost to scientific notation (4.21E+09) are named, never guessed.
    """
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip(_QUOTES)
    if tail := _DECIMAL_TAIL.fullmatch(bare):
        bare = tail[1]
    for family, shape in _SHAPES.items():
        if shape.fullmatch(bare):
            canonical = {"local": bare, "ministry": bare.lower(), "corps": bare.upper()}[family]
            return SiteIdCode(canonical, family)
    raise SiteIdCodeError(_problem(bare), bare)


def _problem(bare: str) -> str:
    if not bare:
        return "empty"
    if _SCIENTIFIC.fullmatch(bare):
        return "lost_digits"
    return "shape" if len(bare) == 10 else "length"
