"""What every publishing system of the simulated web has to say of itself."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar, Protocol

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.records import Article, Column
from govcrawl.demo.site import DemoSite


class Drawing(Protocol):
    """What a shape may ask of the renderer that draws its site."""

    site: DemoSite

    def draw(self, template: str, path: str, **context: object) -> bytes: ...

    def rows(self, column: Column, page: int, path: str) -> list[dict[str, object]]: ...


class Shape:
    """Addresses and habits of one publishing system; templates lie in `templates/<name>/`."""

    name: ClassVar[str]
    charset: ClassVar[str] = "utf-8"
    relative: ClassVar[bool] = False
    """Whether lists link their articles by relative addresses."""
    date_forms: ClassVar[tuple[str, ...]] = ("%Y-%m-%d",)
    """Forms of a list's dates; a site takes one of them."""
    year_in_address: ClassVar[bool] = False
    content_type: ClassVar[str] = "text/html; charset={charset}"
    search_path: ClassVar[str] = "/search/index.html"
    search_field: ClassVar[str] = "q"

    scripts: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Scripts that the system's pages load: path -> template file."""

    def list_template(self, column: Column) -> str:
        """The template of the column's list page."""
        return f"{self.name}/list.html"

    def column_path(self, column: Column) -> str:
        """Path of the column's first page."""
        raise NotImplementedError

    def page_path(self, column: Column, page: int) -> str:
        """Path (with query) of list page `page`, from 1."""
        raise NotImplementedError

    def article_path(self, article: Article) -> str:
        """Path of an article."""
        raise NotImplementedError

    def part_path(self, column: Column, word: str, number: int) -> str:
        """Path of a letter, survey, guide or attachment page of the column."""
        raise NotImplementedError

    def href(self, path: str, base: str) -> str:
        """How a page at `base` writes a link to `path`."""
        if not self.relative:
            return path
        target = posixpath.relpath(path, posixpath.dirname(base))
        return f"{target}/" if path.endswith("/") else f"./{target}"

    def finish(self, text: str) -> str:
        """The text of a page as it is sent."""
        return text

    def endpoints(self, drawing: Drawing) -> dict[str, Callable[[Asked], Answer]]:
        """Data addresses that feed lists, by path."""
        return {}
