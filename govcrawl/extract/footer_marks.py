"""How each footer mark looks: recognisers of single marks in the text or the addresses of a page.

Recognisers take strings and keep their answers: the pages of a site share their footer.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from govcrawl.extract.footer_source import HINTS, Source
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.vocabulary import Mark

_WORDS = load_words("footer")
_LABELS = any_of(_WORDS["contact"]["labels"])


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{province}", _WORDS["provinces"]).replace("{labels}", _LABELS), re.IGNORECASE)


def _all_of(mark: str, key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(pattern) for pattern in _WORDS[mark][key])


ERROR_STATE = "标识为错误状态（red_error）"
"""Said of a party and government mark whose picture is that of an error."""
_CONAC = _WORDS["party_government_mark"]
_CONAC_SCRIPTS, _CONAC_LINKS = _all_of("party_government_mark", "scripts"), _all_of("party_government_mark", "links")
_CONAC_SPANS, _CONAC_IMAGES = _all_of("party_government_mark", "spans"), _all_of("party_government_mark", "images")
_CONAC_COPIES = _all_of("party_government_mark", "image_copies")
_CONAC_ERRORS = _all_of("party_government_mark", "error_images")
_CONAC_BLUE = _all_of("party_government_mark", "institution_images")
_ENTRIES, _ENTRY_CODES = _all_of("error_report_entry", "entries"), _all_of("error_report_entry", "codes")
_ENTRY_IMAGES = _all_of("error_report_entry", "image_copies")
_ENTRY_LABELS = re.compile(any_of(_WORDS["error_report_entry"]["labels"]))
_CODE = _compiled(_WORDS["site_id_code"]["labelled"])
_VALID_CODE = _compiled(_WORDS["site_id_code"]["valid"])
_ICP = _all_of("icp_filing", "numbers")
_POLICE, _POLICE_LINKS = _all_of("police_filing", "numbers"), _all_of("police_filing", "links")
_POLICE_DIGITS = int(_WORDS["police_filing"]["digits"])
_UNITS = (*_all_of("host_unit", "labelled"), *_all_of("host_unit", "behind"))
_OWNER = _compiled(_WORDS["host_unit"]["owner"])
_UNIT_END = re.compile(any_of(_WORDS["host_unit"]["cut"]))
_PHONE, _HOTLINE, _ADDRESS, _MAIL = (
    _compiled(_WORDS["contact"][key]) for key in ("phone", "hotline", "address", "mail")
)
_CONTACT_LINKS = re.compile(any_of(_WORDS["contact"]["links"]))
_SITE_MAP_WORDS: tuple[str, ...] = tuple(_WORDS["site_map"]["words"])
_HREF = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["']?([^"'<>\s]*)""", re.IGNORECASE)
_ANCHOR = 600
"""Characters of markup within which a link's opening tag stands before its text."""
_AROUND = 250
"""Characters around a hint in which its pattern is looked for."""
_DIGITS = re.compile(r"\d{11,15}")
_HINTS = {
    mark: [(hint, HINTS.words((hint,))) for hint in _WORDS[mark]["hints"]] for mark in Mark if "hints" in _WORDS[mark]
}


class Found(NamedTuple):
    """A mark as one source shows it; `present` None: in a form that proves nothing, False: only something like it."""

    value: str | None = None
    detail: str | None = None
    present: bool | None = True


def find_mark(mark: Mark, source: Source) -> Found | None:
    """A mark as `source` shows it, or None where it says nothing of the mark."""
    match mark:
        case Mark.PARTY_GOVERNMENT_MARK:
            return _party_government_mark(_near_hints(mark, source))
        case Mark.ERROR_REPORT_ENTRY:
            return _error_report_entry(_near_hints(mark, source))
        case Mark.SITE_ID_CODE:
            return _site_id_code(source.tight)
        case Mark.ICP_FILING:
            return _icp_filing(source.tight)
        case Mark.POLICE_FILING:
            return _police_filing(source.tight, _near_hints(mark, source))
        case Mark.HOST_UNIT:
            return _host_unit(source.spaced)
        case Mark.CONTACT:
            return _contact(source.spaced)
        case Mark.SITE_MAP:
            return _site_map(source)


def is_valid_code(code: str) -> bool:
    """Whether a site id code has the official shape."""
    return bool(_VALID_CODE.fullmatch(code))


