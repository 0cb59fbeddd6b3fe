"""Server-side systems with plain lists and plain paging: PHPCMS, DedeCMS, Empire CMS, and those with numbered paths."""

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
            "dede_pages",
            "listbox",
        ),
        url=re.compile(r"index\.php\?m=content|/plus/(?:list|view)\.php|news-list-\w+\.html"),
    )


class NumberedPaths(PlainSystem):
    """Systems that number every level: columns `/n3/n13/index.html`, articles `/n3/n13/c4567/content.html`."""

    name = "numbered_paths"
    marks = Marks(
        url=re.compile(r"/n\d+/(?:n\d+/)+|/n\d+/(?:index\.html?|c\d+/)"),
        links=re.compile(r"/n\d+/n\d+/(?:c\d+|index\.)"),
    )
