"""A crawl of one page of links, as a process: what it left."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.links.cases import SITE
from tests.links.web import Answer, Asked, Web, served


@dataclass(frozen=True, slots=True)
class Found:
    """What a crawl of the page left: link checks by address, outcome rows, and the requests that the web saw."""

    links: dict[str, dict[str, object]]
    fetches: list[dict[str, object]]
    web: Web


def crawled(
    answer: Callable[[Asked], Answer], *settings: str, direct: Iterable[str] = (), authorities: str | None = None
) -> Found:
    """Crawls the site's home page in a web that answers so, and checks its links.

    `settings` as NAME=VALUE; `direct` are hosts asked without the web's proxy; `authorities` is the file of trusted issuers.
    """
    with served(answer) as web:
        past_proxy = ",".join(direct)
        environment = os.environ | {"http_proxy": web.url, "https_proxy": web.url}
        environment |= {"no_proxy": past_proxy, "NO_PROXY": past_proxy}
        environment |= {"SSL_CERT_FILE": authorities} if authorities else {}
        limits = ["FIRST_BYTE_TIMEOUT=2.5", "DOWNLOAD_TIMEOUT=3", *settings]
        command = [sys.executable, "-m", "tests.links.crawl", f"{SITE}/", *limits]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert ended.returncode == 0, ended.stderr
    lines = [line.partition(" ") for line in ended.stdout.splitlines()]
    links = [json.loads(rest) for word, _, rest in lines if word == "LINK"]
    fetches = [json.loads(rest) for word, _, rest in lines if word == "FETCH"]
    return Found({str(row["url"]): row for row in links}, fetches, web)
