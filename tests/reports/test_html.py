"""The HTML report in a real Chromium: it keeps its own strict policy, filters, fits a phone, and runs nobody's script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import Connection

from govcrawl.middlewares.browser import find_browser
from govcrawl.reports.bundle import write_bundle
from govcrawl.reports.bundles import weekly
from govcrawl.reports.circular import write_circular
from govcrawl.reports.content import Content
from govcrawl.reports.html import safe_link
from govcrawl.reports.packet import write_packets

from .overview_facts import fill_overview

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def report(content: Content, tmp_path: Path) -> Path:
    out = tmp_path / "circular.html"
    write_circular(content, "html", out)
    return out


def opened(chromium: Any, report: Path, width: int) -> tuple[Any, list[str], list[str]]:
    """The page, what it asked for, and what it complained of."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(report.as_uri())
    return page, asked, said


def test_the_report_is_self_contained_and_keeps_its_policy(chromium: Any, report: Path) -> None:
    page, asked, said = opened(chromium, report, 1280)
    assert asked == [report.as_uri()]
    assert said == []
    assert "default-src 'none'" in page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    # the inline script ran: the policy's hash is right
    assert page.locator("#shown").inner_text() == "4 / 4"
    # the inline style applied
    assert page.locator("body").evaluate("body => getComputedStyle(body).maxWidth") == "1216px"


def test_strangers_text_is_text(chromium: Any, report: Path) -> None:
    page, _, _ = opened(chromium, report, 1280)
    assert page.locator("td a", has_text="<b>荆州&某局</b>").count() == 1
    assert page.locator("td b").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def test_filter_and_search(chromium: Any, report: Path) -> None:
    page, _, _ = opened(chromium, report, 1280)
    page.select_option("#verdict", "unqualified")
    assert page.locator("#shown").inner_text() == "1 / 4"
    assert page.locator("details.site:visible").count() == 1
    page.select_option("#verdict", "")
    page.fill("#search", "重点领域")
    assert page.locator("tr[data-verdict]:visible").count() == 1


def test_every_finding_has_its_rule_address_and_time(chromium: Any, report: Path) -> None:
    page, _, _ = opened(chromium, report, 1280)
    section = page.locator("details[id='4210030010']")
    section.locator("summary").click()
    text = section.inner_text()
    assert "“重点领域”栏目更新不及时（最新一条为2017-06-01，已272天未更新）" in text
    assert "扣3分" in text
    assert "栏目不更新" in text
    assert "http://www.jingzhouqu.gov.cn/zdly/" in text
    assert "2018-02-28 01:30" in text
    assert "经核实不纳入" in text


def test_undetermined_is_never_shown_as_a_fault(chromium: Any, report: Path) -> None:
    page, _, _ = opened(chromium, report, 1280)
    section = page.locator("details[id='4210000040']")
    section.locator("summary").click()
    text = section.inner_text()
    assert "待人工核查（不作为问题认定）" in text
    assert "发现的问题" not in text
    assert "未发现问题" not in text


@pytest.mark.parametrize(("width", "lang"), [(360, "zh"), (1280, "zh"), (1280, "en")])
def test_everybody_can_read_it(
    chromium: Any, city: Connection, content: Content, tmp_path: Path, width: int, lang: str
) -> None:
    fill_overview(city)
    out = tmp_path / "circular.html"
    write_circular(content, "html", out, lang=lang)
    page, _, said = opened(chromium, out, width)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.locator("table.map").count() == 3
    assert Axe().run(page).response["violations"] == []
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_tables_and_packets_can_be_read_by_everybody(
    chromium: Any, city: Connection, content: Content, tmp_path: Path
) -> None:
    out = tmp_path / "weekly.html"
    write_bundle(weekly(content, None), "html", out)
    packets = write_packets(city, content, "4210230004", tmp_path / "evidence", tmp_path)
    assert packets
    for path in (out, packets[0]):
        page, asked, said = opened(chromium, path, 360)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert Axe().run(page).response["violations"] == []
        assert (asked, said) == ([path.as_uri()], [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_fits_its_screen(chromium: Any, report: Path, width: int) -> None:
    page, _, _ = opened(chromium, report, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("http://a.cn/", "http://a.cn/"),
        ("HTTPS://a.cn/", "HTTPS://a.cn/"),
        ("javascript:alert(1)", None),
        ("data:x", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, link: str | None) -> None:
    assert safe_link(url) == link
