"""The editions hold what the documents hold: every indicator, the totals, the lines, a note where a number is uncertain."""

from collections import Counter
from decimal import Decimal

import pytest

from govcrawl.checklists.edition import Edition, EditionError
from govcrawl.checklists.load import edition_ids, load_edition
from govcrawl.checks.table import CHECKS
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import IndicatorKind, SiteKind, SiteLevel

EDITIONS = [load_edition(name) for name in edition_ids()]


def _site(kind: SiteKind, level: SiteLevel = SiteLevel.CITY, code: str = "4210000040") -> Site:
    return Site(code, "荆州市水利局", "http://slj.jingzhou.gov.cn/", kind, level)


def _codes(edition: Edition, start: str) -> list[str]:
    return [one.code for one in edition.indicators if one.code.startswith(start)]


def test_every_indicator_of_the_2015_list_stands_there() -> None:
    edition = load_edition("national_2015")
    assert _codes(edition, "V15") == ["V15-1", "V15-2", "V15-3", "V15-4", "V15-5"]
    deductions = "D15-1 D15-2 D15-3 D15-4a D15-4b D15-4c D15-4d D15-5 D15-6 D15-7 D15-8 D15-9 D15-10"
    assert _codes(edition, "D15") == deductions.split()


def test_every_indicator_of_the_2019_list_stands_there() -> None:
    edition = load_edition("national_2019")
    assert len(_codes(edition, "V19")) == 6
    assert len(_codes(edition, "D19-1")) == 9
    assert len(_codes(edition, "D19-2")) == 6
    assert len(_codes(edition, "D19-3")) == 4
    assert len(_codes(edition, "D19-4")) == 10  # 404 stands as entry (a) and answers (b)
    assert len(_codes(edition, "B19")) == 10


@pytest.mark.parametrize(
    ("kind", "totals"),
    [
        (IndicatorKind.DEDUCTION, {"发布解读": 31, "办事服务": 25, "互动交流": 23, "功能设计": 21}),
        (IndicatorKind.BONUS, {"信息发布": 7, "办事服务": 6, "互动交流": 8, "功能设计": 6, "创新发展": 3}),
    ],
)
def test_totals_of_2019(kind: IndicatorKind, totals: dict[str, int]) -> None:
    found: Counter[str] = Counter()
    for one in load_edition("national_2019").indicators:
        if one.kind is kind:
            found[one.category] += int(one.cap or 0)
    assert found == totals
    assert sum(totals.values()) == (100 if kind is IndicatorKind.DEDUCTION else 30)


def test_lines_of_the_editions() -> None:
    old, new = load_edition("national_2015").rules, load_edition("national_2019").rules
    assert (old.fail_at_deducted, old.capped, old.scored_kinds) == (40, False, ())
    assert (new.fail_below, new.capped, new.bonus_above, new.bonus_cap) == (60, True, 80, 30)
    assert load_edition("zhaoqing_2019").rules.veto_score == 59
    assert load_edition("zhaoqing_2019").rules.bonus_cap == 25
    assert load_edition("beijing_2022").rules.bonus_cap == 10
    assert not load_edition("guideline_2017").rules.judges


def test_2019_scores_portals_only() -> None:
    edition = load_edition("national_2019")
    asked = edition.asked_of(_site(SiteKind.DEPARTMENT), edition.effective_from)
    assert {one.kind for one in asked} == {IndicatorKind.VETO, IndicatorKind.FINDING}
    asked = edition.asked_of(_site(SiteKind.PORTAL), edition.effective_from)
    assert IndicatorKind.DEDUCTION in {one.kind for one in asked}


def test_ministries_are_asked_otherwise() -> None:
    edition = load_edition("national_2019")
    asked = {
        one.id: one for one in edition.asked_of(_site(SiteKind.PORTAL, SiteLevel.NATIONAL), edition.effective_from)
    }
    assert "overview" not in asked
    assert (asked["functions"].points, asked["functions"].cap) == (4, 4)


def test_guideline_is_asked_only_from_its_day() -> None:
    edition = load_edition("national_2015")
    before = {one.id for one in edition.asked_of(_site(SiteKind.PORTAL), edition.effective_from)}
    after = {one.id for one in edition.asked_of(_site(SiteKind.PORTAL), load_edition("national_2019").effective_from)}
    assert "footer_marks" not in before
    assert "footer_marks" in after


@pytest.mark.parametrize(
    ("edition_id", "own"),
    [
        ("anshan_2018", {"campaign_column"}),
        ("yaan_2018", {"relayed_notices", "duplicate_releases", "external_links"}),
        ("zhaoqing_2019", set()),
        ("beijing_2022", set()),
    ],
)
def test_local_editions_add_to_their_base(edition_id: str, own: set[str]) -> None:
    base = load_edition("national_2015" if "2018" in edition_id else "national_2019")
    local = load_edition(edition_id)
    assert {one.id for one in local.indicators} - {one.id for one in base.indicators} == own
    assert local.digest != base.digest


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_every_indicator_is_complete(edition: Edition) -> None:
    ids = [one.id for one in edition.indicators]
    assert len(ids) == len(set(ids))
    for one in edition.indicators:
        assert one.check in CHECKS, one.id
        assert one.verified or one.note, f"{one.id}: an unverified number needs a note of where it comes from"
        if one.kind in {IndicatorKind.DEDUCTION, IndicatorKind.BONUS}:
            assert one.points > 0
            assert one.cap is None or one.cap >= one.points or one.check == "person", one.id


def test_digest_is_stable_and_names_the_content() -> None:
    edition = load_edition("national_2015")
    load_edition.cache_clear()
    assert load_edition("national_2015").digest == edition.digest
    assert len({one.digest for one in EDITIONS}) == len(EDITIONS)


def test_unknown_edition_names_those_there_are() -> None:
    with pytest.raises(EditionError, match="national_2015"):
        load_edition("national_1999")
    with pytest.raises(EditionError):
        load_edition("../national_2015")


def test_no_cap_is_below_what_it_caps() -> None:
    for one in load_edition("national_2019").indicators:
        if one.cap is not None:
            assert one.cap > Decimal(0)
