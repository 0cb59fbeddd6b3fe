"""The marks that a footer must carry: what is there, its value, and in which source it was found.

Absent (`present=False`) is said only where a footer was read and every script and include that may carry one was read
too, or the page was rendered; everything else that was not found is None, with the reason in `detail`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from typing import NamedTuple

from govcrawl.extract.footer_source import Source, asset_sources, assets_beside, footer_assets, page_source
from govcrawl.extract.page import Page
from govcrawl.extract.tags import read_tags
from govcrawl.extract.text import squeeze
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.items import MarkSeen
from govcrawl.model.vocabulary import Mark

__all__ = ["footer_assets", "read_marks"]

_WORDS = load_words("footer")
_LABELS = any_of(_WORDS["contact"]["labels"])


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{province}", _WORDS["provinces"]).replace("{labels}", _LABELS), re.IGNORECASE)


def _all_of(mark: str, key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(pattern) for pattern in _WORDS[mark][key])


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
_PHONE, _ADDRESS, _MAIL = (_compiled(_WORDS["contact"][key]) for key in ("phone", "address", "mail"))
_CONTACT_LINKS = re.compile(any_of(_WORDS["contact"]["links"]))
_SITE_MAP_WORDS: tuple[str, ...] = tuple(_WORDS["site_map"]["words"])
_HREF = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["']?([^"'<>\s]*)""", re.IGNORECASE)
_ANCHOR = 600
"""Characters of markup within which a link's opening tag stands before its text."""
_AROUND = 250
"""Characters around a hint in which its pattern is looked for."""
_DIGITS = re.compile(r"\d{11,15}")


class _Found(NamedTuple):
    """A mark as one source shows it; `present` None: in a form that proves nothing, False: only something like it."""

    value: str | None = None
    detail: str | None = None
    present: bool | None = True


def read_marks(page: Page, assets: Mapping[str, str], *, rendered: bool = False) -> tuple[MarkSeen, ...]:
    """All eight marks of a page, in the order of `Mark`.

    `assets` maps URLs of `footer_assets` to their decoded text; `rendered` says that `page` is the browser's DOM.
    """
    sources = (page_source(page, rendered=rendered), *asset_sources(assets))
    unknown = _why_unknown(page, sources, assets, rendered=rendered)
    return tuple(_mark(mark, read, sources, unknown) or _absent(page, mark, unknown) for mark, read in _READERS.items())


def _mark(
    mark: Mark, read: Callable[[Source], _Found | None], sources: Iterable[Source], unknown: str | None
) -> MarkSeen | None:
    """The mark in the first source that shows it, or the first form that proves nothing; None where no source says anything."""
    unproved: _Found | None = None
    for source in sources:
        found = read(source)
        if found is not None and found.present:
            return MarkSeen(mark, True, found.value, source.where, found.detail)
        unproved = unproved or found
    if unproved is None:
        return None
    return MarkSeen(mark, None if unknown else unproved.present, unproved.value, detail=unproved.detail)


def _absent(page: Page, mark: Mark, unknown: str | None) -> MarkSeen:
    tagged = _tag_code(page) if mark is Mark.SITE_ID_CODE else None
    return tagged or MarkSeen(mark, None if unknown else False, detail=unknown)


def _why_unknown(page: Page, sources: tuple[Source, ...], assets: Mapping[str, str], *, rendered: bool) -> str | None:
    """Why absence cannot be told from these sources, or None where it can."""
    if not any(source.has_footer for source in sources):
        return "没有读到页脚"
    if rendered:
        return None
    missing = [url for url in assets_beside(page, sources[0]) if url not in assets]
    if missing:
        return f"页脚可能由脚本或包含文件写入，尚未读取：{missing[0]}"
    if any(source.is_unfilled for source in sources):
        return "页脚是尚未填入内容的模板，需用浏览器打开"
    return None


