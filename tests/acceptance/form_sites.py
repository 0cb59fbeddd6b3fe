"""Sites in which every form of a mark, letter, survey, guide, search and sign of tampering stands on a page of its own.

The forms are those of the extractors' tests: here they are reached, read, stored and judged by a real crawl.
"""

from collections.abc import Iterable, Mapping

from tests.acceptance.small_web import SmallSite
from tests.extract.test_footer import ABSENT, CLOSED, FORMS
from tests.extract.test_guides import POOR, WHOLE
from tests.extract.test_letters import LETTER_LISTS, OWN_PAGES
from tests.extract.test_search import OTHER_FORMS, SEARCHES
from tests.extract.test_surveys import SURVEY_LISTS, SURVEY_PAGES
from tests.extract.test_tampering import FOREIGN_TITLES, HONEST, INJECTED

NEWS = [f"全市第{number}次供水保障工作会议召开" for number in "一二三四五六"]
SEARCH = "<form action='/so'><input name=q placeholder=站内搜索><input type=submit value=搜索></form>"


def footer(code: str) -> str:
    """A footer in good order."""
    return (
        "<div class='footer'><a href='/map/'>网站地图</a><p>主办单位：某某市人民政府办公室　联系电话：0412-2211000</p>"
        f"<p>网站标识码：{code} 辽ICP备05000001号-1 辽公网安备 21030002000001号</p>"
        '<a href="//bszs.conac.cn/sitename?method=show&amp;id=0B69694652DE7445E053022819AC2E6C"><img src="//dcs.conac.cn/image/red.png"></a>'
        f"<script id='_jiucuo_' sitecode='{code}' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script></div>"
    )


def head(title: str) -> str:
    return f"<head><meta charset=utf-8><title>{title}</title></head>"


def home(name: str, code: str, columns: Mapping[str, str], search: str = SEARCH) -> str:
    """A home page that names the columns (name -> path) and lists news of these days."""
    menu = "".join(f"<li><a href='{path}'>{column}</a></li>" for column, path in columns.items())
    news = "".join(
        f"<li><a href='/gzdt/202611/t202611{20 - number}_{number}.html'>{title}</a><span>2026-11-{20 - number}</span></li>"
        for number, title in enumerate(NEWS)
    )
    return f"{head(name)}<body><div class=nav><ul>{menu}</ul></div>{search}<h2>工作动态</h2><ul class=news>{news}</ul>{footer(code)}</body>"


def inner(name: str, column: str, body: str, foot: str) -> str:
    """A page below the home page, with its breadcrumb."""
    return f"{head(f'{column}-{name}')}<body><div>当前位置：<a href='/'>首页</a> &gt; <a href='./'>{column}</a></div>{body}{foot}</body>"


def article(name: str, column: str, title: str, body: str, foot: str) -> str:
    text = f"<h1>{title}</h1><p>发布时间：2026-11-20　来源：本站</p><div class=TRS_Editor>{body or '<p>会议要求各单位抓好落实。</p>'}</div>"
    return inner(name, column, text, foot)


def rows(titles: Iterable[str], day: str = "2026-11-20") -> str:
    listed = "".join(
        f"<li><a href='t20261120_{number}.html'>{title}</a><span>{day}</span></li>"
        for number, title in enumerate(titles)
    )
    return f"<ul class=list>{listed}</ul>"


def site(code: str, host: str, bodies: Mapping[str, str], search: str = SEARCH, **more: str) -> SmallSite:
    """A site with one column a body (name -> markup of its page); `more` are further pages by path."""
    name = "某某市人民政府"
    columns = {column: f"/c{number}/" for number, column in enumerate(bodies)}
    pages = {columns[column]: inner(name, column, body, footer(code)) for column, body in bodies.items()}
    news = {
        f"/gzdt/202611/t202611{20 - number}_{number}.html": article(name, "工作动态", title, "", footer(code))
        for number, title in enumerate(NEWS)
    }
    return SmallSite(code, host, name, {"/": home(name, code, columns, search), **news, **pages, **more})


def _articles(code: str, host: str, column: str, bodies: list[tuple[str, str, str]]) -> SmallSite:
    """A site with one column a body, whose newest article bears the body and the footer: (title, body, footer)."""
    lists = {f"{column}{number:02d}": rows([title]) for number, (title, _, _) in enumerate(bodies)}
    below = {
        f"/c{number}/t20261120_0.html": article("某某市人民政府", f"{column}{number:02d}", title, body, foot)
        for number, (title, body, foot) in enumerate(bodies)
    }
    return site(code, host, lists, **below)


