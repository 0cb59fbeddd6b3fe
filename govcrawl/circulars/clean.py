"""Published text as it is found on copies of copies, made readable again; every kind of repair is named and counted."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib import resources

from opencc import OpenCC

_TERMS: dict[str, dict[str, str]] = tomllib.loads(
    resources.files(__package__).joinpath("terms.toml").read_text("utf-8")
)
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PINYIN = rf"[a-zü]*[{_TONES}][a-z]*"
_GLOSS = re.compile(rf"(?<=[一-鿿])[(（]{_PINYIN}[)）]")
_LOST = re.compile(rf"(?:\?{_PINYIN}[)）])+")
_MISALIGNED = re.compile(rf"\?([^\x00-\x7f]{{0,40}}|,)([@-~])[(（]{_PINYIN}[)）]")
_SECTION_MARKS = {
    numeral: (b"\xa1\xa3\xa8" + numeral.encode("gb18030") + b"\xa3").decode("gb18030")
    for numeral in "一二三四五六七八九十"
}
_COMMA_THEN_MARK = re.compile(r"[,，]+(?=[、。,，;；:：])")
_MARK_THEN_COMMA = re.compile(r"(?<=[、。;；:：])[,，]+")
_TRADITIONAL_SHARE = 0.03
_SHORTEST_TITLE = 10
_MOST_TITLES = 6
_SAME_TEXT = 0.8


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The readable text and what was done to it: (kind of repair, how often)."""

    text: str
    repairs: tuple[tuple[str, int], ...] = ()


def clean(text: str) -> Cleaned:
    """Undo what mirrors do to a document: lost bytes, pinyin glosses, doubled commas, traditional characters, doubled text.

    Figures are never touched. Characters that cannot be recovered become U+FFFD.
    """
    repairs: list[tuple[str, int]] = []
    text = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    for name, step in (
        ("misaligned_bytes", _realign),
        ("pinyin_glosses", lambda t: _GLOSS.subn("", t)),
        ("lost_characters", lambda t: _LOST.subn("\ufffd", t)),
        ("doubled_punctuation", _single_marks),
        ("traditional_characters", _simplify),
        ("slips", lambda t: _replace_terms(t, "slips")),
        ("doubled_text", _drop_second_copy),
    ):
        text, count = step(text)
        if count:
            repairs.append((name, count))
    return Cleaned(text, tuple(repairs))


def is_traditional(text: str) -> bool:
    """Whether a document is written in traditional characters (a stray one or a name such as 乾县 is not enough)."""
    telling = "".join(c for c in text if "一" <= c <= "鿿" and c not in _TERMS["both"]["characters"])
    return bool(telling) and _changed(telling) >= max(1, _TRADITIONAL_SHARE * len(telling))


def _realign(text: str) -> tuple[str, int]:
    """Traditional GBK text whose decoder lost a byte: `?` is the lead byte A1, the letter before the gloss the last trail byte.

    `?，F(xiàn)` are the bytes A1A3 AC46, that is 。現; runs that do not give Chinese are left alone. Where no gloss shows
    the end, only a section mark such as （二） can be told; what followed it is lost.
    """
    count = 0

    def shifted(match: re.Match[str]) -> str:
        nonlocal count
        run = match[1].replace(",", "，")
        try:
            repaired = (b"\xa1" + run.encode("gb18030") + match[2].encode("ascii")).decode("gb18030")
        except UnicodeError:
            return match[0]
        if repaired[0] not in "。、，；：　" or not all(_is_chinese(character) for character in repaired):
            return match[0]
        count += 1
        return repaired.replace("　", " ")

    text = _MISALIGNED.sub(shifted, text)
    for numeral, misread in _SECTION_MARKS.items():
        # Mirrors drop the private-use character that 二 and others leave behind.
        kept = "".join(f"{c}?" if "\ue000" <= c <= "\uf8ff" else re.escape(c) for c in misread)
        text, marks = re.subn(rf"\?{kept}[\u2500-\u257f]", f"({numeral})\ufffd", text)
        count += marks
    return text, count


def _is_chinese(character: str) -> bool:
    return "一" <= character <= "鿿" or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"


def _single_marks(text: str) -> tuple[str, int]:
    text, before = _COMMA_THEN_MARK.subn("", text)
    text, after = _MARK_THEN_COMMA.subn("", text)
    return text, before + after


def _simplify(text: str) -> tuple[str, int]:
    if not is_traditional(text):
        return text, 0
    count = _changed(text)
    text, terms = _replace_terms(_to_simplified().convert(text), "taiwan")
    return text, count + terms


def _changed(text: str) -> int:
    simplified = _to_simplified().convert(text)
    return sum(a != b for a, b in zip(text, simplified, strict=False)) if len(text) == len(simplified) else len(text)


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("hk2s")


def _replace_terms(text: str, table: str) -> tuple[str, int]:
    terms = _TERMS[table]
    longest_first = sorted(terms, key=len, reverse=True)
    return re.subn("|".join(map(re.escape, longest_first)), lambda match: terms[match[0]], text)


def _drop_second_copy(text: str) -> tuple[str, int]:
    """Where a whole document stands twice in one page, keep the first copy."""
    lines = [line for line in text.split("\n") if line.strip()]
    keys = [re.sub(r"\s", "", line) for line in lines]
    times = Counter(keys)
    first_seen: dict[str, int] = {}
    for at, key in enumerate(keys):
        start = first_seen.setdefault(key, at)
        size = at - start
        if len(key) < _SHORTEST_TITLE or size < 2 or times[key] > _MOST_TITLES:
            continue
        if SequenceMatcher(None, keys[start:at], keys[at : at + size], autojunk=False).ratio() >= _SAME_TEXT:
            return "\n".join(lines[:at] + lines[at + size :]), 1
    return text, 0
