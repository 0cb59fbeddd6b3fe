"""Rows of a published table as sites with their complaints, result and rectification."""

import re
from collections.abc import Iterator, Mapping

from govcrawl.circulars.phrases import map_phrase, says_nothing, unmapped
from govcrawl.circulars.records import CircularRow
from govcrawl.circulars.table import CircularTable
from govcrawl.model.site_id_code import SiteIdCodeError, parse_site_id_code
from govcrawl.model.vocabulary import Verdict

_UNQUALIFIED = re.compile(r"不合格|不达标|未通过|单项否决|不通过")
_QUALIFIED = re.compile(r"合格|达标|通过|优秀|良好|未发现")
_DONE = re.compile(r"^(?:是|已|√|完成)|(?:已|全部)[^,。]{0,6}(?:整改|完成)|整改到位|整改完成")
_NOT_DONE = re.compile(r"^(?:否|未|×)|未[^,。]{0,4}(?:整改|完成)|正在整改|整改中")
_YES, _NO = re.compile(r"^(?:是|√|门户)"), re.compile(r"^(?:否|×|非)")


def read_rows(table: CircularTable) -> Iterator[CircularRow]:
    """The rows of a table that lists sites; nothing for tables of sums or conditions.

    In a table that names only sites with problems and has no column for the result, no verdict is read into a row: whether
    a named site failed is for the title and the text to say.
    """
    at = {column: index for index, column in reversed(list(enumerate(table.columns))) if column}
    if "name" not in at and "host_unit" in at:
        at["name"] = at["host_unit"]
    if "name" not in at or not at.keys() & {"problems", "result", "site_id_code", "rectified"}:
        return
    complaints = [index for index, column in enumerate(table.columns) if column == "problems"]
    for cells in table.rows:
        row = {column: cells[index].strip() for column, index in at.items()}
        if len(complaints) > 1:
            told = [bare for index in complaints if (bare := cells[index].strip()) and not says_nothing(bare)]
            row["problems"] = "；".join(told) or row["problems"]
        if row["name"]:
            yield _read_row(row, table.title)


def _read_row(row: Mapping[str, str], table: str) -> CircularRow:
    problems = row.get("problems")
    rectified = row.get("rectified")
    return CircularRow(
        number=int(row["number"]) if row.get("number", "").isdigit() else None,
        name=row["name"],
        site_id_code=_code(row.get("site_id_code", "")),
        url=row.get("url") or None,
        is_portal=_yes_or_no(row.get("is_portal", "")),
        region=row.get("region") or None,
        problems_text=problems,
        problems=map_phrase(problems) if problems else (),
        unmapped=unmapped(problems) if problems else (),
        result=row.get("result"),
        verdict=_verdict(row.get("result", "")),
        rectified=_rectified(rectified or ""),
        rectified_text=rectified,
        table=table,
    )


def _code(text: str) -> str | None:
    """The canonical code; a malformed one as published, so that it can be complained of."""
    try:
        return parse_site_id_code(text).text
    except SiteIdCodeError as error:
        return error.found or None


def _verdict(text: str) -> Verdict | None:
    if _UNQUALIFIED.search(text) or _NO.fullmatch(text):
        return Verdict.UNQUALIFIED
    return Verdict.QUALIFIED if _QUALIFIED.search(text) or _YES.fullmatch(text) else None


def _yes_or_no(text: str) -> bool | None:
    return True if _YES.search(text) else False if _NO.search(text) else None


def _rectified(text: str) -> bool | None:
    return False if _NOT_DONE.search(text) else True if _DONE.search(text) else None
