"""What reading a page costs: `python -m benchmarks.extract [--rounds 5]`.

The whole extraction beside one Lexbor parse with all hrefs, rows by parsel, htmldate (where it is installed) and Scrapy's
LinkExtractor, on different pages of one site. Figures are CPU milliseconds a page.
"""

import argparse
import importlib
import importlib.util
from collections.abc import Callable
from datetime import date
from itertools import cycle

from parsel import Selector
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor
from selectolax.lexbor import LexborHTMLParser

from benchmarks.measuring import cpu_milliseconds, interleaved, medians, say, verdict
from benchmarks.pages import article_pages, list_pages
from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage

_AS_OF = date(2018, 2, 28)
_SECONDS = 0.5
"""CPU seconds of one measurement."""
_PAGES = 20
_EXTRACTOR = LinkExtractor()


def whole(raw: RawPage) -> object:
    """The whole extraction, as the crawl does it."""
    return read_page(raw, _AS_OF)


def bare(raw: RawPage) -> object:
    """One Lexbor parse with all hrefs."""
    tree = LexborHTMLParser(raw.body.decode("utf-8"))
    return [node.attributes.get("href") for node in tree.css("a[href]")]


def parsel_rows(raw: RawPage) -> object:
    """Title, address and text of every row, by parsel."""
    rows = Selector(text=raw.body.decode("utf-8")).css("li")
    return [(row.css("a::text").get(), row.css("a::attr(href)").get(), row.css("::text").getall()) for row in rows]


def scrapy_links(raw: RawPage) -> object:
    """Scrapy's LinkExtractor alone."""
    return _EXTRACTOR.extract_links(HtmlResponse(raw.url, body=raw.body, encoding="utf-8"))


def html_date(raw: RawPage) -> object:
    """The publication date, by htmldate."""
    htmldate = importlib.import_module("htmldate")
    return htmldate.find_date(raw.body.decode("utf-8"), url=raw.url)


def measure(name: str, pages: list[RawPage], rounds: int) -> dict[str, float]:
    """Prints and returns the medians of one kind of page."""
    sides: dict[str, Callable[[RawPage], object]] = {
        "one Lexbor parse with all hrefs": bare,
        "whole extraction": whole,
        "parsel rows": parsel_rows,
        "LinkExtractor": scrapy_links,
    }
    if importlib.util.find_spec("htmldate"):
        sides["htmldate"] = html_date
    for page in pages:
        whole(page)
    found = medians(interleaved({side: _timed(work, pages) for side, work in sides.items()}, rounds))
    size = sum(len(page.body) for page in pages) / len(pages) / 1000
    say(f"\n{name}, {size:.0f} KB, {len(pages)} different pages of one site")
    for side, milliseconds in found.items():
        say(f"  {side:34}{milliseconds:8.3f} ms{1000 / milliseconds:10.0f} pages/s")
    return found


def _timed(work: Callable[[RawPage], object], pages: list[RawPage]) -> Callable[[], float]:
    turn = cycle(pages)
    return lambda: cpu_milliseconds(lambda: work(next(turn)), _SECONDS)


def main() -> None:
    """Measures all kinds of pages and compares those of 20 KB with the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    small = {
        "list page": measure("list page", list_pages(20_000, _PAGES), rounds),
        "article": measure("article", article_pages(20_000, _PAGES), rounds),
    }
    measure("list page", list_pages(100_000, _PAGES), rounds)
    measure("article", article_pages(30_000, _PAGES), rounds)
    say("")
    for name, found in small.items():
        full = found["whole extraction"]
        verdict(f"{name} of 20 KB, times one parse", full / found["one Lexbor parse with all hrefs"], 5, 3)
        verdict(f"{name} of 20 KB, share of LinkExtractor", full / found["LinkExtractor"], 0.2, 0.1)


if __name__ == "__main__":
    main()
