"""大汉 (hanweb) jpaas: every list is a unit that `unitbuild.js` fetches as JSON with HTML inside."""

import re
from html import unescape

from govcrawl.cms.base import Marks, PlainSystem, endpoint, with_query
from govcrawl.extract.page import Page
from govcrawl.model.items import Need

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_QUERY = re.compile(
    r"queryData\s{0,3}=\s{0,3}(?:\"(\{[^\"]*\})\"|'(\{[^']*\})'|\"(\{.{0,2000}?\})\"\s)", re.IGNORECASE | re.DOTALL
)
_URL = re.compile(r"['\"]([^'\"\s]*/front/page/build/unit)[^'\"]*['\"]")
_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*['\"]([^'\"]*)['\"]")


class HanwebJpaas(PlainSystem):
    """Articles `/…/art/2020/art_<32 hex>.html`: the year is that of the migration."""

    name = "hanweb_jpaas"
    marks = Marks(
        words=("jpaas-publish-server", "unitbuild.js", "queryData=", "querydata="),
        links=re.compile(r"/art/\d{4}/art_[0-9a-f]{32}"),
    )

    def endpoints(self, page: Page) -> tuple[Need, ...]:
        """The unit of each `queryData` of the page; column lists (`pageType=column`) before all others."""
        found = _URL.search(page.text)
        url = found[1] if found else _UNIT
        queries = [dict(_PAIR.findall(unescape("".join(groups)))) for groups in _QUERY.findall(page.text)]
        columns = [query for query in queries if query.get("pageType") == "column"] or queries
        needs: list[Need] = []
        for query in columns[:3]:
            needs.extend(endpoint(page, with_query(url, **query), "the list is a unit that a script fetches"))
        return tuple(dict.fromkeys(needs))
