"""Scrapy's downloader without its slots: the frontier and the host's clock say when a host is asked, so nothing queues here."""

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.http import Response


class SlotlessDownloader(Downloader):
    """Hands a request to its client at once. A slot would cost each a queue, a task of its own and three signals."""

    async def _enqueue_request(self, request: Request) -> Response:
        return await self.handlers.download_request_async(request)
