"""The proxy answers for a city's hosts, says its faults by Proxy-Status, keeps a log, and ends with its starter."""

import http.client
import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from govcrawl.demo.city import load_city
from govcrawl.demo.generate import many_sites
from govcrawl.demo.proxy import ServedCity, serve


@pytest.fixture(scope="module")
def served() -> ServedCity:
    with serve(load_city("jingzhou_2018q1")) as running:
        yield running


def ask(served: ServedCity, method: str, url: str, body: bytes | None = None) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    connection.request(method, url, body=body, headers={"Host": urlsplit(url).netloc})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def test_pages_come_from_the_city(served: ServedCity) -> None:
    answer, body = ask(served, "GET", "http://gsj.jingzhou.gov.cn/")
    assert answer.status == 200
    assert "荆州市工商局" in body.decode()


def test_unknown_host_has_no_name(served: ServedCity) -> None:
    answer, _ = ask(served, "GET", "http://nobody.jingzhou.gov.cn/")
    assert answer.status == 502
    assert answer.headers["Proxy-Status"] == 'govcrawl-demo; error=dns_error; rcode="NXDOMAIN"'


def test_tunnels_are_refused(served: ServedCity) -> None:
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    connection.request("CONNECT", "gsj.jingzhou.gov.cn:443")
    answer = connection.getresponse()
    assert answer.status == 502
    assert "connection_refused" in answer.headers["Proxy-Status"]
    connection.close()


def test_head_has_no_body(served: ServedCity) -> None:
    answer, body = ask(served, "HEAD", "http://gsj.jingzhou.gov.cn/")
    assert answer.status == 200
    assert body == b""
    assert int(answer.headers["Content-Length"]) > 10_000


def test_endpoint_answers_a_post(served: ServedCity) -> None:
    plan = next(
        plan
        for plan in load_city("jingzhou_2018q1").plan.sites
        if any(decoy.trap == "endpoint" for decoy in plan.decoys)
    )
    city = load_city("jingzhou_2018q1")
    column = city.drawing(plan).site.column(plan.decoys[0].column)
    url = f"http://{plan.host}/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=20&perpage=10"
    answer, body = ask(served, "POST", url, f"col=1&columnid={column.number}".encode())
    assert answer.status == 200
    assert body.decode().count("<record>") == min(20, len(column.articles))


def test_log_keeps_every_request(served: ServedCity) -> None:
    before = len(served.log())
    ask(served, "GET", "http://gsj.jingzhou.gov.cn/no-such-page.html")
    added = served.log()[before:]
    assert [(one.host, one.path, one.status) for one in added] == [("gsj.jingzhou.gov.cn", "/no-such-page.html", 404)]


def test_server_ends_when_its_starter_is_killed() -> None:
    program = (
        "from govcrawl.demo import load_city, serve\n"
        "with serve(load_city('jingzhou_2018q1')) as city:\n"
        "    print(city.url, flush=True)\n"
        "    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        url = starter.stdout.readline().strip()
        starter.send_signal(signal.SIGKILL)
        starter.wait()
        assert _refused(url)


def _refused(url: str) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=2)
        try:
            connection.request("GET", "http://gsj.jingzhou.gov.cn/robots.txt")
            connection.getresponse().read()
        except OSError:
            return True
        finally:
            connection.close()
        os.sched_yield()
    return False


def test_generated_web_has_the_asked_size() -> None:
    city = many_sites(3, columns=4, pages=2)
    with serve(city) as running:
        for site in city.sites:
            answer, body = ask(running, "GET", site.url)
            assert answer.status == 200
            assert len(body) > 8_000
    site = city.drawing(city.plan.sites[0]).site
    assert [column.pages for column in site.columns] == [2, 2, 2, 2]


def test_outside_hosts_serve_pages_scripts_and_images(served: ServedCity) -> None:
    kinds = {
        "/": "text/html",
        "/exposure/jiucuo.js": "application/javascript",
        "/exposure/images/jiucuo.png": "image/png",
    }
    for path, kind in kinds.items():
        answer, _ = ask(served, "GET", f"http://pucha.kaipuyun.cn{path}")
        assert (answer.status, answer.headers["Content-Type"].partition(";")[0]) == (200, kind)
