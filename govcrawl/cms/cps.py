"""开普 CPS and its kind: JSP pages whose columns share one path and differ in the query."""

import re

from govcrawl.cms.base import Marks, PlainSystem, linked_pages, with_query
from govcrawl.extract.page import Page

_COLUMN = re.compile(r"/\w*[lL]ist\w*\.(?:jsp|do|action)\?|[?&](?:cat_id|node_id|cur_page)=")
_PAGE = re.compile(r"[?&](cur_page|page|pageNo|currPage)=(\d+)")
_COUNT = re.compile(r"共\s*(\d+)\s*页|(?:totalPage|pageCount|total_page)['\"]?\s*[=:]\s*['\"]?(\d+)")


class Cps(PlainSystem):
    """Columns `/info/iList.jsp?node_id=&cat_id=&cur_page=`; the query is part of the column's identity."""

    name = "cps"
    marks = Marks(
        words=("iList.jsp?",),
        url=_COLUMN,
        links=re.compile(r"[?&]cat_id=\w+.*[?&]node_id=|[?&]node_id=\w+.*[?&]cat_id="),
    )

    def pages(self, page: Page) -> tuple[str, ...]:
        linked = linked_pages(page)
        count = _COUNT.search(page.text)
        if linked or count is None or not _COLUMN.search(page.url):
            return linked
        current = _PAGE.search(page.url)
        number, name = (int(current[2]), current[1]) if current else (1, "cur_page")
        last = int(count[1] or count[2])
        return tuple(
            with_query(page.url, **{name: str(wanted)}) for wanted in {number + 1, last} if number < wanted <= last
        )
