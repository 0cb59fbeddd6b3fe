"""How right the readers are, measured on a folder of pages with hand-read truth: `python -m govcrawl.accuracy DIR`.

The folder holds a MANIFEST.tsv (tab separated, no quoting) with a row a page. Columns read, all but `file` optional:
`kind`, `page_kind`, `url`, `as_of`, `original_site`, `source_path`, `list_newest_item`, `list_items_with_date`,
`article_visible_date`, `footer_site_id`, `footer_icp`, `footer_police`, `footer_conac`, `footer_find_error`,
`footer_sitemap`. The shares are compared with floors that only rise; the exit code is 1 below a floor.
"""

import csv
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import MarkSeen, PageFacts
from govcrawl.model.vocabulary import Mark, VisitRole

FLOORS = Path(__file__).parent.parent / "tests" / "accuracy_floors.toml"
_KINDS = {
    "list": {"list", "letters"},
    "home": {"home"},
    "hijack": {"home"},
    "article": {"article"},
    "guide": {"guide", "article", "list"},
    "interaction": {"letters", "list", "other", "article"},
    "search": {"search"},
    "sitemap": {"site_map"},
    "redirect": {"stub"},
    "error": {"error"},
}
_VALUES = {
    "footer_site_id": Mark.SITE_ID_CODE,
    "footer_icp": Mark.ICP_FILING,
    "footer_police": Mark.POLICE_FILING,
}
_PRESENT = {
    "footer_conac": Mark.PARTY_GOVERNMENT_MARK,
    "footer_find_error": Mark.ERROR_REPORT_ENTRY,
    "footer_sitemap": Mark.SITE_MAP,
}
_ROW_PLACES = frozenset({"row", "updated", "payload", "script"})


@dataclass(frozen=True, slots=True)
class Measured:
    """One comparison: the measure it counts for, whether it was right, what was expected and read."""

    measure: str
    right: bool
    file: str
    expected: str
    read: str


def measure_folder(folder: Path, as_of: date) -> list[Measured]:
    """All comparisons of a folder's manifest with what is read from its pages."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    measured: list[Measured] = []
    for row in rows:
        day = date.fromisoformat(row["as_of"]) if row.get("as_of") else as_of
        raw = RawPage(_address(row), (folder / row["file"]).read_bytes())
        role = VisitRole.ENDPOINT if row["file"].endswith((".json", ".xml")) else None
        measured.extend(_compare(row, read_page(raw, day, role=role)))
    return measured


def _address(row: dict[str, str]) -> str:
    if row.get("url"):
        return row["url"]
    host = re.match(r"[a-z0-9.-]+\.[a-z]{2,}", row.get("original_site") or "")
    path = row.get("source_path") or row["file"]
    return f"http://{host[0] if host else 'unknown.invalid'}/{path}"


def _compare(row: dict[str, str], facts: PageFacts) -> Iterator[Measured]:
    file, kind = row["file"], row.get("kind") or ""
    newest, dated, shown = (row.get(name) or "" for name in _TRUTHS)
    if kind in ("list", "home", "interaction") and (newest or dated == "0"):
        read = str(facts.newest_item_on or "")
        yield Measured(f"newest_on_{kind}s", read == newest, file, newest, read)
    if kind == "list" and dated:
        count = sum(item.printed_on is not None and item.place in _ROW_PLACES for item in facts.items)
        yield Measured("item_counts", abs(count - int(dated)) <= 0.05 * int(dated), file, dated, str(count))
    if shown:
        read = str(facts.article.printed_on) if facts.article else ""
        yield Measured("article_dates", read == shown[:10], file, shown[:10], read)
    kinds = {row["page_kind"]} if row.get("page_kind") else _KINDS.get(kind)
    if kinds:
        yield Measured("page_kinds", facts.page_kind.value in kinds, file, "|".join(sorted(kinds)), facts.page_kind)
    if (row.get("footer_where") or "").startswith("raw"):
        yield from _compare_footer(row, facts)


_TRUTHS = ("list_newest_item", "list_items_with_date", "article_visible_date")


def _compare_footer(row: dict[str, str], facts: PageFacts) -> Iterator[Measured]:
    marks: dict[Mark, MarkSeen] = {mark.mark: mark for mark in facts.marks}
    for column, mark in _VALUES.items():
        truth, seen = _bare(row.get(column) or ""), marks.get(mark)
        read = _bare(seen.value or "") if seen and seen.present else ""
        yield Measured("footer_marks", read == truth or bool(truth and truth in read), row["file"], truth, read)
    for column, mark in _PRESENT.items():
        if row.get(column) in ("yes", "no"):
            seen = marks.get(mark)
            read = "yes" if seen and seen.present else "no"
            yield Measured("footer_marks", read == row[column], row["file"], f"{mark} {row[column]}", read)


def _bare(value: str) -> str:
    return re.sub(r"[\s:：]|\(.*\)", "", value).upper().removesuffix("号")


def main(arguments: list[str]) -> int:
    """Print right, all and share of each measure and a line a failing page; 1 where a share is below its floor."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m govcrawl.accuracy DIR\n")
        return 2
    today = (datetime.now(UTC) + timedelta(hours=8)).date()
    floors = tomllib.loads(FLOORS.read_text("utf-8"))["floors"]
    results: dict[str, list[Measured]] = defaultdict(list)
    for one in measure_folder(Path(arguments[0]), today):
        results[one.measure].append(one)
    below = False
    for measure, ones in results.items():
        right = sum(one.right for one in ones)
        share, floor = right / len(ones), float(floors.get(measure, 0))
        below |= share < floor
        sys.stdout.write(f"{measure:24}{right:5} of {len(ones):5}{share:9.1%}   floor {floor:.1%}\n")
        for one in ones:
            if not one.right:
                sys.stdout.write(f"    {one.file}: expected {one.expected or '-'}, read {one.read or '-'}\n")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