def _near_hints(mark: str, text: str) -> str:
    """The surroundings of the strings without which no pattern of a mark can match: a fraction of a page to search."""
    snippets = []
    for hint in _WORDS[mark]["hints"]:
        place = text.find(hint)
        while place >= 0:
            snippets.append(text[max(0, place - _AROUND) : place + _AROUND])
            place = text.find(hint, place + _AROUND // 2)
    return "\n".join(snippets)


def _party_government_mark(source: Source) -> _Found | None:
    text = _near_hints("party_government_mark", source.addresses)
    if not text:
        return None
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
            return _Found(None, "只见标识图片，没有编办标识的代码或链接", None)
        return None
    details = [f"形式：{form}"]
    if any(pattern.search(text) for pattern in _CONAC_ERRORS):
        details.append("标识为错误状态（red_error）")
    if any(pattern.search(text) for pattern in _CONAC_BLUE):
        details.append("事业单位标识（blue）")
    value = next(
        (found[1] for pattern in (*_CONAC_SCRIPTS, *_CONAC_LINKS) if (found := pattern.search(text)) and found[1]), None
    )
    return _Found(value, "；".join(details))


def _error_report_entry(source: Source) -> _Found | None:
    text = _near_hints("error_report_entry", source.addresses)
    if not text:
        return None
    code = next((match[1] for pattern in _ENTRY_CODES if (match := pattern.search(text))), None)
    if any(pattern.search(text) for pattern in _ENTRIES):
        return _Found(code, None if code else "入口没有带网站标识码")
    if any(pattern.search(text) for pattern in _ENTRY_IMAGES):
        return _Found(code, "只见入口图片，没有指向全国平台的链接")
    if _ENTRY_LABELS.search(text):
        return _Found(None, "有“找错”字样，但没有指向全国平台的链接", None)
    return None


def _site_id_code(source: Source) -> _Found | None:
    """A code that stands behind its label; a label without a code is no mark."""
    match = next((found for found in _CODE.finditer(source.tight) if found["code"]), None)
    if match is None:
        return None
    code = match["code"]
    return _Found(code, None if _VALID_CODE.fullmatch(code) else f"网站标识码格式不对：{code}")


def _tag_code(page: Page) -> MarkSeen | None:
    code = read_tags(page).get("SiteIDCode", "")
    if not _VALID_CODE.fullmatch(code):
        return None
    return MarkSeen(Mark.SITE_ID_CODE, True, code, "tag", "只在网页标签 SiteIDCode 中，页脚没有列明")


def _icp_filing(source: Source) -> _Found | None:
    match = next((found for pattern in _ICP if (found := pattern.search(source.tight))), None)
    return _Found(match[0].replace(" ", "")) if match else None


def _police_filing(source: Source) -> _Found | None:
    match = next((found for pattern in _POLICE if (found := pattern.search(source.tight))), None)
    if match:
        digits = _DIGITS.search(match[0])
        right = digits is not None and len(digits[0]) == _POLICE_DIGITS
        return _Found(squeeze(match[0]), None if right else f"备案号不是{_POLICE_DIGITS}位数字")
    text = _near_hints("police_filing", source.addresses)
    link = next((found for pattern in _POLICE_LINKS if (found := pattern.search(text))), None)
    return _Found(link[1], "只在链接中，没有显示备案号") if link else None


def _host_unit(source: Source) -> _Found | None:
    for pattern in _UNITS:
        for match in pattern.finditer(source.spaced):
            unit = _UNIT_END.split(match["unit"], maxsplit=1)[0].strip(" ()-·")
            if len(unit) >= 3:
                return _Found(unit)
    owner = _OWNER.search(source.spaced)
    return _Found(None, f"只有“版权所有：{owner['unit']}”，没有主办单位字样", False) if owner else None


def _contact(source: Source) -> _Found | None:
    text = source.spaced
    if phone := _PHONE.search(text):
        return _Found(squeeze(phone["value"]))
    if mail := _MAIL.search(text):
        return _Found(mail["value"], "只有电子邮箱")
    if address := _ADDRESS.search(text):
        return _Found(squeeze(address["value"]), "只有地址")
    return (
        _Found(None, "页脚只有“联系我们”一类的链接，没有列明联系方式", False) if _CONTACT_LINKS.search(text) else None
    )


def _site_map(source: Source) -> _Found | None:
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
                return _Found(unescape(href[1]))
            place = source.markup.find(word, place + 1)
    if any(word in source.spaced for word in _SITE_MAP_WORDS):
        return _Found(None, "有文字，没有链接")
    return None


_READERS: dict[Mark, Callable[[Source], _Found | None]] = {
    Mark.PARTY_GOVERNMENT_MARK: _party_government_mark,
    Mark.ERROR_REPORT_ENTRY: _error_report_entry,
    Mark.SITE_ID_CODE: _site_id_code,
    Mark.ICP_FILING: _icp_filing,
    Mark.POLICE_FILING: _police_filing,
    Mark.HOST_UNIT: _host_unit,
    Mark.CONTACT: _contact,
    Mark.SITE_MAP: _site_map,
}
