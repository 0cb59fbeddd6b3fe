"""The appeal packet: one offline file a finding, with the clause, the computation and the records that it rests on."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from govcrawl.evidence.archive import ArchiveError, read_at
from govcrawl.evidence.exchange import Exchange
from govcrawl.evidence.names import safe_name
from govcrawl.extract.page import RawPage, open_page
from govcrawl.middlewares.decompress import decompress
from govcrawl.reports.clauses import clauses_of
from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.html import csp_hash, environment, part
from govcrawl.scoring.explain import explain
from govcrawl.scoring.grounds import grounds
from govcrawl.store.appeals import appeals_of
from govcrawl.store.evidence import SCREENSHOT, EvidenceRow, evidence_of
from govcrawl.store.inspections import stored_inspection
from govcrawl.store.judgements import load_judgement
from govcrawl.store.load import site_facts
from govcrawl.store.reporting import FindingRow

_MOST_RECORDS = 8
"""Records an address: more attempts than are ever made of one."""
_MOST_LETTERS = 200_000
_MOST_DECODED = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Computation:
    """`facts`: the columns and pages that a finding rests on, as read; `whole`: the site's verdict unfolded."""

    facts: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page as a data address, and when it was taken."""

    url: str
    taken_at: datetime
    data: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a reader sees it: `head` and `body` as text, `whole` the record itself as a data address.

    `trouble` says why the record cannot be shown; `is_intact` whether its bytes still are those that were recorded.
    """

    row: EvidenceRow
    exchange: Exchange | None = None
    head: str = ""
    body: str = ""
    whole: str = ""
    is_intact: bool = False
    trouble: str = ""


def write_packets(
    connection: Connection,
    content: Content,
    site_id_code: str,
    evidence: Path,
    folder: Path,
    *,
    indicator: str | None = None,
    lang: str = "zh",
) -> list[Path]:
    """Writes a file for each finding against a site (of one indicator if wanted) into `folder`; returns the files.

    `evidence` is the folder below which records lie. Raises OSError.
    """
    site = next((one for one in content.sites() if one.verdict.site_id_code == site_id_code), None)
    wanted = [one for one in site.problems if indicator in {None, one.indicator}] if site else []
    return [
        _write(connection, content, site, finding, evidence, folder / _name(site_id_code, number, finding), lang)
        for number, finding in enumerate(wanted, 1)
        if site
    ]


def _name(code: str, number: int, finding: FindingRow) -> str:
    return f"{safe_name(code)}-{number:03d}-{safe_name(finding.indicator)}.html"


def _write(
    connection: Connection,
    content: Content,
    site: SiteReport,
    finding: FindingRow,
    evidence: Path,
    out: Path,
    lang: str,
) -> Path:
    style = part("packet.css")
    inspection = content.inspection.inspection
    number = stored_inspection(connection, inspection).number
    rows = [
        row
        for url in _addresses(site, finding)
        for row in evidence_of(connection, number, site.verdict.site_id_code, url)
    ]
    text = (
        environment(lang)
        .get_template("packet.html.j2")
        .render(
            lang=lang,
            style=style,
            style_hash=csp_hash(style),
            inspection=content.inspection,
            site=site.verdict,
            finding=finding,
            clause=clauses_of(content.inspection.edition).get(finding.indicator),
            computation=computation_of(connection, content, site, finding),
            shots=list(_shots(rows, evidence)),
            records=[_record(row, evidence) for row in _newest(rows)],
            appeals=[
                one
                for one in appeals_of(connection, inspection, site.verdict.site_id_code)
                if (one.problem or one.indicator, one.subject, one.url)
                == (finding.problem or finding.indicator, finding.subject, finding.url)
            ],
        )
    )
    out.write_text(text, encoding="utf-8")
    return out


def computation_of(
    connection: Connection, content: Content, site: SiteReport, finding: FindingRow
) -> Computation | None:
    """How the finding came about and what it did to the verdict; None where the judgement is gone.

    A finding without an address (a veto by many columns) rests on all columns of its indicator.
    """
    name, edition, code = content.inspection.inspection, content.inspection.edition, site.verdict.site_id_code
    judgement = load_judgement(connection, name, edition, code)
    if judgement is None:
        return None
    same = [
        one
        for one in judgement.findings
        if one.indicator == finding.indicator and (finding.url is None or one.url == finding.url)
    ]
    facts = list(grounds(replace(judgement, findings=tuple(same)), site_facts(connection, name, code)))
    return Computation(tuple(facts), explain(judgement))


def _addresses(site: SiteReport, finding: FindingRow) -> Iterable[str]:
    """The finding's address and the page that carries it; where there is neither, the home page."""
    return dict.fromkeys([url for url in (finding.url, finding.parent_url) if url] or [site.verdict.url])


def _newest(rows: Sequence[EvidenceRow]) -> Iterator[EvidenceRow]:
    """The newest records of each address."""
    for url in dict.fromkeys(row.url for row in rows):
        yield from [row for row in rows if row.url == url and row.kind != SCREENSHOT][-_MOST_RECORDS:]


def _shots(rows: Sequence[EvidenceRow], evidence: Path) -> Iterator[Shot]:
    """The first and the newest picture of each address, where the bytes still are those that were taken."""
    for url in dict.fromkeys(row.url for row in rows):
        pictures = [row for row in rows if row.url == url and row.kind == SCREENSHOT]
        for row in dict.fromkeys((*pictures[:1], *pictures[-1:])):
            file = evidence / row.file
            png = file.read_bytes() if file.is_file() else b""
            if hashlib.sha256(png).hexdigest() == row.digest:
                yield Shot(url, row.recorded_at, "data:image/png;base64," + base64.b64encode(png).decode())


def _record(row: EvidenceRow, evidence: Path) -> Record:
    file = evidence / row.file
    try:
        with file.open("rb") as stream:
            stream.seek(row.offset or 0)
            whole = stream.read(row.length or 0)
        exchange, body = read_at(file, row.offset or 0)
    except (OSError, ArchiveError) as error:
        return Record(row, trouble=str(error))
    fields = "\n".join(
        f"{name.decode('latin-1')}: {value.decode('utf-8', 'replace')}" for name, value in exchange.received
    )
    return Record(
        row,
        exchange,
        fields,
        _text(exchange, body)[:_MOST_LETTERS],
        "data:application/warc;base64," + base64.b64encode(whole).decode(),
        hashlib.sha256(whole).hexdigest() == row.digest,
    )


def _text(exchange: Exchange, body: bytes) -> str:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in exchange.received}
    if packing := headers.get("content-encoding"):
        body, _ = decompress(body, [name.strip().encode() for name in packing.lower().split(",")], _MOST_DECODED)
    return open_page(RawPage(exchange.url, body, headers, exchange.status or 200)).text if body else ""
