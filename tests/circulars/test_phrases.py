"""Complaints and the problem words that they map to. The examples of phrases.toml are cases of their own."""

import pytest

from govcrawl.circulars.pairs import DATA as PAIRS
from govcrawl.circulars.phrases import DATA, map_phrase, split_items, unmapped
from govcrawl.model.vocabulary import Problem

EXAMPLES = [(entry["problem"], text) for entry in DATA["phrase"] for text in entry["examples"]]
OWN_WORDS = [(entry["problem"], text) for entry in PAIRS["pair"] for text in entry["examples"]]
NEVER = [(entry["problem"], text) for entry in DATA["phrase"] for text in entry.get("never", [])]


def words(text: str) -> list[str]:
    return [mapped.problem.value for mapped in map_phrase(text)]


@pytest.mark.parametrize(("problem", "text"), EXAMPLES)
def test_examples(problem: str, text: str) -> None:
    assert problem in words(text)


@pytest.mark.parametrize(("problem", "text"), OWN_WORDS)
def test_complaints_in_words_of_their_own(problem: str, text: str) -> None:
    assert words(text) == [problem]


@pytest.mark.parametrize(("problem", "text"), NEVER)
def test_counter_examples(problem: str, text: str) -> None:
    assert problem not in words(text)


@pytest.mark.parametrize(("text", "problems"), DATA["marks_examples"].items())
def test_lists_of_missing_footer_marks(text: str, problems: list[str]) -> None:
    assert words(text) == problems


def test_every_phrase_has_an_example_and_a_word_of_the_closed_list() -> None:
    for entry in DATA["phrase"]:
        assert Problem(entry["problem"])
        assert entry["examples"], entry["pattern"]


def test_every_row_of_the_published_mapping_is_seen() -> None:
    """Rows 1 to 38 but 24, 36 and 38 (figures, site state, life cycle), 23 and 25 to 27 (lists of marks)."""
    seen = {number for entry in DATA["phrase"] for number in entry.get("seen", [])}
    assert seen >= set(range(1, 38)) - {23, 24, 26, 27, 36}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重点领域栏目更新不及时", ["stale_column"]),
        (
            "1、网络问政、投资监利等栏目信息更新不及时; 2、政务咨询类栏目无法查看结果。",
            ["stale_column", "survey_without_result"],
        ),
        ("信息重复发布、网站速度较慢", ["duplicate_release", "slow_site"]),
        ("死链错链", ["dead_link", "misdirected_link"]),
        ("首页长期不更新,且发稿日期造假", ["home_not_updated", "forged_date"]),
        ("域名和名称不规范", ["irregular_domain", "irregular_name"]),
        ("办事指南要素不全,缺少办理依据、办事流程、表格下载等", ["incomplete_service_guide", "missing_form_download"]),
        ("①首页不更新②空白栏目6个", ["home_not_updated", "blank_column"]),
        (
            "更新不及时、信息不准确、意见不回应、服务不实用",
            ["stale_column", "suspect_wording", "unanswered_message", "incomplete_service_guide"],
        ),
        ("无", []),
        ("", []),
        ("未发现漏报网站", []),
        ("严防政府网站出现更新不及时", []),
        ("网站整体运行良好", []),
        ("首页更新及时，无空白栏目", []),
        ("无死链、错链和错别字", []),
        ("没有死链", []),
        ("不存在空白栏目", []),
        ("对更新不及时的网站予以通报", []),
        ("加强对空白栏目的整治", []),
        ("各单位要及时更新栏目信息", []),
        ("栏目不存在更新不及时问题", []),
        ("互动交流栏目无未回复留言", []),
        ("信息更新及时，内容丰富；搜索功能完善；留言答复及时、办理规范", []),
        ("网站标识码、ICP备案齐全", []),
        ("已申请临时下线", []),
        ("附件可以正常下载，图片显示正常", []),
        ("网民留言全部按期办结", []),
        ("通知公告栏目6个月无信息更新", ["stale_column"]),
        ("首页被植入黑链", ["hidden_link"]),
        ("无搜索功能、死链", ["no_site_search", "dead_link"]),
    ],
)
def test_cells_with_several_or_no_complaints(text: str, expected: list[str]) -> None:
    assert sorted(words(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("图片新闻、产业发展与企业成长栏目更新不及时", ("图片新闻", "产业发展与企业成长")),
        ("栏目信息更新不及时(党风廉政建设、文博事业、旅游市场等)", ("党风廉政建设", "文博事业", "旅游市场")),
        ("武汉,宜昌,恩施州公安外链失效。", ("武汉", "宜昌", "恩施州公安")),
        ("国家企业信用信息公示系统存在死链", ("国家企业信用信息公示系统",)),
        ("专题专栏更新不及时", ("专题专栏",)),
        ("政务公开多个栏目两年未更新", ("政务公开",)),
        ("甲、乙和丙栏目更新不及时", ("甲", "乙", "丙")),
        ("多个栏目为空白", ()),
    ],
)
def test_what_a_complaint_is_about(text: str, subjects: tuple[str, ...]) -> None:
    assert map_phrase(text)[0].subjects == subjects


def test_words_that_only_come_nearest_say_so() -> None:
    assert map_phrase("信息格式混乱")[0].nearest
    assert not map_phrase("页面出现乱码")[0].nearest


def test_what_no_word_fits_is_left_for_a_person() -> None:
    assert unmapped("1、网站漂亮;2、首页不更新") == ("网站漂亮",)
    assert unmapped("无") == ()


def test_items() -> None:
    assert split_items("1、甲;2、乙") == ("甲", "乙")
    assert split_items("(1)甲 (2)乙") == ("甲", "乙")
    assert split_items("更新少于10条") == ("更新少于10条",)
