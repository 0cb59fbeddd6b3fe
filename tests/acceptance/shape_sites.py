"""Ten small sites in the shapes of public ones, each with what is to be read of it; and one that is full of look-alikes."""

from dataclasses import dataclass, field

from govcrawl.demo.answers import Answer
from govcrawl.model.vocabulary import Mark
from tests.acceptance.form_sites import NEWS, SEARCH, article, footer, rows, site
from tests.acceptance.small_web import SmallSite

NAME = "某某市人民政府"
Letter = tuple[str, str, str, bool | None]
"""Title, day asked, day answered, whether answered."""


@dataclass(frozen=True)
class Shape:
    """A site and its truth. `marks` are of its home page; `trials` how many searches must find their title."""

    site: SmallSite
    letters: tuple[Letter, ...] = ()
    surveys: tuple[tuple[str, bool | None, bool | None], ...] = ()
    """Title, whether ended, whether its result is shown."""
    guides: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Path -> elements missing."""
    report: str = ""
    """What is said of the annual report: met or breached; "" where nothing is asked of it."""
    marks: dict[Mark, str | None] = field(default_factory=dict)
    trials: int = 0


def made(number: int, bodies: dict[str, str], search: str = SEARCH, foot: str = "", **pages: str | Answer) -> SmallSite:
    """A site of that number; `foot` replaces the footer of its home page."""
    code = f"21030003{number:02d}"
    one = site(code, f"www.shape{number}.gov.cn", bodies, search, **pages)  # type: ignore[arg-type]
    if foot:
        home = str(one.pages["/"]).replace(footer(code), foot)
        one = SmallSite(one.code, one.host, one.name, {**one.pages, "/": home})
    return one


def results(field_name: str, row: str) -> dict[str, Answer | str]:
    """Pages of results for each title, by the path and query that a browser asks."""
    from urllib.parse import quote

    found = {}
    for title in NEWS:
        marked = title.replace("供水", "<em style='color:red'>供水</em>")
        body = row.format(title=title, marked=marked)
        found[f"{field_name}{quote(title)}"] = (
            f"<head><meta charset=utf-8><title>搜索</title></head><body>{body}</body>"
        )
    return found  # type: ignore[return-value]


_GRID = (
    "<div class='xj_tit'><span class=w1>信件编号</span><span class=w2>信件标题</span><span class=w3>来信时间</span><span class=w4>回复时间</span><span class=w5>办理状态</span></div>"
    "<ul class='xj_list'>"
    "<li><span class=w1>20261101</span><span class=w2><a href='x1.html'>关于东街积水的问题</a></span><span class=w3>2026-11-01</span><span class=w4>2026-11-05</span><span class=w5>已办结</span></li>"
    "<li><span class=w1>20260601</span><span class=w2><a href='x2.html'>咨询公租房申请</a></span><span class=w3>2026-06-01</span><span class=w4></span><span class=w5>办理中</span></li></ul>"
)
_MAILS = "".join(
    f"<div class='mail-item'><p class=tit><a href='m{n}.html'>{title}</a></p><p class=info><em>写信人：王**</em><em>写信时间：{asked} 10:22</em></p>"
    f"<p class=info><em>受理单位：市住建局</em><em>回复时间：{answered}</em><em class=zt>{state}</em></p></div>"
    for n, (title, asked, answered, state) in enumerate(
        [
            ("老旧小区加装电梯", "2026-10-02", "2026-10-09 08:30", "已回复"),
            ("供暖管道何时改造", "2026-10-12", "", "待回复"),
        ]
    )
)
_ASKED = (
    "<dl class=zxhf><dt><b>咨询主题：</b><a href='z1.html'>异地就医怎样备案</a></dt><dd>咨询时间：2026年9月3日</dd><dd>答复时间：2026年9月6日</dd><dd>答复部门：市医保局</dd></dl>"
    "<dl class=zxhf><dt><b>咨询主题：</b><a href='z2.html'>灵活就业参保缴费</a></dt><dd>咨询时间：2026年9月8日</dd><dd>答复时间：2026年9月10日</dd><dd>答复部门：市人社局</dd></dl>"
)
_CELLS = (
    "<table class=tb><tr><td>序号</td><td>主题</td><td>类型</td><td>提交日期</td><td>回复日期</td><td>回复单位</td></tr>"
    "<tr><td>1</td><td><a href=l1.html>路灯损坏</a></td><td>投诉</td><td>11/03/2026</td><td>2026-11-06</td><td>城管局</td></tr>"
    "<tr><td>2</td><td><a href=l2.html>学籍转移</a></td><td>咨询</td><td>2026.10.30</td><td>2026.11.02</td><td>教育局</td></tr></table>"
).replace("11/03/2026", "2026/11/03")
_STATES = (
    "<ul class=zj><li><a href='d1.html'>公园条例（草案）公开征求意见</a><i class='ico end' title='已结束'>已结束</i><span>起止时间：2026-05-01 至 2026-05-31</span><a class=jg href='r1.html'>征集结果</a></li>"
    "<li><a href='d2.html'>停车收费标准调整征求意见</a><i class='ico end'>已结束</i><span>起止时间：2026-06-01 至 2026-06-30</span></li>"
    "<li><a href='d3.html'>城市更新问卷调查</a><i class='ico ing'>进行中</i><span>起止时间：2026-11-01 至 2026-12-31</span></li></ul>"
)
_VALUES = "".join(
    f"<div class=row><div class='label'>{label}</div><div class='value'>{value}</div></div>"
    for label, value in (
        ("事项名称", "公共场所卫生许可"), ("设定依据", "《公共场所卫生管理条例》第四条"), ("受理条件", "有固定的经营场所"), ("申请材料", "申请书原件1份"),
        ("办理地点", "政务服务中心二楼"), ("实施机关", "市卫健委"), ("收费标准", "不收费"), ("法定办结时限", "20个工作日"), ("咨询电话", "0412-2211001"), ("办理流程", "受理、审查、决定"),
    )
)  # fmt: skip
_ACCORDION = "".join(
    f"<div class='bszn_tit'><a href='javascript:;'>{label}</a></div><div class='bszn_con' style='display:none'><p>{value}</p></div>"
    for label, value in (
        ("办理依据", "《残疾人保障法》"), ("申办条件", "持有残疾人证"), ("所需材料", "残疾人证复印件"), ("办理程序", "申请、审核、发放"), ("联系方式", "0412-2211002"), ("办公地址", "市残联一楼"), ("办公时间", "工作日9:00-16:00"),
    )
)  # fmt: skip
_WIDE = (
    "<h1>出租汽车驾驶员证</h1><table border=1><tr><td colspan=4>基本信息</td></tr><tr><td>事项名称</td><td>出租汽车驾驶员证核发</td><td>实施主体</td><td>市交通运输局</td></tr>"
    "<tr><td>承诺办结时限</td><td>1个工作日</td><td>咨询方式</td><td>0412-2211003</td></tr><tr><td>办理地点</td><td>窗口</td><td>是否收费</td><td>否</td></tr>"
    "<tr><td>设定依据</td><td colspan=3>《出租汽车驾驶员从业资格管理规定》</td></tr><tr><td>受理条件</td><td colspan=3>取得驾驶证三年以上</td></tr>"
    "<tr><td>办理流程</td><td colspan=3><img src='lc.png'></td></tr></table>"
)
_REPORT = "<div class=banner><a href='/{path}'>政府网站工作年度报表</a></div>"
_FOOT_FILE = (
    "<div class=foot><p><span>主办单位：</span><span>某某市人民政府办公室</span>　<span>电话：(0412)2211000</span></p><p>网站标识码：<b>2103000306</b></p>"
    "<p><a href='http://beian.miit.gov.cn/'>辽ICP备<br>05000001号</a></p><a href='http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=21030002000001'><img src=/ba.png></a>"
    "<a href='/wzdt/'>网站地图</a></div>"
)
_SCRIPT_FOOT = (
    "document.write('<p>承办：市信息中心　主办：某某市教育局</p>');document.write('<p>辽公网安备&nbsp;21030002000009号　网站标识码2103000307</p>');"
    "document.writeln(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='http://dcs.conac.cn/js/08/000/0000/40445163/CA080000000404451630001.js'%3E%3C/script%3E\"));"
)


SHAPES = (
    Shape(
        made(0, {"市长信箱": _GRID, "网站年报": rows(["某某市人民政府网站工作年度报表（2025年度）"], "2026-01-20")}),
        letters=(("关于东街积水的问题", "2026-11-01", "2026-11-05", True), ("咨询公租房申请", "2026-06-01", "", False)),
        report="met", trials=0,
    ),
    Shape(
        made(1, {"领导信箱": _MAILS, "年度报表": rows(["2025年政府网站工作年度报表"], "2026-02-15")}),
        letters=(("老旧小区加装电梯", "2026-10-02", "2026-10-09", True), ("供暖管道何时改造", "2026-10-12", "", False)),
        report="breached",
    ),
    Shape(
        made(2, {"网上咨询": _ASKED, "年度报表": rows(["2024年政府网站工作年度报表"], "2025-01-15")}),
        letters=(("异地就医怎样备案", "2026-09-03", "2026-09-06", True), ("灵活就业参保缴费", "2026-09-08", "2026-09-10", True)),
        report="breached",
    ),
    Shape(
        made(3, {"公众留言": _CELLS}),
        letters=(("路灯损坏", "2026-11-03", "2026-11-06", True), ("学籍转移", "2026-10-30", "2026-11-02", True)),
    ),
    Shape(
        made(4, {"征集调查": _STATES}),
        surveys=(("公园条例（草案）公开征求意见", True, True), ("停车收费标准调整征求意见", True, False), ("城市更新问卷调查", False, None)),
    ),
    Shape(
        made(
            5, {"个人办事": rows(["公共场所卫生许可办事指南"]), "法人办事": rows(["残疾人两项补贴办理指南"]), "便民服务": rows(["出租汽车驾驶员证"])},
            **{
                "/c0/t20261120_0.html": article(NAME, "个人办事", "公共场所卫生许可办事指南", _VALUES, footer("2103000305")),
                "/c1/t20261120_0.html": article(NAME, "法人办事", "残疾人两项补贴办理指南", _ACCORDION, footer("2103000305")),
                "/c2/t20261120_0.html": article(NAME, "便民服务", "出租汽车驾驶员证", _WIDE, footer("2103000305")),
            },
        ),
        guides={"/c0/t20261120_0.html": (), "/c1/t20261120_0.html": ("authority", "fee"), "/c2/t20261120_0.html": ("materials",)},
    ),
    Shape(
        made(6, {"通知公告": rows(["关于停水的通知"])}, foot="<div id='footer'></div><script>$('#footer').load('/inc/foot.html?v=3');</script>",
             **{"/inc/foot.html": _FOOT_FILE}),
        marks={
            Mark.HOST_UNIT: "某某市人民政府办公室", Mark.CONTACT: "(0412)2211000", Mark.SITE_ID_CODE: "2103000306", Mark.ICP_FILING: "辽ICP备05000001号",
            Mark.POLICE_FILING: "21030002000001", Mark.SITE_MAP: "/wzdt/", Mark.ERROR_REPORT_ENTRY: None, Mark.PARTY_GOVERNMENT_MARK: None,
        },
    ),
    Shape(
        made(7, {"通知公告": rows(["关于停水的通知"])}, foot="<script type='text/javascript' src='/js/gongyong_bottom.js'></script>",
             **{"/js/gongyong_bottom.js": Answer(200, _SCRIPT_FOOT.encode(), "application/javascript")}),
        marks={
            Mark.HOST_UNIT: "某某市教育局", Mark.SITE_ID_CODE: "2103000307", Mark.POLICE_FILING: "辽公网安备 21030002000009号",
            Mark.PARTY_GOVERNMENT_MARK: "CA080000000404451630001", Mark.ICP_FILING: None,
        },
    ),
    Shape(
        made(8, {"通知公告": rows(["关于停水的通知"])},
             "<div class=ssk><form action='/search/index.html' method=get><input type=search name=searchWord autocomplete=off><button type=submit class=ico></button></form></div>",
             **results("/search/index.html?searchWord=", "<div class=res><h3><a href='/x.html'>{marked}</a></h3><p>摘要</p></div>")),
        trials=4,
    ),
    Shape(
        made(9, {"通知公告": rows(["关于停水的通知"])},
             "<div id=ss><input type=text id=searchInput placeholder='请输入您要查找的内容'><a href='javascript:void(0)' onclick='toSearch()'>搜 索</a></div>"
             "<script>function toSearch(){var w=document.getElementById('searchInput').value;window.open('/irs-c-web/search.shtml?code=17da&dataTypeId=1&searchWord='+encodeURI(w));}</script>",
             **results("/irs-c-web/search.shtml?code=17da&dataTypeId=1&searchWord=", "<ul><li><a title='{title}' href='/x.html'>{marked}</a></li></ul>")),
        trials=4,
    ),
)  # fmt: skip

FILLED = made(
    60, {"通知公告": rows(["关于停水的通知"])},
    foot="<div class='footer'><p>主办单位：某某市人民政府办公室　技术支持：某某公司</p><p><span id='icp_no'></span></p></div>"
    "<script>fetch('/site.json').then(r=>r.json()).then(d=>{document.getElementById('icp_no').textContent=d.icp})</script>",
    **{"/site.json": Answer(200, '{"icp": "辽ICP备05000001号-1"}'.encode(), "application/json")},
)  # fmt: skip
"""Its footer is filled in from a data file: only a browser shows the filing."""
