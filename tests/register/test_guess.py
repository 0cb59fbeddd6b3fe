"""Kind and level where the register does not say them."""

import pytest

from govcrawl.model.site_id_code import parse_site_id_code
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.register.guess import guess_kind, guess_level, read_kind


@pytest.mark.parametrize(
    ("name", "code", "is_portal", "kind", "level"),
    [
        ("荆州区人民政府", "4210030010", None, SiteKind.PORTAL, SiteLevel.COUNTY),
        ("雅安市人民政府", "5118000022", None, SiteKind.PORTAL, SiteLevel.CITY),
        ("某省人民政府门户网站", "4200000001", None, SiteKind.PORTAL, SiteLevel.PROVINCE),
        ("中国·某市", "4210000001", None, SiteKind.PORTAL, SiteLevel.CITY),
        ("荆州经济技术开发区", "4210000014", True, SiteKind.PORTAL, SiteLevel.CITY),
        ("荆州市工商局", "4210000056", False, SiteKind.DEPARTMENT, SiteLevel.CITY),
        ("某县人民政府", "4210230004", False, SiteKind.COUNTY_AND_BELOW, SiteLevel.COUNTY),
        ("开平区教育局", "1302050002", None, SiteKind.COUNTY_AND_BELOW, SiteLevel.COUNTY),
        ("浦东新区“曹路镇人民政府”网", "3101150012", None, SiteKind.COUNTY_AND_BELOW, SiteLevel.TOWNSHIP),
        ("某街道办事处", "4210030033", None, SiteKind.COUNTY_AND_BELOW, SiteLevel.TOWNSHIP),
        ("雅安市人民政府法制信息网", "5118000024", None, SiteKind.DEPARTMENT, SiteLevel.CITY),
        ("雅安市人民政府政务服务管理办公室", "5118000020", None, SiteKind.DEPARTMENT, SiteLevel.CITY),
        ("工业和信息化部", "bm07000001", None, SiteKind.DEPARTMENT, SiteLevel.NATIONAL),
        ("某市政府网站集约化平台", "4210000099", None, SiteKind.PLATFORM, SiteLevel.CITY),
    ],
)
def test_guesses(name: str, code: str, is_portal: bool | None, kind: SiteKind, level: SiteLevel) -> None:
    found = guess_level(name, parse_site_id_code(code))
    assert (found, guess_kind(name, found, is_portal)) == (level, kind)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("portal", (SiteKind.PORTAL, None)),
        ("门户网站", (SiteKind.PORTAL, None)),
        ("市级门户网站", (SiteKind.PORTAL, SiteLevel.CITY)),
        ("省级部门", (SiteKind.DEPARTMENT, SiteLevel.PROVINCE)),
        ("县级以下", (SiteKind.COUNTY_AND_BELOW, None)),
        ("集约化平台", (SiteKind.PLATFORM, None)),
        ("商场", None),
    ],
)
def test_kind_words(word: str, expected: tuple[SiteKind, SiteLevel | None] | None) -> None:
    assert read_kind(word) == expected
