"""The labels of the Encoding Standard: each is known and read by the right codec, a mark goes before every label."""

import codecs
import tomllib
from pathlib import Path

import pytest

from govcrawl.extract.charset import decode

_TABLE = tomllib.loads((Path(__file__).parent / "encoding_labels.toml").read_text("utf-8"))["encoding"]
_BY_NAME = {row["name"]: row["codec"] for row in _TABLE}
_LABELS = [(row["name"], row["codec"], label) for row in _TABLE for label in row["labels"].split()]
CHINESE = "<html><head><title>政务公开</title></head><body>关于印发工作方案的通知</body></html>"
_SERVER_DEFAULTS = {"windows-1252", "iso-8859-2", "iso-8859-15", "x-user-defined"}
SAMPLES = {
    "cp866": "Новости",
    "cp874": "ข่าว…",
    "cp932": "新着①",
    "cp949": "소식 똠",
    "big5hkscs": "恒裏通告啲",
    "gb18030": "通告㐀€",
    "euc_jp": "お知らせ",
    "iso2022_jp": "お知らせ",
    "koi8-r": "Новости",
    "koi8-u": "Новини ґ",
    "mac-cyrillic": "Новини ґ€",
    "mac-roman": "Überblick",
    "cp1251": "Новости",
    "cp1253": "Νέα",
    "iso8859-5": "Новости",
    "iso8859-7": "Νέα",
}
"""Words that only the standard's own index of an encoding holds in whole."""


def _body(codec: str) -> bytes:
    text = SAMPLES.get(codec, CHINESE if codec.startswith("utf") else "plain letters")
    return f"<html><body>{text}</body></html>".encode("ascii" if codec == "replacement" else codec)


def test_the_table_is_whole() -> None:
    assert len(_BY_NAME) == 40
    assert len({label for _, _, label in _LABELS}) == len(_LABELS) == 228


@pytest.mark.parametrize(("name", "codec", "label"), _LABELS)
def test_every_label_is_known(name: str, codec: str, label: str) -> None:
    for written in (label, label.upper(), f'"{label}"'):
        found = decode(_body(codec), f"text/html; charset={written}")
        if name == "replacement":
            assert (found.text, found.charset) == ("\ufffd", "utf-8")
        elif name in _SERVER_DEFAULTS:
            assert (found.text, found.charset) == (
                _body(codec).decode(codec),
                "utf-8",
            )  # the bytes decide: plain letters
        else:
            assert (found.text, found.charset, found.repaired) == (_body(codec).decode(codec), codec, False)


@pytest.mark.parametrize(("name", "codec", "label"), _LABELS)
def test_every_label_is_known_in_a_page(name: str, codec: str, label: str) -> None:
    if name == "replacement" or name in _SERVER_DEFAULTS or codec == "iso2022_jp":
        return
    meta = f'<meta charset="{label}">'.encode()
    told = (
        "utf-8" if codec.startswith("utf") else codec
    )  # a page that says UTF-16 in ASCII is UTF-8 (HTML standard, prescan)
    assert decode(meta + _body(told), "text/html").charset == told


@pytest.mark.parametrize("label", ["gb2312", "gbk", "gb_2312-80", "chinese", "x-gbk", "GB18030"])
def test_labels_of_chinese_are_read_as_gb18030(label: str) -> None:
    text = CHINESE.replace("公开", "公开㐀䶵镕")
    assert decode(text.encode("gb18030"), f"text/html; charset={label}").text == text


@pytest.mark.parametrize("label", ["rot13", "idna", "utf-7", "utf-32", "unicode_escape", "cesu-8", "hz", "none"])
def test_a_label_outside_the_standard_says_nothing(label: str) -> None:
    found = decode(CHINESE.encode("gbk"), f"text/html; charset={label}")
    assert (found.text, found.charset, found.repaired) == (CHINESE, "gb18030", False)


@pytest.mark.parametrize("label", ["hz-gb-2312", "iso-2022-kr", "replacement", "ISO-2022-CN-EXT"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_readable_chinese_under_a_label_of_replacement_is_read(label: str, codec: str) -> None:
    by_header = decode(CHINESE.encode(codec), f"text/html; charset={label}")
    by_meta = decode(f'<meta charset="{label}">{CHINESE}'.encode(codec), "")
    assert (by_header.text, by_header.charset, by_header.repaired) == (CHINESE, codec, True)
    assert (by_meta.charset, by_meta.repaired) == (codec, True)


def test_nothing_under_a_label_of_replacement_is_nothing() -> None:
    assert decode(b"", "text/html; charset=replacement").text == ""


@pytest.mark.parametrize("label", sorted(_BY_NAME))
@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_goes_before_header_and_meta(label: str, mark: bytes, codec: str) -> None:
    text = f'<meta charset="{label}">{CHINESE}'
    found = decode(mark + text.encode(codec), f"text/html; charset={label}")
    assert (found.text, found.charset, found.repaired) == (text, codec, False)
