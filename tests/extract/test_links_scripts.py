"""What scripts write, read without running them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.script_text import UNKNOWN, read_script, written_html


@pytest.mark.parametrize(
    ("script", "html"),
    [
        ("document.write('<b>x</b>');", "<b>x</b>"),
        ("document.writeln(\"<a href='/x'>\" + '公开' + \"</a>\")", "<a href='/x'>公开</a>"),
        ("var s = '<li>'; s += '一</li>';", "<li>一</li>"),
        ("var name = '公开'; document.write('<b>' + name + '</b>');", "<b>公开</b>"),
        ("document.write('<b>' + name + '</b>');", f"<b>{UNKNOWN}</b>"),
        ("document.write(`<b>${name}</b>`);", f"<b>{UNKNOWN}</b>"),
        (r"document.write('<b>\u5de5\x41\'<\/b>');", "<b>工A'</b>"),
        (r"document.write('<b>\u4eba\u6c11\u8def1\u53f7 \u{5de5}42</b>');", "<b>人民路1号 工42</b>"),
        ('document.write(unescape("%3Cb%3E%u5de5%3C/b%3E"));', "<b>工</b>"),
        ("// document.write('<b>x</b>')\n", ""),
        ("/* document.write('<b>x</b>') */", ""),
        ("document.write('<!-- <b>x</b> -->');", ""),
        ("var a = 1 < 2; var s = 'x';", ""),
        ("document.write('<b>x", ""),
    ],
)
def test_written_html(script: str, html: str) -> None:
    assert written_html(script) == html


def test_strings_are_kept_beside_the_markup() -> None:
    assert read_script("s.src = '//a.cn/x.js'; t = \"y\";") == ("", "//a.cn/x.js\ny")


def test_libraries_are_not_read() -> None:
    assert read_script("document.write('<b>x</b>');" + " " * 200_001) == ("", "")


@given(st.text(alphabet="'\"`\\/*<>+;{}()$\nau%3Cx", max_size=200))
def test_no_script_raises(script: str) -> None:
    read_script(script)
