"""Single cells: addresses, dates, yes and no."""

from datetime import date

import pytest

from govcrawl.register.cells import read_answer, read_date, read_period, read_urls


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("http://www.jianli.gov.cn/", "http://www.jianli.gov.cn/"),
        ("https://www.jianli.gov.cn", "https://www.jianli.gov.cn/"),
        ("gsj.jingzhou.gov.cn", "http://gsj.jingzhou.gov.cn/"),
        ("  gsj.jingzhou.gov.cn  ", "http://gsj.jingzhou.gov.cn/"),
        ("HTTP://WWW.A.GOV.CN/Index", "http://www.a.gov.cn/Index"),
        ("ｈｔｔｐ：／／ｗｗｗ．ａ．ｇｏｖ．ｃｎ", "http://www.a.gov.cn/"),
        ("http：//www.a.gov.cn", "http://www.a.gov.cn/"),
        ("http//www.a.gov.cn", "http://www.a.gov.cn/"),
        ("http:/www.a.gov.cn", "http://www.a.gov.cn/"),
        ("http:\\\\www.a.gov.cn", "http://www.a.gov.cn/"),
        ("http:// www.a.gov.cn", "http://www.a.gov.cn/"),
        ("www。a。gov。cn", "http://www.a.gov.cn/"),
        ("“www.a.gov.cn”", "http://www.a.gov.cn/"),
        ("www.a.gov.cn;", "http://www.a.gov.cn/"),
        ("http://www.a.gov.cn:8080/b/", "http://www.a.gov.cn:8080/b/"),
        ("//www.a.gov.cn", "http://www.a.gov.cn/"),
        ("http://10.1.2.3/", "http://10.1.2.3/"),
        ("http://某市.政务", "http://xn--7st21t.xn--zfr164b/"),
    ],
)
def test_addresses_are_normalised(typed: str, url: str) -> None:
    assert read_urls(typed) == (url,)


@pytest.mark.parametrize(
    "typed", ["", "无", "暂无网址", "ftp://a.gov.cn", "javascript:void(0)", "mailto:a@b.cn", "http://", "abc"]
)
def test_what_is_no_address(typed: str) -> None:
    assert read_urls(typed) == ()


def test_several_addresses_in_one_cell() -> None:
    assert read_urls("www.a.gov.cn、www.b.gov.cn") == ("http://www.a.gov.cn/", "http://www.b.gov.cn/")
    assert read_urls("http://www.a.gov.cn\nhttp://a.b.gov.cn") == ("http://www.a.gov.cn/", "http://a.b.gov.cn/")


@pytest.mark.parametrize(
    "typed",
    [
        "2018-03-01",
        "2018/3/1",
        "2018.3.1",
        "2018年3月1日",
        "20180301",
        "2018-03-01 00:00:00",
        "43160",
        "２０１８年３月１日",
        "2018-03-01T08:30:00.000Z",
        "2018年3月1日 上午9时",
        "2018-03-01 星期四",
    ],
)
def test_dates(typed: str) -> None:
    assert read_date(typed) == date(2018, 3, 1)


@pytest.mark.parametrize(
    "typed",
    ["", "三月", "2018-02-30", "2018-13-01", "2018年3月", "12345", "2018-03-01 2018-03-31", "2018-03-01 至三月底"],
)
def test_what_is_no_date(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "2026-09-10至2026-10-31",
        "2026-09-10 至 2026-10-31",
        "2026.9.10—2026.10.31",
        "2026.9.10-2026.10.31",
        "2026/9/10~10/31",
        "２０２６年９月１０日－１０月３１日",
        "自2026年9月10日起至2026年10月31日止",
        "2026年9月10日到10月31日",
        "20260910-20261031",
        "2026-09-10\n2026-10-31",
        "2026-09-10 08:00至2026-10-31 18:00",
    ],
)
def test_periods_in_one_cell(typed: str) -> None:
    assert read_period(typed) == (date(2026, 9, 10), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2026年9月10日至30日", (date(2026, 9, 10), date(2026, 9, 30))),
        ("2026年9月至11月", (date(2026, 9, 1), date(2026, 11, 30))),
        ("2025年12月-2026年2月", (date(2025, 12, 1), date(2026, 2, 28))),
        ("2026.9-2026.11", (date(2026, 9, 1), date(2026, 11, 30))),
        ("2026年9月10日起", (date(2026, 9, 10), None)),
        ("2026-09-10至今", (date(2026, 9, 10), None)),
        ("2026-09-10—恢复运行", (date(2026, 9, 10), None)),
    ],
)
def test_periods_of_months_and_without_an_end(typed: str, period: tuple[date, date | None]) -> None:
    assert read_period(typed) == period


@pytest.mark.parametrize(
    "typed", ["", "2026-09-10", "2026-02-30", "2026年9月", "2026-02-30至2026-03-31", "2026-09-10至三月底", "46000"]
)
def test_what_is_no_period(typed: str) -> None:
    assert read_period(typed) is None


@pytest.mark.parametrize(
    ("typed", "answer"), [("是", True), ("否", False), ("Y", True), ("√", True), ("0", False), ("也许", None)]
)
def test_answers(typed: str, answer: bool | None) -> None:
    assert read_answer(typed) is answer
