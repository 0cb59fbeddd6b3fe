"""Error pages answered with 200: by what they say, and by equality with a control page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.soft_404 import fingerprint, looks_like_error_page, matches

NAV = "<ul>" + "".join(f"<li><a href='/c{n}/'>栏目{n}</a></li>" for n in range(12)) + "</ul>"


def page(body: str, title: str = "", url: str = "http://www.example.gov.cn/a/1.html") -> Page:
    return open_page(RawPage(url, f"<meta charset=utf-8><title>{title}</title><body>{body}</body>".encode()))


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("404 Not Found", "<h1>404 Not Found</h1><hr>nginx", "not_found"),
        ("404-某某县人民政府", f"{NAV}<p>首页</p>", "not_found"),
        (
            "某某县人民政府",
            f"{NAV}<div class=e>抱歉，您访问的页面不存在或已被删除！</div><div>主办：某某县</div>",
            "not_found",
        ),
        ("某某局", f"{NAV}<h2>404</h2><p>找不到您要访问的页面</p>", "not_found"),
        ("提示信息", "<p>该信息不存在</p><a href=/>返回首页</a>", "not_found"),
        ("", "<script>alert('文章不存在或未审核');history.back();</script>", "not_found"),
        ("IIS 7.5 详细错误 - 404.0 - Not Found", "<h2>HTTP 错误 404.0 - Not Found</h2>", "not_found"),
        ("无法找到该页", "您正在搜索的页面可能已经删除、更名或暂时不可用。", "not_found"),
        ("HTTP Status 404 – Not Found", "<h1>HTTP Status 404 – Not Found</h1>", "not_found"),
        ("", "The requested URL /a/1.html was not found on this server.", "not_found"),
        ("系统发生错误", "<h1>页面错误！请稍后再试～</h1>", "server_error"),
        ("Error", "java.lang.NullPointerException at org.apache.jasper.runtime", "server_error"),
        ("Welcome to nginx!", "<h1>Welcome to nginx!</h1>", "default_page"),
        ("example.com域名出售", "<p>该域名正在出售</p>", "parked"),
        ("某某网", "<p>网站正在升级维护中，请稍后访问</p>", "closed"),
    ],
)
def test_error_pages_say_so(title: str, body: str, kind: str) -> None:
    said = looks_like_error_page(page(body, title))
    assert said is not None
    assert said.startswith(f"{kind}: ")


ARTICLE = "市政府办公室近日通报，部分网站存在链接失效，点击后提示页面不存在，影响群众使用，要求限期整改。" * 12


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("关于清理“页面不存在”链接的通报", f"<h1>关于清理“页面不存在”链接的通报</h1><p>{ARTICLE}</p>"),
        ("通知公告", f"{NAV}<ul><li><a href=1>页面不存在</a><span>2026-01-01</span></li></ul>"),
        ("404路公交线路调整公告", "<p>因道路施工，404路公交车临时绕行。</p>"),
        ("网站维护项目成交公告", "<p>网站维护</p>"),
        ("系统维护公告", "<p>系统将于周六维护。</p>"),
        ("某某县人民政府", NAV),
        ("", ""),
        ("网上办事", "<form><input placeholder='请输入编号'></form><p>请输入查询条件</p>"),
    ],
)
def test_pages_are_no_errors(title: str, body: str) -> None:
    assert looks_like_error_page(page(body, title)) is None


def at(url: str, body: str, title: str = "某某县人民政府") -> Page:
    return page(body, title, url)


CONTROL = "http://www.example.gov.cn/art/2018/x7c1f9.html"


def test_the_answer_of_a_control_address_matches_whatever_address_it_quotes() -> None:
    said = "<p>对不起，{0} 暂时看不到，编号 {1}</p>"
    control = fingerprint(at(CONTROL, NAV + said.format("/art/2018/x7c1f9.html", "20261122101")))
    gone = fingerprint(
        at("http://www.example.gov.cn/art/2018/a.html", NAV + said.format("/art/2018/a.html", "20261122177"))
    )
    assert matches(control, gone)


@pytest.mark.parametrize(
    ("control", "asked", "is_same"),
    [
        ("某某县人民政府", "某某县人民政府", True),
        ("2018年", "2017年", False),
        ("2018年", "年", False),
        ("第12期-政府公报", "第13期-政府公报", False),
        ("12345", "12348", False),
        ("出错了 10:21:09", "出错了 10:21:11", True),
        ("错误编号 20261122101", "错误编号 20261122177", True),
        ("错误 9f3ac01be2", "错误 01d7bb42aa", True),
        ("找不到 x7c1f9.html", "找不到 a201.html", True),
    ],
)
def test_a_column_named_by_a_number_is_no_control_page(control: str, asked: str, is_same: bool) -> None:
    left = fingerprint(at(CONTROL, NAV + "<p>暂无内容</p>", control))
    right = fingerprint(at("http://www.example.gov.cn/art/2018/a201.html", NAV + "<p>暂无内容</p>", asked))
    assert matches(left, right) is is_same


@pytest.mark.parametrize(
    "body",
    [
        NAV + "<h1>视察</h1><img src='/1.jpg'>",
        NAV + "<p>对不起。</p><p>正文一段。</p>",
        NAV + "<iframe src='/video.html'></iframe><p>对不起。</p>",
        "<ul><li><a href=/x/>另一栏目</a></li></ul><p>对不起。</p>",
    ],
)
def test_a_page_of_the_same_template_does_not_match(body: str) -> None:
    assert not matches(
        fingerprint(at(CONTROL, NAV + "<p>对不起。</p>")), fingerprint(at("http://www.example.gov.cn/b", body))
    )


def test_a_shell_that_every_address_answers_with_never_matches() -> None:
    shell = "<div id=app></div><script src=/app.js></script>"
    assert not matches(fingerprint(at(CONTROL, shell)), fingerprint(at("http://www.example.gov.cn/list", shell)))


def test_links_may_rotate_a_little() -> None:
    links = [f"<a href='/{n}'>新闻{chr(0x4E00 + n)}</a>" for n in range(20)]
    control = fingerprint(at(CONTROL, "".join(links) + "<p>无</p>"))
    near = fingerprint(at("http://www.example.gov.cn/n", "".join(links[1:]) + "<p>无</p>"))
    far = fingerprint(at("http://www.example.gov.cn/f", "".join(links[5:]) + "<p>无</p>"))
    assert matches(control, near)
    assert not matches(control, far)


@given(st.binary(max_size=2000))
def test_never_raises(body: bytes) -> None:
    opened = open_page(RawPage("http://www.example.gov.cn/", body))
    looks_like_error_page(opened)
    assert matches(fingerprint(opened), fingerprint(opened)) in (True, False)
