"""Links that a page of the real web may hold beside the 54: other folders, wrappers, files, walls and passing troubles."""

import gzip

from govcrawl.model.vocabulary import LinkFate
from tests.links.cases import (
    ALIVE,
    ARTICLE,
    DEAD,
    FILE,
    GONE,
    HOST,
    IMAGE,
    NOT_FOUND,
    OK,
    OPEN,
    PNG,
    SITE,
    TEXT,
    UNKNOWN,
    Case,
    a,
    page,
)  # fmt: skip
from tests.links.web import Answer, Asked

GAMBLING = page("澳门威尼斯人娱乐场-百家乐在线投注", TEXT)
ERROR_OF_ASPX = page("示例市", "<div class=top>示例市人民政府</div><p>您要查看的信息不存在或者已被删除！</p>")
BACK_BY_SCRIPT = b"<html><head><script>window.location.href='/';</script></head><body></body></html>"
FRAMES = b"<html><frameset rows='100%'><frame src='/n/ok.html'></frameset></html>"
WAF_200 = page("访问拦截", "<p>您的请求疑似攻击行为，已被网站防火墙拦截！</p>")
ZIP = b"PK\x03\x04" + bytes(3000)
FLAKY = f"{SITE}/m/flaky.html"

CASES = (
    # dead
    Case("another folder and extension", a("/zwgk/show.aspx?id=9"), f"{SITE}/zwgk/show.aspx?id=9", Answer(200, ERROR_OF_ASPX), DEAD),
    Case("front door by script", a("/m/script.html"), f"{SITE}/m/script.html", Answer(200, BACK_BY_SCRIPT), DEAD),
    Case("domain for sale", a("http://www.maiyu.com/", "某学会"), "http://www.maiyu.com/", Answer(200, page("maiyu.com", "<p>This domain is for sale</p>")), DEAD),
    Case("script function", "<a href=\"javascript:Link('/m/fun.html')\">打开</a>", f"{SITE}/m/fun.html", GONE, DEAD),
    Case("location of a button", "<input type=button onclick=\"location.href='/m/button.html'\">", f"{SITE}/m/button.html", GONE, DEAD),
    Case("area of a picture", '<map name=m><area href="/m/area.html"></map>', f"{SITE}/m/area.html", GONE, DEAD),
    Case("list of sites", '<select><option value="http://www.waibu3.cn/x.html">部门</option></select>', "http://www.waibu3.cn/x.html", GONE, DEAD),
    Case("loop of two", a("/m/ping.html"), f"{SITE}/m/ping.html", Answer(302, headers={"Location": "/m/pong.html"}), DEAD),
    Case("packed error page", a("/m/packed.html"), f"{SITE}/m/packed.html", Answer(200, gzip.compress(NOT_FOUND), {"Content-Encoding": "gzip"}), DEAD),
    Case("picture by srcset alone", '<img srcset="/i/set1.jpg 1x, /i/set2.jpg 2x">', f"{SITE}/i/set1.jpg", GONE, IMAGE),
    Case("picture by data-original", '<img src="/i/ok.png" data-original="/i/original.jpg">', f"{SITE}/i/original.jpg", GONE, IMAGE),
    Case("picture that is text", '<img src="/i/text.jpg">', f"{SITE}/i/text.jpg", Answer(200, b"the file was not found on this server", content_type="image/jpeg"), IMAGE),
    Case("empty document", a("/f/empty.doc"), f"{SITE}/f/empty.doc", Answer(200, b"", content_type="application/msword"), FILE),
    Case("document gone", a("/f/gone.xls"), f"{SITE}/f/gone.xls", GONE, FILE),
    # open or unknown
    Case("wall answered with 200", a("http://www.lanjie.gov.cn/a.html"), "http://www.lanjie.gov.cn/a.html", Answer(200, WAF_200), UNKNOWN),
    Case("cut connections", a("http://www.duan.gov.cn/a.html"), "http://www.duan.gov.cn/a.html", Answer(cut=True), OPEN),
    Case("gambling in a name that was sold", a("http://www.yijiu.com/", "某协会"), "http://www.yijiu.com/", Answer(200, GAMBLING), LinkFate.MISDIRECTED),
    # alive
    Case("one 503, then well", a("/m/flaky.html"), FLAKY, None, ALIVE),
    Case("document with ranges refused", a("/f/norange.zip"), f"{SITE}/f/norange.zip", None, ALIVE),
    Case("document by a page's name", a("/m/download.jsp?id=1"), f"{SITE}/m/download.jsp?id=1", Answer(200, ZIP, content_type="application/octet-stream"), ALIVE),
    Case("frameset", a("/m/frames.html"), f"{SITE}/m/frames.html", Answer(200, FRAMES), ALIVE),
    Case("packed page", a("/m/gzip.html"), f"{SITE}/m/gzip.html", Answer(200, gzip.compress(ARTICLE), {"Content-Encoding": "gzip"}), ALIVE),
    Case("page that is told with 404 words in its list", a("/m/news.html"), f"{SITE}/m/news.html", Answer(200, page("关于整改“404页面不存在”问题的通报", TEXT * 3)), ALIVE),
    Case("cookie, then well", a("/m/cookie.html"), f"{SITE}/m/cookie.html", None, ALIVE),
    Case("picture by data address", '<img src="data:image/png;base64,AAAA">', "data:image/png;base64,AAAA", None, None),
    Case("template", '<template><a href="/m/template.html">行</a></template>', f"{SITE}/m/template.html", GONE, None),
    Case("template of a script", '<script type="text/template"><a href="/m/tpl.html">行</a></script>', f"{SITE}/m/tpl.html", GONE, None),
)  # fmt: skip
HOME = page("示例市人民政府", "<h1>示例市人民政府</h1><ul>" + "\n".join(case.markup for case in CASES) + "</ul>")
_BY_URL = {case.url: case.answer for case in CASES if case.answer}


def answer(asked: Asked) -> Answer:
    """The whole web of the cases."""
    host, path = asked.url.split("/")[2], asked.path
    if asked.url == FLAKY:
        return Answer(503) if asked.times == 1 else OK
    if path == "/f/norange.zip":
        return Answer(416) if "range" in asked.headers else Answer(200, ZIP, content_type="application/zip")
    if path == "/m/cookie.html":
        return (
            OK
            if "seen=1" in asked.headers.get("cookie", "")
            else Answer(302, headers={"Location": asked.url, "Set-Cookie": "seen=1; Path=/"})
        )
    if path == "/m/pong.html":
        return Answer(302, headers={"Location": "/m/ping.html"})
    if asked.url in _BY_URL:
        return _BY_URL[asked.url]
    if path in {"/", "/index.html"}:
        return Answer(200, HOME if host == HOST else page(f"{host} 示例市财政局", TEXT))
    if path.startswith("/zwgk/"):
        return Answer(200, ERROR_OF_ASPX)
    if path == "/i/ok.png":
        return Answer(200, PNG, content_type="image/png")
    return OK if path == "/n/ok.html" else GONE
