"""What adds up, what does not, and what only agrees by rounding; nothing is repaired."""

from decimal import Decimal

import pytest

from govcrawl.circulars.arithmetic import check, verify
from govcrawl.circulars.read import read_circular
from govcrawl.circulars.rounding import Agreement, compare_rate


@pytest.mark.parametrize(
    ("printed", "numerator", "denominator", "agreement"),
    [
        ("92.6", 50, 54, Agreement.ROUNDED),
        ("84.6", 11, 13, Agreement.ROUNDED),
        ("95", 289, 303, Agreement.COARSE),
        ("99", 23027, 23269, Agreement.COARSE),
        ("100", 54, 54, Agreement.EXACT),
        ("50", 27, 54, Agreement.EXACT),
        ("99.4", 99460, 100000, Agreement.TRUNCATED),
        ("99.8", 99897, 100000, Agreement.TRUNCATED),
        ("57.10", 4, 7, Agreement.PADDED),
        ("94.3", 126, 134, Agreement.DIFFERENT),
        ("53.9", 579, 1076, Agreement.DIFFERENT),
        ("92.5", 50, 54, Agreement.TRUNCATED),
        ("92.7", 50, 54, Agreement.DIFFERENT),
    ],
)
def test_rates(printed: str, numerator: int, denominator: int, agreement: Agreement) -> None:
    decimals = len(printed.partition(".")[2])
    assert compare_rate(Decimal(printed), decimals, Decimal(numerator), Decimal(denominator)) is agreement


