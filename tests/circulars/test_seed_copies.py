"""The published circulars as mirrors carry them on: other characters, other words, glosses, doubled, pasted from a sheet."""

import re
from collections.abc import Callable

import pytest
from opencc import OpenCC

from govcrawl.circulars.read import read_circular
from govcrawl.circulars.records import Circular
from tests.circulars.test_seeds import ANSHAN, HUANGGANG, JINGZHOU, NATIONAL, YAAN, circular, pytestmark

__all__ = ["pytestmark"]


def glossed(text: str) -> str:
    """Every fiftieth character or so with its reading in brackets."""
    return re.sub(r"([一-鿿](?:[^一-鿿]*[一-鿿]){49})", r"\1(zhèng)", text)


def pasted(found: Circular) -> str:
    """The text with each table as a spreadsheet gives it to the clipboard: a row a line, cells parted by tabs."""
    lines, parts, at = found.text.split("\n"), [], 0
    for table in found.tables:
        parts += [*lines[at : table.first_line], *map("\t".join, (table.header, *table.rows, *table.totals))]
        at = table.end_line
    return "\n".join([*parts, *lines[at:]])


COPIES: dict[str, Callable[[Circular], str]] = {
    "traditional": lambda found: OpenCC("s2t").convert(found.text),
    "hong_kong": lambda found: OpenCC("s2hk").convert(found.text),
    "taiwan_words": lambda found: OpenCC("s2twp").convert(found.text),
    "glossed": lambda found: glossed(found.text),
    "doubled": lambda found: f"{found.text}\n\n{found.text}\n",
    "sheet": pasted,
    "indented": lambda found: re.sub("^", "　　", found.text, flags=re.MULTILINE),
}


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("number", [JINGZHOU, ANSHAN, YAAN, NATIONAL, HUANGGANG])
def test_a_copy_says_what_the_original_says(number: str, copy: str) -> None:
    own = circular(number)
    found = read_circular(COPIES[copy](own))
    assert [(row.site_id_code, row.name) for row in found.rows] == [(row.site_id_code, row.name) for row in own.rows]
    assert [{one.problem for one in row.problems} for row in found.rows] == [
        {one.problem for one in row.problems} for row in own.rows
    ]
    assert found.totals == own.totals
    assert len(found.named_sites) == len(own.named_sites)
