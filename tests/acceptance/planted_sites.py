"""The sites of the small web: every word of the contract's `problem` list, planted in its forms, and decoys beside them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.plan import DeadLink, Decoy, SitePlan, StaleColumn
from govcrawl.model.items import SourceItem
from govcrawl.model.vocabulary import Problem
from tests.acceptance.planted import Change, Planted

_BIG = ("图片新闻", "党建工作", "表格下载", "规划计划")
"""Columns that the small sites do without."""
RELAYED = "国务院关于加强和规范事中事后监管的指导意见"
SHANGHAI = timezone(timedelta(hours=8))
SOURCES = (
    SourceItem(RELAYED, "http://www.gov.cn/zhengce/content_1.htm", datetime(2019, 11, 9, 10, 0, tzinfo=SHANGHAI)),
    SourceItem("国务院办公厅关于支持国家级新区深化改革的意见", "", datetime(2019, 11, 12, 17, 30, tzinfo=SHANGHAI)),
)


def plan(number: int, shape: str = "trs", **more: object) -> SitePlan:
    """A department of the small web; everything that is not named is in good order."""
    chosen = {
        "name": f"鞍山市第{number}工作局",
        "host": f"d{number}.anshan.gov.cn",
        "place": "鞍山",
        "without": _BIG,
        **more,
    }
    return SitePlan(code=f"21030000{number:02d}", shape=shape, **chosen)  # type: ignore[arg-type]


def swap(pattern: str, by: str, *, path: str = "", count: int = 0) -> Change:
    """Replaces what matches in the pages whose path matches."""

    def change(asked: Asked, answer: Answer) -> Answer:
        is_text = answer.content_type.startswith(("text/html", "application/javascript"))
        if answer.status != 200 or not is_text or not re.search(path, asked.path):
            return answer
        return replace(
            answer,
            body=re.sub(pattern, by, answer.body.decode("utf-8", "replace"), count=count, flags=re.DOTALL).encode(),
        )

    return change


def add(html: str, *, path: str) -> Change:
    """Puts markup before the footer of the pages whose path matches."""
    return swap(r'(?=<div class="footer"|</body>)', html.replace("\\", r"\\"), path=path)


def page(html: str, title: str = "") -> Answer:
    return Answer(
        200, f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{html}</body></html>".encode()
    )


def relays(title: str, day: str, rows: int) -> Change:
    """Puts a title and its day into the first rows of the column for re-posted items."""
    return swap(
        r'(<a [^>]*?)title="[^"]*"([^>]*>)[^<]*(</a>.{0,40}?)2019.11.\d\d',
        rf'\1title="{title}"\2{title}\g<3>{day}',
        path="^/zyxxzz/$",
        count=rows,
    )


HOME = r"^/(?:index\.html)?$"
NEWS = r"^/gzdt/2019\d\d/"
"""Articles of the news column of a TRS site."""


def _is_dead_search(asked: Asked, answer: Answer) -> Answer:
    if not asked.path.startswith("/was5/"):
        return answer
    return replace(
        answer,
        body="<html><meta charset=utf-8><body><form><input name=searchword><input type=submit value=搜索></form><p>抱歉，没有找到相关结果。</p></body></html>".encode(),
    )


def _two_surveys(asked: Asked, answer: Answer) -> Answer:
    if asked.path != "/hdjl/wsdc/":
        return answer
    head, *rows = answer.body.decode().split("<tr><td>")
    end = rows[-1].partition("</tr>")[2]
    return replace(
        answer, body="<tr><td>".join([head, rows[0], rows[1].partition("</tr>")[0] + "</tr>" + end]).encode()
    )


_FORM = r'<form[^>]*class="search".*?</form>'
TYPED = swap(
    _FORM,
    '<div class="search"><input type="text" id="kw" placeholder="请输入关键字"><a class="btn_ss">搜索</a></div>'
    '<script src="/js/so.js"></script>',
)
"""A search box whose request stands in a script file: only a browser can ask it."""
SO = Answer(
    200,
    b"document.querySelector('.btn_ss').onclick = () => window.open("
    b"'/was5/web/search?searchword=' + encodeURIComponent(document.getElementById('kw').value));",
    "application/javascript",
)
POSTED = swap('(<form[^>]*)method="get"', r'\1method="post"')


FRESHNESS = Planted(
    plan(
        1,
        stale=(
            StaleColumn("通知公告", date(2018, 11, 2), "notice"),
            StaleColumn("人事信息", date(2017, 3, 1), "personnel"),
        ),
        frozen=date(2019, 9, 1),
        late_relay="stale",
        missing_columns=("扫黑除恶专项斗争",),
        duplicates=("政策文件",),
        decoys=(Decoy("historical"),),
    ),
    frozenset(
        {
            Problem.HOME_NOT_UPDATED,
            Problem.STALE_COLUMN,
            Problem.LATE_RELAY,
            Problem.MISSING_REQUIRED_COLUMN,
            Problem.DUPLICATE_RELEASE,
        }
    ),
    (TYPED,),
    {"/js/so.js": SO},
)
LINKS = Planted(
    plan(
        2,
        dead_links=(
            DeadLink("市人才网", "/nowhere.html"),
            DeadLink("办事大厅", "http://dead.anshan.gov.cn/", how="dns_error"),
            DeadLink("年度报表附件", "/upload/nowhere.doc"),
            DeadLink("专题图片", "/upload/nowhere.png", resource="image"),
        ),
        external_links=("通知公告",),
        unreported_columns=("扫黑除恶专项斗争",),
        decoys=(Decoy("waf_link"), Decoy("login_link"), Decoy("flaky_link"), Decoy("odd_schemes"), Decoy("commented_link")),
    ),
    frozenset(
        {Problem.DEAD_LINK, Problem.BROKEN_ATTACHMENT, Problem.BROKEN_IMAGE, Problem.EXTERNAL_LINK_IN_ARTICLE, Problem.REQUIRED_COLUMN_NOT_REPORTED,
         Problem.MISDIRECTED_LINK, Problem.HIDDEN_LINK, Problem.IRREGULAR_DOMAIN, Problem.TAMPERED_PAGE, Problem.UNREPORTED_SITE, Problem.IMPOSTOR_SITE}
    ),
    (
        add('<p><a href="http://old.anshan.gov.cn/">鞍山市第2工作局（旧版）</a> '
            '<a href="http://www.anshan2.com/index.html">鞍山市第2工作局</a> '
            '<a href="http://www.oldname.com/">鞍山市招商信息网</a> <a href="http://d3.anshan.gov.cn/">鞍山市第4工作局</a> <a href="http://jyj.anshan.gov.cn/">鞍山市教育局</a> '
            '<a href="http://www.anshan-gov.cn/">鞍山市政务公开网</a></p>', path=HOME),
        add('<div style="display:none"><a href="http://a1.bocai.com/">澳门博彩</a><a href="http://a2.bocai.com/">时时彩投注</a>'
            '<a href="http://a3.bocai.com/">真人娱乐</a><a href="http://a4.bocai.com/">六合彩开奖</a></div>', path=r"^/zwgk/tzgg/$"),
        swap(r"<title>.*?</title>", "<title>澳门威尼斯人娱乐城_真人博彩_时时彩平台</title>", path=r"^/jggk/jgzn/$"),
    ),
)  # fmt: skip
FOOTERLESS = Planted(
    plan(
        3,
        "hanweb",
        blank=("应急管理",),
        missing_marks=(
            "party_government_mark", "error_report_entry", "site_id_code", "icp_filing", "police_filing", "host_unit",
            "contact", "site_map",
        ),
    ),
    frozenset(
        {Problem.BLANK_COLUMN, Problem.MISSING_PARTY_GOVERNMENT_MARK, Problem.MISSING_ERROR_REPORT_ENTRY, Problem.MISSING_SITE_ID_CODE, Problem.MISSING_ICP_FILING,
         Problem.MISSING_POLICE_FILING, Problem.MISSING_HOST_UNIT, Problem.MISSING_CONTACT, Problem.MISSING_SITE_MAP, Problem.MISSING_PAGE_TAGS,
         Problem.NO_SITE_SEARCH}
    ),
    (
        swap(r'</div>\s*$', "</div>"),
        swap(r'(<div class="footer" id="footer">)', r"\1<p>版权所有：鞍山市第3工作局　建议使用1024*768分辨率浏览</p>"),
        swap(r'<meta name="(?:Site|Column|Article|Pub|Content).*?>', ""),
        swap(r'<form[^>]*class="search".*?</form>', ""),
    ),
)  # fmt: skip
IDENTITY = Planted(
    plan(4, host="www.asdsj.com", footer="script"),
    frozenset(
        {
            Problem.IRREGULAR_DOMAIN,
            Problem.IRREGULAR_NAME,
            Problem.WRONG_SITE_ID_CODE,
            Problem.BROKEN_SITE_SEARCH,
            Problem.SUSPECT_WORDING,
            Problem.GARBLED_TEXT,
        }
    ),
    (
        swap(r"<title>.*?</title>", "<title>数据服务在线</title>", path=HOME),
        swap(r'(name="SiteName" content=")[^"]*', r"\1数据服务在线", path=HOME),
        swap("网站标识码：2103000004", "网站标识码：2103000099"),
        swap("2103000004", "2103000099", path=r"footer\.js"),
        _is_dead_search,
        add("<p>各单位要迅速布署，联系人身份证号110101199003071233。</p><p>锟斤拷锟斤拷烫烫烫</p>", path=NEWS),
    ),
)
TALK = Planted(
    plan(5, unanswered_letters="局长信箱", surveys_without_result="网上调查"),
    frozenset(
        {Problem.UNANSWERED_MESSAGE, Problem.SURVEY_WITHOUT_RESULT, Problem.DEAD_LINK, Problem.INCOMPLETE_SERVICE_GUIDE, Problem.MISSING_FORM_DOWNLOAD}
    ),
    (
        POSTED,
        swap(r"<tr><th>(?:设定依据|办理依据|收费标准|办理流程|办理条件|申请条件)</th>.*?</tr>", "", path="bszn"),
        swap(r"<tr><th>表格下载</th>.*?</tr>", "<tr><th>办理材料</th><td>《申请表》一式两份、身份证复印件</td></tr>", path="bszn"),
    ),
)  # fmt: skip
SILENT = Planted(
    plan(6, empty_letterbox="局长信箱"),
    frozenset(
        {
            Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE,
            Problem.TOO_FEW_UPDATES,
            Problem.MISSING_ANNUAL_REPORT,
            Problem.FORGED_DATE,
        }
    ),
    (
        swap(r"<li>(?:(?!</li>).)*政府网站工作年度报表.*?</li>", ""),
        _two_surveys,
        swap(r"2019-11-(1[89]|20)", "2019-11-04", path=NEWS),
    ),
)
SERVICELESS = Planted(
    plan(7, without=(*_BIG, "办事服务", "办事指南", "互动交流", "局长信箱", "网上调查", "在线访谈")),
    frozenset({Problem.NO_SERVICE, Problem.NO_CONSULTATION_CHANNEL}),
    (TYPED, _is_dead_search),
    {"/js/so.js": SO},
)
AWAY = Planted(plan(8, unreachable="connection_timeout"), frozenset({Problem.SITE_UNREACHABLE, Problem.SLOW_SITE}))
CLOSED = Planted(
    plan(9),
    frozenset({Problem.OFFLINE_WITHOUT_APPROVAL}),
    (lambda asked, answer: page("<h1>网站升级改版中，暂停访问</h1>", "网站升级改版"),),
)
PROVINCE = Planted(
    plan(
        10,
        portal=True,
        level="province",
        name="千山省人民政府",
        host="www.qianshan.gov.cn",
        place="千山",
        without=(
            *_BIG, "历史沿革", "自然资源", "部门动态", "乡镇动态", "财政资金", "统计信息", "应急管理", "食品药品安全",
            "信息公开指南", "便民服务", "在线访谈", "意见征集", "精准扶贫", "优化营商环境", "专题专栏", "人事信息",
        ),
    ),
    frozenset({Problem.LATE_RELAY, Problem.MESSAGE_FIELDS_MISSING}),
    (
        swap(r"(<tr><td><a href=\"[^\"]*letter_\d+\.html\">.*?</td>)(<td>[^<]*</td><td>[^<]*</td>)<td>[^<]*</td>", r"\1\2<td></td>", path="ldxx"),
        swap(r"<th>答复单位</th><td>.*?</td>", "<th>信件编号</th><td>1</td>", path="ldxx"),
        relays(RELAYED, "2019-11-13", rows=1),
    ),
)  # fmt: skip
SITES = (FRESHNESS, LINKS, FOOTERLESS, IDENTITY, TALK, SILENT, SERVICELESS, AWAY, CLOSED, PROVINCE)
HOSTS: Mapping[str, Change] = {
    "www.oldname.com": lambda asked, answer: page(
        "<h1>澳门威尼斯人娱乐城</h1><p>时时彩投注，真人娱乐。</p>", "澳门威尼斯人娱乐城_时时彩平台"
    ),
    "jyj.anshan.gov.cn": lambda asked, answer: page("<h1>鞍山市教育局</h1>", "鞍山市教育局"),
    "www.anshan-gov.cn": lambda asked, answer: page("<h1>鞍山</h1>", "鞍山市政务公开网"),
}
MIRRORS: Mapping[str, str] = {"old.anshan.gov.cn": LINKS.plan.host, "www.anshan2.com": LINKS.plan.host}
"""A second address of a site, and a copy of it on a host that is no government's."""