def _near_hints(mark: Mark, source: Source) -> str:
    """The surroundings of the strings without which no pattern of a mark can match: a fraction of a page to search."""
    snippets = []
    text = source.addresses
    for hint, cue in _HINTS[mark]:
        if cue.isdisjoint(source.cues):
            continue
        place = text.find(hint)
        while place >= 0:
            snippets.append(text[max(0, place - _AROUND) : place + _AROUND])
            place = text.find(hint, place + _AROUND // 2)
    return "\n".join(snippets)


@lru_cache(maxsize=512)
def _party_government_mark(text: str) -> Found | None:
    form, match = next(
        (
            (form, match)
            for form, patterns in (
                ("代码", _CONAC_SCRIPTS),
                ("链接", _CONAC_LINKS),
                ("图片", _CONAC_IMAGES),
                ("占位", _CONAC_SPANS),
            )
            for pattern in patterns
            if (match := pattern.search(text))
        ),
        (None, None),
    )
    if match is None:
        if any(pattern.search(text) for pattern in _CONAC_COPIES):
            return Found(None, "只见标识图片，没有编办标识的代码或链接", None)
        return None
    details = [f"形式：{form}"]
    if any(pattern.search(text) for pattern in _CONAC_ERRORS):
        details.append(ERROR_STATE)
    if any(pattern.search(text) for pattern in _CONAC_BLUE):
        details.append("事业单位标识（blue）")
    value = next(
        (found[1] for pattern in (*_CONAC_SCRIPTS, *_CONAC_LINKS) if (found := pattern.search(text)) and found[1]), None
    )
    return Found(value, "；".join(details))


@lru_cache(maxsize=512)
def _error_report_entry(text: str) -> Found | None:
    code = next((match[1] for pattern in _ENTRY_CODES if (match := pattern.search(text))), None)
    if any(pattern.search(text) for pattern in _ENTRIES):
        return Found(code, None if code else "入口没有带网站标识码")
    if any(pattern.search(text) for pattern in _ENTRY_IMAGES):
        return Found(code, "只见入口图片，没有指向全国平台的链接")
    if _ENTRY_LABELS.search(text):
        return Found(None, "有“找错”字样，但没有指向全国平台的链接", None)
    return None


@lru_cache(maxsize=512)
def _site_id_code(text: str) -> Found | None:
    """A code that stands behind its label; a label without a code is no mark."""
    match = next((found for found in _CODE.finditer(text) if found["code"]), None)
    if match is None:
        return None
    code = match["code"]
    return Found(code, None if is_valid_code(code) else f"网站标识码格式不对：{code}")


@lru_cache(maxsize=512)
def _icp_filing(text: str) -> Found | None:
    match = next((found for pattern in _ICP if (found := pattern.search(text))), None)
    return Found(match[0].replace(" ", "")) if match else None


@lru_cache(maxsize=512)
def _police_filing(text: str, addresses: str) -> Found | None:
    match = next((found for pattern in _POLICE if (found := pattern.search(text))), None)
    if match:
        digits = _DIGITS.search(match[0])
        right = digits is not None and len(digits[0]) == _POLICE_DIGITS
        return Found(squeeze(match[0]), None if right else f"备案号不是{_POLICE_DIGITS}位数字")
    link = next((found for pattern in _POLICE_LINKS if (found := pattern.search(addresses))), None)
    return Found(link[1], "只在链接中，没有显示备案号") if link else None


@lru_cache(maxsize=512)
def _host_unit(text: str) -> Found | None:
    for pattern in _UNITS:
        for match in pattern.finditer(text):
            unit = _UNIT_END.split(match["unit"], maxsplit=1)[0].strip(" ()-·")
            if len(unit) >= 3:
                return Found(unit)
    owner = _OWNER.search(text)
    return Found(None, f"只有“版权所有：{owner['unit']}”，没有主办单位字样", False) if owner else None


@lru_cache(maxsize=512)
def _contact(text: str) -> Found | None:
    if phone := _PHONE.search(text):
        return Found(squeeze(phone["value"]))
    if hotline := _HOTLINE.search(text):
        return Found(hotline["value"], "只有热线")
    if mail := _MAIL.search(text):
        return Found(mail["value"], "只有电子邮箱")
    if address := _ADDRESS.search(text):
        return Found(squeeze(address["value"]), "只有地址")
    return Found(None, "页脚只有“联系我们”一类的链接，没有列明联系方式", False) if _CONTACT_LINKS.search(text) else None


def _site_map(source: Source) -> Found | None:
    """The link to the site map, wherever on the page it stands; its words without a link only in the footer."""
    for word in _SITE_MAP_WORDS:
        place = source.markup.find(word)
        while place >= 0:
            opened = source.markup.rfind("<a ", max(0, place - _ANCHOR), place)
            if (
                opened >= 0
                and "</a" not in source.markup[opened:place]
                and (href := _HREF.search(source.markup, opened))
            ):
                return Found(unescape(href[1]))
            place = source.markup.find(word, place + 1)
    if any(word in source.spaced for word in _SITE_MAP_WORDS):
        return Found(None, "有文字，没有链接")
    return None
