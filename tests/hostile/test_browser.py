"""Nothing that a page does in the real browser reaches an internal address, and no page holds the crawl up."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hostile.certificates import Certificates
from tests.hostile.fault import HOME, Fault, answer, redirect
from tests.hostile.server import INTERNAL, HostileWeb, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_SCRIPT = "Content-Type: text/javascript"


def _page(inner: str) -> bytes:
    return answer(f"<html><title>t</title><body>{inner}<p>主办单位：模拟局</p></body></html>".encode())


def _ways_in(port: int) -> dict[str, str]:
    """Pages by name; each tries to reach the internal listener in its own way. `/hop` redirects to it."""
    inside = f"http://{INTERNAL}:{port}"
    worker = "{type:'module'}"
    return {
        "img": f"<img src='{inside}/'><img src='/hop'>",
        "script": f"<script src='{inside}/'></script><script src='/hop'></script>",
        "style": f"<link rel=stylesheet href='{inside}/'><style>@import '/hop'; body{{background:url({inside}/b)}}</style>",
        "frame": f"<iframe src='{inside}/'></iframe><iframe src='/hop'></iframe><object data='/hop'></object><embed src='{inside}/'>",
        "media": f"<video src='{inside}/' autoplay></video><audio src='/hop' autoplay></audio>",
        "hints": f"<link rel=preconnect href='{inside}'><link rel=prefetch href='{inside}/'><link rel=preload as=script href='/hop'><link rel=modulepreload href='/hop'><link rel=dns-prefetch href='{inside}'><link rel=icon href='{inside}/i.ico'>",
        "fetch": f"<script>fetch('{inside}/',{{mode:'no-cors'}}).catch(e=>0);fetch('/hop',{{mode:'no-cors'}}).catch(e=>0)</script>",
        "post": f"<script>fetch('{inside}/',{{mode:'no-cors',method:'POST',body:'x'}}).catch(e=>0);navigator.sendBeacon('{inside}/','x');navigator.sendBeacon('/hop','x')</script>",
        "xhr": f"<script>for (const u of ['{inside}/','/hop']) {{const x=new XMLHttpRequest();x.open('GET',u);x.onerror=()=>0;x.send()}}</script>",
        "socket": f"<script>new WebSocket('ws://{INTERNAL}:{port}/');new WebSocket('wss://{INTERNAL}:{port}/')</script>",
        "events": f"<script>new EventSource('{inside}/');new EventSource('/hop')</script>",
        "worker": f"<script>new Worker(URL.createObjectURL(new Blob([`try{{importScripts('{inside}/')}}catch(e){{}};fetch('{inside}/',{{mode:'no-cors'}}).catch(e=>0)`])));new Worker('/hop');new Worker('/hop',{worker});new SharedWorker('/hop')</script>",
        "service-worker": "<script>navigator.serviceWorker&&navigator.serviceWorker.register('/sw.js').catch(e=>0)</script>",
        "rtc": f"<script>const c=new RTCPeerConnection({{iceServers:[{{urls:'stun:{INTERNAL}:{port}'}},{{urls:'turn:{INTERNAL}:{port}?transport=tcp',username:'a',credential:'b'}},{{urls:'turn:{INTERNAL}:{port}?transport=udp',username:'a',credential:'b'}}]}});c.createDataChannel('x');c.createOffer().then(o=>c.setLocalDescription(o))</script>",
        "transport": f"<script>try{{new WebTransport('https://{INTERNAL}:{port}/').ready.catch(e=>0)}}catch(e){{}}</script>",
        "names": f"<script>for (const h of ['localhost','2130706434','0x7f.2','[::ffff:127.0.0.2]','0.0.0.0','a.localhost','127.0.0.2.']) fetch('http://'+h+':{port}/',{{mode:'no-cors'}}).catch(e=>0)</script>",
        "window": f"<script>window.open('{inside}/');window.open('/hop')</script>",
        "form": f"<form action='{inside}/' method=post target=f><input name=a></form><iframe name=f></iframe><script>document.forms[0].submit()</script>",
        "file": "<iframe src='file:///etc/passwd'></iframe><script>fetch('file:///etc/passwd').then(r=>r.text()).then(t=>document.body.append(t)).catch(e=>0)</script>",
    }


def _leading_away(port: int) -> dict[str, str | bytes]:
    """Pages that take the whole window inside."""
    inside = f"http://{INTERNAL}:{port}/"
    return {
        "to-302": redirect(inside),
        "to-302-https": redirect(f"https://{INTERNAL}:{port}/"),
        "to-refresh": f"<meta http-equiv=refresh content='0;url={inside}'>",
        "to-script": f"<script>location.href='{inside}'</script>",
        "to-hop": "<script>location.href='/hop'</script>",
        "to-form": f"<form action='{inside}'></form><script>document.forms[0].submit()</script>",
    }


_TIRESOME = {
    "busy": "<script>for(;;);</script>",
    "reloads": "<script>location.reload()</script>",
    "dialogs": "<script>for(let n=0;n<50;n++)alert(n);onbeforeunload=()=>'stay'</script>",
    "windows": "<script>for(let n=0;n<30;n++)window.open('/w'+n)</script>",
    "asks-on": "<script>setInterval(()=>fetch('/'+Math.random()).catch(e=>0),50)</script>",
    "grows": "<script>setInterval(()=>{for(let n=0;n<200;n++)document.body.append('x'.repeat(1000))},10)</script>",
    "prints": "<script>print()</script>",
}


@dataclass(frozen=True)
class _Seen:
    outcome: str
    seconds: float
    text: str
    detail: str | None


@contextmanager
def _udp(port: int) -> Iterator[list[bytes]]:
    """Counts datagrams to the internal listener's port."""
    got: list[bytes] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind((INTERNAL, port))
        listener.settimeout(0.2)
        ended = threading.Event()

        def take() -> None:
            while not ended.is_set():
                try:
                    got.append(listener.recv(2048))
                except TimeoutError:
                    continue

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield got
        finally:
            ended.set()
            thread.join()


