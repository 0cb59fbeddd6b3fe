"""The text of an element as a reader sees it: no scripts, no styles, and nothing hidden inside the element itself.

A hidden element's own text is given when it is asked for (a tab that is not in front), but a hidden or hover part of a
row is not part of the row's text.
"""

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govcrawl.extract.script_text import read_script
from govcrawl.extract.text import squeeze

ELEMENT_END = "\x1f"
"""Stands between two text nodes; white space to every regular expression."""
_SILENT = "script, style, template, textarea, noscript, select, title"
_HIDDEN = '[style*="none"], [style*="NONE"], [style*="hidden"], [hidden]'
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HOVER_SELECTOR = (
    '[class*="hover"], [class*="tooltip"], [class*="popup"], [class*="pop-"], [class*="pop_"], [class~="pop"]'
)
_HOVER = re.compile(
    r"(?:^|[\s_-])(?:\w*hover|tooltip|popup|pop)[\s_-]?(?:box|card|con|content|layer|info|tips?)?(?:$|[\s_-])",
    re.IGNORECASE,
)


class VisibleText:
    """Visible text of one page's elements. `source` is the text that `tree` was parsed from."""

    def __init__(self, tree: LexborHTMLParser, source: str) -> None:
        self._tree = tree
        self._texts: dict[int, str] = {}
        self._muted: dict[int, int] = {}
        """Node inside a silent or hidden element -> that element."""
        self._silent: set[int] = set()
        self._above: set[int] = set()
        """Elements that hold a muted one: their text needs the slow way."""
        for node in tree.css(_SILENT):
            self._silent.add(node.mem_id)
            self._mute(node)
        if "none" in source or "hidden" in source or "NONE" in source:
            for node in tree.css(_HIDDEN):
                if "hidden" in node.attributes or _HIDING.search(node.attributes.get("style") or ""):
                    self._mute(node)
        for node in tree.css(_HOVER_SELECTOR):
            if node.tag != "a" and _HOVER.search(node.attributes.get("class") or ""):
                self._mute(node)

    @cached_property
    def body(self) -> list[tuple[str, LexborNode]]:
        """The text nodes of the body that hold more than blanks, squeezed, with their nodes; silent ones left out."""
        body = self._tree.body
        if body is None:
            return []
        silent, muted = self._silent, self._muted
        return [
            (text, node)
            for node in body.traverse(include_text=True)
            if node.is_text_node
            and not node.is_empty_text_node
            and muted.get(node.mem_id) not in silent
            and (text := squeeze(node.text_content or ""))
        ]

    @cached_property
    def shown(self) -> str:
        """The texts of the body that are not hidden, one a line."""
        muted = self._muted
        return "\n".join([text for text, node in self.body if node.mem_id not in muted])

    def is_hidden(self, node: LexborNode) -> bool:
        """Whether a text node belongs to a hidden or hover element."""
        return node.mem_id in self._muted

    def strings_of_scripts(self, node: LexborNode) -> str:
        """The string literals of the scripts below `node`, one a line; "" where there is none."""
        if node.mem_id not in self._above:
            return ""
        return "\n".join(read_script(script.text()).strings for script in node.css("script"))

    def of(self, node: LexborNode) -> str:
        """The visible text below `node`, `ELEMENT_END` between text nodes."""
        key = node.mem_id
        text = self._texts.get(key)
        if text is None:
            text = node.text(separator=ELEMENT_END) if key not in self._above else ELEMENT_END.join(self.texts(node))
            self._texts[key] = text
        return text

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
