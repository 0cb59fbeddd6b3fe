"""A page that waits for what was asked on its behalf: packed where it is large, since hundreds may wait."""

import zlib
from dataclasses import replace

from govcrawl.extract.page import RawPage
from govcrawl.middlewares.room import LIGHT


class KeptPage:
    """Holds a page as received."""

    __slots__ = ("_packed", "_page", "tags")

    def __init__(self, page: RawPage) -> None:
        self._packed: bytes | None = None
        self._page = page
        self.tags = page.body.count(b"<")
        """How many there are, opening and closing: what a page costs."""
        if len(page.body) > LIGHT:
            self._packed = zlib.compress(page.body, 1)
            self._page = replace(page, body=b"")

    @property
    def url(self) -> str:
        """The page's address."""
        return self._page.url

    @property
    def broke_off(self) -> bool:
        """Whether the answer ended before the document did."""
        return self._page.broke_off

    def whole(self) -> RawPage:
        """The page with its body."""
        return self._page if self._packed is None else replace(self._page, body=zlib.decompress(self._packed))
