"""A wrong checklist is refused with file and key."""

from decimal import Decimal
from typing import Any

import pytest

from govcrawl.checklists.edition import EditionError
from govcrawl.checklists.parse import read_indicator, read_rules

GOOD: dict[str, Any] = {
    "id": "news",
    "code": "D-1",
    "title": "动态要闻",
    "category": "发布解读",
    "kind": "deduction",
    "automation": "machine",
    "check": "stale_columns",
    "clause": "前2周未更新的扣5分。",
    "document": "某文",
    "address": "http://www.gov.cn/",
    "verified": True,
    "points": Decimal("0.5"),
    "uses": ["windows"],
    "parameters": {"kinds": ["news"], "window": {"days": 14}},
}
SHARED = {"windows": {"windows": {"news": {"days": 14}}}}


def test_good_indicator_with_shared_parameters() -> None:
    indicator = read_indicator(GOOD, SHARED, "x/news.toml")
    assert indicator.points == Decimal("0.5")
    assert str(indicator.windows("windows")["news"]) == "2周"
    assert indicator.words("kinds") == ("news",)
    assert indicator.window("window").days == 14


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "penalty"}, "kind"),
        ({"automation": None}, "automation"),
        ({"title": ""}, "title"),
        ({"verified": "yes"}, "verified"),
        ({"points": "5"}, "points"),
        ({"colour": "red"}, "colour"),
        ({"site_kinds": ["mobile"]}, "site_kinds"),
        ({"site_kinds": "portal"}, "site_kinds"),
        ({"effective_from": "2019"}, "effective_from"),
        ({"by_level": {"moon": {"points": 1}}}, "by_level"),
        ({"by_level": {"national": {"weight": 1}}}, "by_level.national"),
        ({"uses": ["nothing"]}, "nothing"),
    ],
)
def test_wrong_indicator_names_file_and_key(change: dict[str, Any], named: str) -> None:
    with pytest.raises(EditionError, match=r"^x/news\.toml.*") as refused:
        read_indicator(GOOD | change, SHARED, "x/news.toml")
    assert named in str(refused.value)


def test_deduction_without_points_is_refused() -> None:
    without = {key: value for key, value in GOOD.items() if key != "points"}
    with pytest.raises(EditionError, match="points"):
        read_indicator(without, SHARED, "x/news.toml")


@pytest.mark.parametrize(
    ("reader", "key"),
    [
        ("count", "kinds"),
        ("number", "kinds"),
        ("word", "kinds"),
        ("words", "window"),
        ("table", "kinds"),
        ("window", "kinds"),
    ],
)
def test_wrong_parameter_names_indicator_and_key(reader: str, key: str) -> None:
    indicator = read_indicator(GOOD, SHARED, "x/news.toml")
    with pytest.raises(EditionError, match=f"news.{key}"):
        getattr(indicator, reader)(key)
    with pytest.raises(EditionError, match="missing"):
        getattr(indicator, reader)("missing")


@pytest.mark.parametrize("wrong", [{"judges": 1}, {"judges": True, "fail_under": 60}, {"judges": True, "full": "x"}])
def test_wrong_rules_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(EditionError, match=r"x/edition\.toml"):
        read_rules(wrong, "x/edition.toml")
