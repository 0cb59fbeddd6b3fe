"""博达 VSB and WebPlus: static lists; VSB numbers its pages downwards, so page N of today is another page tomorrow."""

import re

from govcrawl.cms.base import Marks, PlainSystem


class Vsb(PlainSystem):
    """Articles `/info/1012/5283.htm`, columns `zhxw.htm`, older rows `zhxw/692.htm`."""

    name = "vsb"
    marks = Marks(
        words=("vsb_content", "v_news_content", "_vsl/", "/system/resource/js/", "vsbscreen", "vsb_list"),
        url=re.compile(r"/info/\d{3,5}/\d+\.htm$"),
        links=re.compile(r"/?info/\d{3,5}/\d+\.htm$", re.MULTILINE),
    )


class WebPlus(PlainSystem):
    """Articles `/2026/0911/c445a62076/page.htm`, columns `/tzgg/list.htm`, page 2 `list2.htm`."""

    name = "webplus"
    marks = Marks(
        words=("wp_articlecontent", "wp_article_list", "wp_paging", "/_css/_system/", "/_js/_portletPlugs/"),
        url=re.compile(r"/c\d+a\d+/page\.(?:htm|psp)$"),
        links=re.compile(r"/c\d+a\d+/page\.(?:htm|psp)"),
    )
