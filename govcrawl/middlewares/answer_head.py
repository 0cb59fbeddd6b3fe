"""What the head of an answer says: by its status, by Proxy-Status, Location and cookies."""

from collections.abc import ItemsView, Iterable
from typing import TYPE_CHECKING

from govcrawl.model.vocabulary import FetchOutcome

if TYPE_CHECKING:
    from scrapy.http import Headers

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PROXY_ERRORS = {
    "dns_timeout": FetchOutcome.DNS_FAILURE,
    "destination_not_found": FetchOutcome.DNS_FAILURE,
    "destination_unavailable": FetchOutcome.DNS_FAILURE,
    "destination_ip_prohibited": FetchOutcome.BLOCKED_ADDRESS,
    "destination_ip_unroutable": FetchOutcome.CONNECT_REFUSED,
    "connection_refused": FetchOutcome.CONNECT_REFUSED,
    "connection_terminated": FetchOutcome.RESET,
    "connection_timeout": FetchOutcome.TIMEOUT_FIRST_BYTE,
    "connection_read_timeout": FetchOutcome.TIMEOUT_FIRST_BYTE,
    "connection_write_timeout": FetchOutcome.TIMEOUT_FIRST_BYTE,
    "connection_limit_reached": FetchOutcome.OWN_TROUBLE,
    "tls_protocol_error": FetchOutcome.TLS_HANDSHAKE,
    "tls_certificate_error": FetchOutcome.TLS_UNTRUSTED,
    "tls_alert_received": FetchOutcome.TLS_HANDSHAKE,
    "http_request_error": FetchOutcome.PROTOCOL_ERROR,
    "http_request_denied": FetchOutcome.OWN_TROUBLE,
    "http_response_incomplete": FetchOutcome.INCOMPLETE,
    "http_response_body_size": FetchOutcome.TOO_LARGE,
    "http_response_timeout": FetchOutcome.TIMEOUT_FIRST_BYTE,
    "http_protocol_error": FetchOutcome.PROTOCOL_ERROR,
    "proxy_internal_response": FetchOutcome.OWN_TROUBLE,
    "proxy_internal_error": FetchOutcome.OWN_TROUBLE,
    "proxy_configuration_error": FetchOutcome.OWN_TROUBLE,
    "proxy_loop_detected": FetchOutcome.OWN_TROUBLE,
}
"""Proxy error types (RFC 9209, 2.3) and what they say of the fetch."""


def proxy_trouble(header: str) -> tuple[FetchOutcome, str] | None:
    """The outcome that a `Proxy-Status` header tells, or None where it tells of no error (RFC 9209)."""
    fields = dict(part.strip().partition("=")[::2] for part in header.split(";")[1:])
    error = fields.get("error", "").strip('" ')
    if not error:
        return None
    if error == "dns_error":
        rcode = fields.get("rcode", "").strip('" ').upper()
        found = FetchOutcome.DNS_NXDOMAIN if rcode in {"NXDOMAIN", "3"} else FetchOutcome.DNS_FAILURE
        return found, f"proxy: dns_error {rcode}".strip()
    return _PROXY_ERRORS.get(error, FetchOutcome.OWN_TROUBLE), f"proxy: {error}"


def outcome_of_status(status: int) -> FetchOutcome:
    """The outcome of a plain answer by its status alone."""
    if status == 429:
        return FetchOutcome.RATE_LIMITED
    if 200 <= status < 300:
        return FetchOutcome.OK
    if 400 <= status < 500:
        return FetchOutcome.HTTP_4XX
    if 500 <= status < 600:
        return FetchOutcome.HTTP_5XX
    return FetchOutcome.HTTP_ODD


def header_lists(headers: "Headers") -> ItemsView[bytes, list[bytes]]:
    """Names with their values as they are kept: Scrapy's own `items` looks every name up once more."""
    return dict.items(headers)


def text_headers(headers: "Headers") -> dict[str, str]:
    """Headers as text with lower-case names; several values of one name are joined by a comma."""
    return {
        name.decode("latin-1").lower(): ", ".join(value.decode("latin-1") for value in values if value)
        for name, values in header_lists(headers)
    }


def readable(location: bytes) -> str:
    """A Location header as text: UTF-8, else GB18030 (raw Chinese bytes are common), never an error."""
    try:
        return location.decode("utf-8").strip()
    except UnicodeDecodeError:
        return location.decode("gb18030", "replace").strip()


def cookie_header(told: Iterable[bytes], before: bytes) -> bytes:
    """The Cookie header for the next hop: what the chain's Set-Cookie headers told so far, the newer value winning."""
    jar = dict(pair.strip().partition(b"=")[::2] for pair in before.split(b";") if b"=" in pair)
    for value in told:
        name, equals, rest = value.partition(b"=")
        if equals and value.isascii():
            jar[name.strip()] = rest.split(b";", 1)[0].strip()
    return b"; ".join(name + b"=" + value for name, value in jar.items())
