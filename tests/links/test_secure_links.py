"""Links to servers with every kind of certificate and handshake: what lies behind them is told, none is dead for its TLS."""

from collections.abc import Iterator

import pytest

from govcrawl.model.vocabulary import FetchOutcome, TlsState
from tests.hostile import server
from tests.hostile.certificates import Certificates
from tests.hostile.fault import Fault
from tests.hostile.fault import answer as answer_bytes
from tests.hostile.faults_net import TLS
from tests.links.cases import ALIVE, ARTICLE, DEAD, NOT_FOUND, OPEN, UNKNOWN, a, page
from tests.links.crawled import Found, crawled
from tests.links.web import Answer, Asked

WELL, GONE = "n/well.html", "n/gone.html"
SHOWN = tuple(fault.tls for fault in TLS if fault.tls)
"""Kinds of certificate; behind each stands a page, and one that is not there."""
NEVER_SHOWN = {
    "tls-not-spoken": (FetchOutcome.TLS_HANDSHAKE, UNKNOWN),
    "tls-reset": (FetchOutcome.RESET, OPEN),
    "tls-closed": (FetchOutcome.RESET, OPEN),
    "tls-mute": (FetchOutcome.TIMEOUT_FIRST_BYTE, UNKNOWN),
}
"""Servers with which no handshake comes to an end: what is told, and what becomes of the link."""


def _served() -> list[Fault]:
    pages = {f"/{WELL}": answer_bytes(ARTICLE), f"/{GONE}": answer_bytes(NOT_FOUND, status="404 Not Found")}
    return [
        Fault(
            fault.name,
            fault.outcome,
            pages=pages,
            tls=fault.tls,
            tls_state=fault.tls_state,
            on_connect=fault.on_connect,
        )
        for fault in TLS
    ]


class _Crawled:
    """What the crawl left, by the name of the server and the path."""

    def __init__(self, found: Found, urls: dict[str, str]) -> None:
        self._found, self._urls = found, urls

    def link(self, name: str, path: str) -> dict[str, object]:
        return self._found.links[self._urls[name] + path]

    def fetch(self, name: str, path: str) -> dict[str, object]:
        (row,) = [row for row in self._found.fetches if row["url"] == self._urls[name] + path]
        return row


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Crawled]:
    certificates = Certificates(tmp_path_factory.mktemp("certificates"))
    with server.served(lambda _: _served(), certificates) as secure:
        links = "".join(a(url + path) for url in secure.urls.values() for path in (WELL, GONE))
        home = page("示例市人民政府", f"<ul>{links}</ul>")

        def answer(asked: Asked) -> Answer:
            return Answer(200, home) if asked.path == "/" else Answer(404, NOT_FOUND)

        left = crawled(
            answer,
            "GUARD_ALLOW_NETWORKS=127.1.0.0/16",
            direct=secure.direct_hosts,
            authorities=str(certificates.root),
        )
        yield _Crawled(left, secure.urls)


@pytest.mark.parametrize("kind", SHOWN)
def test_a_page_behind_any_certificate_is_alive(kind: str, found: _Crawled) -> None:
    name = f"tls-{kind.replace('_', '-')}"
    row = found.link(name, WELL)
    assert (row["fate"], row["outcome"], row["confirmed"]) == (ALIVE, FetchOutcome.OK, True)
    assert found.fetch(name, WELL)["tls"] == TlsState(kind)


@pytest.mark.parametrize("kind", SHOWN)
def test_a_page_that_is_gone_is_told_by_both_clients_behind_any_certificate(kind: str, found: _Crawled) -> None:
    name = f"tls-{kind.replace('_', '-')}"
    row, fetch = found.link(name, GONE), found.fetch(name, GONE)
    assert (row["fate"], row["outcome"], row["status"], row["confirmed"]) == (DEAD, FetchOutcome.HTTP_4XX, 404, True)
    assert fetch["client"] == "twisted"


@pytest.mark.parametrize("name", NEVER_SHOWN)
@pytest.mark.parametrize("path", [WELL, GONE])
def test_a_handshake_that_fails_accuses_nobody(name: str, path: str, found: _Crawled) -> None:
    outcome, fate = NEVER_SHOWN[name]
    row = found.link(name, path)
    assert (row["outcome"], row["fate"], row["confirmed"]) == (outcome, fate, False)
