"""Server-side systems with plain lists and plain paging: PHPCMS, DedeCMS, ThinkPHP, Empire CMS, ASP."""

import re

from govcrawl.cms.base import Marks, PlainSystem


class PhpCms(PlainSystem):
    """`/statics/`, `/templets/default`, `/e/tool/`: rows in the page, pages linked."""

    name = "phpcms_dede"
    marks = Marks(
        source=re.compile(
            r"/statics/(?:css|js|images)/|/templets/\w+/|/plus/(?:list|view|search)\.php|index\.php\?m=content"
            r"|/e/(?:tool|public|data)/|/uploadfile/\d{4}/|powered by (?:phpcms|dedecms)",
            re.IGNORECASE,
        ),
        url=re.compile(r"index\.php\?m=content|/plus/(?:list|view)\.php|news-list-\w+\.html"),
    )
