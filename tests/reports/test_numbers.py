"""Percentages against figures printed in circulars (the five seeds and the rounding survey of report-shapes)."""

from decimal import Decimal

import pytest

from govcrawl.reports.numbers import percent, points_change, trim


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "printed"),
    [
        (50, 54, 1, "92.6%"),  # 黄冈 2019Q1
        (11, 13, 1, "84.6%"),  # 鞍山 2018-08, 我省
        (289, 303, 0, "95%"),  # 国办 2018Q1
        (11639, 23269, 0, "50%"),
        (23027, 23269, 0, "99%"),
        (39, 42, 1, "92.9%"),
        (42, 42, 1, "100%"),
        (42, 42, 2, "100%"),
        (0, 42, 1, "0%"),
        (19, 20, 1, "95%"),
        (1, 8, 1, "12.5%"),
        (1, 8, 0, "13%"),
        (9997, 10000, 1, "99.9%"),
        (1, 100_000, 1, "<0.1%"),
        (0, 0, 1, "—"),
    ],
)
def test_percent_is_printed_as_circulars_print_it(part: int, whole: int, decimals: int, printed: str) -> None:
    assert percent(part, whole, decimals) == printed


@pytest.mark.parametrize(("number", "text"), [("92.60", "92.6"), ("100.0", "100"), ("0.00", "0"), ("1E+2", "100")])
def test_trim(number: str, text: str) -> None:
    assert trim(Decimal(number)) == text


def test_change_is_taken_from_the_exact_rates() -> None:
    # 1/3 -> 2/3: exact difference 33.333; rounded rates 33.3 and 66.7 would give 33.4
    assert points_change((2, 3), (1, 3)) == Decimal("33.3")
    assert points_change((1, 1), (0, 0)) is None