def findings(text: str) -> list[tuple[str, str, int | float, int | float]]:
    return [
        (item.kind, item.agreement.value, float(item.printed), float(item.computed))
        for item in verify(read_circular(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市正在运行的政府网站41个,其中门户网站9个、部门网站32个。", ("split", "exact", 41, 41)),
        ("全国正在运行的政府网站23269家。其中,部委网站1872家,地方网站21396家。", ("split", "different", 23269, 23268)),
        ("本市政府网站,共54家,比上月减少了7家。其中市直部门34家,县级20家。", ("split", "exact", 54, 54)),
        ("开设165个账号,包括101个公众号、64个微博,注销了5个账号。", ("split", "exact", 165, 165)),
        ("我市现有政府网站57个,申请临时下线3个,正常迎检网站54个。", ("running_less_offline", "exact", 54, 54)),
        ("我市现有政府网站57个,申请临时下线3个,正常迎检网站55个。", ("running_less_offline", "different", 55, 54)),
        ("我市抽查政府网站54个,查出不合格网站4个,合格率92.6%。", ("rate", "rounded", 92.6, 92.59)),
        ("我市抽查政府网站54个,查出不合格网站4个,合格率93.6%。", ("rate", "different", 93.6, 92.59)),
        ("我市检查政府网站54家,发现不合格网站1家,不合格率1.85%。", ("rate", "rounded", 1.85, 1.85)),
        (
            "对全省134家政府网站进行了全面检查,合格率94.3%。8家政府网站不同程度存在问题。",
            ("rate", "different", 94.3, 94.03),
        ),
        ("收到网民留言200条,已办结199条,办结率为99.5%。", ("rate", "exact", 99.5, 99.5)),
        ("全市检查政府网站42家。合格网站39家,不合格网站4家。", ("verdicts", "different", 42, 43)),
        ("发改委、科技局、农委等4个政府网站无信息报送。", None),
        ("发改委、科技局、农委等3个政府网站无信息报送。", ("name_count", "exact", 3, 3)),
        ("发改委、科技局、农委等2个政府网站无信息报送。", ("name_count", "different", 2, 3)),
        ("全市检查政府网站100家,其中关停3家,不合格2家。", None),
        (
            "检查政府网站277个,合格率94.2%。甲市合格率为100%。有16个政府网站被判定为不合格。",
            ("rate", "rounded", 94.2, 94.22),
        ),
        ("检查政府网站54家,不合格网站4家。县级门户合格率为100%。", None),
        ("共314个账号,其中公众号218个(市直53个,县(市)区165个);微博96个(市直28个)。", ("split", "exact", 314, 314)),
        ("有27个网站单项否决,其中17个网站的空白栏目超过5个,10个网站有8个以上栏目不更新。", ("split", "exact", 27, 27)),
    ],
)
def test_prose(text: str, expected: tuple[str, str, float, float] | None) -> None:
    found = findings(text)
    if expected is None:
        assert found == []
    else:
        assert expected in found


PROVINCES = [
    "序号",
    "省",
    "运行网站总数",
    "省级政府网站数",
    "市级政府网站数",
    "抽查网站数",
    "抽查存在突出问题的网站数",
    "门户",
    "部门",
    "门户",
    "部门",
]


def aggregate(*rows: str) -> str:
    return "\n".join(["附件2 运行和抽查情况", *PROVINCES, *(cell for row in rows for cell in row.split())])


def test_tables_whose_sums_hold() -> None:
    text = aggregate("1 北京 7 1 1 2 3 10 0", "2 天津 5 1 1 1 2 8 1", "合计 12 2 2 3 5 18 1")
    assert check(read_circular(text)) == ()
    assert len(verify(read_circular(text))) == 3 + 7


def test_a_wrong_row_and_a_wrong_column() -> None:
    text = aggregate("1 北京 8 1 1 2 3 10 0", "2 天津 5 1 1 1 2 8 1", "合计 12 2 2 3 5 18 1")
    assert [(issue.kind, issue.printed, issue.computed) for issue in check(read_circular(text))] == [
        ("table_row", 8, 7),
        ("table_column", 12, 13),
    ]


def test_the_list_of_problem_sites_against_the_aggregate() -> None:
    named = [
        "序号",
        "省",
        "网站名称",
        "存在的突出问题",
        "1",
        "天津",
        "甲网",
        "首页不更新",
        "2",
        "北京",
        "乙网",
        "空白栏目",
    ]
    text = aggregate("1 北京 7 1 1 2 3 10 0", "2 天津 5 1 1 1 2 8 1", "合计 12 2 2 3 5 18 1")
    issues = check(read_circular(text + "\n附件3 问题网站名单\n" + "\n".join(named)))
    assert [(issue.kind, issue.printed, issue.computed) for issue in issues] == [
        ("problem_sites", 0, 1),
        ("problem_sites", 1, 2),
    ]


def test_regions_said_to_be_without_fault() -> None:
    text = aggregate("1 北京 7 1 1 2 3 10 0", "2 天津 5 1 1 1 2 8 1", "合计 12 2 2 3 5 18 1")
    good = "第一季度总体抽查合格率\n低于90%\n北京、天津\n"
    (issue,) = check(read_circular("附件1\n" + good + text))
    assert issue.kind == "region_list"
    assert "北京" in issue.message
    assert "天津" not in issue.message.split("不一致的有")[1]


def test_rows_against_the_text() -> None:
    rows = ["1 4210000001 甲局 合格", "2 4210000001 乙局 不合格", "4 421000 丙局 合格"]
    cells = ["序号", "网站标识码", "网站名称", "结果", *(cell for row in rows for cell in row.split())]
    text = "全市检查政府网站4家。合格网站3家,不合格网站1家。\n附件\n统计表\n" + "\n".join(cells)
    kinds = {(issue.kind, int(issue.printed), int(issue.computed)) for issue in check(read_circular(text))}
    assert kinds >= {
        ("table_rows", 4, 3),
        ("table_verdicts", 3, 2),
        ("code_twice", 1, 2),
        ("code_malformed", 10, 6),
        ("table_numbers", 4, 3),
    }


@pytest.mark.parametrize(("inspected", "agrees"), [(3, True), (4, True), (2, False)])
def test_sites_that_could_not_be_inspected_may_stand_in_the_table(inspected: int, agrees: bool) -> None:
    rows = ["1 甲局 无 合格", "2 乙局 空白栏目 不合格", "3 丙局 无 合格", "4 丁局 无 未检查"]
    cells = ["序号", "网站名称", "网站存在的问题", "结果", *(cell for row in rows for cell in row.split())]
    text = f"全市检查政府网站{inspected}家。\n附件\n统计表\n" + "\n".join(cells)
    issues = [issue for issue in check(read_circular(text)) if issue.kind == "table_rows"]
    assert [issue.agreement is not Agreement.DIFFERENT for issue in issues] == ([] if agrees else [False])


def test_contradictions_come_before_roundings() -> None:
    text = "抽查政府网站303个,不合格网站14个,合格率95%。\n全市正在运行的政府网站41个,其中门户网站9个、部门网站31个。"
    assert [issue.agreement for issue in check(read_circular(text))] == [Agreement.DIFFERENT, Agreement.COARSE]
