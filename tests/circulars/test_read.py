"""Whole circulars of the known families, written for these tests."""

from datetime import date
from decimal import Decimal

from govcrawl.circulars.read import read_circular
from govcrawl.model.vocabulary import Problem, Verdict

CITY = """某市人民政府办公室关于2018年第一季度全市政府网站检查情况的通报
某政办〔2018〕12号
各县、市、区人民政府,市政府有关部门:
市政府办公室于2月底组织开展了2018年第一季度全市政府网站检查。现将检查情况通报如下:
一、总体情况
第一季度,网民通过“我为政府网站找错”平台反映我市政府网站问题3条,回复率达100%。
本次检查覆盖全市现有的3家政府网站,包括县市区网站1家,政府部门网站2家。从检查结果来看,合格网站2家,问题网站1家。
二、主要问题
(一)甲县政府网站
1、栏目信息更新不及时(网络问政、巡察动态专题专栏);
2、政务咨询类栏目无法查看结果(网上调查)。
三、工作要求
(一)提高认识。严防政府网站出现“更新不及时”问题,“乙网”要举一反三。
附件:统计表
某市人民政府办公室
2018年2月28日
附件
统计表
序号
网站标识码
单位名称
是否为门户网
网址
网站存在的问题
结果
1
4210230004
甲县人民政府
是
http://www.a.gov.cn/
1、网络问政栏目信息更新不及时; 2、政务咨询类栏目无法查看结果。
不合格
2
4210000013
某市农业局
否
nyj.b.gov.cn
无
合格
3
4210000035
某市林业局
否
lyj.b.gov.cn
合格
"""


def test_a_city_s_circular_with_a_table_of_all_sites() -> None:
    circular = read_circular(CITY)
    assert circular.title == "某市人民政府办公室关于2018年第一季度全市政府网站检查情况的通报"
    assert circular.issuer == "某市人民政府办公室"
    assert circular.document_no == "某政办〔2018〕12号"
    assert circular.period == "2018年第一季度"
    assert circular.signed_on == date(2018, 2, 28)
    assert circular.totals == {
        "messages_received": 3,
        "resolution_rate": 100,
        "running_sites": 3,
        "inspected": 3,
        "qualified": 2,
        "unqualified": 1,
    }
    assert [row.verdict for row in circular.rows] == [Verdict.UNQUALIFIED, Verdict.QUALIFIED, Verdict.QUALIFIED]
    assert [row.is_portal for row in circular.rows] == [True, False, False]
    assert circular.rows[0].problem_words == {Problem.STALE_COLUMN, Problem.SURVEY_WITHOUT_RESULT}
    assert circular.rows[1].problems == ()
    assert circular.rows[2].problems_text == ""
    assert [(site.name, site.problems[0].problem) for site in circular.named_sites] == [
        ("甲县政府网站", Problem.STALE_COLUMN),
        ("甲县政府网站", Problem.SURVEY_WITHOUT_RESULT),
    ]


def test_a_list_of_failing_sites_and_rectification() -> None:
    text = "\n".join(
        [
            "附件",
            "第二季度政府网站普查情况汇总表",
            *("序号", "网站名称", "网站标识码", "存在的突出问题", "是否完成整改"),
            *("1", "甲市人民政府", "5118000022", "无"),
            *("2", "乙区人民政府", "5118020001", "信息格式混乱", "是"),
            *("3", "丙区人民政府", "5118030001", "链接无法打开", "否"),
            *("4", "丁局", "5118000030", "空栏目", "正在整改"),
        ]
    )
    rows = read_circular(text).rows
    assert [row.rectified for row in rows] == [None, True, False, False]
    assert [row.verdict for row in rows] == [None] * 4
    assert rows[3].problem_words == {Problem.BLANK_COLUMN}


