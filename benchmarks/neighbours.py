"""Good sites beside hostile ones: `python -m benchmarks.neighbours [--good 200] [--hostile 20] [--rounds 1] [--delay 1]`.

The same good sites are inspected alone and with hostile ones before them in the register: slow drips, endless bodies,
redirect mazes, bombs, hangs. What is compared is the time from the first site's begin to the last good site's end, as the
store has it: links are checked, findings judged, only the browser is left out. When the good sites are done the inspection
is stopped. Hostile sites are served on loopback, so what sending their bytes costs is on this machine, too.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.measuring import interleaved, medians, say, verdict
from govcrawl.demo import City, many_sites, serve
from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.store.database import Database, open_database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault
from tests.hostile.neighbours import HOSTILE
from tests.hostile.server import HostileWeb, served

_COLUMNS = 3
"""Columns of a good site, a list page each."""
_ENDED = text(
    "SELECT count(*) FILTER (WHERE s.status = 'done') AS done, extract(epoch FROM max(s.finished_at) - min(f.begun)) AS seconds"
    " FROM govcrawl.inspection_sites AS s JOIN govcrawl.inspections AS i ON i.id = s.inspection_id,"
    " LATERAL (SELECT min(started_at) AS begun FROM govcrawl.inspection_sites WHERE inspection_id = i.id) AS f"
    " WHERE i.name = :name AND s.site_id_code = ANY(:codes)"
)


class Bench:
    """The good sites, the hostile ones, the database, and a new inspection for every measurement."""

    def __init__(self, city: City, proxy: str, web: HostileWeb, database: Database, delay: float) -> None:
        self._city, self._proxy, self._web, self._database, self._delay = city, proxy, web, database, delay
        self._number = 0
        self._good = [site.site_id_code for site in city.sites]
        bad = [
            Site(f"4210{number:06d}", f"模拟局{name}", url, SiteKind.DEPARTMENT, SiteLevel.CITY)
            for number, (name, url) in enumerate(web.urls.items(), 1)
        ]
        self._hostile = [site.site_id_code for site in bad]
        with database.engine.begin() as connection:
            save_sites(connection, (*city.sites, *bad))

    def seconds(self, *, beside_hostile: bool) -> float:
        """Seconds until the last good site was done."""
        self._number += 1
        name = f"neighbours-{self._number}"
        codes = [*self._hostile, *self._good] if beside_hostile else self._good
        with self._database.engine.begin() as connection:
            create_inspection(connection, Inspection(name, self._city.edition, self._city.as_of), codes)
        self._inspect(name)
        ended = self._ended(name)
        if ended.done != len(self._good):
            raise SystemExit(f"{ended.done} of {len(self._good)} good sites were done")
        asked = sum(self._web.asked.values())
        say(
            f"  {len(codes):5} sites: the good ones done in {ended.seconds:.1f} s, {asked} requests to hostile ones so far"
        )
        return float(ended.seconds)

    def _inspect(self, name: str) -> None:
        direct = ",".join(self._web.direct_hosts)
        proxies = {"http_proxy": self._proxy, "https_proxy": self._proxy, "no_proxy": direct, "NO_PROXY": direct}
        settings = {
            "GUARD_ALLOW_NETWORKS": "127.1.0.0/16",
            "LINK_CONFIRM_SECONDS": "0",
            "BROWSER_ENABLED": "False",
        }
        options = [word for key, value in settings.items() for word in ("-s", f"{key}={value}")]
        program = [sys.executable, "-c", "from govcrawl.cli import main; main()", "inspect", name]
        environment = os.environ | proxies | {"GOVCRAWL_DATABASE_URL": self._database.url}
        with subprocess.Popen([*program, "--delay", f"{self._delay:g}", *options], env=environment) as crawl:
            while self._ended(name).done < len(self._good) and crawl.poll() is None:
                time.sleep(1)
            crawl.terminate()

    def _ended(self, name: str) -> Any:
        with self._database.engine.connect() as connection:
            return connection.execute(_ENDED, {"name": name, "codes": self._good}).one()


def _hostile(number: int, _internal_port: int) -> Iterator[Fault]:
    """So many hostile sites, every kind in its turn, each under a name of its own."""
    for index, fault in enumerate(islice(cycle(HOSTILE), number)):
        yield Fault(f"{fault.name}-{index}", fault.outcome, fault.reply, fault.pages)


def main() -> None:
    """Measures the good sites alone and with their neighbours, and compares the ratio with the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=200)
    parser.add_argument("--hostile", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--delay", type=float, default=1.0)
    given = parser.parse_args()
    city = many_sites(given.good, columns=_COLUMNS, pages=1)
    with (
        tempfile.TemporaryDirectory() as home,
        serve(city) as good,
        served(partial(_hostile, given.hostile), Certificates(Path(home))) as web,
        open_database(home=Path(home) / "database") as database,
    ):
        bench = Bench(city, good.url, web, database, given.delay)
        sides = {
            "alone": partial(bench.seconds, beside_hostile=False),
            "beside": partial(bench.seconds, beside_hostile=True),
        }
        found = medians(interleaved(sides, given.rounds))
    say(
        f"{given.good} good sites alone {found['alone']:.1f} s, beside {given.hostile} hostile ones {found['beside']:.1f} s"
    )
    verdict("time beside hostile sites, times that alone", found["beside"] / found["alone"], 1.2, 1.05)


if __name__ == "__main__":
    main()
