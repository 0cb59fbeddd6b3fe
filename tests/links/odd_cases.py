"""Links in the shapes that old pages, scripts and hand-made publishing systems give them."""

from govcrawl.model.vocabulary import LinkFate
from tests.links.cases import (
    ALIVE,
    DEAD,
    FILE,
    GONE,
    HOST,
    IMAGE,
    NOT_FOUND,
    OK,
    PDF,
    PNG,
    SITE,
    TEXT,
    UNKNOWN,
    Case,
    a,
    page,
)  # fmt: skip
from tests.links.web import Answer, Asked

MISDIRECTED = LinkFate.MISDIRECTED
ENGLISH = page("Error", "<h1>HTTP Status 404</h1><p>The requested resource is not available.</p>")
IIS = page(
    "404 - File or directory not found.",
    "<h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</h3>",
)
NO_SIZE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(17)
PARKED = page("gongsi.com 正在出售", "<h1>gongsi.com</h1><p>您正在访问的域名可以转让，购买此域名请联系</p>")
LOTTERY = page("六合彩开奖直播-香港马会资料", TEXT)
REFRESH_ODD = b"<html><head><META HTTP-EQUIV='Refresh' CONTENT=\"3 ; URL = 'http://www.shili.gov.cn/'\"></head></html>"
REPLACE = b'<html><head><script>top.location.replace("/index.html")</script></head></html>'
GZIP_JPEG = b"\xff\xd8\xff\xe0" + bytes(300)


def _to(location: str, status: int = 302) -> Answer:
    return Answer(status, headers={"Location": location})


