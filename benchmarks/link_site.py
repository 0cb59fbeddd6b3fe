"""A generated site for link checkers, like a government site that was measured: 20 KB a page, 342 MB at 17,000 pages.

A home page of 108 KB, list pages of twenty articles, articles of 14 to 27 KB, about ninety links a page of which nearly all
stand on other pages too, pictures, files, pages outside. Spread over the articles, and as many on a small site as on a
large one: 175 links that are dead in ways that a status or a connection tells, ten soft 404s, and a hundred live ones that
checkers are known to accuse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

GONE = {"gone": 60, "gone_410": 15, "no_file": 25, "no_picture": 15, "outside_gone": 30, "moved_gone": 6, "loop": 4}
"""Dead by what answers; how many of each."""
FAILING = {"failing": 10, "refused": 10}
"""Dead to whoever asks today; this project takes another day to say so."""
SOFT = {"soft": 10}
"""Answered with 200 and the words that there is no such page."""
LIVE = {"no_head": 20, "bad_head": 10, "mozilla": 10, "moved": 10, "raw路": 10, "blank in": 10}
LIVE |= {"slash": 10, "around": 10, "query": 10}
"""Live, and often accused."""
NO_LINK = {"comment": 15}

_HREFS = {
    "no_file": "/no_file/{n}.pdf",
    "no_picture": "/no_picture/{n}.png",
    "outside_gone": "http://127.0.0.2:{port}/outside_gone/{n}.html",
    "refused": "http://127.0.0.{host}:{port}/refused/{n}.html",
    "slash": r"\slash\{n}.html",
    "around": " /around/{n}.html\n",
    "query": "/query/{n}.jsp?a=1&amp;b=2",
}
_OUTSIDE = ("127.0.0.2", "127.0.0.3", "127.0.0.5")
"""Hosts of the site's links to others; those that refuse come after them."""
HOSTS = ("127.0.0.1", *_OUTSIDE)
_REFUSING = 11

_ITEMS = 20
_COLUMN = 20
"""Articles of a list page; list pages of a column."""
_NAVIGATION = 70
_RELATED = 10
_HOME = 108_000
_SHORTEST, _SPREAD = 14_000, 12_800
"""Bytes of articles: half of them 20.4 KB and more."""
_PICTURE, _FILE, _ABROAD = 82, 60, 56
"""One article in how many carries a picture, a file, a link to another site."""
_SENTENCE = (
    "　　第{number}项：会议要求，各单位要按照职责分工，扎实推进各项工作，确保按期完成年度任务，并将落实情况按时报送。"
)
_PARAGRAPHS = [f"<p>{_SENTENCE.format(number=number) * 3}</p>\n".encode() for number in range(97)]


