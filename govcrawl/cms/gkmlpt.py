"""广东 gkmlpt (政府信息公开目录平台) and the content platform beside it: a fragment address backed by a JSON service."""

import json
import re
from collections.abc import Iterator
from typing import Any

from govcrawl.cms.base import Marks, PlainSystem, endpoint
from govcrawl.extract.columns import kind_of
from govcrawl.extract.page import Page
from govcrawl.extract.urls import host_of
from govcrawl.model.items import ColumnSeen, Need

_SITE = re.compile(r"['\"]?SID['\"]?\s*[:=]\s*['\"]?(\w+)")
_NODE = re.compile(r"['\"]?(?:CATEGORY|NODE|CID|DEFAULT)['\"]?\s*:\s*['\"]?(\d+)")
_FIRST = re.compile(r"TREE['\"]?\s*[:=]\s*\[\s*\{[^\[\]]{0,2000}?['\"]?id['\"]?\s*:\s*['\"]?(\d+)", re.DOTALL)
_TREE = re.compile(r"['\"]?TREE['\"]?\s*[:=]\s*(?=\[)")
_DEEPEST = 8
"""Levels of a directory that are read."""


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

    def columns(self, page: Page) -> tuple[ColumnSeen, ...]:
        """The directory's headings without headings of their own (`TREE`), each under its fragment address."""
        found = _TREE.search(page.text)
        if found is None:
            return ()
        try:
            tree, _ = json.JSONDecoder().raw_decode(page.text, found.end())
        except (ValueError, RecursionError):
            return ()
        return tuple(dict.fromkeys(_leaves(page, tree, ())))

    def is_directory(self, page: Page) -> bool:
        """`/gkmlpt/index` without the fragment of a heading, over a tree of several."""
        fragment = page.url.partition("#")[2].strip("/")
        return not fragment and _NODE.search(page.text) is None and len(self.columns(page)) > 1


def _leaves(page: Page, nodes: Any, path: tuple[str, ...]) -> Iterator[ColumnSeen]:
    for node in nodes if isinstance(nodes, list) and len(path) < _DEEPEST else ():
        if not isinstance(node, dict) or not node.get("name"):
            continue
        here = (*path, str(node["name"]).strip())
        if node.get("children"):
            yield from _leaves(page, node["children"], here)
        elif (url := _address(page, node)) is not None:
            yield ColumnSeen(here[-1], url, len(here), kind_of(here[-1], here), here)


def _address(page: Page, node: dict[str, Any]) -> str | None:
    """Where a heading leads: its own page of this host, or its fragment of the directory."""
    jump = next((str(node[key]) for key in ("jump_url", "jumpUrl", "link") if node.get(key)), "")
    if jump:
        url = page.join(jump)
        return url if url and host_of(url) == host_of(page.url) else None
    return page.join(f"/gkmlpt/index#{node['id']}") if str(node.get("id", "")).isdigit() else None
