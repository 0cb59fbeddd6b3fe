"""Evidence on a distant store: S3-compatible, another disk, whatever fsspec knows by its address (`s3://bucket/folder`).

Account and endpoint of S3 come from the usual variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL.
"""

from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs

from govcrawl.evidence.names import safe_name
from govcrawl.evidence.recorder import FOLDER
from govcrawl.store.server import default_home


def ship(inspection: str, url: str, home: Path | None = None) -> tuple[int, int]:
    """Copies the finished WARC files of an inspection that the store has not whole; returns files and bytes copied.

    Raises OSError where the store refuses.
    """
    store, folder = _place(url, inspection)
    store.makedirs(folder, exist_ok=True)
    copied = total = 0
    for file in sorted(_local(inspection, home).glob("*.warc.gz")):
        target, size = f"{folder}/{file.name}", file.stat().st_size
        if store.exists(target) and store.size(target) == size:
            continue
        store.put_file(str(file), target)
        copied, total = copied + 1, total + size
    return copied, total


def bring_back(inspection: str, url: str, home: Path | None = None) -> int:
    """Copies the WARC files of an inspection from the store to where `replay` and findings look; returns their number."""
    store, folder = _place(url, inspection)
    local = _local(inspection, home)
    local.mkdir(parents=True, exist_ok=True)
    files = [str(name) for name in store.find(folder) if str(name).endswith(".warc.gz")]
    for name in files:
        store.get_file(name, str(local / name.rpartition("/")[2]))
    return len(files)


def _place(url: str, inspection: str) -> tuple[Any, str]:
    store, folder = url_to_fs(url)
    return store, f"{str(folder).rstrip('/')}/{safe_name(inspection)}"


def _local(inspection: str, home: Path | None) -> Path:
    return (home or default_home()) / FOLDER / safe_name(inspection)
