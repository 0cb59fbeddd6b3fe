"""Names answered badly: each gets its outcome row, none leads inside, and only a name that is not there may be called gone."""

import asyncio
from pathlib import Path

import pytest
from dns.nameserver import Do53Nameserver
from scrapy.utils.project import get_project_settings
from sqlalchemy import text

from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.name_servers import name_is_gone, resolver_at
from govcrawl.middlewares.resolver import LONGEST_LOOKUP, GuardedResolver
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome
from govcrawl.store.database import Database
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault, answer
from tests.hostile.names import NAMES, SERVED, ZONE, named
from tests.hostile.server import served
from tests.hostile.test_hostile import crawl, prepare


def _linking(port: int) -> bytes:
    """A page that links to every name."""
    links = "".join(f"<p><a href='http://{name}.{ZONE}:{port}/x'>相关链接{name}</a></p>" for name in NAMES)
    return answer(f"<html><title>模拟局</title><body>{links}<p>主办单位：模拟局</p></body></html>".encode())


@pytest.mark.slow
def test_every_name_ends_in_its_row_and_none_leads_inside(database: Database, tmp_path: Path) -> None:
    with (
        served(lambda port: [Fault("linking", "ok", _linking(port))], Certificates(tmp_path)) as web,
        named(web.internal_port) as names,
    ):
        web.urls |= {name: f"http://{name}.{ZONE}:{web.internal_port}/" for name in NAMES}
        web.direct_hosts.append(ZONE)
        codes = prepare(database, web)
        settings = {
            "NAME_SERVERS": names.address,
            "LINK_SECOND_RESOLVERS": names.address,
            "FIRST_BYTE_TIMEOUT": "15",
            "DOWNLOAD_TIMEOUT": "15",
            "SITE_MAX_LINK_CHECKS": "100",
        }
        options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        exit_code, _ = crawl(database, web, tmp_path / "root.pem", tmp_path / "log", *options)
    log = (tmp_path / "log").read_text()
    assert exit_code in {0, 3}, log[-3000:]
    assert "Traceback" not in log, log[-3000:]
    with database.engine.connect() as connection:
        homes = {
            row.site_id_code: row
            for row in connection.execute(
                text("SELECT site_id_code, outcome, detail FROM govcrawl.fetches WHERE role = 'home'")
            )
        }
        fates = connection.execute(
            text("SELECT url, fate, outcome, detail FROM govcrawl.links WHERE site_id_code = :code"),
            {"code": codes["linking"]},
        ).all()
    wrong = {
        name: homes.get(codes[name])
        for name in NAMES
        if codes[name] not in homes or homes[codes[name]].outcome not in NAMES[name].outcome.split()
    }
    assert not wrong, wrong
    assert web.internal == []
    told = {row.url.removeprefix("http://").partition(".")[0]: row for row in fates}
    assert set(told) == set(NAMES)
    assert [name for name, row in told.items() if row.fate == "dead"] == ["nxdomain"]
    assert not {name: row for name, row in told.items() if row.outcome not in NAMES[name].outcome.split()}


def test_an_answer_that_changes_is_checked_each_time() -> None:
    async def story(server: str) -> None:
        resolver = GuardedResolver(Guard(["127.1.0.0/16"]), servers=[server])
        assert await resolver.addresses(f"rebinds.{ZONE}") == [SERVED]
        with pytest.raises(FetchTrouble, match="internal"):
            await resolver.addresses(f"rebinds.{ZONE}")

    with named(0) as names:
        asyncio.run(story(names.address))


@pytest.mark.parametrize(
    ("name", "second", "gone"),
    [
        ("nxdomain", None, True),
        ("nxdomain", "127.0.0.1:1", True),
        ("good", "127.0.0.1:1", False),
        ("servfail", "127.0.0.1:1", None),
    ],
    ids=["both say so", "one is away", "one knows it", "none can tell"],
)
def test_servers_agree_as_far_as_they_answer(name: str, second: str | None, gone: bool | None) -> None:
    with named(0) as names:
        servers = [names.address, second or names.address]
        assert asyncio.run(name_is_gone(f"{name}.{ZONE}", servers)) is gone


@pytest.mark.parametrize(
    ("server", "host"),
    [
        ("223.5.5.5", "223.5.5.5"),
        ("127.0.0.1:5353", "127.0.0.1"),
        ("2400:3200::1", "2400:3200::1"),
        ("[2400:3200::1]:5353", "2400:3200::1"),
    ],
)
def test_how_a_server_is_named(server: str, host: str) -> None:
    (found,) = resolver_at([server]).nameservers
    assert isinstance(found, Do53Nameserver)
    assert (found.address, found.port) == (host, 5353 if server.endswith("5353") else 53)


def test_silence_of_the_systems_resolver_is_told_before_the_first_byte_is_missed() -> None:
    resolver = GuardedResolver(Guard(), seconds=0.0)
    with pytest.raises(FetchTrouble) as caught:
        asyncio.run(resolver.addresses("silent.invalid"))
    assert caught.value.outcome is FetchOutcome.DNS_FAILURE
    assert get_project_settings().getfloat("FIRST_BYTE_TIMEOUT") > LONGEST_LOOKUP
