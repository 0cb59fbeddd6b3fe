"""Kinds of columns by name, path and tag; special topics of past campaigns."""

import pytest

from govcrawl.extract.column_kinds import campaign_of, is_historical, kind_of
from govcrawl.extract.wordlist import load_words
from govcrawl.model.vocabulary import ColumnKind

NAMES = {
    ColumnKind.NEWS: "动态要闻 工作动态 部门动态 区县动态 县市区动态 图片新闻 市局动态 建设要闻 市内要闻 媒体关注 巡察动态 政务要闻 时政要闻 "
    "领导活动 视频新闻 重要转载信息 财政动态 新闻中心 国务院要闻 县区传真 工作简报",
    ColumnKind.NOTICE: "通知公告 公示公告 公告公示 通告 公告 政务公示",
    ColumnKind.POLICY_DOCUMENT: "政策文件 规范性文件 政府文件 政策法规 规章 最新公文 政府公报 部门文件 国务院文件 地方性法规",
    ColumnKind.POLICY_INTERPRETATION: "政策解读 解读回应 图解政策 回应关切 媒体解读 文件解读",
    ColumnKind.PERSONNEL: "人事任免 人事信息 干部任免 任前公示 公务员招考 事业单位招聘",
    ColumnKind.PLAN: "规划计划 发展规划 工作计划 十三五规划 计划总结",
    ColumnKind.PUBLIC_FUNDS: "财政信息 财政预决算 部门预算 三公经费 政府采购 财政资金 招标公告 中标公告",
    ColumnKind.SPECIAL_COLUMN: "专题专栏 两学一做 扫黑除恶专项斗争 党建专题 学习宣传贯彻十九大精神 喜庆十九大 履职尽责专题 网上服务专题 "
    "学习贯彻二十大精神 优化营商环境 创建文明城市",
    ColumnKind.INTERACTION: "互动交流 局长信箱 市长信箱 网上调查 民意征集 在线访谈 咨询投诉 网络问政 政民互动 建言献策信箱 热线答复 意见征集 常见问题 来信选登",
    ColumnKind.SERVICE: "办事服务 办事指南 表格下载 政务服务 便民服务 在线办理 服务大厅",
    ColumnKind.OVERVIEW: "机构概况 机构职能 领导之窗 内设机构 走进荆州 领导信息 单位简介 市情概览",
    ColumnKind.OTHER: "政务公开 信息公开指南 信息公开目录 信息公开年报 依申请公开 重点领域 建议提案 统计数据 历史资料 文博事业 旅游市场 投资监利 学生资助 物业管理 新闻发布会",
}


