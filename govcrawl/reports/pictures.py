"""Pictures of the pages that findings name, as documents show them: only bytes that still are those that were taken."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from govcrawl.reports.words import word
from govcrawl.store.reporting import FindingRow

MOST_BYTES = 40_000_000
"""Bytes of pictures in one HTML file: more than that, and a phone does not open it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of one page."""

    address: str
    png: bytes


def title_of_pictures(lang: str = "zh") -> str:
    """Title of the annex that holds them."""
    return word("paper", "pictures", lang)


def picture_of(finding: FindingRow, folder: Path) -> Picture | None:
    """The picture of a finding's page, or None where none was taken or its file is not what was taken.

    `folder` is GOVCRAWL_HOME/evidence. A picture's file name ends with the beginning of its SHA-256.
    """
    if finding.screenshot is None:
        return None
    file = folder / finding.screenshot
    try:
        png = file.read_bytes()
    except OSError:
        return None
    is_intact = file.stem.endswith(hashlib.sha256(png).hexdigest()[:16])
    return Picture(finding.url or finding.parent_url or "", png) if is_intact else None


def pictures_of(findings: Iterable[FindingRow], folder: Path | None) -> Iterator[Picture]:
    """The pictures of some findings, each once."""
    seen = set()
    for finding in findings:
        if folder and finding.screenshot not in seen and (picture := picture_of(finding, folder)):
            seen.add(finding.screenshot)
            yield picture


@dataclass(slots=True)
class Album:
    """The pictures of one HTML file: each is shown once, up to MOST_BYTES in all."""

    folder: Path | None
    left: int = MOST_BYTES
    shown: set[str] = field(default_factory=set)

    def is_shown(self, finding: FindingRow) -> bool:
        """Whether the picture stands further up already."""
        return finding.screenshot in self.shown

    def data(self, finding: FindingRow) -> str:
        """The picture as a data address; empty where there is none or no room is left."""
        picture = picture_of(finding, self.folder) if self.folder else None
        if picture is None or finding.screenshot is None or len(picture.png) > self.left:
            return ""
        self.left -= len(picture.png)
        self.shown.add(finding.screenshot)
        return "data:image/png;base64," + base64.b64encode(picture.png).decode()
