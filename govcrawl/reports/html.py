"""One self-contained HTML file an inspection: no outside file, a strict CSP, readable on a phone and without a network."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from govcrawl import __version__
from govcrawl.checks.outcomes import outcome_words
from govcrawl.model.times import china_time
from govcrawl.model.vocabulary import FetchOutcome, Verdict
from govcrawl.reports.clauses import Clause, kind_of
from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.numbers import trim
from govcrawl.reports.overview import charts_of, heat_maps, region_table
from govcrawl.reports.pictures import Album
from govcrawl.reports.table import TableRow, table_row
from govcrawl.reports.words import headers, word

DETAIL_LIMIT = 2000
"""Sites up to which every site has its section; above it only those that are not qualified, so that a browser can open it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the result table with its verdict word, for colour and filter."""

    row: TableRow
    verdict: str


def write_html(
    content: Content,
    out: Path,
    *,
    title: str,
    edition_title: str,
    clauses: Mapping[str, Clause],
    decimals: int = 1,
    lang: str = "zh",
    evidence: Path | None = None,
) -> None:
    """Write the report to `out`, with the pictures that lie below `evidence`.

    Sites stream through: first for the table and the charts, then for their sections.
    """
    problems: Counter[str] = Counter()
    lines = list(_lines(content, problems, clauses, lang))
    style, script = part("report.css"), part("report.js")
    stream = (
        environment(lang)
        .get_template("report.html.j2")
        .stream(
            lang=lang,
            title=title,
            edition_title=edition_title,
            version=__version__,
            style=Markup(style),
            style_hash=csp_hash(style),
            script=Markup(script),
            script_hash=csp_hash(script),
            inspection=content.inspection,
            totals=content.totals,
            totals_by_kind=content.totals_by_kind,
            charts=list(charts_of(content, problems, decimals, lang)),
            maps=[one for one in (region_table(content, decimals, lang), *heat_maps(content, lang)) if one],
            headers=headers("results", lang),
            verdicts=[verdict.value for verdict in Verdict],
            lines=lines,
            sites=_detailed(content),
            is_shortened=len(content.verdicts) > DETAIL_LIMIT,
            clauses=clauses,
            album=Album(evidence),
            decimals=decimals,
        )
    )
    stream.enable_buffering(50)
    with out.open("w", encoding="utf-8", newline="\n", errors="replace") as file:
        file.writelines(stream)


def _detailed(content: Content) -> Iterator[SiteReport]:
    """The sites that get a section of their own."""
    if len(content.verdicts) <= DETAIL_LIMIT:
        return content.sites()
    return (site for site in content.sites() if site.result != "qualified")


def _lines(content: Content, problems: Counter[str], clauses: Mapping[str, Clause], lang: str) -> Iterator[_Line]:
    """The table's rows; counts each kind of problem's findings on the way."""
    for number, site in enumerate(content.sites(), 1):
        problems.update(kind_of(finding, clauses, lang) for finding in site.problems)
        yield _Line(table_row(number, site, lang), site.result)


def environment(lang: str) -> Environment:
    """The templates of this room with their functions; every text out of a page is escaped."""
    environment = Environment(
        loader=PackageLoader("govcrawl.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    functions: dict[str, Any] = {
        "t": lambda zh, en: zh if lang == "zh" else en,
        "word": partial(word, lang=lang),
        "kind_of": partial(kind_of, lang=lang),
        "trim": trim,
        "safe_link": safe_link,
        "china_time": china_time,
        "ended": lambda outcome, status: outcome_words(FetchOutcome(outcome), status) if lang == "zh" else outcome,
        "china_time_of": lambda text: china_time(datetime.fromisoformat(text)),
    }
    environment.globals.update(functions)
    return environment


def safe_link(url: str | None) -> str | None:
    """`url` where a reader may click on it: http and https only (a page can name `javascript:` and worse)."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def part(name: str) -> str:
    """A file that is put into the page as it is; it must not end the element that it stands in."""
    return (files("govcrawl.reports") / "templates" / name).read_text(encoding="utf-8")


def csp_hash(text: str) -> str:
    """The source expression that allows exactly this inline style or script (CSP level 2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
