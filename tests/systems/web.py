"""A web of small sites behind one forward proxy on loopback: pages by address, answers that need code as functions."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

Answer = tuple[int, str, str]
"""Status, content type, text."""
Dynamic = Callable[[str, str, Mapping[str, str]], Answer]
"""(query, form, request headers) -> answer."""


@dataclass
class SmallSite:
    """One site: `pages` by path, `dynamic` answers by path, and `truth`: column address -> (name, newest day or None)."""

    host: str
    code: str
    name: str
    charset: str = "utf-8"
    pages: dict[str, str] = field(default_factory=dict)
    dynamic: dict[str, Dynamic] = field(default_factory=dict)
    truth: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    gate: Callable[[Mapping[str, str]], Answer | None] = lambda headers: None
    """What stands before every page of the site."""

    def answer(self, path: str, query: str, form: str, headers: Mapping[str, str]) -> Answer:
        """The site's answer to one request."""
        if (refusal := self.gate(headers)) is not None:
            return refusal
        if path in self.dynamic:
            return self.dynamic[path](query, form, headers)
        if path in self.pages:
            kind = "application/javascript" if path.endswith(".js") else "text/html"
            return 200, kind, self.pages[path]
        return 404, "text/html", "<html><body>404 Not Found</body></html>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sites: Mapping[str, SmallSite] = {}

    def do_GET(self) -> None:
        self._go("")

    def do_HEAD(self) -> None:
        self._go("")

    def do_POST(self) -> None:
        self._go(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def _go(self, form: str) -> None:
        split = urlsplit(self.path)
        site = self.sites.get(split.netloc or self.headers.get("Host", ""))
        if site is None:
            status, kind, text = 200, "text/html", "<html><body>another site</body></html>"
        else:
            status, kind, text = site.answer(split.path, split.query, form, self.headers)
        body = text.encode("gb18030" if site is not None and site.charset == "gb2312" else "utf-8")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the crawl tells what was asked."""


@contextmanager
def served(sites: Mapping[str, SmallSite]) -> Iterator[str]:
    """The address of a proxy that answers for the sites."""
    handler = type("Handler", (_Handler,), {"sites": sites})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