@dataclass(frozen=True)
class LinkedSite:
    """The pages of a site with `pages` HTML pages, served at `port`."""

    pages: int
    port: int = 0

    @property
    def lists(self) -> int:
        """How many of them are list pages."""
        return max(1, (self.pages - 1 + _ITEMS) // (_ITEMS + 1))

    @property
    def articles(self) -> int:
        """How many are articles."""
        return self.pages - 1 - self.lists

    def paths(self) -> Iterator[str]:
        """The paths of all pages."""
        yield "/"
        yield from map(list_path, range(self.lists))
        yield from map(article_path, range(self.articles))

    def home(self) -> bytes:
        """The front page."""
        items = self._rows(range(min(self.articles, 300)))
        return self._page("示例市人民政府", items, _HOME, 0)

    def list_page(self, number: int) -> bytes:
        """Twenty articles and the pages of the column."""
        first = number // _COLUMN * _COLUMN
        pager = b"".join(
            f'<a href="{list_path(other)}">{other - first + 1}</a>\n'.encode()
            for other in range(first, min(first + _COLUMN, self.lists))
        )
        rows = self._rows(range(number * _ITEMS, min((number + 1) * _ITEMS, self.articles)))
        return self._page(f"栏目{number}", rows + pager, _SHORTEST + _SPREAD // 2, number)

    def article(self, number: int) -> bytes:
        """One article, with what is planted on it."""
        related = self._rows((number + 37 * step) % self.articles for step in range(1, _RELATED + 1))
        more = [f'<img src="/i/{number}.png">'] if number % _PICTURE == 0 else []
        more += [f'<a href="/f/{number}.pdf">附件</a>'] if number % _FILE == 0 else []
        if number % _ABROAD == 0:
            host = _OUTSIDE[number // _ABROAD % len(_OUTSIDE)]
            more.append(f'<a href="http://{host}:{self.port}/x/{number}.html">相关链接</a>')
        planted = "\n".join([*more, *self._planted.get(number, ())]).encode()
        size = _SHORTEST + number * 7919 % _SPREAD
        return self._page(f"关于第{number}号事项的通知", related + planted, size, number)

    @cached_property
    def _planted(self) -> dict[int, list[str]]:
        """The markup of the planted links by the article that carries them."""
        kinds = {**GONE, **FAILING, **SOFT, **LIVE, **NO_LINK}
        links = [(kind, number) for kind, count in kinds.items() for number in range(count)]
        found: dict[int, list[str]] = {}
        for place, (kind, number) in enumerate(links):
            found.setdefault(place * self.articles // len(links), []).append(self._markup(kind, number))
        return found

    def _markup(self, kind: str, number: int) -> str:
        href = _HREFS.get(kind, f"/{kind}/{{n}}.html").format(n=number, port=self.port, host=_REFUSING + number)
        if kind == "no_picture":
            return f'<img src="{href}">'
        link = f'<a href="{href}">事项{number}</a>'
        return f"<!-- {link} -->" if kind == "comment" else f"<p>{link}</p>"

    def _rows(self, numbers: Iterator[int] | range) -> bytes:
        return b"".join(
            f'<li><span>2018-02-{number % 28 + 1:02d}</span><a href="{article_path(number)}">'
            f"关于第{number}号事项的通知</a></li>\n".encode()
            for number in numbers
        )

    @cached_property
    def _head(self) -> bytes:
        navigation = "".join(
            f'<li><a href="{list_path(column)}">栏目{column}</a></li>\n' for column in self._navigation()
        )
        files = '<link rel=stylesheet href="/s/main.css"><script src="/s/main.js"></script>'
        return f"{files}</head><body><ul>{navigation}</ul>\n".encode()

    def _navigation(self) -> list[int]:
        columns = list(range(0, self.lists, _COLUMN))
        return sorted({*columns, *range(min(self.lists, max(0, _NAVIGATION - len(columns))))})

    @cached_property
    def _foot(self) -> bytes:
        marks = ("网站标识码4200000001", "鄂ICP备05000001号", "鄂公网安备42000002000001号", "党政机关", "政府网站找错")
        links = "".join(
            f'<a href="http://127.0.0.5:{self.port}/x/{number}.html">{mark}</a>\n' for number, mark in enumerate(marks)
        )
        return f"<div>主办：示例市人民政府办公室\n{links}</div></body></html>".encode()

    def _page(self, title: str, main: bytes, size: int, seed: int) -> bytes:
        parts = [f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>".encode(), self._head, main]
        missing = size - sum(map(len, parts)) - len(self._foot)
        while missing > 0:
            parts.append(_PARAGRAPHS[(seed + missing) % len(_PARAGRAPHS)])
            missing -= len(parts[-1])
        return b"".join([*parts, self._foot])


def list_path(number: int) -> str:
    """Where a list page stands."""
    return f"/l/{number}.html"


def article_path(number: int) -> str:
    """Where an article stands."""
    return f"/a/{number // 1000}/{number}.html"


def known_as(url: str) -> str:
    """What a checker's report of a link is compared by; one that is told under its redirect's target counts all the same."""
    return unquote(urlsplit(url.strip().replace("\\", "/")).path).strip().replace("-end.", ".")


def planted(kinds: dict[str, int]) -> set[str]:
    """The links of some kinds, as `known_as` knows them."""
    links = LinkedSite(2)
    return {
        known_as(_HREFS.get(kind, f"/{kind}/{{n}}.html").format(n=number, port=links.port, host=_REFUSING + number))
        for kind, count in kinds.items()
        for number in range(count)
    }
