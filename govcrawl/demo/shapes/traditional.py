"""A site in traditional characters: what is written is the same, the characters are not."""

from typing import ClassVar

from govcrawl.demo.shapes.dede import Dede
from govcrawl.extract.traditional import traditional


class Traditional(Dede):
    """Pages of DedeCMS in traditional characters."""

    name: ClassVar[str] = "traditional"

    def finish(self, text: str) -> str:
        return traditional(text)
