"""新点 (Epoint): pages of 公共资源 and 办事 sites whose rows a REST service sends as JSON."""

import json
import re
from urllib.parse import urlencode

from govcrawl.cms.base import Marks, PlainSystem, endpoint
from govcrawl.extract.page import Page
from govcrawl.model.items import Need

_SERVICE = re.compile(r"['\"]([^'\"\s]*EpointWebBuilder\w*/rest/[\w/]+|[^'\"\s]*/rest/\w+/getPageInfoList\w*)['\"]")
_SITE = re.compile(r"siteGuid['\"]?\s{0,3}[=:,]?\s{0,3}(?:value=)?['\"]([0-9a-fA-F-]{32,36})['\"]", re.IGNORECASE)
_CATEGORY = re.compile(r"categoryNum['\"]?\s{0,3}[=:,]?\s{0,3}(?:value=)?['\"](\d{3,})['\"]", re.IGNORECASE)
_IN_PATH = re.compile(r"/(\d{3,})/(?:[\w-]*\.html?)?$")
_ROWS = 20


class Epoint(PlainSystem):
    """A shell page; rows and articles come by POST of one JSON parameter."""

    name = "epoint"
    marks = Marks(words=("EpointWebBuilder", "epointweb", "epoint.com.cn", "getPageInfoList"))

    def endpoints(self, page: Page) -> tuple[Need, ...]:
        """The service with site and category as the page names them."""
        service, site = _SERVICE.search(page.text), _SITE.search(page.text)
        category = _CATEGORY.search(page.text) or _IN_PATH.search(page.url)
        if service is None or category is None:
            return ()
        parameters = {
            "siteGuid": site[1] if site else "",
            "categoryNum": category[1],
            "pageIndex": 0,
            "pageSize": _ROWS,
        }
        body = urlencode({"params": json.dumps(parameters)})
        return endpoint(page, service[1], "the list's rows come from the site's REST service", body)
