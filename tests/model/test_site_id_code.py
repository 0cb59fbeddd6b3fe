"""网站标识码: what is one, what it says, and what is wrong with what is none."""

import pytest

from govcrawl.model.site_id_code import SiteIdCodeError, parse_site_id_code
from govcrawl.model.vocabulary import SiteLevel


@pytest.mark.parametrize(
    ("typed", "text", "family", "region_code"),
    [
        ("4210030010", "4210030010", "local", "421003"),
        (" 4210 030010 ", "4210030010", "local", "421003"),
        ("４２１００３００１０", "4210030010", "local", "421003"),
        ("'4210030010", "4210030010", "local", "421003"),
        ("4210030010.0", "4210030010", "local", "421003"),
        ("BM07000001", "bm07000001", "ministry", None),
        ("bt03000040", "BT03000040", "corps", "BT0300"),
    ],
)
def test_codes_as_people_type_them(typed: str, text: str, family: str, region_code: str | None) -> None:
    code = parse_site_id_code(typed)
    assert (code.text, code.family, code.region_code) == (text, family, region_code)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("421003001", "length"),
        ("42100300100", "length"),
        ("310000000044", "length"),
        ("bm236554412", "length"),
        ("421003001O", "shape"),
        ("0210030010", "shape"),
        ("9210030010", "shape"),
        ("bm2365544", "length"),
        ("xm07000001", "shape"),
        ("4.21003E+09", "lost_digits"),
        ("政府网站标识码", "length"),
    ],
)
def test_what_is_wrong_with_what_is_none(typed: str, problem: str) -> None:
    with pytest.raises(SiteIdCodeError) as caught:
        parse_site_id_code(typed)
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("bm07000001", SiteLevel.NATIONAL),
        ("bm29030010", SiteLevel.NATIONAL),
        ("4200000001", SiteLevel.PROVINCE),
        ("4210000056", SiteLevel.CITY),
        ("4210030010", SiteLevel.COUNTY),
        ("4290040001", SiteLevel.COUNTY),
        ("3101150012", SiteLevel.CITY),
        ("3100000001", SiteLevel.PROVINCE),
        ("BT00000001", SiteLevel.PROVINCE),
        ("BT03000040", SiteLevel.CITY),
    ],
)
def test_level_hint(text: str, level: SiteLevel) -> None:
    assert parse_site_id_code(text).level is level


def test_the_unit_code_is_the_first_six_characters() -> None:
    assert parse_site_id_code("bm29030010").unit_code == "bm2903"
