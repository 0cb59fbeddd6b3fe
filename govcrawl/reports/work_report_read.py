"""政府网站工作年度报表 as sites hand them in: a table with a site a row, or the form itself (XLSX, CSV or a saved page)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govcrawl.extract.page import RawPage, open_page
from govcrawl.model.site_id_code import SiteIdCodeError, parse_site_id_code
from govcrawl.register.headers import bare_word
from govcrawl.register.sheets import read_sheets
from govcrawl.reports.import_rows import ImportFileError, read_count, rows_where
from govcrawl.reports.imports import read_code
from govcrawl.reports.words import table

_PAGES = {".html", ".htm"}


@dataclass(frozen=True, slots=True)
class WorkReport:
    """One site's form: its figures by field of `year.toml`, its text cells (filing numbers), and where it was read."""

    site_id_code: str
    figures: Mapping[str, int]
    texts: Mapping[str, str]
    place: str


def read_work_reports(path: Path) -> tuple[WorkReport, ...]:
    """The forms of a file. Raises ImportFileError where there is none, or where a figure is no number."""
    if path.suffix.lower() in _PAGES:
        return (_form(_page_rows(path), path.name),)
    names = {**{field: entry["names"] for field, entry in _fields().items()}, **_report()["texts"]}
    sheets = read_sheets(path)
    if any(_is_table(row, names) for sheet in sheets for row in sheet.rows[:20]):
        return tuple(_table(path, names))
    return tuple(
        _form(sheet.rows, f"{path.name} {sheet.name}".strip()) for sheet in sheets if any(map(any, sheet.rows))
    )


def _report() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return table("year")["report"]


def _fields() -> Mapping[str, Mapping[str, Sequence[str]]]:
    fields: Mapping[str, Mapping[str, Sequence[str]]] = table("year")["report"]["fields"]
    return fields


def _is_table(row: Sequence[str], names: Mapping[str, Sequence[str]]) -> bool:
    """Whether a row is a header with the site id code and two figures side by side: a form's rows hold one or two."""
    words = {bare_word(text): name for name, texts in names.items() for text in texts}
    found = {words[bare_word(cell)] for cell in row if bare_word(cell) in words}
    return "site_id_code" in found and len(found & _fields().keys()) > 1


def _table(path: Path, names: Mapping[str, Sequence[str]]) -> Iterator[WorkReport]:
    def is_header(found: Mapping[str, int]) -> bool:
        return "site_id_code" in found and any(field in found for field in _fields())

    seen: dict[str, str] = {}
    for row in rows_where(path, names, is_header, ("site_id_code",), one_sheet=False):
        if row.is_total and not row.text("site_id_code"):
            continue
        code = read_code(row)
        if code in seen:
            raise row.refusal("site_id_code", f"网站标识码 {code} 与 {seen[code]} 重复，请只保留一行")
        seen[code] = row.name("site_id_code")
        figures = {field: row.count(field) for field in _fields() if row.text(field)}
        texts = {name: row.text(name) for name in _report()["texts"] if row.text(name)}
        yield WorkReport(code, figures, texts, row.name("site_id_code"))


def _page_rows(path: Path) -> Sequence[Sequence[str]]:
    try:
        page = open_page(RawPage("http://localhost/", path.read_bytes(), {}, 200))
    except OSError as error:
        raise ImportFileError(f"{path.name}：无法读取（{error.strerror}）") from error
    rows = page.tree.css("tr") if page.tree is not None else []
    return [[" ".join(cell.text().split()) for cell in row.css("td, th")] for row in rows]


def _form(rows: Sequence[Sequence[str]], place: str) -> WorkReport:
    """A form: each figure stands behind its name; a short name (总数) is told by the chapter that it stands in."""
    groups = {bare_word(name): group for group, names in _report()["groups"].items() for name in names}
    names = {bare_word(name): field for field, entry in _fields().items() for name in entry["names"]}
    words = {bare_word(name): key for key, texts in _report()["texts"].items() for name in texts}
    short = {
        (entry["group"], bare_word(name)): field
        for field, entry in _fields().items()
        for name in entry.get("short", ())
    }
    figures: dict[str, int] = {}
    texts: dict[str, str] = {}
    group, wanted = "", ""
    for number, row in enumerate(rows, 1):
        for cell in filter(None, row):
            bare = bare_word(cell)
            if bare in groups and not (bare in names and wanted):
                group = groups[bare]
            known = names.get(bare) or words.get(bare) or short.get((str(group), bare))
            if known or bare in groups:
                wanted = known or ""
            elif wanted:
                _take(wanted, cell, figures, texts, f"{place} 第 {number} 行")
                wanted = ""
    return WorkReport(_own_code(texts, place), figures, texts, place)


def _take(wanted: str, cell: str, figures: dict[str, int], texts: dict[str, str], place: str) -> None:
    if wanted not in _fields():
        texts.setdefault(wanted, cell)
        return
    count = read_count(cell)
    if count is None:
        raise ImportFileError(f"{place}：{_fields()[wanted]['zh']}“{cell}”不是数字，请填写整数")
    figures.setdefault(wanted, count)


def _own_code(texts: Mapping[str, str], place: str) -> str:
    try:
        return parse_site_id_code(texts.get("site_id_code", "")).text
    except SiteIdCodeError as error:
        raise ImportFileError(f"{place}：找不到网站标识码，请在表中填写完整的 10 位") from error
