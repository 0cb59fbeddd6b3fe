"""The text of an element as a reader sees it: no scripts, no styles, and nothing hidden inside the element itself.

A hidden element's own text is given when it is asked for (a tab that is not in front), but a hidden or hover part of a
row is not part of the row's text.
"""

import re

from selectolax.lexbor import LexborNode

from govcrawl.extract.page import Page

ELEMENT_END = "\x1f"
"""Stands between two text nodes; white space to every regular expression."""
_SILENT = "script, style, template, textarea, noscript, select, title"
_HIDDEN = '[style*="none"], [style*="NONE"], [style*="hidden"], [hidden]'
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HOVER_SELECTOR = '[class*="hover"], [class*="tooltip"], [class*="popup"], [class*="pop-"], [class*="pop_"]'
_HOVER_SOURCE = re.compile(r"class=\"[^\"]*(?:hover|tooltip|pop[-_u])", re.IGNORECASE)
_HOVER = re.compile(
    r"(?:^|[\s_-])(?:\w*hover|tooltip|popup|pop)[\s_-]?(?:box|card|con|content|layer|info|tips?)?(?:$|[\s_-])",
    re.IGNORECASE,
)


class VisibleText:
    """Visible text of one page's elements."""

    def __init__(self, page: Page) -> None:
        self._muted: dict[int, int] = {}
        """Node inside a silent or hidden element -> that element."""
        self._silent: set[int] = set()
        self._above: set[int] = set()
        """Elements that hold a muted one: their text needs the slow way."""
        for node in page.tree.css(_SILENT):
            self._silent.add(node.mem_id)
            self._mute(node)
        source = page.text
        if "none" in source or "hidden" in source or "NONE" in source:
            for node in page.tree.css(_HIDDEN):
                if "hidden" in node.attributes or _HIDING.search(node.attributes.get("style") or ""):
                    self._mute(node)
        if _HOVER_SOURCE.search(source):
            for node in page.tree.css(_HOVER_SELECTOR):
                if node.tag != "a" and _HOVER.search(node.attributes.get("class") or ""):
                    self._mute(node)

    def is_silent(self, node: LexborNode) -> bool:
        """Whether a text node belongs to a script, a style or the like."""
        return self._muted.get(node.mem_id) in self._silent

    def of(self, node: LexborNode) -> str:
        """The visible text below `node`, `ELEMENT_END` between text nodes."""
        if node.mem_id not in self._above:
            return node.text(separator=ELEMENT_END)
        return ELEMENT_END.join(self.texts(node))

    def texts(self, node: LexborNode) -> list[str]:
        """The visible text nodes below `node`."""
        entered = set(self._silent)
        muted = self._muted
        found = []
        for child in node.traverse(include_text=True):
            holder = muted.get(child.mem_id)
            if child.is_text_node:
                if holder is None or holder not in entered:
                    found.append(child.text_content or "")
            elif holder is not None and child.mem_id != node.mem_id:
                entered.add(child.mem_id)
        return found

    def _mute(self, node: LexborNode) -> None:
        holder = node.mem_id
        for child in node.traverse(include_text=True):
            self._muted.setdefault(child.mem_id, holder)
        parent = node.parent
        while parent is not None and parent.mem_id not in self._above:
            self._above.add(parent.mem_id)
            parent = parent.parent