MARK_FORMS = [*FORMS.values(), *((kind, markup, None) for kind, markup in ABSENT.values())]
FOOTERS = _articles(
    "2103000001", "www.footers.gov.cn", "部门动态",
    [(f"第{number}次工作会议召开", "", CLOSED.format(markup)) for number, (_, markup, _) in enumerate(MARK_FORMS)],
)  # fmt: skip
LETTER_BODIES = [param.values for param in LETTER_LISTS]
LETTERS = site(
    "2103000002", "www.letters.gov.cn",
    {
        **{f"局长信箱{number:02d}": body for number, (body, _) in enumerate(LETTER_BODIES)},
        **{f"公众留言{number:02d}": body for number, (body, *_) in enumerate(OWN_PAGES)},
    },
)  # fmt: skip
SURVEYS = site(
    "2103000003", "www.surveys.gov.cn",
    {
        **{f"网上调查{number:02d}": body for number, (body, _) in enumerate(SURVEY_LISTS)},
        **{f"意见征集{number:02d}": body for number, (body, *_) in enumerate(SURVEY_PAGES)},
    },
)  # fmt: skip
GUIDE_BODIES = [*((body, ()) for body in WHOLE), *POOR]
GUIDES = site(
    "2103000004", "www.guides.gov.cn",
    {f"办事指南{number:02d}": rows(["事项办理"]) for number in range(len(GUIDE_BODIES))},
    **{
        f"/c{number}/t20261120_0.html": inner("某某市人民政府", f"办事指南{number:02d}", body, footer("2103000004"))
        for number, (body, _) in enumerate(GUIDE_BODIES)
    },
)  # fmt: skip
_POLICY = "/c0/t20261120_{}.html"
_TEXT = "<p>现就有关事项{}。</p>"
LINKED, UNLINKED, ONE_WAY = "《某某市城镇供水管理办法》政策解读", "一图读懂某某市养犬新规", "《某某市公园条例》解读"
POLICIES = site(
    "2103000006", "www.policies.gov.cn",
    {
        "政策文件": rows(["关于印发某某市城镇供水管理办法的通知", "关于公布某某市公园条例的公告"], "2026-11-18"),
        "政策解读": rows([LINKED, UNLINKED, ONE_WAY]),
        "办件统计": "<p>截至2026年10月5日，受理办件1024件，办结1000件。</p>",
        "市长信箱": LETTER_BODIES[0][0] + "<h3>来信办理情况统计</h3><p>来信总数：1024　已回复：1000　统计时间：2026-11-20</p>",
        "个人办事": rows(["事项办理"]), "法人办事": rows(["企业开办"]),
    },
    **{
        _POLICY.format(0): article("某某市人民政府", "政策文件", "关于印发某某市城镇供水管理办法的通知",
                                   _TEXT.format("通知如下") + "<p>相关解读：<a href='/c1/t20261120_0.html'>政策解读</a></p>", footer("2103000006")),
        _POLICY.format(1): article("某某市人民政府", "政策文件", "关于公布某某市公园条例的公告", _TEXT.format("公告如下"), footer("2103000006")),
        "/c1/t20261120_0.html": article("某某市人民政府", "政策解读", LINKED,
                                        f"<p>市政府印发了<a href='{_POLICY.format(0)}'>《某某市城镇供水管理办法》</a>。</p>", footer("2103000006")),
        "/c1/t20261120_1.html": article("某某市人民政府", "政策解读", UNLINKED, "<p><img src='/tu.png'></p>", footer("2103000006")),
        "/c1/t20261120_2.html": article("某某市人民政府", "政策解读", ONE_WAY,
                                        f"<p>问答如下。</p><div><a href='{_POLICY.format(1)}'>政策原文</a></div>", footer("2103000006")),
    },
)  # fmt: skip
_OWN_HOST = "www.example.gov.cn"
_HEADS = [*FOREIGN_TITLES, "<title>工作简报-某某市人民政府</title>"]
TAMPERED = site(
    "2103000005", "www.tampered.gov.cn",
    {f"工作简报{number:02d}": rows(NEWS) + body for number, (body, _) in enumerate(INJECTED)}
    | {f"政务信息{number:02d}": rows(NEWS) + body.replace(_OWN_HOST, "www.tampered.gov.cn") for number, body in enumerate(HONEST)}
    | {f"部门动态{number:02d}": rows([f"第{number}次调度会召开"]) for number in range(len(_HEADS))},
    **{
        f"/c{len(INJECTED) + len(HONEST) + number}/t20261120_0.html":
            f"<head><meta charset=utf-8>{told}</head><body><h1>第{number}次调度会召开</h1><p>发布时间：2026-11-20</p><p>会议要求抓好落实。</p></body>"
        for number, told in enumerate(_HEADS)
    },
)  # fmt: skip
RETITLED = [
    f"http://{TAMPERED.host}/c{len(INJECTED) + len(HONEST) + number}/t20261120_0.html"
    for number in range(len(FOREIGN_TITLES))
]
"""Articles of the site whose head speaks for somebody else; one more has an honest head."""
ASKED = [(form, seen) for form, seen in SEARCHES if seen.action]
"""Forms of search that can be asked without a browser; each is the search of a site of its own."""
SEARCHED = tuple(
    site(f"21030001{number:02d}", f"www.s{number}.gov.cn", {}, form.replace("search.example.gov.cn", f"www.s{number}.gov.cn"))
    for number, (form, _) in enumerate(ASKED)
)  # fmt: skip
UNASKED = tuple(
    site(f"21030002{number:02d}", f"www.u{number}.gov.cn", {}, form) for number, form in enumerate(OTHER_FORMS)
)
"""Forms that are no search of the site: nothing may be sent by them."""