def test_prose_that_names_sites() -> None:
    text = """二、主要问题
(一)网站管理不到位。如“甲省社会组织网”未在全国政府网站信息报送系统中填报。乙市“丙管理局”网、丁区“戊镇人民政府”网首页长期不更新,且发稿日期造假。
(二)互动渠道不畅通。一是部分政府网站仍未添加“我为政府网站找错”监督举报平台入口,如“己新区”网、“庚政务服务网”等。二是一些网站无互动交流栏目,如“辛普法网”。
(三)专栏。市规划局、交通委未开通此专栏,发改委、科技局、壬区等3个政府网站无信息报送。
(四)找错。这些问题都集中反映在市人社局、市社保局由于信息系统整合,无法正常访问。
"""
    found = [
        (site.name, [mapped.problem.value for mapped in site.problems]) for site in read_circular(text).named_sites
    ]
    assert found == [
        ("甲省社会组织网", ["unreported_site"]),
        ("丙管理局", ["home_not_updated"]),
        ("戊镇人民政府", ["home_not_updated"]),
        ("丙管理局", ["forged_date"]),
        ("戊镇人民政府", ["forged_date"]),
        ("己新区", ["missing_error_report_entry"]),
        ("庚政务服务网", ["missing_error_report_entry"]),
        ("辛普法网", ["no_consultation_channel"]),
        ("市规划局", ["missing_required_column"]),
        ("交通委", ["missing_required_column"]),
        ("发改委", ["required_column_not_reported"]),
        ("科技局", ["required_column_not_reported"]),
        ("壬区", ["required_column_not_reported"]),
        ("市人社局", ["site_unreachable"]),
        ("市社保局", ["site_unreachable"]),
    ]


def test_nobody_is_blamed_for_another_s_fault() -> None:
    text = """二、主要问题
一些网站域名不规范,如“甲检验所”网的域名仍以“.com”为后缀;瞒报漏报现象依然存在,如“乙交易网”未在报送系统中填报。
丙局网站、丁局网站、戊局网站分别存在未提供咨询建言渠道、附件无法下载、空白栏目、死链等问题。
己局网站、庚局网站分别存在首页不更新、空白栏目问题。
全市政府网站未发现更新不及时问题。其中一个网站长期不更新,市级部门网站信息更新不及时,部分单位网站存在死链,基层网站有空白栏目。
"""
    found = [
        (site.name, [mapped.problem.value for mapped in site.problems]) for site in read_circular(text).named_sites
    ]
    assert found == [
        ("甲检验所", ["irregular_domain"]),
        ("乙交易网", ["unreported_site"]),
        ("丙局", []),
        ("丁局", []),
        ("戊局", []),
        ("己局", ["home_not_updated"]),
        ("庚局", ["blank_column"]),
    ]


def test_sites_listed_under_a_heading_that_says_what_is_wrong() -> None:
    text = """二、主要问题
(一)首页不更新。
“甲局”网、乙县“丙镇人民政府”网。
(二)空白栏目超过5个
丁局网站、戊局网站。
(三)已完成整改的情况
己局网站、庚局网站。
"""
    found = [
        (site.name, [mapped.problem.value for mapped in site.problems]) for site in read_circular(text).named_sites
    ]
    assert found == [
        ("甲局", ["home_not_updated"]),
        ("丙镇人民政府", ["home_not_updated"]),
        ("丁局", ["blank_column"]),
        ("戊局", ["blank_column"]),
    ]


def test_failing_sites_named_in_one_sentence() -> None:
    text = "一、总体情况\n全市运行33家政府网站,合格率为93.94%。不合格的网站有甲县人民政府门户网站、乙市市场监督管理局网站。\n"
    named = read_circular(text).named_sites
    assert [(site.name, site.unqualified) for site in named] == [("甲县人民政府", True), ("乙市市场监督管理局", True)]


def test_a_city_that_quotes_the_nation_keeps_its_own_totals() -> None:
    text = """某市人民政府办公厅关于2018年八月份全市政府网站检查情况的通报
一、抽查情况
(一)第二季度全国情况:此次共抽查全国政府网站441家,总体合格率96%,我省被抽查政府网站13家,2家不合格,合格率为84.6%。
(二)市政府办公厅此次共检查政府网站44家,未发现不合格网站。
"""
    circular = read_circular(text)
    assert circular.totals == {"inspected": 44, "unqualified": 0}
    assert [(tally.scope, tally.get("inspected").value) for tally in circular.tallies if tally.get("inspected")] == [  # type: ignore[union-attr]
        ("national", Decimal(441)),
        ("province", Decimal(13)),
        ("city", Decimal(44)),
    ]


def test_new_media_figures_are_kept_apart() -> None:
    text = """一、总体情况
(一)政府网站。本次检查56家政府网站,不合格网站2家,合格率96%。
(二)政务新媒体。全市政务新媒体共计252个。本次检查发现不合格政务新媒体共计25个,合格率90%。
"""
    assert read_circular(text).totals == {
        "inspected": 56,
        "unqualified": 2,
        "pass_rate": 96,
        "media_accounts": 252,
        "media_unqualified": 25,
        "media_pass_rate": 90,
    }


def test_a_text_that_is_no_circular() -> None:
    circular = read_circular("今天天气很好。")
    assert (circular.title, circular.rows, circular.totals, circular.named_sites) == (None, (), {}, ())
