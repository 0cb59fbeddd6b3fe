"""Links between interpretations and documents: which links of an article count."""

import pytest

from govcrawl.extract.related import is_interpretation, read_related
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place, Resource, Scope

HERE = "http://www.anshan.gov.cn/zcjd/202310/t20231011_2.html"
DOCUMENT = "http://www.anshan.gov.cn/zfwj/202310/t20231009_1.html"
INTERPRETED = "《鞍山市城镇供水管理办法》政策解读"


def seen(anchor: str, place: Place = Place.BODY, url: str = DOCUMENT, resource: Resource = Resource.PAGE) -> LinkSeen:
    return LinkSeen(url, url, anchor, place, Scope.SAME_SITE, resource)


@pytest.mark.parametrize(
    ("link", "title", "kind"),
    [
        (seen("政策原文"), INTERPRETED, "document"),
        (seen("【相关文件】", Place.LIST), INTERPRETED, "document"),
        (seen("鞍山市人民政府关于印发《鞍山市城镇供水管理办法》的通知"), INTERPRETED, "document"),
        (seen("鞍山市人民政府关于印发城镇供水管理办法的通知", Place.LIST), INTERPRETED, "document"),
        (seen("关于印发城镇供水管理办法的通知", resource=Resource.ATTACHMENT, url=HERE + ".pdf"), INTERPRETED, "document"),
        (seen("图解"), "鞍山市城镇供水管理办法", "interpretation"),
        (seen("一图读懂《鞍山市城镇供水管理办法》", Place.LIST), "关于印发《鞍山市城镇供水管理办法》的通知", "interpretation"),
        # Menus and columns are no link between the two; nor are the latest pieces beside the text.
        (seen("政策解读", Place.NAVIGATION), "鞍山市城镇供水管理办法", None),
        (seen("政策解读", url="http://www.anshan.gov.cn/zcjd/"), "鞍山市城镇供水管理办法", None),
        (seen("《鞍山市养犬管理条例》解读", Place.LIST), "鞍山市城镇供水管理办法", None),
        (seen("鞍山市人民政府关于做好森林防火工作的通知", Place.LIST), INTERPRETED, None),
        (seen("鞍山市供水公司召开工作会议"), INTERPRETED, None),
        (seen("政策原文", url=HERE), INTERPRETED, None),
        (seen("政策原文", Place.HIDDEN), INTERPRETED, None),
    ],
)  # fmt: skip
def test_related(link: LinkSeen, title: str, kind: str | None) -> None:
    assert [one.kind for one in read_related([link, link], title, HERE)] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (INTERPRETED, True),
        ("一图读懂城镇供水新规", True),
        ("市长就供水答记者问", True),
        ("关于印发供水管理办法的通知", False),
    ],
)
def test_interpretations_are_told_by_their_titles(title: str, told: bool) -> None:
    assert is_interpretation(title) is told
