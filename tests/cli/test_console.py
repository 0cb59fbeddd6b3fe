"""What reaches the terminal: no escape sequences out of pages, no passwords, Chinese that lines up."""

import pytest

from govcrawl.cli.console import hide_password, one_line, plain, print_json, print_table


@pytest.mark.parametrize(
    ("text", "shown"),
    [("通知\x1b[31m公告", "通知�[31m公告"), ("a\x00b\x9bc", "a�b�c"), ("两行\n文字", "两行\n文字"), (7, "7")],
)
def test_control_characters_are_taken_out(text: object, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://user:p:a@ss@host/db", "postgresql://user:***@host/db"),
        ("see postgresql://u:secret@h/d and more", "see postgresql://u:***@h/d and more"),
        ("postgresql://user@host/db", "postgresql://user@host/db"),
    ],
)
def test_passwords_are_hidden(text: str, shown: str) -> None:
    assert hide_password(text) == shown


def test_one_line_is_one_line_and_short() -> None:
    assert one_line("第一行\n  第二行\t\x1b]0;x\x07") == "第一行 第二行 �]0;x�"
    assert len(one_line("长" * 1000)) == 500


def test_json_keeps_chinese_and_stringifies_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import date

    print_json({"名称": "荆州", "as_of": date(2018, 2, 28)})
    assert capsys.readouterr().out == '{\n  "名称": "荆州",\n  "as_of": "2018-02-28"\n}\n'


def test_rows_are_not_wrapped_outside_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["名称", "网址"], [("监利县人民政府", "http://www.jianli.gov.cn/" + "x" * 300), (None, "[bold]")])
    lines = capsys.readouterr().out.splitlines()
    assert any("x" * 300 in line for line in lines)
    assert any("[bold]" in line for line in lines)
