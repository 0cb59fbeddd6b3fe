"""A TOML file of a person's own that cannot be read is refused with file, line and cure, in words of one language."""

from pathlib import Path

import pytest

from govcrawl.model.toml_file import TomlFileError, read_toml


@pytest.mark.parametrize(
    ("body", "place", "said"),
    [
        ('region = "全市"\nissuer = 某市\n'.encode(), " 第 2 行：", "文字用英文双引号"),
        ("issuer = “某市”\n".encode(), " 第 1 行：", "文字用英文双引号"),
        (b"a = 1\n\na = 2\n", " 第 3 行：", "每项只写一次"),
        (b"a = [1,", " 末尾：", "不是有效的 TOML"),
        ('issuer = "某市"\n'.encode("gb18030"), "：", "另存为 UTF-8"),
    ],
)
def test_what_is_no_toml_is_refused(tmp_path: Path, body: bytes, place: str, said: str) -> None:
    path = tmp_path / "letter.toml"
    path.write_bytes(body)
    with pytest.raises(TomlFileError) as refused:
        read_toml(path)
    assert str(refused.value).startswith(f"{path}{place}")
    assert said in str(refused.value)
    assert refused.value.english.isascii()
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TomlFileError, match="没有这个文件"):
        read_toml(tmp_path / "letter.toml")
    with pytest.raises(TomlFileError, match="无法读取；请核对路径和权限"):
        read_toml(tmp_path)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text('issuer = "某市"\r\n', encoding="utf-8-sig")
    assert read_toml(tmp_path / "letter.toml") == {"issuer": "某市"}
