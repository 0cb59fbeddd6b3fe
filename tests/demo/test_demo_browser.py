"""The scripts of the simulated pages run in a real browser, so that a rendered page shows what the site publishes."""

import pytest
from playwright.sync_api import sync_playwright

from govcrawl.demo.city import load_city
from govcrawl.demo.proxy import serve
from govcrawl.demo.shapes import SHAPES, STATIC
from govcrawl.middlewares.browser import find_browser

pytestmark = pytest.mark.browser
_SCRIPTED = sorted({*set(SHAPES) - set(STATIC), "hanweb"})


def test_rendered_lists_show_their_rows_and_footer() -> None:
    city = load_city("anshan_2018m08")
    with serve(city) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), proxy={"server": served.url}, args=["--no-sandbox"]
        )
        for shape in _SCRIPTED:
            drawing = next(city.drawing(plan) for plan in city.plan.sites if plan.shape == shape)
            column = drawing.site.column("通知公告")
            page = browser.new_page()
            page.goto(drawing.url(drawing.shape.column_path(column)), wait_until="networkidle")
            shown = page.inner_text("body")
            page.close()
            assert all(article.title in shown for article in column.page_rows(1)), shape
        browser.close()
