"""Lists whose rows stand in the page as the array of a script, which writes them."""

from typing import ClassVar

from govcrawl.demo.shapes.npath import Npath


class Arrays(Npath):
    """`var rows = [{"title": …}]`; everything else is as on sites of numbered paths."""

    name: ClassVar[str] = "arrays"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "%Y-%m-%d %H:%M:00", "%Y/%m/%d")
