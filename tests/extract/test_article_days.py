"""An article's title, and which of the days on its page is its day of publication: shapes that tests/pages leaves out."""

from datetime import date

import pytest

from govcrawl.extract.article import read_article
from govcrawl.extract.page import RawPage, open_page

URL = "http://www.linjiang.gov.cn/zwgk/tzgg/12345.html"
TEXT = (
    "<p>各乡镇人民政府：</p><p>根据《防汛条例》和2018年5月1日省政府会议精神，现就有关事项通知如下，请认真贯彻落实，"
    "切实把工作抓紧抓实抓好，确保全市安全度汛，确保人民群众生命财产安全。</p>"
)
DAYS = {
    "a day inside of a sentence": ("", "", None),
    "generated, not published": (
        '<meta name="PubDate" content="2018-06-11 10:11"><meta name="others" content="页面生成时间 2018-06-11 10:11:12">',
        "",
        None,
    ),
    "label and day in two elements": ("", "<span>发布时间：</span><span>2018年06月11日</span>", date(2018, 6, 11)),
    "deadline before it": ("", "报名截止：2018-06-20 发布时间：2018-06-11", date(2018, 6, 11)),
    "mended later": ("", "发布时间：2016-06-11 更新时间：2018-06-12", date(2016, 6, 11)),
    "neighbours with days": (
        "",
        "时间：2018-06-11</div><div>上一篇：<a href=1.html>另一通知</a> 2018-06-20",
        date(2018, 6, 11),
    ),
}


@pytest.mark.parametrize(("head", "line", "on"), DAYS.values(), ids=DAYS)
def test_the_day_of_publication(head: str, line: str, on: date | None) -> None:
    html = f"<html><head>{head}</head><body><h1>关于做好防汛工作的通知</h1><div>{line}</div><div id=zoom>{TEXT}</div></body></html>"
    article = read_article(open_page(RawPage(URL, html.encode())), date(2018, 10, 15))
    assert article is not None
    assert article.printed_on == on


TITLES = {
    "the banner's heading is the site's name": "<h1>临江市民政局网站</h1><h2>关于做好防汛工作的通知</h2>",
    "only the tag tells the site's name": "<h1>临江民政在线</h1><h2>关于做好防汛工作的通知</h2>",
    "the heading alone": "<h1>关于做好防汛工作的通知</h1>",
    "a heading below": "<h1>关于做好防汛工作的通知</h1><h2>相关阅读</h2>",
}


@pytest.mark.parametrize("headings", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("title", ["关于做好防汛工作的通知", "关于做好防汛工作的通知_通知公告_临江市民政局网站"])
def test_the_title_is_the_heading_that_the_page_is_called_by(headings: str, title: str) -> None:
    head = f'<title>{title}</title><meta name="SiteName" content="临江民政在线">'
    html = f"<html><head>{head}</head><body>{headings}<div>发布时间：2018-06-11</div><div id=zoom>{TEXT}</div></body></html>"
    article = read_article(open_page(RawPage(URL, html.encode())), date(2018, 10, 15))
    assert article is not None
    assert article.title == "关于做好防汛工作的通知"
