"""What a worker keeps of the sites that it has done: counted, not timed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from govcrawl.demo.generate import many_sites
from govcrawl.store.database import Database
from tests.acceptance.crawling import NAME, prepared

SITES = 6
SHARED_CONNECTIONS = 5
"""Of the crawls of a process: its writer, its turns at hosts, its thread, and the one that counts; and the one of this test."""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_of_a_site_is_left_and_sites_share_their_connections(database: Database, tmp_path: Path) -> None:
    city = many_sites(SITES, columns=2, pages=1)
    with prepared(database, city) as served:
        environment = os.environ | {"GOVCRAWL_DATABASE_URL": database.url, "GOVCRAWL_HOME": str(tmp_path)}
        environment |= {"http_proxy": served.url, "no_proxy": "", "NO_PROXY": ""}
        command = [sys.executable, "-m", "tests.dispatch.crew_of_one", NAME, "2"]
        codes = [site.site_id_code for site in city.sites]
        told = json.loads(
            subprocess.run([*command, *codes], env=environment, stdout=subprocess.PIPE, check=True).stdout
        )
    first, *later = told["left"]
    assert len(later) == 2
    for left in later:
        assert left == first, "the third and the sixth site leave no more than the second"
    own = {"Crawler", "ExecutionEngine", "SiteSpider", "SiteWork", "LinkPool", "PageWriter", "hosts", "rows owed"}
    assert {name: first[name] for name in own} == dict.fromkeys(own, 0)
    assert told["connections"] <= SHARED_CONNECTIONS
