"""Circulars of other shapes than the golden ones: other headers and orders, merged numbers, commas, lists, counts written out."""

import pytest

from govcrawl.circulars.arithmetic import check
from govcrawl.circulars.headers import column_of
from govcrawl.circulars.read import read_circular
from govcrawl.model.vocabulary import Verdict

UNQUALIFIED, QUALIFIED = Verdict.UNQUALIFIED, Verdict.QUALIFIED

TABLES = {
    "other order, tabs": (
        "检查结论\t网站标识码\t主办单位\t网站名称\t首页网址\t发现问题\n"
        "不合格\t3301000012\t市水利局\t市水利局网站\thttp://a.gov.cn\t首页超过两周未更新\n"
        "合格\t3301000013\t市教育局\t市教育局网\thttp://b.gov.cn\t无\n",
        [("市水利局网站", {"home_not_updated"}, UNQUALIFIED), ("市教育局网", set(), QUALIFIED)],
    ),
    "commas and quoted cells": (
        "地区,网站名称,网站标识码,存在问题\n"
        '东山区,东山区教育局,1504020001,"1.首页轮播图不显示,打开慢；2.死链"\n'
        "西河县,西河县人民政府,1504210001,未提供站内搜索\n",
        [
            ("东山区教育局", {"broken_image", "slow_site", "dead_link"}, None),
            ("西河县人民政府", {"no_site_search"}, None),
        ],
    ),
    "merged numbers, complaints in two columns, yes and no": (
        "序号|地区|单位名称|否决项|扣分情况|是否合格\n"
        "1|省直|省粮食局|首页不更新|—|否\n"
        "||省地震局|无|首页链接打不开3处（扣3分）|是\n"
        "2|甲市|甲市人民政府|无|无|是\n",
        [
            ("省粮食局", {"home_not_updated"}, UNQUALIFIED),
            ("省地震局", {"dead_link"}, QUALIFIED),
            ("甲市人民政府", set(), QUALIFIED),
        ],
    ),
    "blanks, a host unit for a name, an empty last cell": (
        "网站编码    被查单位    首页链接    否决原因    备注\n"
        "1401070001  市一局     http://a.gov.cn/   首页不更新\n"
        "1401070002  市二局     http://b.gov.cn/   互动回应差    已申诉\n",
        [("市一局", {"home_not_updated"}, None), ("市二局", {"unanswered_message"}, None)],
    ),
    "cells over several lines": (
        "序号\n单位名称\n网站名称\n问题描述\n扣分\n1\n市发改委\n发展和改革委员会网站\n重点领域栏目更新\n不及时\n5\n"
        "2\n市民政局\n民政信息网\n无\n0\n",
        [("市发改委", {"stale_column"}, None), ("市民政局", set(), None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES)
def test_tables_of_other_shapes(text: str, expected: list[tuple[str, set[str], Verdict | None]]) -> None:
    circular = read_circular(f"某市政府网站检查情况\n{text}")
    assert [(row.name, set(row.problem_words), row.verdict) for row in circular.rows] == expected
    assert not check(circular)
    assert circular.title == "某市政府网站检查情况"


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("检查存在问题", "problems"),
        ("主要问题说明", "problems"),
        ("未发现问题", None),
        ("抽查结论", "result"),
        ("是否达标", "result"),
        ("附件2抽查情况", None),
        ("政府网站识别码", "site_id_code"),
        ("网站首页地址", "url"),
        ("整改落实情况", "rectified"),
        ("被抽查单位", "name"),
        ("所属县区", "region"),
        ("市教育局", None),
    ],
)
def test_headers_in_other_words(header: str, column: str | None) -> None:
    assert column_of(header) == column


LISTS = {
    "1.市统计局网站：通知公告栏目6个月未更新，附件无法下载。": ("市统计局网站", None, False),
    "（三）市粮食局网站：未列明网站标识码。": ("市粮食局网站", None, False),
    "不合格网站名单：\n市公路局（标识码：6403000021）：首页超过3个月未更新；": ("市公路局", "6403000021", True),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.items())
def test_lists_of_sites_with_their_faults(text: str, expected: tuple[str, str | None, bool]) -> None:
    (named,) = read_circular(f"关于政府网站检查情况的通报\n{text}\n").named_sites
    assert (named.name, named.site_id_code, named.unqualified) == expected
    assert named.problems


def test_praise_in_a_list_names_nobody() -> None:
    assert not read_circular("关于政府网站检查情况的通报\n市统计局网站：更新及时，运行良好。\n").named_sites


def test_a_verdict_in_the_next_clause_is_of_the_same_site() -> None:
    named = read_circular("县教育局网站首页连续20天未更新，被评为不合格。").named_sites
    assert [(one.name, one.unqualified) for one in named] == [("县教育局", False), ("县教育局", True)]


@pytest.mark.parametrize(
    ("count", "number"),
    [("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("八十五", 85), ("一百零五", 105), ("两千三百零一", 2301)],
)
def test_counts_written_out(count: str, number: int) -> None:
    assert read_circular(f"三季度共检查政府网站{count}个。").totals["inspected"] == number


def test_a_count_that_is_no_number_is_not_read() -> None:
    assert "inspected" not in read_circular("共检查政府网站两三个。").totals


def test_a_sentence_above_a_table_is_not_its_title() -> None:
    """Else 不合格 in it would make every row a failure."""
    (table,) = read_circular("检查3家，不合格1家。\n序号|网站名称|存在问题\n1|市一局|死链\n").tables
    assert table.title == ""
