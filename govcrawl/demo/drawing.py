"""Draws a simulated site: every address it answers, rendered when it is first asked and kept."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from govcrawl.demo import things
from govcrawl.demo.answers import Answer, Asked, not_found
from govcrawl.demo.footer import footer_marks
from govcrawl.demo.pages import PageMaker
from govcrawl.demo.records import Column
from govcrawl.demo.rows import list_rows
from govcrawl.demo.shapes import SHAPES
from govcrawl.demo.site import DemoSite

_ROOT_RELATIVE = re.compile(r"""((?:href|src|action|value)=["']|URL=)/(?!/)""")
"""Addresses that begin at the root of the host: on a shared host they begin at the base of the site."""
Route = Callable[[Asked], Answer]


@cache
def templates() -> Environment:
    """The compiled templates of all publishing systems."""
    return Environment(
        loader=PackageLoader("govcrawl.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class SiteDrawing:
    """Answers for one site. The same request gets the same bytes, but for the first answer of a flaky address."""

    def __init__(self, site: DemoSite) -> None:
        self.site = site
        self.shape = SHAPES[site.plan.shape]
        self.charset = site.plan.charset or self.shape.charset
        self._content_type = self.shape.content_type.format(charset=self.charset)
        self._flaky = set(site.flaky)
        self._kept: dict[str, Answer] = {}
        self.frame: dict[str, Any] = {}
        self.routes: dict[str, Route] = {}
        self._lay_routes()

    def url(self, path: str) -> str:
        """The address of a path of this site."""
        return f"http://{self.site.plan.host}{self.site.plan.base}{path}"

    def answer(self, asked: Asked) -> Answer:
        """The answer to one request of this site."""
        if self.site.plan.base:
            asked = replace(asked, path=asked.path.removeprefix(self.site.plan.base) or "/")
        if asked.path in self._flaky:
            self._flaky.discard(asked.path)
            return Answer(503, b"<html><body>Service Unavailable</body></html>", headers={"Retry-After": "1"})
        if "head_405" in self.site.traps and asked.method == "HEAD":
            return Answer(405, headers={"Allow": "GET, POST"})
        kept = self._kept.get(asked.target) if not asked.body else None
        if kept is not None:
            return kept
        route = self.routes.get(asked.target) or self.routes.get(asked.path)
        if route is None:
            return not_found(asked)
        answer = route(asked)
        if not asked.body:
            self._kept[asked.target] = answer
        return answer

    def page(self, body: bytes) -> Answer:
        """A page of the site with the headers that its server sends."""
        return Answer(200, body, self._content_type, headers={"Server": "nginx"})

    def draw(self, template: str, path: str, **context: object) -> bytes:
        """Render a template as it stands at `path`, in the charset of the site."""
        text = self.text(template, path, **context)
        if base := self.site.plan.base:
            text = _ROOT_RELATIVE.sub(rf"\1{base}/", text)
        return self.shape.finish(text).encode(self.charset, "xmlcharrefreplace")

    def text(self, template: str, path: str, **context: object) -> str:
        """Render a template to text."""
        values = {
            "site": self.site,
            "shape": self.shape,
            "frame": self.frame,
            "path": path,
            "charset": "gb2312" if self.charset.startswith("gb") else self.charset,
            "column_path": self.shape.column_path,
            "column": None,
            "article": None,
            "generated": f"{self.site.as_of:%Y-%m-%d} 03:14:07",
        }
        return templates().get_template(template).render(values | context)

    def rows(self, column: Column, page: int, path: str) -> list[dict[str, object]]:
        """The rows of a list page as its template wants them."""
        return list_rows(self.site, self.shape, column.page_rows(page), path)

    def _lay_routes(self) -> None:
        maker = PageMaker(self)
        self.frame |= {
            "footer_url": "/js/footer.js",
            "include_url": "/include/footer.html",
            "search": maker.search_form,
        }
        marks = footer_marks(self.site)
        self.frame["footer_html"] = Markup(self.text("common/footer.html", "/", marks=marks))
        self.frame["footer"] = Markup(self.text("common/footer_place.html", "/"))
        self.frame["style"] = Markup(things.style())
        self.frame["friends"] = Markup(self.text("common/friends.html", "/"))
        self.frame["header"] = Markup(self.text(f"{self.shape.name}/header.html", "/"))
        self.routes |= maker.routes()
        self.routes |= self.shape.endpoints(self)
        for path, (content_type, body) in things.files(self.site, self.frame["footer_html"]).items():
            self.routes[path] = partial(_file, Answer(200, body, content_type))
        for path, name in self.shape.scripts.items():
            self.routes[path] = partial(_file, Answer(200, things.script(name), "application/javascript"))


def _file(answer: Answer, _asked: Asked) -> Answer:
    return answer
