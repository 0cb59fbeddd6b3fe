"""The heads of the browser's requests at our proxy: where they go, how they are handed on, how they are refused."""

from collections.abc import Iterable

from govcrawl.extract.urls import host_of
from govcrawl.middlewares.proxies import Proxy
from govcrawl.model.vocabulary import FetchOutcome

HEAD_END = b"\r\n\r\n"
_ANSWERS = {
    FetchOutcome.BLOCKED_ADDRESS: "destination_ip_prohibited",
    FetchOutcome.BLOCKED_SCHEME: "destination_ip_prohibited",
    FetchOutcome.DNS_FAILURE: "dns_error",
    FetchOutcome.CONNECT_REFUSED: "connection_refused",
    FetchOutcome.TIMEOUT_FIRST_BYTE: "connection_timeout",
    FetchOutcome.OWN_TROUBLE: "http_request_denied",
}
"""What the browser is told (RFC 9209, 2.3): the outcome middleware reads it back."""
_NOT_HANDED_ON = frozenset({b"connection", b"proxy-connection", b"proxy-authorization", b"keep-alive"})


def refusal(outcome: FetchOutcome) -> bytes:
    """The answer in place of a server's: what became of the request, in Proxy-Status."""
    lines = ("HTTP/1.1 502 Bad Gateway", f"Proxy-Status: govcrawl; error={_ANSWERS[outcome]}")
    # Without a body Chromium shows a page of its own.
    body = b"not asked"
    return "\r\n".join((*lines, f"Content-Length: {len(body)}", "Connection: close")).encode() + HEAD_END + body


def handed_on(head: bytes, url: str, proxy: Proxy | None) -> bytes:
    """The browser's head for the next one: a path for a server, the whole address for another proxy."""
    first, *lines = head.removesuffix(HEAD_END).split(b"\r\n")
    method, target, version = first.split(b" ", 2)
    if method != b"CONNECT":
        # The form that was checked: another reader may find another host in a raw address.
        target = url.encode() if proxy else b"/" + url.encode().split(b"/", 3)[3]
        lines = [line for line in _fields(lines) if line.partition(b":")[0].lower() not in _NOT_HANDED_ON]
        lines.append(b"Connection: close")
    if proxy and proxy.authorization:
        lines.append(b"Proxy-Authorization: " + proxy.authorization.encode())
    return b"\r\n".join((b" ".join((method, target, version)), *lines)) + HEAD_END


def _fields(lines: Iterable[bytes]) -> list[bytes]:
    return [line for line in lines if b":" in line]


def length_of(head: bytes) -> int:
    """Bytes of the body that a request declares; 0 where it says nothing. Raises ValueError."""
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def place(url: str) -> tuple[str, int]:
    """Host and port of an absolute address."""
    scheme, _, rest = url.partition("://")
    authority = rest.split("/", 1)[0].rpartition("@")[2]
    port = authority.rpartition(":")[2]
    return host_of(url), int(port) if port.isdigit() and ":" in authority else {"https": 443}.get(scheme, 80)
