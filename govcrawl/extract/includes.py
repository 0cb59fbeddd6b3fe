"""The pieces of a page that its scripts or its server put in: `$('#head').load('head.html')`, `data-include`, SSI left over."""

import re
from collections.abc import Iterator

from govcrawl.extract.cues import shape, words
from govcrawl.extract.page import Page
from govcrawl.extract.wordlist import load_words

_ASSETS = load_words("footer")["assets"]
_LOADS = tuple((shape(cue.encode()), re.compile(pattern, re.IGNORECASE)) for cue, pattern in _ASSETS["loads"])
_LOADING = words(_ASSETS["hints"])


def loading_calls(page: Page) -> Iterator[re.Match[str]]:
    """The calls in a page's source that load a piece of it; group `url` is its address as written."""
    if page.lacks(_LOADING):
        return
    for cue, pattern in _LOADS:
        if not page.lacks(cue):
            yield from pattern.finditer(page.text)
