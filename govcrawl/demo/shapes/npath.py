"""Numbered paths: `/n8/n28/index.html`."""

from typing import ClassVar

from govcrawl.demo.records import Article, Column
from govcrawl.demo.shapes.base import Shape


class Npath(Shape):
    """`/n8/n28/c1234/content.html`."""

    name: ClassVar[str] = "npath"
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d", "(%Y-%m-%d)")

    def column_path(self, column: Column) -> str:
        return "/" + "".join(f"n{part.number}/" for part in column.trail) + "index.html"

    def page_path(self, column: Column, page: int) -> str:
        first = self.column_path(column)
        return first if page == 1 else first.replace("index.html", f"index_{page}.html")

    def article_path(self, article: Article) -> str:
        return f"{self.column_path(article.column).removesuffix('index.html')}c{article.number}/content.html"

    def part_path(self, column: Column, word: str, number: int) -> str:
        return f"{self.column_path(column).removesuffix('index.html')}{word}{number}/content.html"
