"""A page that waits is held packed, and comes back as it was."""

import sys

import pytest

from govcrawl.extract.page import RawPage
from govcrawl.middlewares.room import LIGHT
from govcrawl.spiders.kept import KeptPage

_ROW = "<li><a href='/a'>通知公告</a></li>".encode()


@pytest.mark.parametrize("body", [b"", _ROW, b"<" * LIGHT, b"<" * (LIGHT + 1), _ROW * 50_000])
def test_a_page_comes_back_as_it_was(body: bytes) -> None:
    page = RawPage("http://a.gov.cn/", body, {"content-type": "text/html"}, 404, broke_off=True, part="read in part")
    kept = KeptPage(page)
    assert kept.whole() == page
    assert (kept.url, kept.broke_off, kept.tags) == (page.url, True, body.count(b"<"))


def test_a_large_page_waits_in_little_room() -> None:
    kept = KeptPage(RawPage("http://a.gov.cn/", _ROW * 50_000))
    assert kept._page.body == b""
    assert sys.getsizeof(kept._packed) < LIGHT
