"""Several tables as one document in any format: a ledger, an aggregate, a weekly report, a self-check."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from govcrawl.reports.html import csp_hash, environment, part
from govcrawl.reports.pdf import write_pdf
from govcrawl.reports.sheets import Sheet, write_csv, write_xlsx
from govcrawl.reports.word import write_tables

FORMATS = ("html", "docx", "pdf", "xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A title and its tables; the first table is the one that CSV holds."""

    title: str
    sheets: Sequence[Sheet]


def write_bundle(bundle: Bundle, kind: str, out: Path, lang: str = "zh") -> None:
    """Write the tables in one of FORMATS. Raises ValueError for another, OSError where `out` cannot be written."""
    if kind == "xlsx":
        write_xlsx(bundle.sheets, out)
    elif kind == "csv":
        write_csv(bundle.sheets[0], out)
    elif kind == "json":
        tables = {
            sheet.name: [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows] for sheet in bundle.sheets
        }
        text = json.dumps({"title": bundle.title, "tables": tables}, ensure_ascii=False, indent=1, default=str)
        out.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    elif kind == "html":
        _write_html(bundle, out, lang)
    elif kind == "docx":
        write_tables(bundle.title, bundle.sheets, out)
    elif kind == "pdf":
        write_pdf(bundle.title, bundle.sheets, out)
    else:
        raise ValueError(kind)


def _write_html(bundle: Bundle, out: Path, lang: str) -> None:
    style = part("report.css")
    stream = (
        environment(lang)
        .get_template("tables.html.j2")
        .stream(lang=lang, title=bundle.title, sheets=bundle.sheets, style=Markup(style), style_hash=csp_hash(style))
    )
    stream.enable_buffering(50)
    with out.open("w", encoding="utf-8", newline="\n", errors="replace") as file:
        file.writelines(stream)
