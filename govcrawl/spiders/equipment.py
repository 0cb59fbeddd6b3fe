"""What a spider works with, made from the settings."""

from functools import cache
from pathlib import Path

from scrapy.settings import BaseSettings

from govcrawl.extract.wording import WordList, load_list
from govcrawl.middlewares.clock import HostClock
from govcrawl.middlewares.frontier import Frontier
from govcrawl.middlewares.line import Line
from govcrawl.spiders.complete import Ask, Completer
from govcrawl.spiders.plan import Budget
from govcrawl.spiders.reader import PageReader

_CLOCKS: dict[float, HostClock] = {}


@cache
def shared_line() -> Line:
    """The line of the process."""
    return Line()


def shared_clock(delay: float) -> HostClock:
    """One clock a process (and delay), so that spiders side by side share each host's pause."""
    return _CLOCKS.setdefault(delay, HostClock(delay))


def reader_of(settings: BaseSettings, frontier: Frontier, ask: Ask) -> PageReader:
    """The reader of pages, with its browser's share and the limits of one site."""
    has_browser = settings.getbool("BROWSER_ENABLED")
    most_rendered = settings.getint("BROWSER_MAX_PAGES_PER_SITE") if has_browser else 0
    budget = Budget(
        settings.getint("SITE_MAX_PAGES"),
        settings.getint("SITE_MAX_DEPTH"),
        settings.getint("SITE_MAX_ARTICLES"),
        settings.getint("SITE_MAX_BYTES"),
        settings.getfloat("SITE_MAX_SECONDS"),
    )
    obeys_robots = settings["ROBOTS_POLICY"] == "obey"
    return PageReader(frontier, Completer(ask, most_rendered), budget, settings["BOT_NAME"], obeys_robots, has_browser)


def own_words(file: str) -> WordList | None:
    """An office's own list of wrong words (CSV), or None for the shipped one. Raises OSError and ValueError."""
    return load_list(Path(file).read_text(encoding="utf-8-sig")) if file else None
