"""A forward proxy on loopback that serves a simulated city, in a process of its own that ends with its starter."""

import json
import pickle
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from govcrawl.demo.city import City


@dataclass(frozen=True, slots=True)
class Logged:
    """One request that the proxy answered; it came at `began` and was answered at `at`, in seconds since the epoch."""

    method: str
    host: str
    path: str
    status: int
    at: float
    began: float


class ServedCity:
    """A city that is being served. `url` is what `http_proxy` must say."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def log(self) -> list[Logged]:
        """Every request answered so far, in order."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{self.url}/log", timeout=60) as answer:
            return [Logged(*row) for row in json.load(answer)]


@contextmanager
def serve(city: City) -> Iterator[ServedCity]:
    """Serve `city` until the block ends; the server also ends when this process dies."""
    command = [sys.executable, "-m", "govcrawl.demo.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        pickle.dump(city.plan, server.stdin)
        server.stdin.flush()
        try:
            line = server.stdout.readline()
            if not line:
                raise RuntimeError("the simulated city could not be served; see the messages above")
            yield ServedCity(int(line))
        finally:
            server.terminate()
