"""What a page in a real browser did not get: without it rows that are not there may have been kept back."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.async_api import async_playwright
from scrapy import Request

from govcrawl.middlewares.account import Account
from govcrawl.middlewares.beside import PageRequests
from govcrawl.middlewares.browser import find_browser
from govcrawl.middlewares.browser_page import keep_alone, read_answers, settle
from govcrawl.model.vocabulary import FetchOutcome

pytestmark = pytest.mark.browser

_ANSWERS = {
    "/empty": (200, "application/json", '{"code":200,"data":{"total":0,"list":[]}}'),
    "/login": (200, "application/json", '{"code":401,"msg":"未登录","data":null}'),
    "/wall": (200, "text/html", "<html><body>您的访问被阻断，请联系管理员</body></html>"),
    "/api/loginStatus": (401, "application/json", '{"msg":"未登录"}'),
    "/api/user/info": (200, "application/json", '{"code":401,"msg":"未登录","data":null}'),
    "/api/getUserInfo": (503, "text/html", "Service Unavailable"),
    "/api/list": (401, "application/json", '{"msg":"未登录"}'),
    "/down": (500, "text/html", "Internal Server Error"),
    "/call?callback=cb": (200, "text/javascript", 'cb({"success":false,"msg":"查询失败"})'),
    "/nothing?callback=cb": (200, "text/javascript", 'cb({"total":0,"rows":[]})'),
}


class _Site(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        path, _, inner = self.path.partition("#")
        inner = _PAGES.get(path, "")
        page = (200, "text/html", f"<script>function cb() {{}}</script>{inner}")
        status, kind, text = _ANSWERS.get(path) or (page if inner else (404, "text/html", "not found"))
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


_CASES = {
    "<script>fetch('/empty')</script>": None,
    "<script>fetch('/login')</script>": "未登录",
    "<script>fetch('/wall')</script>": "拦截",
    "<script>fetch('/down')</script>": "500",
    "<script>fetch('/api/loginStatus')</script>": None,
    "<script>fetch('/api/user/info?t=1')</script>": None,
    "<script>fetch('/api/getUserInfo')</script>": "503",
    "<script>fetch('/api/list')</script>": "401",
    "<script src='/call?callback=cb'></script>": "查询失败",
    "<script src='/nothing?callback=cb'></script>": None,
    "<script src='/static/js/app.1f3.js'></script>": "404",
    "<script src='/js/jquery.min.js'></script>": None,
}
_PAGES = {f"/page{number}": inner for number, inner in enumerate(_CASES)}


@contextmanager
def _served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


async def _missed(site: str, account: Account) -> list[str | None]:
    """What each page missed, in the order of the cases."""
    found = []
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for path in _PAGES:
            request = Request(site + path, meta={"site": "1"})
            request.meta["beside"] = PageRequests(account, request, lambda _: None)
            page = await browser.new_page()
            await page.route("**", lambda route: route.continue_())  # as the crawl's client does
            await keep_alone(page, request)
            await page.goto(request.url)
            await settle(page)
            await read_answers(request)
            found.append(request.meta.get("browser_missed"))
            await page.close()
        await browser.close()
    return found


def test_what_a_page_missed() -> None:
    account = Account()
    with _served() as site:
        missed = asyncio.run(_missed(site, account))
    told = [
        word is None if why is None else word is not None and word in why
        for why, word in zip(missed, _CASES.values(), strict=True)
    ]
    assert all(told), dict(zip(_CASES, missed, strict=True))
    ends = {page.fetch.url.removeprefix(site): (page.fetch.outcome, page.fetch.status) for page in account.rest("1")}
    assert ends["/static/js/app.1f3.js"] == (FetchOutcome.HTTP_4XX, 404)
