"""The draw: repeatable, the right size, fair to strata, and undisturbed by sites that come and go."""

from fractions import Fraction

import pytest

from govcrawl.cli.sampling import Sample, draw, parse_sample
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel


def site(number: int, kind: SiteKind = SiteKind.DEPARTMENT, region: str = "421000") -> Site:
    return Site(
        f"{region}{number:04}", f"网站{number}", f"http://{number}.gov.cn/", kind, SiteLevel.CITY, region_code=region
    )


SITES = tuple(site(number) for number in range(42))


@pytest.mark.parametrize(
    ("text", "sample"),
    [
        ("30%", Sample(share=Fraction(3, 10))),
        (" 12.5 ％", Sample(share=Fraction(1, 8))),
        ("100%", Sample(share=Fraction(1))),
        ("7", Sample(count=7)),
    ],
)
def test_a_sample_is_a_share_or_a_number(text: str, sample: Sample) -> None:
    assert parse_sample(text) == sample


@pytest.mark.parametrize("text", ["", "0", "0%", "100.1%", "101%", "-3", "0.3", "abc", "30 %x"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_sample(text)


@pytest.mark.parametrize(("text", "size"), [("30%", 13), ("50%", 21), ("100%", 42), ("5", 5), ("99", 42)])
def test_a_share_is_never_less_than_asked_for(text: str, size: int) -> None:
    assert len(draw(SITES, parse_sample(text), seed=1)) == size


def test_the_same_seed_draws_the_same_sites_in_any_order_of_the_register() -> None:
    drawn = draw(SITES, parse_sample("30%"), seed=7)
    again = draw(tuple(reversed(SITES)), parse_sample("30%"), seed=7)
    assert {one.site_id_code for one in drawn} == {one.site_id_code for one in again}
    assert drawn != draw(SITES, parse_sample("30%"), seed=8)


def test_the_draw_is_the_same_on_every_machine() -> None:
    codes = [one.site_id_code for one in draw(SITES, parse_sample("4"), seed=20180228)]
    assert codes == ["4210000009", "4210000021", "4210000024", "4210000033"]


def test_a_new_site_moves_no_other() -> None:
    before = {one.site_id_code for one in draw(SITES, Sample(count=10), seed=3)}
    after = {one.site_id_code for one in draw((*SITES, site(99)), Sample(count=10), seed=3)}
    assert len(before - after) <= 1


def test_strata_get_their_share_and_the_whole_is_kept() -> None:
    sites = [site(number, SiteKind.PORTAL if number < 9 else SiteKind.DEPARTMENT) for number in range(42)]
    drawn = draw(sites, parse_sample("30%"), seed=1, strata=("kind",))
    portals = sum(one.kind is SiteKind.PORTAL for one in drawn)
    # 13 of 42: 9 portals are due 2.79, 33 departments 10.21
    assert (portals, len(drawn)) == (3, 13)


def test_strata_of_two_keys() -> None:
    sites = [site(number, region=region) for region in ("421001", "421002", "421003") for number in range(10)]
    drawn = draw(sites, parse_sample("30%"), seed=1, strata=("region", "kind"))
    assert [sum(one.region_code == region for one in drawn) for region in ("421001", "421002", "421003")] == [3, 3, 3]
