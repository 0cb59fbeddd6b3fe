"""How certificates are looked at: first strictly, then not at all, last with what only old servers speak."""

import ssl
from functools import cache

from govcrawl.model.vocabulary import TlsState

_VERIFY_ERRORS = {
    9: TlsState.NOT_YET_VALID,
    10: TlsState.EXPIRED,
    18: TlsState.SELF_SIGNED,
    19: TlsState.UNTRUSTED,
    20: TlsState.UNTRUSTED,
    21: TlsState.UNTRUSTED,
    62: TlsState.WRONG_HOST,
    64: TlsState.WRONG_HOST,
    66: TlsState.WEAK_KEY,
    68: TlsState.WEAK_KEY,
}
"""OpenSSL's X509_V_ERR numbers (openssl/x509_vfy.h)."""
OLD_CIPHERS = "ALL:@SECLEVEL=0"
"""Every cipher, and keys and signatures of any strength."""


@cache
def tls_contexts() -> dict[str, ssl.SSLContext]:
    """The three ways of asking: `verify`, `accept` whatever is shown, `relax` for old protocols and short keys."""
    return {"verify": ssl.create_default_context(), "accept": _accepting(), "relax": _relaxed()}


def _accepting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loads no authorities: that takes a fifth of a second
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _relaxed() -> ssl.SSLContext:
    """For servers that speak only what OpenSSL 3 refuses by default: TLS 1.0, short keys, legacy renegotiation."""
    context = _accepting()
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers(OLD_CIPHERS)
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


def tls_state_of(error: ssl.SSLCertVerificationError) -> TlsState:
    """What a failed certificate verification says."""
    return _VERIFY_ERRORS.get(error.verify_code, TlsState.UNTRUSTED)
