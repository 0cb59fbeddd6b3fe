"""The second client, on Twisted: it reads what the first cannot, and its word settles what the first one doubts."""

import time
from collections.abc import Mapping

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response

from govcrawl.middlewares.bounded import INTAKE, TolerantHandler
from govcrawl.middlewares.failures import trouble_of
from govcrawl.middlewares.patience import Intake, Patience
from govcrawl.middlewares.proxies import Proxies, authorization
from govcrawl.middlewares.trouble import FetchTrouble, ProxyGone
from govcrawl.model.vocabulary import FetchOutcome

_OWN_CLOCK = 3600.0
"""Seconds of the client's own limit: longer than any wait for room, since ours ends what takes too long."""


class SecondClient:
    """Asks with `headers` where a request has none of its own. Close it when the crawl closes."""

    def __init__(self, crawler: Crawler, headers: Mapping[str, str], proxies: Proxies, patience: Patience) -> None:
        self._handler = TolerantHandler(crawler)
        self._headers = headers
        self._proxies = proxies
        self._patience = patience
        self._most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def ask(self, request: Request) -> Response:
        """One answer. Raises FetchTrouble with the outcome word for every failure."""
        request.meta["client"] = "twisted"
        request.meta.pop("download_latency", None)
        for name, value in self._headers.items():
            request.headers.setdefault(name, value)
        proxy = self._proxies.of(request.url)
        if proxy:
            request.meta["proxy"] = proxy.url
            request.headers.update(authorization(proxy) or {})
        timeout = request.meta["download_timeout"]
        # The client's own clock runs on while we stall or wait for room: it only ends what our limit has given up.
        request.meta["download_timeout"] = _OWN_CLOCK
        try:
            async with self._patience.limit(timeout) as deadline:
                request.meta["sent_at"] = time.monotonic()
                return await self._read(request, Intake(self._patience, deadline, self._most_bytes))
        except TimeoutError as error:
            is_silent = "download_latency" not in request.meta
            outcome = FetchOutcome.TIMEOUT_FIRST_BYTE if is_silent else FetchOutcome.TIMEOUT_TOTAL
            raise FetchTrouble(outcome, f"no whole answer within {timeout:g} s") from error
        except DownloadCancelledError as error:
            raise FetchTrouble(FetchOutcome.TOO_LARGE, str(error)) from error
        except FetchTrouble:
            raise
        except Exception as error:  # every failure of the second client is a fetch's end, whatever its class
            trouble = trouble_of(error)
            if proxy and trouble.outcome is FetchOutcome.CONNECT_REFUSED:  # through a proxy, nobody else can refuse
                trouble = ProxyGone(trouble.detail)
            raise trouble from error
        finally:
            request.meta["download_timeout"] = timeout

    async def _read(self, request: Request, intake: Intake) -> Response:
        taken = INTAKE.set(intake)
        try:
            response = await self._handler.download_request(request)
        except BaseException:
            intake.give_up()
            raise
        finally:
            INTAKE.reset(taken)
        intake.hand_over(request.meta)
        return response

    async def close(self) -> None:
        """Closes all connections."""
        await self._handler.close()
