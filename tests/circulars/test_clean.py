"""Text of mirrors made readable again, figures untouched."""

import pytest

from govcrawl.circulars.clean import clean, is_traditional


@pytest.mark.parametrize(
    ("found", "readable", "repair"),
    [
        ("各縣(區(qū))人民政府,各部門(mén)", "各县(区)人民政府,各部门", "pinyin_glosses"),
        ("全部整改到位?，F(xiàn)將情況通報", "全部整改到位。现将情况通报", "misaligned_bytes"),
        ("全部整改到位?,F(xiàn)將情況通報", "全部整改到位。现将情况通报", "misaligned_bytes"),
        ("?。ǘ\ue46a┬畔⒏\ue3db虏患皶r(shí)、更新量不足", " （二）信息更新不及时、更新量不足", "misaligned_bytes"),
        ("?。ǘ┱招新媒體", "(二)\ufffd招新媒体", "misaligned_bytes"),
        ("网站欄目?jī)?nèi)容", "网站栏目\ufffd容", "lost_characters"),
        ("情况如下,。各縣,,各市,、各區", "情况如下。各县,各市、各区", "doubled_punctuation"),
        (
            "政府入口網站、搜尋功能、最佳化、附屬檔案1、檔案局、政策文件",
            "政府门户网站、搜索功能、优化、附件1、档案局、政策文件",
            "traditional_characters",
        ),
        ("32人作出书页检查", "32人作出书面检查", "slips"),
    ],
)
def test_repairs(found: str, readable: str, repair: str) -> None:
    cleaned = clean(found)
    assert cleaned.text == readable
    assert repair in dict(cleaned.repairs)


@pytest.mark.parametrize(
    "text",
    [
        "政策文件栏目更新不及时(app)。",
        "手机应用(app)和微信(WeChat)",
        "为什么?我们的APP(见附件)",
        "抽查网站1,872家,合格率95%。",
        "乾县人民政府",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).repairs == ()


def test_the_second_copy_of_a_document_is_dropped_once() -> None:
    document = (
        "某市政府办公室关于八月份检查情况的通报\n信息来源:市府办 发布时间:2018-08-31\n现将情况通报如下。\n抽查44家。\n"
    )
    cleaned = clean(document + document.replace(" 发布", "发布") + "TOP")
    assert cleaned.text.split("\n") == [*document.strip().split("\n"), "TOP"]


def test_a_title_that_is_quoted_again_is_no_second_copy() -> None:
    text = (
        "2018年第一季度抽查情况通报\n由某办公室发布。\n基本介绍\n2018年第一季度抽查情况通报\n一、总体情况\n抽查303个。"
    )
    assert clean(text).text == text


def test_one_traditional_character_in_a_long_text_is_not_enough() -> None:
    assert not is_traditional("本次检查发现的问题已经全部整改到位" * 4 + "於")
    assert is_traditional("本次檢查發現的問題已經全部整改到位")
