"""广东 gkmlpt (政府信息公开目录平台) and the content platform beside it: a fragment address backed by a JSON service."""

import re

from govcrawl.cms.base import Marks, PlainSystem, endpoint
from govcrawl.extract.page import Page
from govcrawl.model.items import Need

_SITE = re.compile(r"['\"]?SID['\"]?\s*[:=]\s*['\"]?(\w+)")
_NODE = re.compile(r"['\"]?(?:CATEGORY|NODE|CID|DEFAULT)['\"]?\s*:\s*['\"]?(\d+)")
_FIRST = re.compile(r"TREE['\"]?\s*[:=]\s*\[\s*\{[^\[\]]{0,2000}?['\"]?id['\"]?\s*:\s*['\"]?(\d+)", re.DOTALL)


class Gkmlpt(PlainSystem):
    """Columns `/gkmlpt/index#5`, articles `/content/post_9360641.html`; a mobile twin is `mpost_…`."""

    name = "gkmlpt"
    marks = Marks(
        words=("window._CONFIG", "_CONFIG.TREE", "/gkmlpt/"),
        url=re.compile(r"/gkmlpt/|/content/m?post_\d+"),
        links=re.compile(r"/content/m?post_\d+\.html"),
    )

    def endpoints(self, page: Page) -> tuple[Need, ...]:
        """`/gkmlpt/api/all/{category}?page=1&sid=…`; the category is the fragment, 0 is all of them."""
        if "/gkmlpt" not in page.url and "_CONFIG" not in page.text:
            return ()
        site = _SITE.search(page.text)
        if site is None:
            return ()
        fragment = page.url.partition("#")[2].strip("/")
        named = _NODE.search(page.text) or _FIRST.search(page.text)
        category = fragment if fragment.isdigit() else named[1] if named else "0"
        href = f"/gkmlpt/api/all/{category}?page=1&sid={site[1]}"
        return endpoint(page, href, "the directory's rows come from its JSON service")
