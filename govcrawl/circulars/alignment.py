"""Put the cells of a row under the right columns when some are missing or broken over lines: by what they look like."""

import re
from collections.abc import Sequence

_SHAPES = {
    "number": re.compile(r"\d{1,5}"),
    "site_id_code": re.compile(r"[1-8]\d{9}|bm\d{8}|BT\d{8}", re.IGNORECASE),
    "url": re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[:/?#]\S*)?", re.IGNORECASE | re.ASCII),
    "is_portal": re.compile(r"[是否√×]"),
    "result": re.compile(r".{0,4}(?:合格|达标|通过|优秀|良好|未发现).{0,4}"),
    "rectified": re.compile(r"[是否无√]|.{0,6}整改.{0,6}|.{0,3}完成"),
    "running": re.compile(r"[\d,]+"),
    "inspected": re.compile(r"[\d,]+"),
    "problem_sites": re.compile(r"[\d,]+"),
    "pass_rate": re.compile(r"[\d.]+[%％]?"),
    "score": re.compile(r"-?[\d.]+"),
}
_FIT, _TEXT, _MISFIT, _MERGE = 4, 1, -8, -1


def align(cells: Sequence[str], columns: Sequence[str | None]) -> tuple[str, ...]:
    """One text a column. Where the counts agree the order decides; else the order is kept, cells go where their shape fits,
    columns may stay empty and neighbouring pieces of a text are joined."""
    if len(cells) == len(columns):
        return tuple(cells)
    best: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(0, -1): (0, ())}
    for at, cell in enumerate(cells):
        reached: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
        for (_, last), (score, path) in best.items():
            for column in range(max(last, 0), len(columns)):
                gain = _merge(columns[column]) if column == last else _fit(cell, columns[column])
                candidate = (score + gain, (*path, column))
                if (at + 1, column) not in reached or reached[at + 1, column][0] < candidate[0]:
                    reached[at + 1, column] = candidate
        best = reached
    path = max(best.values())[1] if cells else ()
    row = [""] * len(columns)
    for cell, column in zip(cells, path, strict=True):
        row[column] = (row[column] + cell) if row[column] else cell
    return tuple(row)


def _merge(column: str | None) -> int:
    """Complaints run over several lines; names seldom, figures never."""
    if column in _SHAPES:
        return _MISFIT
    return 0 if column in ("problems", "remarks") else _MERGE


def _fit(cell: str, column: str | None) -> int:
    shape = _SHAPES.get(column or "")
    if shape is not None:
        return _FIT if shape.fullmatch(cell) else _MISFIT
    looks_typed = any(_SHAPES[name].fullmatch(cell) for name in ("site_id_code", "url"))
    if looks_typed:
        return _MISFIT
    return 0 if column == "remarks" else _TEXT
