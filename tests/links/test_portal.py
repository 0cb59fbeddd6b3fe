"""A network that shows its own page for every address from some moment on: no link is dead by it."""

import pytest

from govcrawl.middlewares.fates import ACCUSING
from tests.links.cases import ARTICLE, PDF, PNG, SITE, a, page
from tests.links.crawled import crawled
from tests.links.web import Answer, Asked

PORTAL = "http://portal.wangluo.cn/"
FEE = page(
    "网络准入", "<div class=nav><a href='/jf'>缴费</a></div><p class=tip>您的账户已欠费，请缴费后继续使用网络。</p>"
)
LINKS = a("/zwgk/t1.html") + a("/zwgk/t2.html") + a("/upload/b.pdf", "附件") + '<img src="/images/c.png">'
OUTSIDE = a("http://www.waibu.gov.cn/a.html", "外部网站的通知")
HOME = page(
    "示例市人民政府",
    f"<div class=top>欢迎访问</div><ul class=list>{LINKS}</ul><div class=foot>主办：示例市人民政府</div>",
)
TRUE = {
    "/": Answer(200, HOME),
    "/zwgk/t1.html": Answer(200, ARTICLE),
    "/zwgk/t2.html": Answer(200, ARTICLE),
    "/upload/b.pdf": Answer(200, PDF, content_type="application/pdf"),
    "/images/c.png": Answer(200, PNG, content_type="image/png"),
}
NOT_THERE = Answer(404, b"<h1>404</h1>")


def fates(portal: Answer | None) -> dict[str, str]:
    """What became of the links where the portal stands before everything once the home page was read."""

    def answer(asked: Asked) -> Answer:
        is_first_home = asked.url == f"{SITE}/" and asked.times == 1
        if portal is None or is_first_home or asked.path == "/robots.txt":
            return TRUE.get(asked.path, NOT_THERE)
        return Answer(200, FEE) if asked.url.startswith(PORTAL) else portal

    return {url.removeprefix(SITE): str(row["fate"]) for url, row in crawled(answer).links.items()}


@pytest.mark.parametrize(
    "portal", [Answer(200, FEE), Answer(302, headers={"Location": PORTAL})], ids=["shown", "redirected"]
)
def test_no_link_is_dead_by_the_page_of_the_network(portal: Answer) -> None:
    found = fates(portal)
    assert {"/zwgk/t1.html", "/upload/b.pdf", "/images/c.png"} <= found.keys()
    assert not ACCUSING & set(found.values()), found


def test_who_answers_404_for_everybody_makes_no_link_dead() -> None:
    def answer(asked: Asked) -> Answer:
        is_first_home = asked.url == f"{SITE}/" and asked.times == 1
        return Answer(200, page("示例市", LINKS + OUTSIDE)) if is_first_home else NOT_THERE

    found = {url: str(row["fate"]) for url, row in crawled(answer).links.items()}
    assert found["http://www.waibu.gov.cn/a.html"] == "unknown"
    assert not ACCUSING & set(found.values()), found


def test_a_link_outside_that_is_gone_is_dead_where_the_home_page_stands() -> None:
    def answer(asked: Asked) -> Answer:
        return Answer(200, page("示例市", OUTSIDE)) if asked.url == f"{SITE}/" else NOT_THERE

    found = {url: str(row["fate"]) for url, row in crawled(answer).links.items()}
    assert found["http://www.waibu.gov.cn/a.html"] == "dead"


def test_without_it_all_are_alive() -> None:
    assert set(fates(None).values()) == {"alive"}


def test_a_page_in_a_files_place_is_still_one_where_the_home_page_stands() -> None:
    """The very page of the portal, for the site's files alone."""

    def answer(asked: Asked) -> Answer:
        return Answer(200, FEE) if asked.path.endswith((".pdf", ".png")) else TRUE.get(asked.path, NOT_THERE)

    found = {url.removeprefix(SITE): str(row["fate"]) for url, row in crawled(answer).links.items()}
    assert (found["/upload/b.pdf"], found["/images/c.png"]) == ("broken_attachment", "broken_image")
