"""PDF by typst: real fonts embedded, text that can be searched and copied."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from govcrawl.reports.paper import Paper
from govcrawl.reports.pictures import Picture
from govcrawl.reports.sheets import Sheet
from govcrawl.reports.words import word


def write_pdf(paper: Paper | str, annexes: Iterable[Sheet], out: Path, pictures: Sequence[Picture] = ()) -> None:
    """Write a letter, its annexes and pictures as PDF; or tables alone, with a title in place of the letter."""
    import typst

    lang = paper.lang if isinstance(paper, Paper) else "zh"
    words = {name: word("paper", name, lang) for name in ("annex", "annexes", "pictures")}
    letter = {"letter": asdict(paper)} if isinstance(paper, Paper) else {"title": paper}
    named = [{"address": one.address, "file": f"{number}.png"} for number, one in enumerate(pictures)]
    data = {**letter, "tables": [_table(annex) for annex in annexes], "pictures": named, "words": words}
    with TemporaryDirectory() as folder:
        main = Path(folder) / "paper.typ"
        main.write_bytes((files("govcrawl.reports") / "templates" / "paper.typ").read_bytes())
        for number, one in enumerate(pictures):
            (main.parent / f"{number}.png").write_bytes(one.png)
        pdf = typst.compile(str(main), sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    out.write_bytes(pdf)


def _table(annex: Sheet) -> dict[str, Any]:
    columns = max(len(header) for header in annex.headers)
    return {
        "title": annex.title or annex.name,
        "widths": list(annex.widths) or [1] * columns,
        "header": list(_header_cells(annex)),
        "rows": [["" if cell is None else str(cell) for cell in row] for row in annex.rows],
    }


def _header_cells(annex: Sheet) -> Iterable[dict[str, Any]]:
    """Header cells with their places and spans; cells that a merge covers are left out."""
    corners = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in annex.merges}
    covered = {
        (y, x)
        for top, left, bottom, right in annex.merges
        for y in range(top, bottom + 1)
        for x in range(left, right + 1)
        if (y, x) != (top, left)
    }
    for y, header in enumerate(annex.headers):
        for x, text in enumerate(header):
            if (y, x) not in covered:
                rowspan, colspan = corners.get((y, x), (1, 1))
                yield {"x": x, "y": y, "rowspan": rowspan, "colspan": colspan, "text": text}
