"""Surveys in lists and on their own pages: period, state, result."""

from datetime import date

import pytest

from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.surveys import read_surveys
from govcrawl.model.items import SurveySeen

AS_OF = date(2026, 11, 22)
URL = "http://www.example.gov.cn/hdjl/dczj/"


def page(body: str, title: str = "调查征集-某某县人民政府") -> Page:
    return open_page(RawPage(URL, f"<meta charset=utf-8><title>{title}</title><body>{body}</body>".encode()))


def seen(title: str, file: str, **facts: object) -> SurveySeen:
    return SurveySeen(title, URL + file, **facts)  # type: ignore[arg-type]


SURVEY_LISTS = [
    (
        "<ul><li><a href=1.html>关于养犬条例（草案）征求意见</a><span>[已结束]</span><span>2026-01-01至2026-02-01</span><a href=r1.html>结果反馈</a></li>"
        "<li><a href=2.html>营商环境问卷</a><span>[进行中]</span><span>2026-11-01至2026-12-31</span></li></ul>",
        (
            seen(
                "关于养犬条例（草案）征求意见",
                "1.html",
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 2, 1),
                ended=True,
                result_url=URL + "r1.html",
                has_result=True,
            ),
            seen("营商环境问卷", "2.html", starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 31), ended=False),
        ),
    ),
    (
        "<table><tr><th>主题</th><th>截止时间</th></tr><tr><td><a href=3.html>公交线路调查</a></td><td>截止时间：2026-11-22</td></tr>"
        "<tr><td><a href=4.html>垃圾分类调查</a></td><td>截止时间：2026-11-21</td></tr></table>",
        (
            seen("公交线路调查", "3.html", ends_on=date(2026, 11, 22), ended=False),
            seen("垃圾分类调查", "4.html", ends_on=date(2026, 11, 21), ended=True),
        ),
    ),
]


@pytest.mark.parametrize(
    ("body", "surveys"),
    SURVEY_LISTS,
)
def test_lists(body: str, surveys: tuple[SurveySeen, ...]) -> None:
    assert read_surveys(page(body), AS_OF) == surveys


SURVEY_PAGES = [
    (
        "<h1>规划征求意见</h1><p>开始时间：2026-01-01 结束时间：2026-01-31</p><p>征集结果：共收到意见 12 条，采纳 3 条。</p>",
        True,
        True,
    ),
    ("<h1>规划征求意见</h1><p>征集时间：2026-01-01 截止时间：2026-01-31</p>", True, False),
    ("<h1>规划征求意见</h1><p>截止日期：2026年12月31日</p>", False, None),
]


@pytest.mark.parametrize(
    ("body", "ended", "shown"),
    SURVEY_PAGES,
)
def test_own_page(body: str, ended: bool, shown: bool | None) -> None:
    (survey,) = read_surveys(page(body), AS_OF)
    assert (survey.title, survey.ended, survey.has_result) == ("规划征求意见", ended, shown)


def test_other_pages_have_no_surveys() -> None:
    body = "<ul><li><a href=1>放假公告</a><span>2026-01-01</span></li><li><a href=2>招考通知</a><span>2026-01-01</span></li></ul>"
    assert read_surveys(page(body, "通知公告"), AS_OF) == ()
    assert [survey.ended for survey in read_surveys(page(body, "通知公告"), AS_OF, in_survey_column=True)] == [
        None,
        None,
    ]


def test_an_ended_survey_beside_others_with_results_has_none() -> None:
    row = (
        "<li><a href={0}.html>关于第{0}号规划的调查</a><span>[已结束]</span><span>2026-01-01至2026-02-01</span>{1}</li>"
    )
    given = "<ul>" + row.format(1, "<a href=r.html>查看结果</a>") + row.format(2, "") + "</ul>"
    none = "<ul>" + row.format(1, "") + row.format(2, "") + "</ul>"
    assert [survey.has_result for survey in read_surveys(page(given), AS_OF)] == [True, False]
    assert [survey.has_result for survey in read_surveys(page(none), AS_OF)] == [None, None]
