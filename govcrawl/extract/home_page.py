"""Whether a page is the home page of a site, where nobody says so: from its address, and from what only homes have."""

import re

from govcrawl.extract.address_shape import Shape, shape_of
from govcrawl.extract.article import content_of
from govcrawl.extract.cues import words
from govcrawl.extract.page import Page
from govcrawl.extract.rows import read_rows

_CRUMB = re.compile(r"位置\s*[:：>»]|(?<!地理)位置$|You are here", re.IGNORECASE)
"""What begins a way; 地理位置 is the name of a column."""
_CRUMB_CUE = words(("位置", "You are here"), caseless=True)
_CRUMB_ELEMENT = "[class*=crumb], [class*=Crumb], .CurrChnlCls, [class*=weizhi], [class*=dqwz]"
_SITE_NAME = re.compile(
    r"^首页$|(?:人民政府|[局厅署院办部委会区县市]|网|网站|首页|平台|中心)(?:\(首页\))?$|欢迎|portal|home", re.IGNORECASE
)
_OTHER_NAME = re.compile(r"(?:网站|站点)(?:地图|导航)|site\s?map|搜索|检索", re.IGNORECASE)
_PARTS = re.compile(r"\s*[-_|–—>·,，]+\s*")
_FEWEST_LINKS = 20
_FEWEST_LISTS = 3
"""Different lists of two or more rows that a home page has at least."""
_UNKNOWN_HOST = ".invalid/"


def is_home(page: Page) -> bool:
    """Whether a page is a home page: the root of a host, unless it shows a way from home, pages of a list or an article;
    under an address that tells nothing, a page named like a site and made of several lists."""
    shape = shape_of(page.url)
    is_root = shape is Shape.ROOT and _UNKNOWN_HOST not in page.url
    if not is_root and shape not in (Shape.ROOT, Shape.PLAIN, Shape.FOLDER, Shape.COLUMN):
        return False
    if has_crumb(page) or content_of(page) is not None or _OTHER_NAME.search(page.title or ""):
        return False
    return is_root or (_is_named_like_a_site(page) and _has_many_lists(page))


def has_crumb(page: Page) -> bool:
    """Whether a page shows the way to itself from the home page (您当前的位置：首页 > …)."""
    if not page.lacks(_CRUMB_CUE) and any(
        len(text) < 40 and ("位置" in text or "here" in text.lower()) and _CRUMB.search(text)
        for text, _ in page.visible.body
    ):
        return True
    return page.tree.css_first(_CRUMB_ELEMENT) is not None


def _is_named_like_a_site(page: Page) -> bool:
    parts = [part for part in _PARTS.split(page.title or "") if part]
    return bool(parts) and (parts[0] == "首页" or all(_SITE_NAME.search(part) for part in parts))


def _has_many_lists(page: Page) -> bool:
    if len(page.anchors) < _FEWEST_LINKS:
        return False
    rows: dict[str, int] = {}
    for row in read_rows(page):
        rows[row.signature] = rows.get(row.signature, 0) + 1
    return sum(1 for count in rows.values() if count > 1) >= _FEWEST_LISTS