CASES = (
    # where a link may stand
    Case("protocol left out", '<a href="//www.waibu4.cn/a.html">外部</a>', "http://www.waibu4.cn/a.html", GONE, DEAD),
    Case("no quotes", "<a href=/o/noquote.html target=_blank>无引号</a>", f"{SITE}/o/noquote.html", GONE, DEAD),
    Case("upper case", "<A HREF='/o/UPPER.HTML'>大写</A>", f"{SITE}/o/UPPER.HTML", GONE, DEAD),
    Case("entities in a query", a("/o/show.jsp?a=1&amp;b=2"), f"{SITE}/o/show.jsp?a=1&b=2", GONE, DEAD),
    Case("line feed inside", a("/o/line\nfeed.html"), f"{SITE}/o/linefeed.html", GONE, DEAD),
    Case("characters of an address", a("&#47;o&#47;coded.html"), f"{SITE}/o/coded.html", GONE, DEAD),
    Case("dots", a("./../o/../o/./dots.html"), f"{SITE}/o/dots.html", GONE, DEAD),
    Case("a blank inside", a("/o/two words.html"), f"{SITE}/o/two%20words.html", GONE, DEAD),
    Case("Chinese inside", a("/o/通知.html"), f"{SITE}/o/%E9%80%9A%E7%9F%A5.html", GONE, DEAD),
    Case("a port", a("http://www.waibu5.cn:8080/a.html"), "http://www.waibu5.cn:8080/a.html", GONE, DEAD),
    Case("the usual port", a(f"{SITE}:80/o/port.html"), f"{SITE}/o/port.html", GONE, DEAD),
    Case("a fragment", a("/o/frag.html#part"), f"{SITE}/o/frag.html#part", GONE, DEAD),
    Case("a host in Chinese", a("http://示例公司.cn/a.html"), "http://xn--fsqr9b55c896d.cn/a.html", GONE, DEAD),
    Case("form", '<form action="/o/form.jsp" method=get><input name=q></form>', f"{SITE}/o/form.jsp", GONE, None),
    Case("data-href", '<div data-href="/o/datahref.html" class=jump>跳转</div>', f"{SITE}/o/datahref.html", GONE, DEAD),
    Case("void and a handler", "<a href=\"javascript:void(0)\" onclick=\"window.location='/o/void.html'\">打开</a>", f"{SITE}/o/void.html", GONE, DEAD),
    Case("location.assign", "<span onclick=\"location.assign('/o/assign.html')\">打开</span>", f"{SITE}/o/assign.html", GONE, DEAD),
    Case("top.location", "<span onclick='top.location.href=\"/o/top.html\"'>打开</span>", f"{SITE}/o/top.html", GONE, DEAD),
    Case("a function of the page", "<a href=\"#\" onclick=\"openUrl('/o/openurl.html');return false;\">打开</a>", f"{SITE}/o/openurl.html", GONE, DEAD),
    Case("menu of jumps", "<select onchange=\"window.open(this.value)\"><option value=\"/o/option.html\">省厅</option></select>", f"{SITE}/o/option.html", GONE, DEAD),
    Case("hidden by class", '<style>.kk{display:none}</style><div class=kk><a href="/o/hidden.html">链</a></div>', f"{SITE}/o/hidden.html", GONE, DEAD),
    Case("template in noscript", '<noscript><a href="/o/noscript.html">链</a></noscript>', f"{SITE}/o/noscript.html", GONE, None),
    # pictures
    Case("data-lazy-src", '<img data-lazy-src="/i/lazysrc.jpg">', f"{SITE}/i/lazysrc.jpg", GONE, IMAGE),
    Case("lay-src", '<img lay-src="/i/laysrc.jpg">', f"{SITE}/i/laysrc.jpg", GONE, IMAGE),
    Case("_src", '<img _src="/i/us.jpg">', f"{SITE}/i/us.jpg", GONE, IMAGE),
    Case("data-echo", '<img src="/i/ok.png" data-echo="/i/echo.jpg">', f"{SITE}/i/echo.jpg", GONE, IMAGE),
    Case("picture element", '<picture><source srcset="/i/source.webp"><img src="/i/ok.png"></picture>', f"{SITE}/i/source.webp", GONE, IMAGE),
    Case("picture button", '<input type=image src="/i/submit.gif">', f"{SITE}/i/submit.gif", GONE, IMAGE),
    Case("table background", '<table background="/i/table.gif"><tr><td>x</td></tr></table>', f"{SITE}/i/table.gif", GONE, IMAGE),
    Case("picture without size", '<img src="/i/zero.png">', f"{SITE}/i/zero.png", Answer(200, NO_SIZE, content_type="image/png"), IMAGE),
    Case("picture of bytes alone", '<img src="/i/ok.jpg">', f"{SITE}/i/ok.jpg", Answer(200, GZIP_JPEG, content_type="application/octet-stream"), ALIVE),
    # what is answered
    Case("error in English", a("/o/english.html"), f"{SITE}/o/english.html", Answer(200, ENGLISH), DEAD),
    Case("error page of IIS", a("/o/iis.html"), f"{SITE}/o/iis.html", Answer(200, IIS), DEAD),
    Case("error in JSON", a("/api/detail/9"), f"{SITE}/api/detail/9", Answer(200, b'{"code":404,"msg":"\xe8\xae\xb0\xe5\xbd\x95\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8"}', content_type="application/json"), DEAD),
    Case("sent to /404.html", a("/o/to404page.html"), f"{SITE}/o/to404page.html", _to("/404.html"), DEAD),
    Case("sent to an error page", a("/o/toerror.html"), f"{SITE}/o/toerror.html", _to("/error/notfound.jsp?from=1", 301), DEAD),
    Case("refresh home, oddly quoted", a("/o/refreshodd.html"), f"{SITE}/o/refreshodd.html", Answer(200, REFRESH_ODD), DEAD),
    Case("replaced by a script", a("/o/replace.html"), f"{SITE}/o/replace.html", Answer(200, REPLACE), DEAD),
    Case("parked", a("http://www.gongsi.com/", "示例公司"), "http://www.gongsi.com/", Answer(200, PARKED), DEAD),
    Case("lottery", a("http://www.caipiao8.com/", "示例研究会"), "http://www.caipiao8.com/", Answer(200, LOTTERY), MISDIRECTED),
    Case("document that is an error page", a("/f/o1.doc"), f"{SITE}/f/o1.doc", Answer(200, NOT_FOUND, content_type="text/html"), FILE),
    Case("empty archive", a("/f/o2.zip"), f"{SITE}/f/o2.zip", Answer(200, b"", content_type="application/zip"), FILE),
    Case("document sent home", a("/f/o3.pdf"), f"{SITE}/f/o3.pdf", _to("/"), FILE),
    Case("document behind a login", a("/f/o4.pdf"), f"{SITE}/f/o4.pdf", _to("/sso/login"), ALIVE),
    Case("document in place", a("/f/o5.PDF"), f"{SITE}/f/o5.PDF", Answer(200, PDF, content_type="application/pdf"), ALIVE),
    Case("to https", a("http://www.jiami.gov.cn/a.html"), "http://www.jiami.gov.cn/a.html", Answer(301, headers={"Location": "http://www.jiami.gov.cn/b.html"}), ALIVE),
    Case("front door of another organ", a("http://www.weijian.gov.cn/", "市卫生健康委"), "http://www.weijian.gov.cn/", _to("/index.html"), ALIVE),
    Case("an article on 404 in its own words", a("/o/how.html"), f"{SITE}/o/how.html", Answer(200, page("HTTP 404 错误怎么办", TEXT * 2)), ALIVE),
    Case("short notice", a("/o/brief.html"), f"{SITE}/o/brief.html", Answer(200, page("停水通知-示例市人民政府", "<h1>停水通知</h1><p>因检修，8月1日停水。</p>")), ALIVE),
    Case("text file", a("/o/readme.txt"), f"{SITE}/o/readme.txt", Answer(200, "说明".encode(), content_type="text/plain"), ALIVE),
    Case("JSON that is well", a("/api/detail/8"), f"{SITE}/api/detail/8", Answer(200, b'{"code":200,"data":{"title":"a"}}', content_type="application/json"), ALIVE),
    Case("maintenance", a("http://www.weihu.gov.cn/a.html"), "http://www.weihu.gov.cn/a.html", Answer(200, page("系统维护", "<p>系统维护中，请稍后访问</p>")), LinkFate.SUSPECTED),
    Case("too many, told by 403", a("http://www.pinfan.gov.cn/a.html"), "http://www.pinfan.gov.cn/a.html", Answer(403, page("403", "访问过于频繁")), UNKNOWN),
    # no links
    Case("old browsers' comment", '<!--[if lt IE 9]><a href="/o/ie.html">旧</a><![endif]-->', f"{SITE}/o/ie.html", GONE, None),
    Case("telephone", a("tel:0716-0000000"), "tel:0716-0000000", None, None),
    Case("text of an address", "<p>网址：/o/text.html</p>", f"{SITE}/o/text.html", GONE, None),
    Case("value of a script", "<script>var api='/o/api.html';</script>", f"{SITE}/o/api.html", GONE, None),
    Case("textarea", '<textarea><a href="/o/textarea.html">x</a></textarea>', f"{SITE}/o/textarea.html", GONE, None),
)  # fmt: skip
HOME = page("示例市人民政府", "<h1>示例市人民政府</h1><ul>" + "\n".join(case.markup for case in CASES) + "</ul>")
_BY_URL = {case.url.partition("#")[0]: case.answer for case in CASES if case.answer}


def answer(asked: Asked) -> Answer:
    """The whole web of the cases."""
    host, path = asked.url.split("/")[2], asked.path
    if asked.url in _BY_URL:
        return _BY_URL[asked.url]
    if path in {"/", "/index.html"}:
        return Answer(200, HOME if host == HOST else page(f"{host} 示例市财政局", TEXT))
    if path == "/404.html" or path.startswith("/error/"):
        return Answer(200, page("页面找不到了", "<p>抱歉，您要找的页面找不到了</p>"))
    if path.startswith("/sso/"):
        return Answer(200, page("统一身份认证", "<form><input name=u><input type=password name=p></form>"))
    if path == "/i/ok.png":
        return Answer(200, PNG, content_type="image/png")
    return OK if path == "/b.html" else Answer(404, NOT_FOUND)
