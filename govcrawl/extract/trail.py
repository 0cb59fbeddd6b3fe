"""The steps to a page as it prints them: 您当前的位置：首页 > 政民互动 > 市长信箱. The last one is often no link."""

import html
import re

from govcrawl.extract.cues import words
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze

_PLACE = re.compile(r"位置[：:]?")
_PLACE_CUE = words(("位置",))
_HERE = re.compile(r"(?:当前|所在|您|现在)[^：:]{0,6}$")
_ENDS = re.compile(r"</(?:div|p|td|ul|ol|dl|section|nav|h\d)\b", re.IGNORECASE)
_LINK_END = re.compile(r"</(?:a|li)\s*>", re.IGNORECASE)
_MARKUP = re.compile(r"<!--.*?-->|<script.*?</script>|<style.*?</style>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_STEPS = re.compile(r"\s*(?:>+|›|»|→|/|-{1,2}|＞+|·)\s*")


@once
def read_trail(page: Page) -> list[str]:
    """The steps of the page's breadcrumb, the home page first; [] where it has none."""
    if page.lacks(_PLACE_CUE):
        return []
    end = next((match.end() for match in _PLACE.finditer(page.text) if _is_here(page.text, match.start())), None)
    if end is None:
        return []
    for piece in _ENDS.split(page.text[end : end + 1500]):
        text = squeeze(html.unescape(_MARKUP.sub(" ", _LINK_END.sub(" > ", piece))))
        if steps := [step for step in _STEPS.split(text) if step and len(step) <= 40]:
            return steps[:7]
    return []


def _is_here(text: str, at: int) -> bool:
    return _HERE.search(text[max(0, at - 10) : at]) is not None
