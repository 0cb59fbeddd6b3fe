"""A site of 2003: a frameset of a menu above and the page below; its pages bear no menu themselves."""

from collections.abc import Callable
from typing import ClassVar

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.records import Column
from govcrawl.demo.shapes.base import Drawing
from govcrawl.demo.shapes.tables import Tables


class Frames(Tables):
    """`/` is the frameset, `/top.asp` its menu, `/index.html` what stands below it."""

    name: ClassVar[str] = "frames"

    def list_template(self, column: Column) -> str:
        return "tables/list.html"

    def endpoints(self, drawing: Drawing) -> dict[str, Callable[[Asked], Answer]]:
        return {
            "/": lambda asked: Answer(200, drawing.draw("frames/frameset.html", asked.path), self.content_type),
            "/top.asp": lambda asked: Answer(200, drawing.draw("frames/top.html", asked.path), self.content_type),
        }
