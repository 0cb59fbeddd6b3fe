"""The guard: nothing but public web addresses is ever asked.

One place for every road: the last downloader middleware, the resolver (so that a name whose answer is internal is refused
with the very address that would be connected to), redirects, and the browser's routes. Intranets are allowed by CIDR in
the setting `GUARD_ALLOW_NETWORKS`.
"""

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import ada_url

from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "fec0::/10",
        "ff00::/8",
    )
)
_EMBEDS_IPV4_LOW = tuple(ipaddress.IPv6Network(block) for block in ("::/96", "::ffff:0:0/96", "64:ff9b::/96"))
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_TEREDO = ipaddress.IPv6Network("2001::/32")


def _inner_ipv4(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 form carries (mapped, compatible, NAT64, 6to4), or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in _EMBEDS_IPV4_LOW):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return address


class Guard:
    """Decides whether an address may be asked. `allow` lists networks that deployment settings open."""

    def __init__(self, allow: Sequence[str] = ()) -> None:
        self._allow: tuple[IPNetwork, ...] = tuple(ipaddress.ip_network(block) for block in allow)

    def refuses_address(self, text: str) -> bool:
        """Whether an IP address (text form) is internal and not allowed."""
        address = ipaddress.ip_address(text.split("%", 1)[0].strip("[]"))
        if any(address in network for network in self._allow):
            return False
        inner = _inner_ipv4(address)
        if any(inner in network for network in self._allow):
            return False
        tunnel = isinstance(address, ipaddress.IPv6Address) and (address in _NAT64_LOCAL or address in _TEREDO)
        return tunnel or not inner.is_global or any(inner in network for network in _NOT_PUBLIC)

    def check(self, url: str) -> str:
        """The WHATWG form of a URL that may be asked.

        Raises FetchTrouble: blocked_scheme for anything but http(s) or an unreadable URL, blocked_address for local names
        and internal address literals in any notation.
        """
        try:
            parts = ada_url.URL(url)
        except ValueError:
            raise FetchTrouble(FetchOutcome.BLOCKED_SCHEME, f"not a URL: {url[:200]}") from None
        if parts.protocol not in {"http:", "https:"}:
            raise FetchTrouble(FetchOutcome.BLOCKED_SCHEME, f"scheme {parts.protocol[:-1]!r} is not asked")
        host = parts.hostname.rstrip(".")
        if host == "localhost" or host.endswith(_LOCAL_SUFFIXES):
            raise FetchTrouble(FetchOutcome.BLOCKED_ADDRESS, f"local name {host}")
        if (host.startswith("[") or host.replace(".", "").isdigit()) and self.refuses_address(host):
            raise FetchTrouble(FetchOutcome.BLOCKED_ADDRESS, f"internal address {host}")
        return str(parts.href)


class GuardMiddleware:
    """The last downloader middleware: every request passes it, redirects and robots included."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(Guard(crawler.settings.getlist("GUARD_ALLOW_NETWORKS")))

    def process_request(self, request: "Request") -> "Request | None":
        """Refuses, or lets pass only the form that was checked: another parser may read another host out of a raw URL."""
        refused = request.meta.get("refused")
        if refused:
            raise FetchTrouble(*refused)
        checked = self.guard.check(request.url)
        return None if checked == request.url else request.replace(url=checked)
