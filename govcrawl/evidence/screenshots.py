"""Pictures of pages that a person will judge, kept beside the WARC files and listed in the same index."""

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from govcrawl.evidence.names import safe_name
from govcrawl.store.evidence import SCREENSHOT, EvidenceRow, evidence_of


def save_screenshot(
    folder: Path, inspection: str, site_id_code: str, url: str, png: bytes, taken_at: datetime
) -> EvidenceRow:
    """Writes a picture below `folder` (GOVCRAWL_HOME/evidence) and returns its row for the index. Raises OSError."""
    digest = hashlib.sha256(png).hexdigest()
    file = Path(safe_name(inspection)) / "screenshots" / f"{safe_name(site_id_code)}-{digest[:16]}.png"
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(png)
    return EvidenceRow(SCREENSHOT, digest, url, str(file), None, len(png), taken_at)


def screenshot_of(connection: Connection, number: int, site_id_code: str, url: str, folder: Path) -> Path | None:
    """The newest picture of an address whose bytes still are those that were taken, or None.

    `number` is the inspection's, `folder` GOVCRAWL_HOME/evidence: the one door for documents that show pictures.
    """
    for row in reversed(evidence_of(connection, number, site_id_code, url)):
        file = folder / row.file
        if row.kind == SCREENSHOT and file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == row.digest:
            return file
    return None
