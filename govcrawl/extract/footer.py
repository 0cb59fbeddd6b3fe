"""The marks that a footer must carry: what is there, its value, and in which source it was found.

Absent (`present=False`) is said only where a footer was read and every script and include that may carry one was read
too, or the page was rendered; everything else that was not found is None, with the reason in `detail`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from govcrawl.extract.footer_marks import Found, find_mark, is_valid_code
from govcrawl.extract.footer_source import Source, asset_sources, footer_assets, page_source
from govcrawl.extract.page import Page
from govcrawl.extract.tags import read_tags
from govcrawl.model.items import MarkSeen
from govcrawl.model.vocabulary import Mark

__all__ = ["footer_assets", "read_marks"]


def read_marks(page: Page, assets: Mapping[str, str], *, rendered: bool = False) -> tuple[MarkSeen, ...]:
    """All eight marks of a page, in the order of `Mark`.

    `assets` maps URLs of `footer_assets` to their decoded text; `rendered` says that `page` is the browser's DOM.
    """
    own = page_source(page)
    sources = (replace(own, where="browser") if rendered else own, *asset_sources(assets))
    unknown = _why_unknown(page, sources, assets, rendered=rendered)
    return tuple(_mark(mark, sources, unknown) or _absent(page, mark, unknown) for mark in Mark)


def _mark(mark: Mark, sources: Iterable[Source], unknown: str | None) -> MarkSeen | None:
    """The mark in the first source that shows it, or the first form that proves nothing; None where no source says anything."""
    unproved: Found | None = None
    for source in sources:
        found = find_mark(mark, source)
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
    missing = [url for url in footer_assets(page) if url not in assets]
    if missing:
        return f"页脚可能由脚本或包含文件写入，尚未读取：{missing[0]}"
    if any(source.is_unfilled for source in sources):
        return "页脚是尚未填入内容的模板，需用浏览器打开"
    return None


def _tag_code(page: Page) -> MarkSeen | None:
    code = read_tags(page).get("SiteIDCode", "")
    if not is_valid_code(code):
        return None
    return MarkSeen(Mark.SITE_ID_CODE, True, code, "tag", "只在网页标签 SiteIDCode 中，页脚没有列明")
