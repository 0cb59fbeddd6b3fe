"""开普 UCAP and the 集约化 platforms built on it: static list templates, on some sites fed by a search service."""

import re

from govcrawl.cms.base import Marks, PlainSystem, endpoint, linked_pages, paging_call, with_query
from govcrawl.extract.page import Page
from govcrawl.model.items import Need

_SEARCH = re.compile(r"['\"]([^'\"\s]*/common/search/[0-9a-f]{32}[^'\"\s]*)['\"]", re.IGNORECASE)
_CHANNEL = re.compile(r"channelId['\"]?\s*[=:]\s*['\"]([0-9a-f]{32})['\"]", re.IGNORECASE)
_ROW = re.compile(r"/c\d{5,}/\d{4,6}/|content_[0-9a-f]{8,}|/[0-9a-f]{32}\.s?html", re.IGNORECASE)


class Ucap(PlainSystem):
    """Articles `/site/c100003/202403/26813.shtml`, columns `/site/c100028/common_list.shtml`."""

    name = "ucap"
    marks = Marks(
        words=("页面生成时间", "UCAP-CONTENT", "/xhtml/", "/common/search/", "websiteCode"),
        url=re.compile(r"/c\d{5,}/(?:\d{6}/|[\w-]*list(?:_\d+)?\.s?html)"),
        links=re.compile(r"/c\d{5,}/(?:\d{6}/\d+|[\w-]*list)\."),
    )

    def endpoints(self, page: Page) -> tuple[Need, ...]:
        """The channel's search service, where the page names it or its channel."""
        reason = "the list's rows come from the channel's search service"
        search = _SEARCH.search(page.text)
        if search:
            return endpoint(page, with_query(search[1], _isJson="true", _pageSize="20", page="1"), reason)
        channel = _CHANNEL.search(page.text)
        if channel and "/common/search" in page.text:
            return endpoint(page, f"/common/search/{channel[1]}?_isAgg=true&_isJson=true&_pageSize=20&page=1", reason)
        return ()

    def is_empty_list(self, page: Page) -> bool:
        call = paging_call(page)
        served = _SEARCH.search(page.text) or _CHANNEL.search(page.text)
        return call is not None and call[0] <= 1 and not served and not _ROW.search(page.text)

    def pages(self, page: Page) -> tuple[str, ...]:
        """Page 2 of `common_list.shtml` is `common_list_2.shtml`: counted from 1."""
        call = paging_call(page)
        if call is None:
            return linked_pages(page)
        count, current, stem, extension = call
        wanted = [number for number in (max(current, 1) + 1, count) if max(current, 1) < number <= count]
        urls = [page.join(f"{stem}_{number}.{extension}") for number in wanted]
        return tuple(dict.fromkeys(url for url in urls if url))
