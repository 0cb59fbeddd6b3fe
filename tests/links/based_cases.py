"""Links of a page with a base of its own, to names with a final dot, and to answers that take their time."""

from tests.links.cases import ALIVE, DEAD, GONE, HOST, IMAGE, NOT_FOUND, OK, SITE, TEXT, UNKNOWN, Case, a, page
from tests.links.web import Answer, Asked

BASE = f"{SITE}/tzgg/2018/"
CASES = (
    Case("beside the base", a("b1.html"), f"{BASE}b1.html", GONE, DEAD),
    Case("beside the base, in place", a("b2.html"), f"{BASE}b2.html", OK, ALIVE),
    Case("above the base", a("../b3.html"), f"{SITE}/tzgg/b3.html", GONE, DEAD),
    Case("from the root", a("/b4.html"), f"{SITE}/b4.html", GONE, DEAD),
    Case("query of the base", a("?id=5"), f"{BASE}?id=5", GONE, DEAD),
    Case("picture", '<img src="b6.jpg">', f"{BASE}b6.jpg", GONE, IMAGE),
    Case("handler", "<span onclick=\"location.href='b7.html'\">打开</span>", f"{BASE}b7.html", GONE, DEAD),
    Case("own name with a dot", a(f"http://{HOST}./b8.html"), f"http://{HOST}./b8.html", GONE, DEAD),
    Case("own name with a dot, in place", a(f"http://{HOST}./b9.html"), f"http://{HOST}./b9.html", OK, ALIVE),
    Case("other name with a dot", a("http://www.waibu7.cn./a.html"), "http://www.waibu7.cn./a.html", GONE, DEAD),
    Case("other name with a dot, in place", a("http://www.waibu8.cn./a.html"), "http://www.waibu8.cn./a.html", OK, ALIVE),
    Case("slower than the limit", a("http://www.man.gov.cn/a.html"), "http://www.man.gov.cn/a.html", Answer(404, NOT_FOUND, after=3.5), UNKNOWN),
    Case("slow and gone", a("b10.html"), f"{BASE}b10.html", Answer(404, NOT_FOUND, after=1.2), DEAD),
    Case("slow and well", a("b11.html"), f"{BASE}b11.html", Answer(200, OK.body, after=1.2), ALIVE),
)  # fmt: skip
HOME = page(
    "示例市人民政府",
    "<h1>示例市人民政府</h1><ul>" + "\n".join(case.markup for case in CASES) + "</ul>",
    head=f'<base href="{BASE}"><base href="http://www.waibu.cn/">',
)
_BY_URL = {case.url: case.answer for case in CASES if case.answer}


def answer(asked: Asked) -> Answer:
    """The whole web of the cases."""
    if asked.url in _BY_URL:
        return _BY_URL[asked.url]
    if asked.path == "/":
        return Answer(200, HOME if asked.url.split("/")[2] == HOST else page("示例市财政局", TEXT))
    return GONE
