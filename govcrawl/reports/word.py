"""Word documents: a letter from an editable template (docxtpl), and annex tables behind it.

The template is an ordinary .docx in the layout of official documents (GB/T 9704: 仿宋 body, 小标宋 title, 28 pt lines); an
office may edit it or give its own. The fonts are named, so a machine without them falls back to what it has.
"""

from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from govcrawl.reports.paper import Paper
from govcrawl.reports.pictures import Picture, title_of_pictures
from govcrawl.reports.sheets import Cell, Sheet
from govcrawl.reports.words import word

MAX_ROWS = 3000
"""Rows of a table that word processors still open in seconds; larger annexes belong into XLSX."""
_PICTURE_MM = (250, 135)
_TABLE_WIDTH = 14570
"""Twentieths of a point: A4 across, less margins of 20 mm."""
_MANY_COLUMNS, _SMALL = 9, '<w:sz w:val="16"/><w:szCs w:val="16"/>'
"""A table of more columns is set in 8 pt, or its codes and dates break."""
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'


class TooManyRowsError(ValueError):
    """An annex is too long for a word processor."""


def write_docx(
    paper: Paper,
    annexes: Sequence[Sheet],
    out: Path,
    template: Path | None = None,
    pictures: Sequence[Picture] = (),
) -> None:
    """Write the letter, its annexes and, as the last annex, pictures.

    Raises TooManyRowsError for an annex of more than MAX_ROWS rows.
    """
    from docxtpl import DocxTemplate

    with as_file(_own_template()) as default:
        document = DocxTemplate(template or default)
        document.render({**asdict(paper), "annexes_word": word("paper", "annexes", paper.lang)}, autoescape=True)
    for number, annex in enumerate(annexes, 1):
        _start_annex(document.docx, annex.title or annex.name, f"{paper.annex_word}{number}")
        _add_table(document.docx, annex)
    if pictures:
        _start_annex(document.docx, title_of_pictures(paper.lang), f"{paper.annex_word}{len(annexes) + 1}")
        _add_pictures(document.docx, pictures)
    document.save(out)


def write_tables(title: str, sheets: Sequence[Sheet], out: Path) -> None:
    """Write tables under one title, without a letter. Raises TooManyRowsError for a table of more than MAX_ROWS rows."""
    from docx import Document

    with as_file(_own_template()) as default:
        document = Document(str(default))
    for element in list(document.element.body)[:-1]:  # the last one holds the section's properties
        document.element.body.remove(element)
    _turn(document.sections[0])
    document.add_paragraph(title, style="附件标题")
    for number, sheet in enumerate(sheets):
        if (sheet.title or sheet.name) != title:
            heading = document.add_paragraph(sheet.title or sheet.name, style="一级标题")
            heading.paragraph_format.page_break_before = number > 0
        _add_table(document, sheet)
    document.save(str(out))


def _own_template() -> Traversable:
    return files("govcrawl.reports") / "templates" / "circular.docx"


def _start_annex(document: Any, title: str, label: str) -> None:
    """A landscape page with the annex's title."""
    from docx.enum.section import WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    _turn(section)
    document.add_paragraph(label)
    document.add_paragraph(title, style="附件标题")


def _add_pictures(document: Any, pictures: Sequence[Picture]) -> None:
    """Each picture under its address, as large as a page allows."""
    from docx.shared import Mm

    for picture in pictures:
        document.add_paragraph(picture.address).paragraph_format.keep_with_next = True
        shape = document.add_picture(BytesIO(picture.png))
        scale = min(Mm(_PICTURE_MM[0]) / shape.width, Mm(_PICTURE_MM[1]) / shape.height, 1)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)


def _turn(section: Any) -> None:
    """Landscape, with the margins of a table."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    if section.orientation != WD_ORIENT.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    section.footer_distance = Mm(10)


def _add_table(document: Any, sheet: Sheet) -> None:
    style = document.styles["表格文字"].style_id
    document.element.body.insert(-1, _table(sheet, style))  # before the section's properties, the body's last element


def _table(annex: Sheet, style: str) -> Any:
    """The table as one piece of WordprocessingML: python-docx builds cells one by one, in quadratic time."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    rows = list(annex.rows)
    if len(rows) > MAX_ROWS:
        raise TooManyRowsError(f"{annex.name}: {len(rows)} rows")
    columns = max(len(header) for header in annex.headers)
    widths = list(annex.widths) or [10] * columns
    grid = "".join(f'<w:gridCol w:w="{round(_TABLE_WIDTH * width / sum(widths))}"/>' for width in widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = "".join(_header_row(annex, at, style) for at in range(len(annex.headers)))
    size = _SMALL if columns > _MANY_COLUMNS else ""
    body = "".join(_row([_cell(cell, style, size=size) for cell in row]) for row in rows)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )


def _header_row(annex: Sheet, at: int, style: str) -> str:
    """A header row with its merged cells: spans across, and cells that go on from the row above."""
    cells = []
    column = 0
    while column < len(annex.headers[at]):
        merge = next((one for one in annex.merges if one[0] <= at <= one[2] and one[1] == column), None)
        span = 1 if merge is None else merge[3] - merge[1] + 1
        properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        if merge is not None and merge[2] > merge[0]:
            properties += '<w:vMerge w:val="restart"/>' if at == merge[0] else "<w:vMerge/>"
        cells.append(_cell(annex.headers[at][column], style, properties + _SHADE, is_bold=True))
        column += span
    return _row(cells, "<w:tblHeader/>")


def _row(cells: Sequence[str], more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(value: Cell, style: str, properties: str = "", *, is_bold: bool = False, size: str = "") -> str:
    text = escape(_printable("" if value is None else str(value)))
    look = f"<w:rPr>{'<w:b/>' if is_bold else ''}{size}</w:rPr>" if is_bold or size else ""
    return (
        f'<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
    )


def _printable(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return "".join(
        mark
        for mark in text
        if mark in "\t\n" or (mark >= " " and not "\ud800" <= mark <= "\udfff" and mark not in "\ufffe\uffff")
    )
