"""Server-side systems with plain lists and plain paging: PHPCMS, DedeCMS, ThinkPHP, Empire CMS, ASP."""

import re

from govcrawl.cms.base import Marks, PlainSystem


class PhpCms(PlainSystem):
    """`/statics/`, `/templets/default`, `/e/tool/`: rows in the page, pages linked."""

    name = "phpcms_dede"
    marks = Marks(
        words=(
            "/statics/css/",
            "/statics/js/",
            "/statics/images/",
            "/templets/",
            "/plus/list.php",
            "/plus/view.php",
            "index.php?m=content",
            "/e/tool/",
            "/e/public/",
        ),
        url=re.compile(r"index\.php\?m=content|/plus/(?:list|view)\.php|news-list-\w+\.html"),
    )
