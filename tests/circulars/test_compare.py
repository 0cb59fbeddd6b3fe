"""A circular held against our verdicts."""

import pytest

from govcrawl.circulars.compare import VerdictRow, compare, published_sites
from govcrawl.circulars.read import read_circular
from govcrawl.model.vocabulary import Problem, Verdict

TABLE = """二、主要问题
(一)甲县政府网站
1、首页不更新;
附件
统计表
序号
网站标识码
单位名称
网站存在的问题
结果
1
4210230004
甲县人民政府
栏目信息更新不及时
不合格
2
4210000013
某市农业局
无
合格
3
4210000035
某市林业局
存在死链
合格
"""


def row(code: str, name: str, verdict: Verdict, *problems: Problem) -> VerdictRow:
    return VerdictRow(code, name, verdict, frozenset(problems))


def test_agreed_missed_and_extra() -> None:
    ours = [
        row("4210230004", "甲县", Verdict.UNQUALIFIED, Problem.STALE_COLUMN),
        row("4210000013", "农业局", Verdict.UNQUALIFIED, Problem.BLANK_COLUMN),
        row("4210000099", "新局", Verdict.QUALIFIED),
    ]
    comparison = compare(read_circular(TABLE), ours)
    first, second = comparison.sites
    assert (first.verdict_agrees, first.agreed, first.missed, first.extra) == (
        True,
        {Problem.STALE_COLUMN},
        {Problem.HOME_NOT_UPDATED},
        frozenset(),
    )
    assert (second.verdict_agrees, second.extra) == (False, {Problem.BLANK_COLUMN})
    assert [site.name for site in comparison.only_published] == ["某市林业局"]
    assert [mine.site_id_code for mine in comparison.only_ours] == ["4210000099"]
    assert comparison.words == {
        "verdicts_agreed": 1,
        "verdicts_differing": 1,
        "verdicts_open": 0,
        "problems_agreed": 1,
        "problems_missed": 1,
        "problems_extra": 1,
    }


def test_an_undetermined_verdict_is_neither_right_nor_wrong() -> None:
    ours = [row("4210230004", "甲县", Verdict.UNDETERMINED, Problem.STALE_COLUMN)]
    assert compare(read_circular(TABLE), ours).sites[0].verdict_agrees is None


@pytest.mark.parametrize(
    ("named", "registered", "same"),
    [
        ("市水利局", "荆州市水利局", True),
        ("市水利局", "荆州水利局", True),
        ("水利局", "荆州市水利局", True),
        ("监利县政府网站", "监利县人民政府", True),
        ("曹路镇人民政府", "浦东新区“曹路镇人民政府”网", True),
        ("吉林老龄网", "吉林省“吉林老龄网”", True),
        ("玉林市司法局", "广西壮族自治区玉林市司法局", True),
        ("中卫市教育局", "白山市教育局", False),
        ("市教育局", "开平区教育局", False),
        ("市教育局", "甲县教育局", False),
        ("县教育局", "甲县教育局", True),
        ("市财政局", "荆州市司法局", False),
        ("发改委", "鞍山市发展和改革委员会", True),
        ("食药监局", "某市食品药品监督管理局", True),
        ("农委", "某市农村工作委员会", False),
        ("质监局", "某市安全生产监督管理局", False),
        ("安监局", "某市公安局监管支队", False),
    ],
)
def test_sites_are_matched_by_name_only_where_it_is_certain(named: str, registered: str, same: bool) -> None:
    text = f"二、主要问题\n如“{named}”网站首页不更新。"
    comparison = compare(read_circular(text), [row("4210000001", registered, Verdict.QUALIFIED)])
    assert bool(comparison.sites) is same


def test_a_name_that_fits_two_sites_fits_none() -> None:
    ours = [row("4210000001", "甲市教育局", Verdict.QUALIFIED), row("4211000001", "乙市教育局", Verdict.QUALIFIED)]
    assert compare(read_circular("二、主要问题\n如“市教育局”网站首页不更新。"), ours).sites == ()


def test_the_fate_of_sites_in_a_list_of_failures() -> None:
    cells = ["序号", "网站标识码", "网站名称", "不合格原因", "1", "4210000001", "甲局", "首页不更新"]
    (site,) = published_sites(read_circular("附件\n抽查不合格网站名单\n" + "\n".join(cells)))
    assert site.verdict is Verdict.UNQUALIFIED


def test_a_site_that_the_prose_calls_unqualified() -> None:
    (site,) = published_sites(read_circular("一、总体情况\n不合格网站为甲县人民政府门户网站。"))
    assert (site.name, site.verdict) == ("甲县人民政府", Verdict.UNQUALIFIED)


def test_a_short_form_that_fits_two_offices_fits_none() -> None:
    circular = read_circular("经检查,市教委、市工信委网站首页栏目更新不及时。")
    ours = [
        row("4210000001", "某市工业和信息化委员会", Verdict.QUALIFIED),
        row("4210000002", "某市工商信用委员会", Verdict.QUALIFIED),
    ]
    assert compare(circular, ours).sites == ()


def test_a_site_that_two_annexes_list_is_one_site_for_the_prose() -> None:
    again = "附件2\n问题清单\n序号\n网站标识码\n网站名称\n问题描述\n1\n4210230004\n甲县人民政府\n首页不更新\n"
    ours = [row("4210230004", "甲县人民政府", Verdict.UNQUALIFIED, Problem.STALE_COLUMN, Problem.HOME_NOT_UPDATED)]
    circular = read_circular(TABLE + again)
    assert [one.site_id_code for one in circular.rows].count("4210230004") == 2
    comparison = compare(circular, ours)
    assert "甲县" not in " ".join(site.name for site in comparison.only_published)
    assert comparison.sites[0].agreed == {Problem.STALE_COLUMN, Problem.HOME_NOT_UPDATED}
