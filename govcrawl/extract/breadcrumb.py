"""Where a page says it stands: 您当前的位置：首页 > 政民互动 > 市长信箱."""

import html
import re

from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze

_CRUMB = re.compile(r"(?:当前|所在|您的?|现在)[^：:]{0,6}位置[：:]?")
_ENDS = re.compile(r"</(?:div|p|td|ul|ol|dl|section|nav|h\d)\b", re.IGNORECASE)
_LINK_END = re.compile(r"</(?:a|li)\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<!--.*?-->|<script.*?</script>|<style.*?</style>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_STEPS = re.compile(r"\s*(?:>+|›|»|→|/|-{1,2}|＞+|·)\s*")


def read_breadcrumb(page: Page) -> list[str]:
    """The steps of the page's breadcrumb, the home page first; [] where it has none."""
    match = _CRUMB.search(page.text)
    if match is None:
        return []
    for piece in _ENDS.split(page.text[match.end() : match.end() + 1500]):
        text = squeeze(html.unescape(_MARKUP.sub(" ", _LINK_END.sub(" > ", piece))))
        if steps := [step for step in _STEPS.split(text) if step and len(step) <= 40]:
            return steps[:7]
    return []
