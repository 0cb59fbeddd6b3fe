"""大汉 (hanweb) jcms: records as CDATA islands in the page, further ones from the jpage data proxy."""

import json
import re

from govcrawl.cms.base import Marks, PlainSystem, endpoint, linked_pages, with_query
from govcrawl.extract.page import Page
from govcrawl.model.items import Need

_PROXY = re.compile(r"['\"]([^'\"\s<>]*(?:more)?(?:column)?dataproxy\.jsp[^'\"\s<>]*)['\"]")
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[\s*<a href=['\"]([^'\"]+)['\"]", re.IGNORECASE)
_PARAMETERS = re.compile(r"[\w'\"]\s{0,5}[=:]\s{0,5}(\{[^{}]*unitid[^{}]*\})", re.IGNORECASE)
_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*['\"]?([^'\",{}]*)['\"]?")
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
_PER_PAGE = "15"
_RECORDS = "45"
"""Three pages of rows, what the page's own script asks for at first."""


class HanwebJcms(PlainSystem):
    """Articles `/art/2024/10/21/art_1543973_58942886.html`, columns `/col/colN/index.html`."""

    name = "hanweb_jcms"
    marks = Marks(
        words=("dataproxy.jsp", "hanweb.css", "Maketime", "maketime", "hiddenLocation", "module/visitcount", "/jpage"),
        url=re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_|/col/col\d+/"),
        links=re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+|/col/col\d+/"),
    )

    def endpoints(self, page: Page) -> tuple[Need, ...]:
        """The jpage data proxy with the parameters of the list's unit."""
        reason = "the list's rows come from the jpage data proxy"
        group = _NEXT_GROUP.search(page.text)
        if group:
            return endpoint(page, group[1].replace("&amp;", "&"), reason)
        proxy, parameters = _PROXY.search(page.text), _PARAMETERS.search(page.text)
        if parameters is None:
            return endpoint(page, proxy[1], reason) if proxy and "unitid" in proxy[1] else ()
        href = proxy[1] if proxy else "/module/web/jpage/dataproxy.jsp"
        href = with_query(href, startrecord="1", endrecord=_RECORDS, perpage=_PER_PAGE)
        return endpoint(page, href, reason, _form(parameters[1]))

    def is_empty_list(self, page: Page) -> bool:
        """The island itself counts zero records."""
        totals = _TOTAL.findall(page.text)
        return bool(totals) and all(int(total) == 0 for total in totals)

    def pages(self, page: Page) -> tuple[str, ...]:
        group = _NEXT_GROUP.search(page.text)
        url = page.join(group[1].replace("&amp;", "&")) if group else None
        return (url,) if url else linked_pages(page)


def _form(source: str) -> str:
    try:
        values = json.loads(source)
    except ValueError:
        values = dict(_PAIR.findall(source))
    return with_query("", **{str(key): str(value) for key, value in values.items()}).removeprefix("?")
