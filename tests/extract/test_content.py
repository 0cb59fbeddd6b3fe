"""Duplicates, wrong words, garbled text, personal data."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.duplicates import Release, find_duplicates
from govcrawl.extract.garbled import page_text, read_garbled
from govcrawl.extract.page import RawPage, open_page
from govcrawl.extract.personal_data import read_personal_data
from govcrawl.extract.wording import WordList, WrongWord, load_list, shipped_list

AS_OF = date(2026, 11, 22)


def release(title: str, number: int, column: str = "通知公告", digest: str = "") -> Release:
    return Release(title, f"http://www.example.gov.cn/{number}.html", column, digest)


def groups(*releases: Release) -> list[tuple[str, list[str]]]:
    return [(group.how, [one.url[-6] for one in group.releases]) for group in find_duplicates(releases)]


def test_equal_titles_whatever_their_blanks_and_punctuation() -> None:
    assert groups(
        release("关于做好2026年防汛工作的通知", 1),
        release("关于做好２０２６年 防汛工作的通知。", 2),
        release("关于开展消防检查的通知", 3),
    ) == [("title", ["1", "2"])]


def test_titles_with_a_slip() -> None:
    assert groups(
        release("关于印发全县安全生产专项整治工作方案的通知", 1),
        release("关于印发全县安全生产专项整治工作方按的通知", 2),
    ) == [("near_title", ["2", "1"])]


def test_a_series_in_between_does_not_part_two_titles_with_a_slip() -> None:
    series = [release(f"全县第{number}批安全生产专项整治工作方案公告", number) for number in range(1, 9)]
    pair = [release("全县安全生产专项整治工作方案公告", 10), release("全县鞍全生产专项整治工作方案公告", 11)]
    assert len(groups(*pair)) == len(groups(*series, *pair)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("食品安全监督抽检信息公告（第1期）食品", "食品安全监督抽检信息公告（第2期）食品"),
        ("二〇二五年度政府网站工作年度报表公布", "二〇二六年度政府网站工作年度报表公布"),
        ("关于防汛工作的通知", "关于抗旱工作的通知"),
        ("通知", "通知"),
    ],
)
def test_different_releases(one: str, other: str) -> None:
    assert groups(release(one, 1), release(other, 2)) == []


def test_equal_bodies_and_one_address_listed_twice() -> None:
    digest = "0123456789abcdef"
    assert groups(
        release("甲县召开春耕生产会议", 1, digest=digest), release("春耕生产会议在甲县召开", 2, digest=digest)
    ) == [("body", ["1", "2"])]
    assert groups(release("关于做好防汛工作的通知", 1), release("关于做好防汛工作的通知", 1)) == []


def test_repetition_across_columns_is_told_apart() -> None:
    (group,) = find_duplicates([release("关于做好防汛工作的通知", 1), release("关于做好防汛工作的通知", 2, "政策文件")])
    assert group.is_across_columns


def test_a_long_history_is_quick() -> None:
    releases = [release(f"关于第{number}号地块出让结果的公示公告", number) for number in range(3000)]
    assert (
        find_duplicates([*releases, release("关于第7号地块出让结果的公示公告", 9999)])[0]
        .releases[1]
        .url.endswith("9999.html")
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("会议布署了下一步工作", ["布署"]),
        ("部署工作", []),
        ("以经济建设为中心", []),
        ("工程以经完工", ["以经"]),
        ("预防犯罪", []),
        ("加强防犯意识", ["防犯"]),
        ("解决对群众的承诺", []),
        ("", []),
    ],
)
def test_shipped_words(text: str, wrong: list[str]) -> None:
    assert [seen.wrong for seen in shipped_list().read(text)] == wrong


def test_an_office_loads_its_own_words() -> None:
    words = load_list("wrong,right,severity,unless\n张三峰,张三丰,3,\n平果县,平果市,1,原平果县|平果县志\n")
    seen = words.read("平果县志记载，原平果县与平果县张三峰同志")
    assert [(one.wrong, one.severity, one.at) for one in seen] == [("平果县", 1, 12), ("张三峰", 3, 15)]
    assert seen[1].context == "志记载，原平果县与平果县张三峰同志"


@pytest.mark.parametrize("row", ["甲,乙,4,", ",乙,2,", "甲,乙,重,"])
def test_a_faulty_list_names_its_line(row: str) -> None:
    with pytest.raises(ValueError, match="line 3"):
        load_list(f"wrong,right,severity,unless\n好,坏,1,\n{row}\n")


def test_no_words_find_nothing() -> None:
    assert WordList([WrongWord("", "")]).read("文字") == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("本页锟斤拷锟斤拷", ["mojibake"]),
        ("鐨勪竴鏄湪", ["mojibake"]),
        ("各縣(區(qū))人民政府，經(jīng)研究", ["pinyin_gloss"]),
        ("多音字（zhòng）一处", []),
        ("工作，，部署、、落实", ["doubled_punctuation"]),
        ("他说……。。。", []),
        ("标题[!--smalltext--]", ["template_tag"]),
        ("{{item.title}}", []),
        ("正文&nbsp;&nbsp;标题", ["markup_as_text"]),
        ("应用(app)下载", []),
        ("各乡镇人民政府，县直各单位：", []),
    ],
)
def test_garbled_text(text: str, kinds: list[str]) -> None:
    assert [seen.kind for seen in read_garbled(text)] == kinds


def test_the_text_of_a_page_leaves_scripts_out() -> None:
    body = "<p>第一段</p><script>var a='锟斤拷'</script><div>第<b>二</b>段<br>第三行</div>".encode()
    assert page_text(open_page(RawPage("http://www.example.gov.cn/", body))) == "第一段\n第二段\n第三行"


# Numbers are made up; the identity number's check character is computed after GB 11643.
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("身份证号11010119900307299X。", [("identity_number", "110*************9X")]),
        ("身份证号110101199003072991", []),
        ("身份证号11010119901307299X", []),
        ("编号991101199003072994", []),
        ("联系人王某13912345678", [("mobile_number", "139******78")]),
        ("订单139123456789", []),
        ("编号13911111111", []),
        ("卡号6222 0212 3456 7890 123", []),
        ("卡号4111111111111111", []),
        ("卡号6222021234567890124", []),
    ],
)
def test_personal_data(text: str, found: list[tuple[str, str]]) -> None:
    assert [(datum.kind, datum.masked) for datum in read_personal_data(text, AS_OF)] == found


def test_a_card_passes_its_check_digit() -> None:
    numbers = [f"622202123456789012{digit}" for digit in range(10)]
    cards = [number for number in numbers if read_personal_data(f"卡号{number}。", AS_OF)]
    assert len(cards) == 1
    (datum,) = read_personal_data(f"卡号{cards[0]}。", AS_OF)
    assert (datum.kind, datum.masked) == ("bank_card", f"622**************{cards[0][-2:]}")
    spaced = " ".join((cards[0][:4], cards[0][4:8], cards[0][8:12], cards[0][12:16], cards[0][16:]))
    assert [one.kind for one in read_personal_data(f"卡号{spaced}。", AS_OF)] == ["bank_card"]


def test_an_offices_mobile_is_told_apart() -> None:
    text = "值班电话：13912345678。张某，住人民路二号院三单元，本人手机写在登记表上，即号码：13812345679"
    assert [datum.of_office for datum in read_personal_data(text, AS_OF)] == [True, False]


@given(st.text(max_size=400))
def test_never_raises_and_never_prints_in_full(text: str) -> None:
    read_garbled(text)
    shipped_list().read(text)
    assert all("*" in datum.masked for datum in read_personal_data(text, AS_OF))


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(0, 9)), max_size=20))
def test_duplicates_never_raise(pairs: list[tuple[str, int]]) -> None:
    for group in find_duplicates([release(title, number) for title, number in pairs]):
        assert len({one.url for one in group.releases}) > 1
