"""Name servers asked by ourselves: what the system's resolver does not tell apart, they say."""

import asyncio
from collections.abc import Sequence

import dns.asyncresolver
import dns.exception
import dns.nameserver
import dns.resolver

_SECONDS = 5.0


def resolver_at(servers: Sequence[str]) -> dns.asyncresolver.Resolver:
    """A resolver that asks servers given as `address` or `address:port` (IPv6 in brackets where a port follows)."""
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = [dns.nameserver.Do53Nameserver(*_place(server)) for server in servers]
    resolver.lifetime = _SECONDS
    return resolver


async def name_is_gone(host: str, servers: Sequence[str]) -> bool | None:
    """What servers of other operators say: True where those that can tell agree on NXDOMAIN, False where one knows the name,
    None where none could tell."""
    said = await asyncio.gather(*(_is_gone(host, server) for server in servers))
    told = [one for one in said if one is not None]
    return all(told) if told else None


async def _is_gone(host: str, server: str) -> bool | None:
    try:
        await resolver_at([server]).resolve(host, "A", raise_on_no_answer=False, search=False)
    except dns.resolver.NXDOMAIN:
        return True
    except (dns.exception.DNSException, OSError):
        return None
    return False


def _place(server: str) -> tuple[str, int]:
    address, _, port = server.rpartition(":")
    if not address or (":" in address and not address.startswith("[")):
        return server.strip("[]"), 53
    return address.strip("[]"), int(port)
