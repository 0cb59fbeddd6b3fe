"""TRS WCM (拓尔思): static lists, rows in the page, the number of pages only in a `createPageHTML` call."""

import re

from govcrawl.cms.base import Marks, PlainSystem, counted_pages, linked_pages, paging_call
from govcrawl.extract.page import Page

_ROW = re.compile(r"/t\d{6,8}_\d+\.")


class TrsWcm(PlainSystem):
    """Articles `/dir/YYYYMM/tYYYYMMDD_id.html`, columns `dir/` or `dir/index.html`, page 2 `index_1.html`."""

    name = "trs_wcm"
    marks = Marks(
        words=("TRS_Editor", "trs_editor_view", "CurrChnlCls", "createPageHTML(", "TRS_", "was5/web"),
        url=re.compile(r"/t(?:19|20)\d{6}_\d+\."),
        links=re.compile(r"/t(?:19|20)\d{6}_\d+\.s?html?"),
    )

    def pages(self, page: Page) -> tuple[str, ...]:
        return counted_pages(page) or linked_pages(page)

    def is_empty_list(self, page: Page) -> bool:
        """The paging call says one page (or none), and there is no article link: the template ran and found no document."""
        call = paging_call(page)
        return call is not None and call[0] <= 1 and call[1] == 0 and not _ROW.search(page.text)
