"""The guard refuses every notation of an internal address, and nothing public."""

import pytest

from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

INTERNAL = [
    "http://127.0.0.1/",
    "http://127.2/",
    "http://2130706434/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://192.168.1.1:8080/x",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://192.0.0.8/",
    "http://224.0.0.1/",
    "http://0.0.0.0/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.2]/",
    "http://[::7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://db.internal/",
    "http://printer.local/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://127\u30020\u30020\u30021/",
    "http:\\\\127.0.0.1\\x",
    "http://127.0.0\t.1/",
]


@pytest.mark.parametrize("url", INTERNAL)
def test_internal_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchTrouble) as caught:
        Guard().check(url)
    assert caught.value.outcome is FetchOutcome.BLOCKED_ADDRESS


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.gov.cn/", "data:text/html,x", "gopher://a/", "http://[::1", "x"]
)
def test_other_schemes_and_unreadable_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchTrouble) as caught:
        Guard().check(url)
    assert caught.value.outcome is FetchOutcome.BLOCKED_SCHEME


@pytest.mark.parametrize(
    "url", ["http://www.jingzhou.gov.cn/", "https://8.8.8.8/", "http://[2400:3200::1]/", "http://10.gov.cn/"]
)
def test_public_addresses_pass(url: str) -> None:
    assert Guard().check(url).startswith(url.split("://")[0])


def test_an_intranet_is_opened_by_network_only() -> None:
    guard = Guard(["10.8.0.0/16"])
    assert guard.check("http://10.8.1.1/") == "http://10.8.1.1/"
    assert guard.check("http://[::ffff:10.8.1.1]/")
    with pytest.raises(FetchTrouble):
        guard.check("http://10.9.1.1/")
