"""The outcome word for what a client raised: the only place where exceptions become outcomes."""

import socket
import ssl
from typing import Any

import aiohttp

from govcrawl.middlewares.tls import tls_state_of
from govcrawl.middlewares.trouble import FetchTrouble, ProxyGone
from govcrawl.model.vocabulary import FetchOutcome, TlsState

HANDSHAKE_FAILED = frozenset({FetchOutcome.TLS_HANDSHAKE, FetchOutcome.RESET})
"""How old servers end a handshake that they cannot take: they refuse, or just hang up."""
_UNREADABLE = (aiohttp.ClientError, aiohttp.http_exceptions.HttpProcessingError)
"""What the first client raises where an answer cannot be read. Anything else that is not known broke on our side."""
_UNREADABLE_BY_NAME = "DownloadFailedError"
_BY_NAME = {
    "CannotResolveHostError": FetchOutcome.DNS_FAILURE,
    "DownloadConnectionRefusedError": FetchOutcome.CONNECT_REFUSED,
    "DownloadTimeoutError": FetchOutcome.TIMEOUT_TOTAL,
    "ResponseDataLossError": FetchOutcome.INCOMPLETE,
    "ConnectionLost": FetchOutcome.RESET,
    "UnsupportedURLSchemeError": FetchOutcome.BLOCKED_SCHEME,
}
"""Exceptions of the second client, by class name: its classes are not imported, they move between releases."""


def trouble_of(error: BaseException) -> FetchTrouble:
    """The outcome word, with what was raised told in its detail and, where the certificate was at fault, its state."""
    detail = f"{type(error).__name__}: {error}"[:300]
    for cause in _causes(error):
        if isinstance(cause, FetchTrouble):
            return cause
        if isinstance(cause, aiohttp.ClientProxyConnectionError):
            return ProxyGone(detail)
        if isinstance(cause, ssl.SSLCertVerificationError):
            if not hasattr(cause, "verify_code"):
                continue  # aiohttp's own, which has the name and none of the fields; the real one is among its causes
            state = tls_state_of(cause)
            return FetchTrouble(FetchOutcome(f"tls_{state.value}"), detail, state)
        found = _by_class(cause)
        if found is not None:
            tls = TlsState.OLD_PROTOCOL if found is FetchOutcome.TLS_HANDSHAKE else TlsState.NONE
            return FetchTrouble(found, detail, tls)
    is_theirs = any(map(_is_unreadable, _causes(error)))
    return FetchTrouble(FetchOutcome.PROTOCOL_ERROR if is_theirs else FetchOutcome.OWN_TROUBLE, detail)


def _is_unreadable(error: BaseException) -> bool:
    names = (kind.__name__ for kind in type(error).__mro__)
    return isinstance(error, _UNREADABLE) or _UNREADABLE_BY_NAME in names


def _causes(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = _next_cause(error)
    return chain


def _next_cause(error: BaseException) -> Any:
    reasons = getattr(error, "reasons", ())
    return (
        getattr(error, "os_error", None)
        or getattr(error, "certificate_error", None)
        or (reasons[0].value if reasons else None)
        or error.__cause__
        or error.__context__
    )


def _by_class(error: BaseException) -> FetchOutcome | None:
    if isinstance(error, socket.gaierror):
        # The system resolver says NONAME for NXDOMAIN and for a name without addresses; a second resolver must agree
        # before anything is made of it.
        return FetchOutcome.DNS_NXDOMAIN if error.errno == socket.EAI_NONAME else FetchOutcome.DNS_FAILURE
    if isinstance(error, ConnectionRefusedError):
        return FetchOutcome.CONNECT_REFUSED
    if isinstance(error, ConnectionResetError | BrokenPipeError | aiohttp.ServerDisconnectedError):
        return FetchOutcome.RESET
    if isinstance(error, ssl.SSLError):
        return FetchOutcome.TLS_HANDSHAKE
    if isinstance(error, TimeoutError):
        return FetchOutcome.TIMEOUT_FIRST_BYTE
    if isinstance(error, aiohttp.http_exceptions.LineTooLong):
        return FetchOutcome.TOO_LARGE
    if type(error).__module__ == "OpenSSL.SSL":
        return FetchOutcome.TLS_HANDSHAKE
    name = type(error).__name__
    return _BY_NAME.get(name)
