"""The quick tests may say yes too often, never no where there is something to read."""

import pytest

from govcrawl.extract.cues import BLANKS, Scanner, words
from govcrawl.extract.page import RawPage, open_page

_ALL_BLANKS = [chr(code) for code in range(0x3100) if chr(code).isspace()]


def test_one_scan_tells_all_words() -> None:
    scanner = Scanner()
    place, script, absent = scanner.words(["位置"]), scanner.words(["load(", "fetch("]), scanner.words(["jpage("])
    seen = scanner.cues_in("您的位置：$('#foot').load('/foot.html')")
    assert place <= seen
    assert not script.isdisjoint(seen)
    assert seen.isdisjoint(absent)


def test_words_are_taken_as_written_unless_case_does_not_count() -> None:
    scanner = Scanner()
    exact, caseless = scanner.words(["onClick"]), scanner.words(["refresh"], caseless=True)
    assert exact.isdisjoint(scanner.cues_in("onclick=a.b"))
    assert caseless <= scanner.cues_in("REFRESH")


def test_words_registered_after_a_scan_are_found_too() -> None:
    scanner = Scanner()
    scanner.words(["a"])
    scanner.cues_in("")
    late = scanner.words(["b(*["])
    assert late <= scanner.cues_in("..b(*[..")


def test_equal_words_are_one_cue() -> None:
    scanner = Scanner()
    assert scanner.words(["受理时间"]) == scanner.words(["受理时间"])


@pytest.mark.parametrize("blank", ["", *_ALL_BLANKS, "\u3000 \xa0"])
def test_blanks_are_those_of_python(blank: str) -> None:
    scanner = Scanner()
    cue = scanner.shape("设".encode() + BLANKS + "定".encode())
    assert cue <= scanner.cues_in(f"设{blank}定")


def test_blanks_are_no_chinese_character() -> None:
    scanner = Scanner()
    cue = scanner.shape("设".encode() + BLANKS + "定".encode())
    assert cue.isdisjoint(scanner.cues_in("设一定"))


def test_text_that_no_charset_holds_is_scanned() -> None:
    scanner = Scanner()
    assert scanner.words(["位置"]) <= scanner.cues_in("\ud800位置")


@pytest.mark.parametrize("source", ["您的位置：首页", "\ufeff<p>您的位置"])
def test_a_page_says_what_it_lacks(source: str) -> None:
    page = open_page(RawPage("http://a.gov.cn/", source.encode()))
    assert not page.lacks(words(["位置", "<frameset"]))
    assert page.lacks(words(["<frameset"]))


def test_a_repeated_character_must_stand_in_a_group() -> None:
    scanner = Scanner()
    with pytest.raises(ValueError, match="repeats a byte"):
        scanner.shape("数量?".encode())
    assert scanner.shape("数(?:量)?".encode()) <= scanner.cues_in("受理数")
