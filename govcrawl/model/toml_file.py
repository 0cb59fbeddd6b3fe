"""A TOML file that a person wrote: read, or refused in one line that names file, line and cure."""

import re
import tomllib
from pathlib import Path
from typing import Any

_PLACE = re.compile(r"at line (\d+)")
_CURE = "核对这一行：写成 项 = 值，文字用英文双引号，列表用英文方括号和逗号，日期写成 2018-03-05，每项只写一次"
_CURE_EN = "write it as key = value, text in straight quotes, lists in brackets, dates as 2018-03-05, each key once"


class TomlFileError(ValueError):
    """A file that cannot be read as TOML. Its text is Chinese; `english` says the same."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese)
        self.english = english


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content; a byte order mark, as Windows editors write it, is passed over. Raises TomlFileError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise TomlFileError(
            f"{path}：没有这个文件；请核对路径", f"{path}: there is no such file; check the path"
        ) from error
    except OSError as error:
        said = f"（{error.strerror}）"
        raise TomlFileError(
            f"{path}：无法读取；请核对路径和权限{said}", f"{path}: cannot be read: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise TomlFileError(
            f"{path}：不是 UTF-8 编码；请用文本编辑器另存为 UTF-8", f"{path}: is not UTF-8; save it as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise no_toml(str(path), error) from error


def no_toml(where: str, error: tomllib.TOMLDecodeError) -> TomlFileError:
    """The refusal of a text that is no TOML, with its line; the parser's own words stand last."""
    place = _PLACE.search(str(error))
    zh, en = (f" 第 {place[1]} 行", f" line {place[1]}") if place else (" 末尾", " at its end")
    return TomlFileError(
        f"{where}{zh}：不是有效的 TOML；{_CURE}（{error}）", f"{where}{en}: not TOML; {_CURE_EN} ({error})"
    )
