"""`scrapy crawl` for timers: wrong use is one line and exit code 2, a crawl that did not come to its end fails."""

import argparse

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

_INTERRUPTED = 130


class Command(crawl.Command):
    """Scrapy's own command, with the exit codes of `govcrawl`."""

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._crawler = super()._create_crawler(spidercls)
        return self._crawler

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not opts.spargs.get("inspection"):
            raise UsageError("name the inspection: -a inspection=NAME", print_help=False)
        super().run(args, opts)
        reason = self._crawler.stats.get_value("finish_reason") if self._crawler.stats else None
        if reason != "finished":
            self.exitcode = _INTERRUPTED if reason == "shutdown" else 1
