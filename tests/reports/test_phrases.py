"""Findings to sentences: as circulars print them, and readable back by our own reader of circulars."""

from decimal import Decimal

import pytest

from govcrawl.circulars.phrases import map_phrase
from govcrawl.model.vocabulary import Problem
from govcrawl.reports.phrases import cell, problem_phrases
from govcrawl.reports.words import table
from govcrawl.store.reporting import FindingRow


def finding(
    problem: str, subject: str, *, outcome: str = "breached", confidence: str = "confirmed", review: str = "none"
) -> FindingRow:
    return FindingRow(
        "4210030010", "some_indicator", "finding", problem, outcome, subject, None, None, "", Decimal(0), confidence, None,
        review, None, None,
    )  # fmt: skip


def findings(problem: str, *subjects: str) -> list[FindingRow]:
    return [finding(problem, subject) for subject in subjects]


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (findings("stale_column", "重点领域"), ("重点领域栏目更新不及时",)),
        (findings("stale_column", "图片新闻", "政策文件"), ("图片新闻、政策文件栏目更新不及时",)),
        (findings("stale_column", "专题专栏"), ("专题专栏更新不及时",)),
        (findings("stale_column", "首页幻灯片"), ("首页幻灯片更新不及时",)),
        (findings("stale_column", *"ABCDEF"), ("A、B、C、D等6个栏目更新不及时",)),
        (findings("stale_column", "要闻", "要闻"), ("要闻栏目更新不及时",)),
        (findings("dead_link", "国家企业信用信息公示系统"), ("国家企业信用信息公示系统存在死链",)),
        (findings("dead_link", "http://www.gov.cn/a", "要闻"), ("存在2处死链",)),
        (
            findings("missing_site_id_code", "footer")
            + findings("missing_icp_filing", "footer")
            + findings("missing_police_filing", "footer"),
            ("未列明网站标识码、ICP备案编号和公安机关备案标识",),
        ),
        (findings("missing_police_filing", "footer"), ("未列明公安机关备案标识",)),
        ([], ()),
    ],
)
def test_sentences_are_those_of_circulars(found: list[FindingRow], printed: tuple[str, ...]) -> None:
    assert problem_phrases(found) == printed


@pytest.mark.parametrize(
    ("outcome", "confidence", "review", "is_named"),
    [
        ("breached", "confirmed", "none", True),
        ("breached", "suspected", "confirmed", True),
        ("breached", "suspected", "none", False),
        ("breached", "confirmed", "waived", False),
        ("unknown", "suspected", "none", False),
    ],
)
def test_only_what_counts_is_named(outcome: str, confidence: str, review: str, is_named: bool) -> None:
    one = finding("stale_column", "要闻", outcome=outcome, confidence=confidence, review=review)
    assert bool(problem_phrases([one])) is is_named


def test_a_cell_numbers_several_sentences_and_says_none() -> None:
    assert cell(()) == "无"
    assert cell(("甲",)) == "甲"
    assert cell(("甲", "乙")) == "1、甲；2、乙。"


def test_every_problem_word_has_its_words() -> None:
    assert set(table("problems")) == {problem.value for problem in Problem}
    for entry in table("problems").values():
        assert set(entry["title"]) == {"zh", "en"}
        assert ("phrase" in entry) != ("mark" in entry)


@pytest.mark.parametrize("problem", [problem.value for problem in Problem])
@pytest.mark.parametrize("subjects", [("图片新闻",), tuple("甲乙丙丁戊己")])
def test_our_own_sentences_are_read_back_as_the_same_problem(problem: str, subjects: tuple[str, ...]) -> None:
    (sentence,) = problem_phrases(findings(problem, *subjects))
    assert {mapped.problem.value for mapped in map_phrase(sentence)} == {problem}
