"""A sentence as patterns read it: narrow letters, no blanks, counts in digits."""

import re
import unicodedata

_HAN_COUNT = re.compile(r"[一二三四五六七八九十百千两零]{2,}(?=个|家|名|人|条|件)")
_DIGIT = "[一二三四五六七八九两]"
_WRITTEN = re.compile(rf"(?:({_DIGIT})千)?零?(?:({_DIGIT})百)?零?(?:({_DIGIT})十)?零?({_DIGIT})?")


def bare_text(text: str) -> str:
    """Narrow letters without blanks; no comma between thousands, a written count below 10,000 in digits."""
    narrow = unicodedata.normalize("NFKC", text)
    # A comma between thousands belongs to the number, and `…的网站,共54家` is one statement.
    bare = re.sub(r"\s+", "", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", narrow))
    bare = _HAN_COUNT.sub(lambda match: _arabic(match[0]), bare)
    return re.sub(r",(?=共(?:计|有)?\d)", "", bare)


def _arabic(numeral: str) -> str:
    """A count below 10,000 written out (一百零五); one that is no number (两三, 二三十) stays as it stands."""
    written = _WRITTEN.fullmatch(re.sub(f"(?<!{_DIGIT})十", "一十", numeral))
    if not written:
        return numeral
    places = zip(written.groups(), (1000, 100, 10, 1), strict=True)
    return str(
        sum("零一二三四五六七八九".index((digit or "零").replace("两", "二")) * place for digit, place in places)
    )
