"""54 links on one page: 23 truly dead, the others alive or not to be told. After the classes of link faults in the wild."""

import zlib
from dataclasses import dataclass
from struct import pack
from urllib.parse import parse_qs, urlsplit

from govcrawl.model.vocabulary import LinkFate
from tests.links.web import Answer, Asked

HOST = "www.shili.gov.cn"
SITE = f"http://{HOST}"
DEAD, IMAGE, FILE = LinkFate.DEAD, LinkFate.BROKEN_IMAGE, LinkFate.BROKEN_ATTACHMENT
ALIVE, OPEN, UNKNOWN = LinkFate.ALIVE, LinkFate.SUSPECTED, LinkFate.UNKNOWN


def page(title: str, body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


PNG = _png()
PDF = b"%PDF-1.4\n" + b"1 0 obj\n" * 2000
TEXT = "<p>" + "根据工作安排，现将有关事项公布如下，请各单位遵照执行。" * 12 + "</p>"
ARTICLE = page("关于印发工作方案的通知-示例市人民政府", f"<h1>关于印发工作方案的通知</h1>{TEXT}")
NOT_FOUND = page("404", "<h1>404</h1><p>您访问的页面不存在</p>")
EMPTY_TEMPLATE = page(
    "示例市人民政府",
    "<div class=top>示例市人民政府门户网站</div><div class=where>当前位置：信息公开</div><div class=main></div><div class=foot>主办：示例市人民政府办公室 联系电话：0716-0000000</div>",
)
SHELL = page("示例平台", "<div id=app><div>加载中</div></div><script src=/app.js></script>")
LOGIN = page("统一身份认证", "<form><input name=u><input type=password name=p></form>")
WORD_PAGE = b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=ProgId content=Word.Document></head><body>x</body></html>'
JSL = b"<script>document.cookie='__jsl_clearance_s=1;max-age=3600';location.href=location.pathname</script>"


@dataclass(frozen=True, slots=True)
class Case:
    """A link as it stands on the page, what its address answers, and what must be said of it (None: it is no link)."""

    name: str
    markup: str
    url: str
    answer: Answer | None
    fate: LinkFate | None


def a(href: str, label: str = "通知") -> str:
    return f'<li><a href="{href}">{label}</a></li>'


def _to(location: str | bytes, status: int = 302) -> Answer:
    return Answer(status, headers={"Location": location})


OK = Answer(200, ARTICLE)
GONE = Answer(404, NOT_FOUND)
CASES = (
    # dead
    Case("404", a("/n/404.html"), f"{SITE}/n/404.html", GONE, DEAD),
    Case("410", a("/n/410.html"), f"{SITE}/n/410.html", Answer(410, NOT_FOUND), DEAD),
    Case("404 abroad", a("http://www.waibu.cn/x.html"), "http://www.waibu.cn/x.html", GONE, DEAD),
    Case("no such name", a("http://www.meiyou.cn/"), "http://www.meiyou.cn/", Answer(502, headers={"Proxy-Status": 'p; error=dns_error; rcode="NXDOMAIN"'}), DEAD),
    Case("says it is not there", a("/n/soft.html"), f"{SITE}/n/soft.html", Answer(200, page("提示信息", "<p>您访问的页面不存在</p>")), DEAD),
    Case("dialog and back", a("/n/alert.html"), f"{SITE}/n/alert.html", Answer(200, b"<script>alert('\xe6\x96\x87\xe7\xab\xa0\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8');history.back();</script>"), DEAD),
    Case("as a random address", a("/xxgk/art/gone.html"), f"{SITE}/xxgk/art/gone.html", Answer(200, EMPTY_TEMPLATE), DEAD),
    Case("redirect to the front door", a("/n/moved.html"), f"{SITE}/n/moved.html", _to("/"), DEAD),
    Case("refresh to the front door", a("/n/refresh.html"), f"{SITE}/n/refresh.html", Answer(200, b'<html><head><meta http-equiv="refresh" content="0;url=/index.html"></head></html>'), DEAD),
    Case("redirect of all to the front door", a("/old/deep/1.jsp"), f"{SITE}/old/deep/1.jsp", _to(f"{SITE}/index.html"), DEAD),
    Case("parked", a("http://www.guoqi.com/", "某协会"), "http://www.guoqi.com/", Answer(200, page("guoqi.com", "<h1>guoqi.com</h1><p>该域名已过期，如需续费请联系注册商</p>")), DEAD),
    Case("redirect to 404", a("/n/to404.html"), f"{SITE}/n/to404.html", _to("/n/nowhere.html", 301), DEAD),
    Case("redirect loop", a("/n/loop.html"), f"{SITE}/n/loop.html", _to("/n/loop.html"), DEAD),
    Case("refresh to 404", a("/n/refresh404.html"), f"{SITE}/n/refresh404.html", Answer(200, b'<meta http-equiv=refresh content="0; url=nowhere.html">'), DEAD),
    Case("written by a script", "<script>document.write('<a href=\"/n/written.html\">公开</a>');</script>", f"{SITE}/n/written.html", GONE, DEAD),
    Case("click handler", "<div onclick=\"window.open('/n/click.html')\">打开</div>", f"{SITE}/n/click.html", GONE, DEAD),
    Case("wrapped", a("/visit/link.do?url=http%3A%2F%2Fwww.waibu.cn%2Fwrapped.html"), "http://www.waibu.cn/wrapped.html", GONE, DEAD),
    Case("frame", '<iframe src="/n/frame.html"></iframe>', f"{SITE}/n/frame.html", GONE, DEAD),
    Case("lazy picture", '<img src="/i/ok.png" data-src="/i/lazy.jpg">', f"{SITE}/i/lazy.jpg", GONE, IMAGE),
    Case("picture of a page", '<img src="/i/page.jpg">', f"{SITE}/i/page.jpg", Answer(200, ARTICLE), IMAGE),
    Case("empty picture", '<img src="/i/empty.png">', f"{SITE}/i/empty.png", Answer(200, b"", content_type="image/png"), IMAGE),
    Case("background", '<div style="background:url(/i/bg.gif)"></div>', f"{SITE}/i/bg.gif", GONE, IMAGE),
    Case("document of a page", a("/f/page.pdf"), f"{SITE}/f/page.pdf", Answer(200, NOT_FOUND), FILE),
    # never to be accused: nobody knows, or only another day tells
    Case("server error", a("/n/500.html"), f"{SITE}/n/500.html", Answer(500, b"error"), OPEN),
    Case("refused", a("http://jujue.waibu2.cn/"), "http://jujue.waibu2.cn/", Answer(502, headers={"Proxy-Status": "p; error=connection_refused"}), OPEN),
    Case("firewall 403", a("http://www.fanghuo.gov.cn/"), "http://www.fanghuo.gov.cn/", Answer(403, page("403", "访问被拦截")), UNKNOWN),
    Case("script wall 521", a("http://www.jiasule.gov.cn/"), "http://www.jiasule.gov.cn/", Answer(521, JSL), UNKNOWN),
    Case("script wall 412", a("http://www.ruishu.gov.cn/"), "http://www.ruishu.gov.cn/", Answer(412, JSL), UNKNOWN),
    Case("too often", a("http://www.xianliu.gov.cn/"), "http://www.xianliu.gov.cn/", Answer(429), UNKNOWN),
    Case("login 401", a("/n/401.html"), f"{SITE}/n/401.html", Answer(401, LOGIN), UNKNOWN),
    Case("too slow", a("http://www.taiman.gov.cn/"), "http://www.taiman.gov.cn/", Answer(200, ARTICLE, after=4), UNKNOWN),
    Case("proxy in trouble", a("http://www.daili.gov.cn/"), "http://www.daili.gov.cn/", Answer(502, headers={"Proxy-Status": "p; error=proxy_internal_error"}), UNKNOWN),
    # alive
    Case("plain", a("/n/ok.html"), f"{SITE}/n/ok.html", OK, ALIVE),
    Case("slow", a("/n/slow.html"), f"{SITE}/n/slow.html", Answer(200, ARTICLE, after=1), ALIVE),
    Case("body shorter than declared", a("/n/short.html"), f"{SITE}/n/short.html", Answer(200, ARTICLE, short=500), ALIVE),
    Case("Location in GBK", a("/n/gbk.html"), f"{SITE}/n/gbk.html", _to("/n/公告.html".encode("gb18030")), ALIVE),
    Case("wrapped and alive", a("/visit/link.do?url=http%3A%2F%2Fwww.waibu.cn%2Fok.html"), "http://www.waibu.cn/ok.html", OK, ALIVE),
    Case("login page", a("/n/zhongxin.html"), f"{SITE}/n/zhongxin.html", _to("/sso/login?back=1"), ALIVE),
    Case("back to the front door", a("/n/home.html", "返回首页"), f"{SITE}/n/home.html", _to("/"), ALIVE),
    Case("a site by its name", a("http://www.caizheng.gov.cn/site/main.jsp?id=3", "示例市财政局"), "http://www.caizheng.gov.cn/site/main.jsp?id=3", _to("/"), ALIVE),
    Case("refresh to a page", a("/n/stub.html"), f"{SITE}/n/stub.html", Answer(200, b'<meta http-equiv=refresh content="0; url=ok.html">'), ALIVE),
    Case("text about errors", a("/n/about.html"), f"{SITE}/n/about.html", Answer(200, page("网站错误页面不存在的处理办法", TEXT + "<p>页面不存在</p>" + TEXT)), ALIVE),
    Case("shell of scripts", a("/spa/list/a.html"), f"{SITE}/spa/list/a.html", Answer(200, SHELL), ALIVE),
    Case("no content type", a("/n/notype.html"), f"{SITE}/n/notype.html", Answer(200, ARTICLE, content_type=None), ALIVE),
    Case("no content", a("/n/204.html"), f"{SITE}/n/204.html", Answer(204), ALIVE),
    Case("GBK in the path", a("/n/%D5%FE.html"), f"{SITE}/n/%D5%FE.html", OK, ALIVE),
    Case("blanks around", a(" /n/blank.html "), f"{SITE}/n/blank.html", OK, ALIVE),
    Case("back slashes", a("\\n\\slash.html"), f"{SITE}/n/slash.html", OK, ALIVE),
    Case("document without ranges", a("/f/plan.pdf"), f"{SITE}/f/plan.pdf", Answer(200, PDF, content_type="text/html"), ALIVE),
    Case("document of Word's pages", a("/f/form.doc"), f"{SITE}/f/form.doc", Answer(200, WORD_PAGE), ALIVE),
    Case("picture of another type", '<img src="/i/ok.png">', f"{SITE}/i/ok.png", Answer(200, PNG, content_type="text/plain"), ALIVE),
    # no links
    Case("comment", '<!-- <a href="/n/comment.html">旧</a> -->', f"{SITE}/n/comment.html", GONE, None),
    Case("mail", a("mailto:a@shili.gov.cn"), "mailto:a@shili.gov.cn", None, None),
    Case("script", a("javascript:void(0)"), "javascript:void(0)", None, None),
)  # fmt: skip
HOME = page("示例市人民政府", "<h1>示例市人民政府</h1><ul>" + "\n".join(case.markup for case in CASES) + "</ul>")
_BY_URL = {case.url: case.answer for case in CASES if case.answer}


def answer(asked: Asked) -> Answer:
    """The whole web of the cases."""
    host, path = asked.url.split("/")[2], asked.path
    if asked.method == "HEAD":
        return Answer(405)
    if path == "/n/flaky.html":
        return Answer(503) if asked.times == 1 else OK
    if asked.url in _BY_URL:
        return _BY_URL[asked.url]
    if path in {"/", "/index.html"}:
        return Answer(200, HOME if host == HOST else page(f"{host} 示例市财政局", TEXT))
    if path == "/visit/link.do":
        return _to(parse_qs(urlsplit(asked.url).query)["url"][0])
    if path.startswith("/sso/"):
        return Answer(200, LOGIN)
    if path.startswith("/old/"):
        return _to(f"{SITE}/index.html")
    if path.startswith("/xxgk/"):
        return Answer(200, EMPTY_TEMPLATE)
    if path.startswith("/spa/"):
        return Answer(200, SHELL)
    return OK if path.startswith("/n/%") else GONE