def _render(
    web: HostileWeb, names: Iterable[str], proxy: str | None = None, **settings: str
) -> tuple[dict[str, _Seen], dict[str, str], str]:
    """What the crawl's browser made of pages, the outcome of every address they asked, and what it said aloud."""
    urls = {web.urls[name]: name for name in names}
    at_once = {"PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": "10"}
    chosen = {"GUARD_ALLOW_NETWORKS": "127.1.0.0/16", "LOG_LEVEL": "ERROR", **at_once, **settings}
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    if proxy:
        environment["http_proxy"] = proxy
    command = [sys.executable, "-m", "tests.hostile.rendering", json.dumps(chosen), *urls]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)
    *rows, beside = [json.loads(line) for line in done.stdout.splitlines()]
    return {urls[row[0]]: _Seen(*row[1:]) for row in rows}, beside, done.stderr


def _faults(make: Callable[[int], dict[str, str | bytes]]) -> Callable[[int], Iterator[Fault]]:
    def made(port: int) -> Iterator[Fault]:
        away = redirect(f"http://{INTERNAL}:{port}/")
        more = {"/hop": away, "/sw.js": answer(f"importScripts('http://{INTERNAL}:{port}/')".encode(), _SCRIPT)}
        for name, page in make(port).items():
            yield Fault(name, "ok", page if isinstance(page, bytes) else _page(page), more)

    return made


def test_no_page_reaches_inside(tmp_path: Path) -> None:
    faults = _faults(lambda port: {"plain": HOME.decode(), **_ways_in(port)})
    with served(faults, Certificates(tmp_path)) as web, _udp(web.internal_port) as datagrams:
        seen, beside, said = _render(web, web.faults)
    assert {name: one.outcome for name, one in seen.items()} == dict.fromkeys(web.faults, "ok"), said
    assert web.internal == []
    assert datagrams == []
    assert set(web.asked) <= set(beside), set(web.asked) - set(beside)
    refused = {url: outcome for url, outcome in beside.items() if url.startswith(f"http://{INTERNAL}")}
    assert refused
    assert set(refused.values()) == {"blocked_address"}
    assert all("root:" not in one.text for one in seen.values())


