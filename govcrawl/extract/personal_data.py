"""Personal data printed in full: identity numbers, mobile numbers, bank cards. What is found leaves this room masked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from govcrawl.extract.text import narrow
from govcrawl.extract.wordlist import any_of, load_words

_DATA = load_words("personal_data")
_TABLES = {"identity_number": "identity", "mobile_number": "mobile", "bank_card": "card"}
_IDENTITY = re.compile(r"(?<![0-9A-Za-z.])(\d{6})(\d{8})(\d{3})([\dXx])(?![0-9A-Za-z])")
_MOBILE = re.compile(rf"(?<![0-9A-Za-z.\-/=_])({_DATA['mobile']['pattern']})(?![0-9A-Za-z\-])")
_CARD = re.compile(rf"(?<![0-9A-Za-z.])({_DATA['card']['pattern']})(?![0-9A-Za-z])")
_GROUPED = re.compile(r"(?<!\d)(\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?!\d)")
_LONG_NUMBER, _MOBILE_LIKE = re.compile("[0-9]{15}"), re.compile("1[0-9]{10}")
_GROUP_LIKE = re.compile("[0-9]{4} [0-9]{4} [0-9]{4}")
"""What identity numbers and cards, mobile numbers, and numbers in groups hold: quick tests."""
_OFFICE = re.compile(any_of(_DATA["mobile"]["office"]))
_REGIONS = frozenset(_DATA["identity"]["regions"])
LEAST: Mapping[str, int] = MappingProxyType({kind: _DATA[table]["least"] for kind, table in _TABLES.items()})
"""How many different numbers of a kind on one page are worth a person's look."""
_AROUND = 24
"""Characters before a mobile number in which a word may say whose it is."""


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One number printed in full. `masked` keeps only what tells it apart; `at` is its place in the text; `of_office`: the
    words before a mobile number say that it is an office's."""

    kind: str
    """`identity_number`, `mobile_number` or `bank_card`."""
    masked: str
    at: int
    of_office: bool = False


def read_personal_data(text: str, as_of: date) -> tuple[PersonalDatum, ...]:
    """The numbers in a page's text, in order. A number must pass its check digit; birth dates lie before `as_of`."""
    plain = narrow(text)
    if _GROUP_LIKE.search(plain):
        plain = _GROUPED.sub(lambda match: match[0].replace(" ", ""), plain)
    found: set[PersonalDatum] = set()
    if _LONG_NUMBER.search(plain):
        found.update(_identities(plain, as_of))
        found.update(_cards(plain))
    if _MOBILE_LIKE.search(plain):
        found.update(_mobiles(plain))
    return tuple(sorted(found, key=lambda datum: datum.at))


def says(kind: str) -> str:
    """What a kind of number is called in reports."""
    return str(_DATA[_TABLES[kind]]["says"])


def mask(number: str) -> str:
    """A number with its middle starred: 3 first and 2 last characters stay."""
    return number[:3] + "*" * max(0, len(number) - 5) + number[-2:]


def _identities(text: str, as_of: date) -> Iterator[PersonalDatum]:
    for match in _IDENTITY.finditer(text):
        number = match[0].upper()
        if int(number[:2]) in _REGIONS and _is_birth(match[2], as_of) and _checks(number):
            yield PersonalDatum("identity_number", mask(number), match.start())


def _is_birth(digits: str, as_of: date) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return _DATA["identity"]["earliest_year"] <= born.year and born <= as_of


def _checks(number: str) -> bool:
    weights, checks = _DATA["identity"]["weights"], _DATA["identity"]["checks"]
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return bool(checks[total % 11] == number[17])


def _cards(text: str) -> Iterator[PersonalDatum]:
    for match in _CARD.finditer(text):
        if _luhn(match[1]) and len(set(match[1])) > 3:
            yield PersonalDatum("bank_card", mask(match[1]), match.start())


def _luhn(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _mobiles(text: str) -> Iterator[PersonalDatum]:
    for match in _MOBILE.finditer(text):
        if len(set(match[1])) > 3:
            before = text[max(0, match.start() - _AROUND) : match.start()]
            yield PersonalDatum("mobile_number", mask(match[1]), match.start(), _OFFICE.search(before) is not None)
