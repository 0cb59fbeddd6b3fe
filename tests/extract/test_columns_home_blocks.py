"""Blocks and carousels of a home page."""

from govcrawl.extract.home_blocks import HomeBlock, home_blocks
from govcrawl.extract.page import RawPage, open_page

HOST = "http://www.example.gov.cn"


def blocks(body: str) -> tuple[HomeBlock, ...]:
    return home_blocks(open_page(RawPage(HOST + "/", f"<meta charset=utf-8><body>{body}".encode())))


def test_a_carousel_and_a_list() -> None:
    carousel, news = blocks(
        """<div class="focus"><ul><li><a href="/gzdt/201808/t20180801_1.html"><img src="a.jpg" alt="市长调研防汛工作"></a></li>
        <li><a href="/gzdt/201808/t20180802_2.html"><img src="b.jpg" alt="全市召开安全生产会议"></a></li></ul></div>
        <div class="box"><h3>通知公告<a href="/tzgg/">更多</a></h3><ul>
        <li><a href="/tzgg/201808/t20180803_3.html">关于开展检查的通知</a><span>08-03</span></li></ul></div>"""
    )
    assert carousel.is_carousel
    assert carousel.links[0] == ("市长调研防汛工作", f"{HOST}/gzdt/201808/t20180801_1.html")
    assert len(carousel.links) == 2
    assert (news.name, news.is_carousel) == ("通知公告", False)
    assert news.links == (("关于开展检查的通知", f"{HOST}/tzgg/201808/t20180803_3.html"),)


def test_a_home_page_of_navigation_only_has_no_block() -> None:
    assert blocks('<div class="nav"><a href="/gzdt/">工作动态</a><a href="/tzgg/">通知公告</a></div>') == ()


def test_picture_and_title_of_one_item_are_one_link() -> None:
    (block,) = blocks(
        """<ul><li><a href="/a/201808/t20180801_1.html"><img src="a.jpg"></a>
        <a href="/a/201808/t20180801_1.html">全市召开安全生产会议</a></li></ul>"""
    )
    assert block.links == (("全市召开安全生产会议", f"{HOST}/a/201808/t20180801_1.html"),)