FOREIGN = {
    ColumnKind.NEWS: (
        "Government News",
        "Latest News",
        "NEWS",
        "གསར་འགྱུར།",
        "སྲིད་དོན་གསར་འགྱུར།",
        "خەۋەرلەر",
        "جاڭالىقتار",
        "뉴스",
    ),
    ColumnKind.NOTICE: ("Announcements", "Notices", "Public Notice", "བརྡ་ཐོ།", "བརྡ་ཁྱབ།", "ئۇقتۇرۇش", "ئېلانلار", "공고"),
    ColumnKind.POLICY_DOCUMENT: (
        "Policies",
        "Laws and Regulations",
        "Policy Documents",
        "སྲིད་ཇུས་ཡིག་ཆ།",
        "سىياسەت-قانۇن",
        "정책",
    ),
    ColumnKind.POLICY_INTERPRETATION: ("Policy Interpretation", "སྲིད་ཇུས་འགྲེལ་བཤད།", "سىياسەت چۈشەندۈرۈش"),
    ColumnKind.SERVICE: ("Services", "ཞབས་ཞུ།"),
    ColumnKind.OVERVIEW: ("About Qingshui", "Overview", "تونۇشتۇرۇش"),
}
MORE = {
    "公报": ColumnKind.POLICY_DOCUMENT,
    "拟任公示": ColumnKind.PERSONNEL,
    "拟任职公示": ColumnKind.PERSONNEL,
    "人大建议办理": ColumnKind.OTHER,
    "人大代表议案办理": ColumnKind.OTHER,
    "水资源公报": ColumnKind.OTHER,
    "统计公报": ColumnKind.OTHER,
    "公告公报": ColumnKind.NOTICE,
    "社保基金": ColumnKind.PUBLIC_FUNDS,
    "彩票公益金": ColumnKind.PUBLIC_FUNDS,
    "党的建设": ColumnKind.SPECIAL_COLUMN,
    "法律援助": ColumnKind.SERVICE,
    "婚姻登记": ColumnKind.SERVICE,
    "因公出国": ColumnKind.SERVICE,
    "廉政建设": ColumnKind.SPECIAL_COLUMN,
    "臺情動態": ColumnKind.NEWS,
    "执法公示": ColumnKind.OTHER,
    "副省长": ColumnKind.OVERVIEW,
    "省政府组成部门": ColumnKind.OVERVIEW,
    "省长信箱": ColumnKind.INTERACTION,
    "数据解读": ColumnKind.OTHER,
    "统计解读": ColumnKind.OTHER,
    "试点领域": ColumnKind.OTHER,
    "五公开": ColumnKind.OTHER,
    "省政府函": ColumnKind.POLICY_DOCUMENT,
    "养老服务": ColumnKind.SERVICE,
    "機構概況": ColumnKind.OVERVIEW,
}


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for kind, names in FOREIGN.items() for name in names])
def test_kind_of_a_name_in_another_language(name: str, kind: ColumnKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(("name", "kind"), MORE.items())
def test_kind_of_special_names(name: str, kind: ColumnKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for kind, names in NAMES.items() for name in names.split()])
def test_kind_by_name(name: str, kind: ColumnKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    ("name", "path", "tag", "kind"),
    [
        ("办理情况", ("互动交流", "办理情况"), None, ColumnKind.INTERACTION),
        ("办理情况", ("办事服务", "办理情况"), None, ColumnKind.SERVICE),
        ("市民办事", ("网上办事", "市民办事"), None, ColumnKind.SERVICE),
        ("今日开标", (), None, ColumnKind.PUBLIC_FUNDS),
        ("防灾预警", ("本地要闻", "防灾预警"), None, ColumnKind.NOTICE),
        ("政务贴吧", (), None, ColumnKind.INTERACTION),
        ("城市名片", (), None, ColumnKind.OVERVIEW),
        ("市级", ("政务公开", "政策文件", "市级"), None, ColumnKind.POLICY_DOCUMENT),
        ("2018年", ("政务公开", "规划计划"), None, ColumnKind.PLAN),
        ("工作动态", ("专题专栏", "精准扶贫", "工作动态"), None, ColumnKind.SPECIAL_COLUMN),
        ("通知公告", ("办事服务", "通知公告"), None, ColumnKind.NOTICE),
        ("养老服务", ("基层政务公开试点领域", "养老服务"), None, ColumnKind.OTHER),
        ("服务公开", ("政务公开", "五公开", "服务公开"), None, ColumnKind.OTHER),
        ("行政许可", ("政务公开", "法定主动公开内容"), None, ColumnKind.OTHER),
        ("养老服务", ("办事服务", "便民服务"), None, ColumnKind.SERVICE),
        ("办事指南", ("政务公开",), None, ColumnKind.SERVICE),
        ("要目", (), "政策文件", ColumnKind.POLICY_DOCUMENT),
        ("要目", (), "信息公开，政策文件", ColumnKind.POLICY_DOCUMENT),
        ("要目", (), "null", ColumnKind.OTHER),
        ("工作动态", (), "通知公告", ColumnKind.NEWS),
        ("政府信息公开专栏", (), None, ColumnKind.OTHER),
        ("法定主动公开内容", ("政府信息公开专栏",), None, ColumnKind.OTHER),
    ],
)
def test_kind_by_path_and_tag(name: str, path: tuple[str, ...], tag: str | None, kind: ColumnKind) -> None:
    assert kind_of(name, path, tag) is kind


@pytest.mark.parametrize(
    ("name", "path", "year", "historical"),
    [
        ("党的群众路线教育实践活动", (), 2018, True),
        ("“两学一做”学习教育", (), 2020, True),
        ("“两学一做”学习教育", (), 2019, False),
        ("扫黑除恶专项斗争", (), 2020, False),
        ("扫黑除恶专项斗争", (), 2021, True),
        ("工作动态", ("专题专栏", "三严三实"), 2018, True),
        ("2017年全国两会", ("专题专栏",), 2018, True),
        ("2018年全国两会", ("专题专栏",), 2018, False),
        ("2017年", ("规划计划",), 2018, False),
        ("十二五规划", (), 2018, False),
        ("创建文明城市", ("专题专栏",), None, False),
        ("党的群众路线教育实践活动", (), None, True),
        ("往期专题", ("专题专栏",), 2018, True),
        ("专题归档", (), None, True),
        ("往期回顾", ("专题专栏",), 2018, True),
        ("招商引资", ("专题专栏", "往期专题"), 2018, True),
        ("往期公报", ("政府公报",), 2018, True),
        ("历史沿革", (), 2018, False),
    ],
)
def test_historical_topics(name: str, path: tuple[str, ...], year: int | None, *, historical: bool) -> None:
    assert is_historical(name, path, year) is historical


def test_every_campaign_is_found_by_each_of_its_words() -> None:
    for row in load_words("campaigns")["campaign"]:
        for word in row["words"]:
            campaign = campaign_of(f"学习{word}专题")
            assert campaign is not None
            assert 2000 < campaign.until < 2030
