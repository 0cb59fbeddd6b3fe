"""Pages a CPU second of the whole inspection: `python -m benchmarks.inspection [--sites 24] [--rounds 5]`.

Beside stock Scrapy that only fetches the same addresses, and beside govcrawl's own settings with an empty callback. All
three ask the same simulated sites through the same proxy, each in a process of its own whose imports are left out. The CPU
of the database's server is not counted, that of its client is.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import in_process, interleaved, medians, say, verdict
from govcrawl.demo import City, many_sites, serve
from govcrawl.demo.proxy import ServedCity
from govcrawl.model.inspection import Inspection
from govcrawl.store.database import Database, open_database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites

_COLUMNS = 30
"""Columns of a site: with an article each, about sixty pages of 10 to 27 KB."""


class Bench:
    """The simulated sites, the database, and a new inspection for every round."""

    def __init__(self, city: City, served: ServedCity, database: Database) -> None:
        self._city = city
        self._database = database
        self._environment = {
            "http_proxy": served.url,
            "https_proxy": served.url,
            "no_proxy": "",
            "GOVCRAWL_DATABASE_URL": database.url,
        }
        self._number = 0
        self.urls: list[str] = []
        with database.engine.begin() as connection:
            save_sites(connection, city.sites)

    def inspect(self) -> float:
        """Milliseconds of CPU a page of one whole inspection."""
        self._number += 1
        name = f"bench-{self._number}"
        with self._database.engine.begin() as connection:
            wanted = Inspection(name, self._city.edition, self._city.as_of)
            create_inspection(connection, wanted, [site.site_id_code for site in self._city.sites])
        return self._run("inspection", {"inspection": name})

    def fetch(self, side: str) -> Callable[[], float]:
        """Milliseconds of CPU a page of a crawl that only fetches."""
        return lambda: self._run(side, {"urls": self.urls})

    def _run(self, side: str, given: object) -> float:
        found = in_process("benchmarks.crawls", side, given=given, environment=self._environment)
        say(f"  {side:12}{found['pages']:7} pages{found['cpu']:8.2f} CPU s{found['megabytes']:7.0f} MB")
        return float(1000 * found["cpu"] / found["pages"])


def main() -> None:
    """Measures the three sides and compares them with the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    city = many_sites(arguments.sites, columns=_COLUMNS)
    with tempfile.TemporaryDirectory() as home, serve(city) as served, open_database(home=Path(home)) as database:
        bench = Bench(city, served, database)
        bench.inspect()  # draws the sites, and tells the addresses that the others fetch
        bench.urls = [f"http://{one.host}{one.path}" for one in served.log() if one.status == 200]
        sides = {"stock": bench.fetch("stock"), "bare": bench.fetch("bare"), "inspection": bench.inspect}
        found = medians(interleaved(sides, arguments.rounds))
    for side, milliseconds in found.items():
        say(f"{side:12}{milliseconds:8.2f} ms a page{1000 / milliseconds:8.0f} pages a CPU second")
    verdict("inspection, times stock Scrapy fetch-only", found["stock"] / found["inspection"], 1.5, 3)
    verdict("inspection, share of own fetch-only", found["bare"] / found["inspection"], 0.45, 0.6)


if __name__ == "__main__":
    main()
