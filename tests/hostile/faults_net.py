"""Faults of connections, certificates, names, robots.txt, and every way that leads inside."""

import asyncio
from collections.abc import Iterator

from tests.hostile.fault import HOME, Fault, answer, endless, hang, redirect, reset


async def _reset_when_connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reset(reader, writer)


async def _mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await hang(reader, writer)


async def _close_when_connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _not_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(answer(b"plain http", status="400 Bad Request"))
    writer.close()


TCP = (
    Fault("tcp-refused", "connect_refused"),
    Fault("tcp-reset", "reset", on_connect=_reset_when_connected),
    Fault("tcp-closed", "reset", on_connect=_close_when_connected),
    Fault("tcp-mute", "timeout_first_byte", on_connect=_mute),
)

TLS = (
    *(
        Fault(f"tls-{kind.replace('_', '-')}", "ok", answer(), tls=kind, tls_state=kind)
        for kind in (
            "valid",
            "expired",
            "not_yet_valid",
            "wrong_host",
            "self_signed",
            "untrusted",
            "weak_key",
            "old_protocol",
        )
    ),
    Fault("tls-not-spoken", "tls_handshake", on_connect=_not_tls),
    Fault("tls-reset", "reset tls_handshake", on_connect=_reset_when_connected),
    Fault("tls-closed", "reset tls_handshake", on_connect=_close_when_connected),
    Fault("tls-mute", "timeout_first_byte", on_connect=_mute),
)

_PROXY_WORDS = {
    "dns_error; rcode=NXDOMAIN": "dns_nxdomain",
    "dns_error; rcode=SERVFAIL": "dns_failure",
    "dns_error; rcode=REFUSED": "dns_failure",
    "dns_error": "dns_failure",
    "dns_timeout": "dns_failure",
    "connection_refused": "connect_refused",
    "connection_terminated": "reset",
    "connection_timeout": "timeout_first_byte",
    "http_response_incomplete": "incomplete",
    "http_response_timeout": "timeout_first_byte",
    "http_protocol_error": "protocol_error",
    "tls_protocol_error": "tls_handshake",
    "tls_certificate_error": "tls_untrusted",
    "destination_ip_prohibited": "blocked_address",
    "proxy_internal_error": "own_trouble",
    "connection_limit_reached": "own_trouble",
    "never_heard_of": "own_trouble",
}
NAMES = tuple(
    Fault(f"name{n}.hostile.gov.cn", outcome, answer(b"", f"Proxy-Status: p; error={word}", status="502 Bad Gateway"))
    for n, (word, outcome) in enumerate(_PROXY_WORDS.items())
)

ROBOTS = (
    Fault("robots-500", "ok", answer(), {"/robots.txt": answer(b"", status="500 Error")}),
    Fault("robots-hangs", "ok", answer(), {"/robots.txt": hang}),
    Fault("robots-reset", "ok", answer(), {"/robots.txt": reset}),
    Fault("robots-loops", "ok", answer(), {"/robots.txt": redirect("/robots.txt")}),
    Fault("robots-is-html", "ok", answer(), {"/robots.txt": answer()}),
    Fault("robots-odd", "ok", answer(), {"/robots.txt": answer(b"\xff\xfe\0Disallow\n:::\nUser-agent")}),
    Fault("robots-endless", "ok", answer(), {"/robots.txt": endless(b"HTTP/1.1 200 OK\r\n\r\n", b"Disallow: /a\n" * 5000)}),
    Fault("robots-forbids", "ok", answer(), {"/robots.txt": answer(b"User-agent: *\nDisallow: /\n", "Content-Type: text/plain")}),
    Fault("robots-slow-rule", "ok", answer(), {"/robots.txt": answer(b"User-agent: *\nDisallow: " + b"*a" * 2000, "Content-Type: text/plain")}),
)  # fmt: skip


def inside(port: int) -> Iterator[Fault]:
    """Every notation of an internal address as Location, and every other way that leads there."""
    hosts = (
        "127.0.0.2",
        "127.2",
        "2130706434",
        "0177.0.0.2",
        "0x7f000002",
        "0x7f.0.0.2",
        "127.0.0.2.",
        "[::ffff:127.0.0.2]",
        "[::ffff:7f00:2]",
        "[::7f00:2]",
        "[64:ff9b::7f00:2]",
        "[2002:7f00:2::]",
        "[::1]",
        "0.0.0.0",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "１２７.0.0.2",
        "127。0。0。2",
        "127.0.0.%32",
        "user:word@127.0.0.2",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.0.1",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
    )
    for number, host in enumerate(hosts):
        yield Fault(f"inside-{number}", "blocked_address", redirect(f"http://{host}:{port}/"))
    target = f"127.0.0.2:{port}"
    yield Fault("inside-backslashes", "blocked_address", redirect(f"http:\\\\{target}\\x"))
    yield Fault(
        "inside-backslash-host",
        "ok http_4xx redirect_bad blocked_address dns_nxdomain",
        redirect(f"http://a.gov.cn\\@{target}/"),
    )
    yield Fault("inside-no-scheme", "blocked_address", redirect(f"//{target}/"))
    yield Fault("inside-one-slash", "blocked_address http_4xx", redirect(f"http:/{target}/"))
    yield Fault("inside-tab", "blocked_address", redirect(f"http://127.0.\t0.2:{port}/"))
    yield Fault("inside-chain", "blocked_address", redirect("/1"), {"/1": redirect(f"http://{target}/")})
    yield Fault("inside-https", "blocked_address", redirect(f"https://{target}/"))
    page = answer(f"<meta http-equiv=refresh content='0;url=http://{target}/'>".encode())
    yield Fault("inside-refresh", "ok", page)
    yield Fault("inside-script", "ok", answer(f"<script>location.href='http://{target}/'</script>".encode()))
    yield Fault("inside-frame", "ok", answer(f"<frameset><frame src='http://{target}/'></frameset>".encode()))
    links = f"<a href='http://{target}/l'>x</a><img src='http://{target}/i.png'><script src='//{target}/s.js'></script>"
    yield Fault("inside-links", "ok", answer(HOME + links.encode()))
    yield Fault("inside-robots", "ok", answer(), {"/robots.txt": redirect(f"http://{target}/robots.txt")})
