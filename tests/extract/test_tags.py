"""The page tags of the guideline."""

import pytest

from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.tags import GENERATED_AT, read_tags


def tags(head: str) -> dict[str, str]:
    return dict(read_tags(open_page(RawPage("http://a.gov.cn/", f"<head><meta charset=utf-8>{head}</head>".encode()))))


def test_names_in_any_case_get_the_official_spelling() -> None:
    assert tags('<META NAME="siteidcode" CONTENT=" 4210000001 "><meta name="COLUMNNAME" content="通知\n公告">') == {
        "SiteIDCode": "4210000001",
        "ColumnName": "通知 公告",
    }


def test_all_compulsory_and_optional_tags() -> None:
    names = [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
        "Author",
        "Description",
        "Image",
        "Url",
    ]
    assert tags("".join(f'<meta name="{name}" content="x">' for name in names)) == dict.fromkeys(names, "x")


def test_an_empty_tag_stands_and_an_absent_one_does_not() -> None:
    assert tags('<meta name="SiteName" content=""><meta name="viewport" content="width=1">') == {"SiteName": ""}


def test_the_first_of_two_counts() -> None:
    assert tags('<meta name="PubDate" content="2018-08-01"><meta name="pubdate" content="2018-08-02">') == {
        "PubDate": "2018-08-01"
    }


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="others" content="页面生成时间 2018-08-31 03:14:07">',
        '<meta name="Maketime" content="2018-08-31 03:14:07">',
    ],
)
def test_the_time_of_generation(head: str) -> None:
    assert tags(head) == {GENERATED_AT: "2018-08-31 03:14:07"}


def test_others_without_the_label_is_no_time() -> None:
    assert tags('<meta name="others" content="x">') == {}
