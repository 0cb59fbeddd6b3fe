"""Names of all clients, looked up under the guard: the addresses given back were checked, and are the ones connected to."""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

import dns.exception
import dns.resolver
from aiohttp.abc import AbstractResolver, ResolveResult

from govcrawl.middlewares.failures import trouble_of
from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.name_servers import resolver_at
from govcrawl.middlewares.proxies import Proxies
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

LONGEST_LOOKUP = 12.0
"""Seconds; less than the 15 of the first byte, so that the silence of a name server is never told as the site's."""
_MOST_ADDRESSES = 16
"""Addresses of one name that are tried; all of them are checked."""
_KINDS: dict[int, tuple[str, ...]] = {
    socket.AF_INET: ("A",),
    socket.AF_INET6: ("AAAA",),
    socket.AF_UNSPEC: ("A", "AAAA"),
}
_LOOKUPS = ThreadPoolExecutor(256, "names")
"""The system's resolver holds a thread for as long as a name server is silent: a few such names must not stop all others."""


class GuardedResolver(AbstractResolver):
    """Resolves names and refuses internal answers. `trusted` hosts are our own proxies.

    Asks `servers` (`address` or `address:port`) where there are any, else the system's resolver.
    """

    def __init__(
        self,
        guard: Guard,
        trusted: frozenset[str] = frozenset(),
        servers: Sequence[str] = (),
        seconds: float = LONGEST_LOOKUP,
    ) -> None:
        self._guard = guard
        self._trusted = trusted
        self._servers = resolver_at(servers) if servers else None
        self._seconds = seconds

    @classmethod
    def from_settings(cls, settings: "BaseSettings") -> Self:
        """GUARD_ALLOW_NETWORKS, NAME_SERVERS and the environment's proxies."""
        guard = Guard(settings.getlist("GUARD_ALLOW_NETWORKS"))
        return cls(guard, Proxies().hosts(), settings.getlist("NAME_SERVERS"))

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Where a host is, for aiohttp. Raises as `addresses` does."""
        found = await self.addresses(host, family)
        return [
            ResolveResult(hostname=host, host=one, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for one, kind in ((address, socket.AF_INET6 if ":" in address else socket.AF_INET) for address in found)
        ]

    async def addresses(self, host: str, family: int = socket.AF_UNSPEC) -> list[str]:
        """The addresses of a host. Raises FetchTrouble: dns_nxdomain, dns_failure, and blocked_address where any is internal."""
        found = [host] if _is_literal(host) else await self._look_up(host, family)
        if host not in self._trusted and any(self._guard.refuses_address(address) for address in found):
            raise FetchTrouble(FetchOutcome.BLOCKED_ADDRESS, f"{host} resolves to an internal address")
        return found[:_MOST_ADDRESSES]

    async def _look_up(self, host: str, family: int) -> list[str]:
        ask = self._ask_system if self._servers is None or host in self._trusted else self._ask_servers
        try:
            async with asyncio.timeout(self._seconds):
                return await ask(host, family)
        except TimeoutError:
            raise FetchTrouble(FetchOutcome.DNS_FAILURE, f"{host}: no name server answered") from None

    async def _ask_system(self, host: str, family: int) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            answers = await loop.run_in_executor(
                _LOOKUPS,
                lambda: socket.getaddrinfo(host, None, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG),
            )
        except socket.gaierror as error:
            raise trouble_of(error) from error
        return list(dict.fromkeys(str(answer[4][0]) for answer in answers))

    async def _ask_servers(self, host: str, family: int) -> list[str]:
        """What either kind of record gives; where neither does, the first tells why."""
        assert self._servers is not None
        said = await asyncio.gather(
            *(self._servers.resolve(host, kind, raise_on_no_answer=False, search=False) for kind in _KINDS[family]),
            return_exceptions=True,
        )
        answers = [one for one in said if isinstance(one, dns.resolver.Answer)]
        found = [str(record.address) for answer in answers for record in answer.rrset or ()]
        if not found:
            raise _trouble(host, next((one for one in said if isinstance(one, BaseException)), None))
        return found

    async def close(self) -> None:
        """Holds nothing open."""


def _trouble(host: str, error: BaseException | None) -> FetchTrouble:
    """What name servers said in place of an address."""
    if error is None:
        return FetchTrouble(FetchOutcome.DNS_FAILURE, f"{host} has no address")
    if not isinstance(error, dns.exception.DNSException | OSError | ValueError):
        raise error
    is_gone = isinstance(error, dns.resolver.NXDOMAIN)
    outcome = FetchOutcome.DNS_NXDOMAIN if is_gone else FetchOutcome.DNS_FAILURE
    return FetchTrouble(outcome, f"{type(error).__name__}: {error}"[:300])


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
