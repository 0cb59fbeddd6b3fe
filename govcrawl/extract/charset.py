"""Bytes to text: which charset a body is in, and whether the declared one had to be mended.

Order of trust: byte order mark, HTTP header, `<meta>` or XML declaration, detection. Only labels of the Encoding Standard
are known (https://encoding.spec.whatwg.org/#names-and-labels). A declaration that its own bytes refute is replaced by the
Chinese charset that decodes clean.
"""

import codecs
import re
from dataclasses import dataclass, replace

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE | re.ASCII)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:\-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_CHINESE = ("utf-8", "gb18030", "big5hkscs")
_REPLACEMENT = "replacement"
_READ_AS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-11": "cp874",
}
"""Codecs that know what the standard's index of an encoding holds beside the charset it is named after."""
_UNMAPPED = {
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-user-defined": "cp1252",  # as the HTML standard reads it in a page (prescan); its private characters are nobody's text
    "csiso2022kr": _REPLACEMENT,
    "hz-gb-2312": _REPLACEMENT,
    "iso-2022-cn": _REPLACEMENT,
    "iso-2022-cn-ext": _REPLACEMENT,
    "iso-2022-kr": _REPLACEMENT,
    "replacement": _REPLACEMENT,
}
"""Labels of the standard that the library does not know."""
_WESTERN = frozenset({"cp1252", "iso8859-2", "iso8859-15"})
"""Server defaults that say nothing of a Chinese page."""
_SCAN = 4096
"""Bytes searched for a declaration: four times the standard's 1024, for pages with long head comments."""
_SHORT = 400
"""Bodies below this many bytes are too short for statistical detection (short GBK pages come out as Korean or Big5)."""
_BAD_SHARE = 0.02
"""Share of undecodable characters up to which a declaration is still believed (titles cut in mid-character)."""
_CJK = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027\u00b7\u00a0\u00a9]+")
_WIDE = re.compile("[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body as text. `charset` is the name of the codec used; `repaired`: the declared charset was refuted."""

    text: str
    charset: str
    repaired: bool = False


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode a whole body; never raises. `content_type` is the HTTP header of that name."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(charset, "replace"), charset)
    if wide := _utf16_without_mark(body):
        return Decoded(body.decode(wide, "replace"), wide)
    declared = _declared(body, content_type)
    if declared == _REPLACEMENT:
        return _replaced(body)
    if declared is None or declared in _WESTERN:
        return _undeclared(body, declared)
    return _declared_or_mended(body, declared)


def _replaced(body: bytes) -> Decoded:
    """Declared as an encoding that browsers refuse: one U+FFFD, as they show it, unless the bytes are plain Chinese."""
    found = _undeclared(body, None)
    if _reads_chinese(found.text):
        return replace(found, repaired=True)
    return Decoded("\ufffd" if body else "", "utf-8", repaired=True)


def _declared_or_mended(body: bytes, declared: str) -> Decoded:
    text = _strict(body, declared)
    if text is not None and (declared == "utf-8" or text.isascii() or not _reads_chinese(_strict(body, "utf-8"))):
        return Decoded(text, declared)
    if text is None and _bad_share(lossy := body.decode(declared, "replace")) <= _BAD_SHARE:
        return Decoded(lossy, declared)
    for charset in _CHINESE:
        other = _strict(body, charset) if charset != declared else None
        if other is not None and _reads_chinese(other):
            return Decoded(other, charset, repaired=True)
    return _least_bad(body, declared)


def _least_bad(body: bytes, declared: str) -> Decoded:
    """Nothing decodes clean: stay with the declaration unless another charset loses far less."""
    lossy = body.decode(declared, "replace")
    best, share = Decoded(lossy, declared), _bad_share(lossy)
    for charset in _CHINESE:
        text = body.decode(charset, "replace")
        if charset != declared and _reads_chinese(text) and _bad_share(text) * 5 < share:
            best, share = Decoded(text, charset, repaired=True), _bad_share(text)
    return best


def _undeclared(body: bytes, western: str | None) -> Decoded:
    """No useful declaration: UTF-8 where the bytes are UTF-8, then gb18030 for short bodies, then detection."""
    text = _strict(body, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    if len(body) < _SHORT:
        text = _strict(body, "gb18030")
        if text is not None and _reads_chinese(text):
            return Decoded(text, "gb18030")
    detected = codec_of(detect_encoding(body) or "") or "utf-8"
    candidates = (
        (detected, "gb18030", "utf-8", "big5hkscs") if detected in _CHINESE else ("gb18030", "big5hkscs", "utf-8")
    )
    for charset in candidates:
        text = body.decode(charset, "replace")
        if _reads_chinese(text) and _bad_share(text) <= _BAD_SHARE:
            return Decoded(text, charset)
    if western:
        return Decoded(body.decode(western, "replace"), western)
    return min((Decoded(body.decode(name, "replace"), name) for name in {detected, "utf-8"}), key=_lost)


def _lost(decoded: Decoded) -> tuple[float, str]:
    return _bad_share(decoded.text), decoded.charset


def _declared(body: bytes, content_type: str) -> str | None:
    """The charset of the header, or of the document where the header has none or only a server default."""
    header = _HEADER.search(content_type)
    outer = codec_of(header[1]) if header else None
    if outer and outer not in _WESTERN:
        return outer
    head = _COMMENT.sub(b"", body[:_SCAN])
    found = _XML.search(head) or _META.search(head)
    inner = codec_of(found[1].decode("ascii", "replace")) if found else None
    if inner and inner.startswith("utf-16"):
        inner = "utf-8"  # the declaration itself was readable as ASCII (HTML standard, prescan step)
    return inner or outer


def codec_of(label: str) -> str | None:
    """The codec of a label, or None where the standard has no such label."""
    name = map_encoding_to_html5(label, False) if label.isascii() else None
    return _READ_AS.get(name, str(name)) if name else _UNMAPPED.get(label.lower())


def _utf16_without_mark(body: bytes) -> str | None:
    sample = body[:1024]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) * 3 > half and sample[0::2].count(0) * 20 < half:
        return "utf-16-le"
    if sample[0::2].count(0) * 3 > half and sample[1::2].count(0) * 20 < half:
        return "utf-16-be"
    return None


def _strict(body: bytes, charset: str) -> str | None:
    """The body decoded without loss (a character cut off at the very end is forgiven), or None."""
    try:
        return codecs.getincrementaldecoder(charset)("strict").decode(body, final=False)
    except UnicodeError:
        return None


def _bad_share(text: str) -> float:
    wide = sum(map(len, _WIDE.findall(text)))
    return text.count("\ufffd") / wide if wide else 0.0


def _reads_chinese(text: str | None) -> bool:
    """Whether most non-ASCII characters are Chinese ones. Wrongly decoded bytes scatter over the whole plane."""
    if text is None:
        return False
    wide = sum(map(len, _WIDE.findall(text)))
    return wide > 0 and sum(map(len, _CJK.findall(text))) > 0.7 * wide
