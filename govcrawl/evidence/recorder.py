"""What of an inspection's traffic is kept: the home page always, and what a finding rests on."""

import errno
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock

from sqlalchemy import Connection

from govcrawl.evidence.exchange import Exchange, Lane
from govcrawl.evidence.names import safe_name
from govcrawl.evidence.spool import Spool
from govcrawl.evidence.warc import Place, WarcFile
from govcrawl.extract.urls import same_page_key
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Outcome, VisitRole
from govcrawl.store.evidence import EvidenceRow, save_evidence
from govcrawl.store.inspections import StoredInspection
from govcrawl.store.server import default_home

logger = logging.getLogger(__name__)

FOLDER = "evidence"
_ALWAYS = frozenset({VisitRole.HOME, VisitRole.ROBOTS})
_PARTS = frozenset({VisitRole.FRAME, VisitRole.ENDPOINT, VisitRole.ASSET, VisitRole.CONTROL})
"""Asked on behalf of a page: without them the page does not say what it said."""
_TOLD = frozenset({Outcome.BREACHED, Outcome.UNKNOWN})
_BATCH = 50
_BATCH_BYTES = 1024 * 1024
"""Answers written together; a larger one is written alone, and by one thread at a time: packing takes several times its size."""
_GIANT = Lock()
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


_Spooled = tuple[Exchange, int, int]
"""An answer in the spool, with offset and length of its body."""


class Keep(StrEnum):
    """What of a site's answers is kept when it is finished."""

    ALL = "all"
    FINDINGS = "findings"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Recorder:
    """Takes every answer of one inspection, and keeps at a site's end those that are wanted.

    Other trouble with the disk is logged and never costs a page; where the disk is full, `is_full` is set: what is read from
    then on has no evidence and must not be stored. Threads may share it, one a site.
    """

    inspection: str
    keep: Keep
    spool: Spool
    warc: WarcFile
    info: Mapping[str, str]
    is_full: Event = field(default_factory=Event)

    def add(self, exchange: Exchange, body: bytes) -> None:
        """Takes an answer."""
        try:
            if not self.spool.add(exchange, body):
                logger.warning("no room for the evidence of %s: %s", exchange.site_id_code, exchange.url)
        except (OSError, UnicodeError) as error:
            self._note_trouble(exchange.url, error)

    def keep_site(
        self, connection: Connection, stored: StoredInspection, site_id_code: str, findings: Iterable[Finding]
    ) -> int:
        """Writes what is wanted of a site into the archive and the index; returns how many answers were kept.

        Raises OSError where the disk is full: then the site must not be judged.
        The spool stays until `drop_site`.
        """
        kept = 0
        info = {**self.info, "edition": stored.inspection.edition, "as_of": stored.inspection.as_of.isoformat()}
        wanted = self._wanted(site_id_code, findings)
        for batch in _batches(wanted):
            is_giant = sum(length for _, _, length in batch) > _BATCH_BYTES
            try:
                with _GIANT if is_giant else nullcontext():
                    places = self._write(site_id_code, batch, info)
            except OSError as error:
                self._note_trouble(site_id_code, error)
                if self.is_full.is_set():
                    raise
                return kept
            rows = [self._row(exchange, place) for (exchange, _, _), place in zip(batch, places, strict=True)]
            save_evidence(connection, stored.number, site_id_code, rows)
            kept += len(rows)
        return kept

    def _write(self, site_id_code: str, batch: Sequence[_Spooled], info: Mapping[str, str]) -> list[Place]:
        answers = ((exchange, self.spool.body(site_id_code, offset, length)) for exchange, offset, length in batch)
        return self.warc.append(answers, info)

    def _note_trouble(self, what: str, error: Exception) -> None:
        if getattr(error, "errno", None) not in _FULL:
            logger.error("evidence of %s cannot be kept: %s", what, error)
        elif not self.is_full.is_set():
            self.is_full.set()
            logger.error("the disk of the evidence is full: %s", error)

    def drop_site(self, site_id_code: str) -> None:
        """Forgets what was not kept of a finished site."""
        self.spool.drop(site_id_code)

    def _wanted(self, site_id_code: str, findings: Iterable[Finding]) -> Iterator[_Spooled]:
        named = {same_page_key(url) for finding in findings if finding.outcome in _TOLD for url in _addresses(finding)}
        for exchange, offset, length in self.spool.heads(site_id_code):
            if self.keep is Keep.ALL or _is_wanted(exchange, named):
                yield exchange, offset, length

    def _row(self, exchange: Exchange, place: Place) -> EvidenceRow:
        kind = "failure" if exchange.status is None else "rendered" if exchange.lane is Lane.BROWSER else "response"
        file = f"{self.warc.path.parent.name}/{place.file}"
        return EvidenceRow(kind, place.digest, exchange.asked_url, file, place.offset, place.length, exchange.asked_at)


def _batches(wanted: Iterable[_Spooled]) -> Iterator[list[_Spooled]]:
    """In their order, so many and so large as are written together."""
    batch: list[_Spooled] = []
    size = 0
    for spooled in wanted:
        if batch and (len(batch) == _BATCH or size + spooled[2] > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(spooled)
        size += spooled[2]
    if batch:
        yield batch


def make_recorder(
    home: Path, inspection: str, keep: Keep, most_bytes_a_site: int, info: Mapping[str, str]
) -> Recorder | None:
    """The recorder of an inspection in this process, or None where nothing is to be kept.

    Everything lies below `home`/evidence/`inspection`; `info` heads each WARC file.
    """
    if keep is Keep.NONE:
        return None
    folder = home / FOLDER / safe_name(inspection)
    stamp = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{os.getpid()}"
    warc = WarcFile(folder / f"{stamp}.warc.gz")
    return Recorder(inspection, keep, Spool(folder / "spool", most_bytes_a_site), warc, info)


def drop_evidence(inspection: str, home: Path | None = None) -> int:
    """Deletes the evidence files of an inspection from this machine; returns the bytes that were freed."""
    folder = (home or default_home()) / FOLDER / safe_name(inspection)
    freed = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    shutil.rmtree(folder, ignore_errors=True)
    return freed


def _addresses(finding: Finding) -> tuple[str, ...]:
    return tuple(url for url in (finding.url, finding.parent_url) if url)


def _is_wanted(exchange: Exchange, named: set[str]) -> bool:
    if exchange.role in _ALWAYS or same_page_key(exchange.asked_url) in named:
        return True
    return exchange.role in _PARTS and bool(exchange.parent_url) and same_page_key(exchange.parent_url or "") in named
