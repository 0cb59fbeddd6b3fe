"""The proxy of a request, from the ordinary variables http_proxy, https_proxy and no_proxy, read once."""

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from govcrawl.extract.urls import host_of


@dataclass(frozen=True, slots=True)
class Proxy:
    """A forward proxy: its address without credentials, and the value of Proxy-Authorization where it has some."""

    url: str
    authorization: str | None = None


def _proxy(address: str) -> Proxy:
    parts = urlsplit(address if "//" in address else f"http://{address}")
    netloc = parts.netloc.rpartition("@")[2]
    secret = None
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        secret = "Basic " + b64encode(pair.encode()).decode()
    return Proxy(f"{parts.scheme}://{netloc}", secret)


class Proxies:
    """Chooses the proxy of a URL as the environment says at the time it is made."""

    def __init__(self) -> None:
        self._by_scheme = {scheme: _proxy(address) for scheme, address in getproxies().items() if scheme != "no"}
        self._bypasses = lru_cache(maxsize=100_000)(proxy_bypass)

    def hosts(self) -> frozenset[str]:
        """The proxies' own hosts: the guard lets the client connect to them."""
        return frozenset(host_of(proxy.url) for proxy in self._by_scheme.values())

    def of(self, url: str) -> Proxy | None:
        """The proxy that a URL goes through, or None where it is asked directly."""
        proxy = self._by_scheme.get(url.partition(":")[0]) or self._by_scheme.get("all")
        if proxy is None or self._bypasses(host_of(url)):
            return None
        return proxy


def authorization(proxy: Proxy | None) -> dict[str, str] | None:
    """The header that a proxy with credentials asks for."""
    return {"Proxy-Authorization": proxy.authorization} if proxy and proxy.authorization else None
