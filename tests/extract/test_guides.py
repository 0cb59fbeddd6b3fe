"""Service guides in every layout; papers that list conditions and are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.guides import ELEMENTS, read_guide
from govcrawl.extract.page import Page, RawPage, open_page

ALL = tuple(element.id for element in ELEMENTS)
FOOTER = "<div class=footer><p>主办单位：某某县人民政府　地址：人民路1号　电话：0700-1234567</p><p>网站标识码：4200000000</p></div>"


def page(body: str, title: str = "办事指南-某某县人民政府", url: str = "http://www.example.gov.cn/bszn/1.html") -> Page:
    return open_page(RawPage(url, f"<meta charset=utf-8><title>{title}</title><body>{body}{FOOTER}</body>".encode()))


TABLE = """<h1>护士执业注册</h1><table>
<tr><th>事项名称</th><td>护士执业注册</td><th>设定依据</th><td>《护士条例》第七条</td></tr>
<tr><th>申请条件</th><td>具有完全民事行为能力</td><th>办理材料</th><td>1.申请表；2.身份证复印件一份</td></tr>
<tr><th>办理地点</th><td>政务大厅3号窗口</td><th>办理机构</th><td>县卫健局</td></tr>
<tr><th>收费标准</th><td>不收费</td><th>办理时间</th><td>周一至周五 8:30-17:30</td></tr>
<tr><th>联系电话</th><td>0700-1234567</td><th>办理流程</th><td><img src="lct.jpg"></td></tr></table>"""
NUMBERED = """<h1>食品经营许可</h1><p>一、设定依据</p><p>《食品安全法》第三十五条。</p><p>二、申请条件</p><p>有固定场所。</p>
<p>三、申请材料</p><p>营业执照副本复印件1份</p><p>四、办理地点</p><p>政务服务中心</p><p>五、办理机构</p><p>市场监管局</p>
<p>六、收费标准</p><p>无</p><p>七、办理时限</p><p>20个工作日</p><p>八、咨询电话</p><p>12315</p><p>（九）办理流程</p><p>申请—受理—发证</p>"""
COLONS = """<h2>老年证办理</h2><div>事项名称：老年证办理<br>办理依据：《老年人权益保障法》<br>受理条件：年满60周岁<br>
所需材料：身份证原件<br>办理地址：各社区<br>承办单位：县民政局<br>是否收费：否<br>办公时间：工作日<br>联系方式：0700-7654321<br>办事流程：现场办理</div>"""
DL = """<h1>取水许可</h1><dl><dt>设定依据</dt><dd>《水法》第七条</dd><dt>申请条件</dt><dd>符合规划</dd><dt>申报材料</dt><dd>申请书</dd>
<dt>受理地点</dt><dd>水利局</dd><dt>实施主体</dt><dd>水利局</dd><dt>收费依据及标准</dt><dd>不收费</dd><dt>承诺期限</dt><dd>10日</dd>
<dt>监督投诉电话</dt><dd>0700-1</dd><dt>审批流程</dt><dd>见图</dd></dl>"""
BRACKETS = """<h1>户口迁移</h1><p>【法律依据】《户口登记条例》</p><p>【办理条件】本人申请</p><p>【提交材料】户口簿</p><p>【办理窗口】派出所</p>
<p>【责任部门】公安局</p><p>【费用】免费</p><p>【法定时限】3天</p><p>【电话】110</p><p>【程序】申请、审核、办结</p>"""
HEADINGS = "<h1>结婚登记</h1>" + "".join(
    f"<h3><span>{label}</span></h3><div>{text}</div>"
    for label, text in (
        ("设 定 依 据", "《民法典》"),
        ("申请条件", "双方自愿"),
        ("申请材料", "户口簿、身份证原件"),
        ("办理地点和时间", "婚姻登记处，工作日"),
        ("办理机构", "民政局"),
        ("收费标准", "免费"),
        ("联系电话", "0700-2"),
        ("办理流程", "申请、审查、登记"),
    )
)
TABS = """<h1>道路运输许可</h1><ul class="tab"><li onclick="t(1)">设定依据</li><li onclick="t(2)">申请条件</li><li onclick="t(3)">申请材料</li><li onclick="t(4)">办理流程</li>
<li>办理地点</li><li>办理机构</li><li>收费标准</li><li>办理时限</li><li>联系电话</li></ul>
<div class="panes"><div>《道路运输条例》</div><div style="display:none">有车辆</div><div style="display:none">申请表</div><div style="display:none"><img src=1.png></div>
<div>窗口</div><div>交通局</div><div>免费</div><div>5天</div><div>0700-3</div></div>"""
HASH_TABS = TABS.replace('<li onclick="t(1)">设定依据</li>', "<li><a href='#a1'>设定依据</a></li>").replace(
    "<div>《道路运输条例》</div>", "<div id=a1>《道路运输条例》</div>"
)
WHOLE = [TABLE, NUMBERED, COLONS, DL, BRACKETS, HEADINGS, TABS, HASH_TABS]


@pytest.mark.parametrize(
    "body",
    WHOLE,
    ids=["table", "numbered", "colons", "dl", "brackets", "headings", "tabs", "hash"],
)
def test_all_ten_elements_are_seen(body: str) -> None:
    guide = read_guide(page(body))
    assert guide is not None
    assert guide.elements_missing == ()
    assert guide.elements_present == ALL


POOR = [
    (TABLE.replace("<th>设定依据</th><td>《护士条例》第七条</td>", ""), ("legal_basis",)),
    (TABLE.replace("《护士条例》第七条", ""), ("legal_basis",)),
    (TABLE.replace("县卫健局", "--"), ("authority",)),
    (TABLE.replace("0700-1234567</td><th>办理流程", "&nbsp;</td><th>办理流程"), ("phone",)),
    (NUMBERED.replace("<p>20个工作日</p>", ""), ("time",)),
    (NUMBERED.replace("<p>六、收费标准</p><p>无</p>", ""), ("fee",)),
    (COLONS.replace("0700-7654321", ""), ("phone",)),
    (TABS.replace("<div>交通局</div>", "<div></div>"), ("authority",)),
    (BRACKETS.replace("【程序】申请、审核、办结", ""), ("procedure",)),
]


@pytest.mark.parametrize(
    ("body", "missing"),
    POOR,
)
def test_what_is_missing_is_said(body: str, missing: tuple[str, ...]) -> None:
    guide = read_guide(page(body))
    assert guide is not None
    assert guide.elements_missing == missing


def test_eight_elements_are_of_2015() -> None:
    assert len(ALL) == 10
    assert {element.id for element in ELEMENTS if not element.in_2015} == {"authority", "fee"}


@pytest.mark.parametrize(
    ("materials", "vague"),
    [
        ("身份证、户口簿", ()),
        ("身份证；法律法规规定的其他材料", ("法律法规规定的其他材料",)),
        ("身份证及其他相关材料", ("其他相关材料",)),
        ("身份证；需要提供的其他材料", ("需要提供的其他",)),
    ],
)
def test_vague_wording(materials: str, vague: tuple[str, ...]) -> None:
    guide = read_guide(page(TABLE.replace("1.申请表；2.身份证复印件一份", materials)))
    assert guide is not None
    assert (guide.vague != ()) is (vague != ())
    assert all(any(word in seen for seen in guide.vague) for word in vague)


def test_forms_promised_and_not_given() -> None:
    body = TABLE.replace("1.申请表；", "1.《护士执业注册申请表》；")
    without, given = read_guide(page(body)), read_guide(page(body + "<a href='/files/zc.doc'>空表下载</a>"))
    assert without is not None
    assert given is not None
    assert without.forms_missing == ("护士执业注册申请表",)
    assert given.forms_missing == ()


def test_formats_of_materials() -> None:
    stated, silent = read_guide(page(TABLE)), read_guide(page(TABLE.replace("复印件一份", "")))
    assert stated is not None
    assert silent is not None
    assert (stated.formats_stated, silent.formats_stated) == (True, False)


@pytest.mark.parametrize(
    "content",
    ["<p>办理说明见附件</p><p><a href='/P02018.doc'>取水许可办事指南.doc</a></p>", "<p><img src='/bszn.jpg'></p>"],
)
def test_a_guide_that_is_an_attachment_or_a_picture_is_unknown(content: str) -> None:
    guide = read_guide(page("<div>当前位置：首页 > 办事指南</div><h1>取水许可</h1>" + content), in_guide_column=True)
    assert guide is not None
    assert (guide.attachment_only, guide.elements_missing) == (True, ())


def test_a_poor_guide_in_a_column_of_guides() -> None:
    guide = read_guide(page("<h1>取水许可</h1><p>申请材料：身份证</p>"), in_guide_column=True)
    assert guide is not None
    assert guide.elements_present == ("item_name", "materials")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "关于申报2026年科技项目的通知",
            "<h1>关于申报2026年科技项目的通知</h1><p>一、申报条件</p><p>企业</p><p>二、申报材料</p><p>申报书</p><p>三、申报程序</p><p>网上申报</p><p>四、联系电话：123</p>",
        ),
        (
            "《补贴办法》政策解读",
            "<h1>《补贴办法》政策解读</h1><p>一、政策依据</p><p>国发</p><p>二、申请条件</p><p>农户</p><p>三、申请流程</p><p>村委</p>",
        ),
        (
            "通知公告",
            "<ul><li><a href=1>申请条件</a></li><li><a href=2>办理流程</a></li><li><a href=3>收费标准</a></li></ul>",
        ),
        ("某某县新闻", "<h1>我县简化办理流程</h1><p>今年以来，我县减少申请材料，压缩办理时限。</p>"),
    ],
)
def test_what_is_no_guide(title: str, body: str) -> None:
    assert read_guide(page(body, title, "http://www.example.gov.cn/xwdt/1.html")) is None


def test_the_footer_gives_no_phone_and_no_place() -> None:
    body = NUMBERED.replace("<p>八、咨询电话</p><p>12315</p>", "").replace("<p>四、办理地点</p><p>政务服务中心</p>", "")
    guide = read_guide(page(body))
    assert guide is not None
    assert guide.elements_missing == ("place", "phone")


@given(
    st.lists(
        st.sampled_from(
            [
                "设定依据",
                "申请条件：",
                "<td>",
                "</td>",
                "<tr>",
                "<p>",
                "办理流程",
                "<li>",
                "</ul>",
                "x",
                "<a href='#q'>",
                "<table>",
            ]
        ),
        max_size=40,
    )
)
def test_never_raises(pieces: list[str]) -> None:
    read_guide(page("".join(pieces)), in_guide_column=True)