def test_no_page_leads_inside(tmp_path: Path) -> None:
    with served(_faults(_leading_away), Certificates(tmp_path)) as web:
        seen, _, said = _render(web, web.faults)
    assert set(seen) == set(web.faults), said
    assert web.internal == []
    assert {name: one.outcome for name, one in seen.items()} == dict.fromkeys(web.faults, "blocked_address")


def test_no_page_holds_the_crawl_up(tmp_path: Path) -> None:
    with served(_faults(lambda port: dict(_TIRESOME)), Certificates(tmp_path)) as web:
        limits = {"BROWSER_TIMEOUT": "25", "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": "8000"}
        seen, beside, said = _render(web, web.faults, **limits)
    assert set(seen) == set(web.faults), said
    assert {one.outcome for one in seen.values()} <= {"ok", "timeout_total"}, seen
    assert set(web.asked) <= set(beside), set(web.asked) - set(beside)


_GROW = "function grow(mib){const part=document.createElement('script');part.type='text/plain';part.text='x'.repeat(mib<<20);document.body.append(part)}"
_GROWING = {
    "huge": f"<script>{_GROW};grow(40)</script>",
    "grows": f"<script>{_GROW};setInterval(() => grow(4), 50)</script>",
    "large": f"<script>{_GROW};grow(1)</script>",
}
"""Pages that make themselves larger than what may come of any; the last one does not."""


def test_no_page_is_taken_whole_that_grows_without_end(tmp_path: Path) -> None:
    with served(_faults(lambda port: dict(_GROWING)), Certificates(tmp_path)) as web:
        seen, _, said = _render(web, web.faults)
    assert {name: one.outcome for name, one in seen.items()} == {
        "huge": "too_large",
        "grows": "too_large",
        "large": "ok",
    }, said
    assert "grew to" in (seen["huge"].detail or "")


_PARTING = {
    "beacon": "<script>onpagehide=()=>{for(let n=0;n<9;n++)navigator.sendBeacon('/parting/'+n,'x')}</script>",
    "unload": "<script>onunload=()=>{for(let n=0;n<9;n++)fetch('/parting/'+n,{keepalive:true}).catch(e=>0)}</script>",
    "fetch": "<script>onpagehide=()=>{for(let n=0;n<9;n++)fetch('/parting/'+n,{mode:'no-cors'}).catch(e=>0)}</script>",
    "hidden": "<script>onvisibilitychange=()=>{for(let n=0;n<9;n++)fetch('/parting/'+n,{method:'POST',keepalive:true}).catch(e=>0)}</script>",
}
"""Pages that ask while they are being closed: nobody routes or tells of that."""


def test_what_a_page_asks_on_parting_is_told(tmp_path: Path) -> None:
    with served(_faults(lambda port: dict(_PARTING)), Certificates(tmp_path)) as web:
        seen, beside, said = _render(web, web.faults)
    assert {name: one.outcome for name, one in seen.items()} == dict.fromkeys(web.faults, "ok"), said
    assert set(web.asked) <= set(beside), set(web.asked) - set(beside)
    assert not [url for url in web.asked if "/parting/" in url]


def test_waiting_for_others_is_no_fault_of_a_page(tmp_path: Path) -> None:
    pages = {**{f"busy{number}": _TIRESOME["busy"] for number in range(3)}, "plain": HOME.decode()}
    with served(_faults(lambda port: dict(pages)), Certificates(tmp_path)) as web:
        limits = {
            "BROWSER_TIMEOUT": "6",
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": "5000",
            "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": "1",
        }
        seen, _, said = _render(web, pages, **limits)
    assert seen["plain"].outcome == "ok", (seen, said)


def test_the_environments_proxy_is_asked_for_names(tmp_path: Path) -> None:
    def faults(port: int) -> Iterator[Fault]:
        yield Fault("named.hostile.gov.cn", "ok", _page("through the proxy"))
        yield Fault("inside.hostile.gov.cn", "blocked_address", redirect(f"http://{INTERNAL}:{port}/"))

    with served(faults, Certificates(tmp_path)) as web:
        seen, _, said = _render(web, web.faults, web.proxy_url)
    assert {name: one.outcome for name, one in seen.items()} == {n: f.outcome for n, f in web.faults.items()}, said
    assert "through the proxy" in seen["named.hostile.gov.cn"].text
    assert web.internal == []
