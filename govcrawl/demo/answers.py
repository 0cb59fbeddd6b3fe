"""Requests and answers of the simulated web, without any transport."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: method, host without port 80, path and query as sent, form body."""

    method: str
    host: str
    path: str
    query: str = ""
    body: bytes = b""

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def value(self, name: str, encoding: str = "utf-8") -> str:
        """A parameter of the query or of the form body; empty where it is missing."""
        given = parse_qs(self.query, encoding=encoding, errors="replace")
        if name not in given and self.body:
            given = parse_qs(self.body.decode("latin-1"), encoding=encoding, errors="replace")
        return given.get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `fault` is the error word of a Proxy-Status field: then the proxy answers in the origin's place."""

    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    seconds: float = 0.0
    """How long the origin waits before it answers."""


def not_found(_asked: Asked) -> Answer:
    """The 404 page of a plain web server."""
    return Answer(404, b"<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>")
