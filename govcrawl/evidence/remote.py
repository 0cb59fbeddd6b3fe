"""Evidence on a distant store: S3-compatible, another disk, whatever fsspec knows by its address (`s3://bucket/folder`).

Account and endpoint of S3 come from the usual variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs

from govcrawl.evidence.names import safe_name
from govcrawl.evidence.recorder import FOLDER
from govcrawl.store.server import default_home

_KINDS = ("*.warc.gz", "screenshots/*.png")
"""What is kept of an inspection; the spool is still written."""


class StoreAddressError(ValueError):
    """The address names no store."""


class NoEvidenceError(ValueError):
    """There is no evidence of the inspection where it should come from: the text names the place."""


def ship(inspection: str, url: str, home: Path | None = None) -> tuple[int, int]:
    """Copies the finished WARC files and pictures of an inspection that the store has not whole; returns files and bytes
    copied.

    Raises StoreAddressError, NoEvidenceError, and OSError where the store refuses.
    """
    local = _local(inspection, home)
    files = sorted(file for kind in _KINDS for file in local.glob(kind))
    if not files:
        raise NoEvidenceError(str(local))
    copied = total = 0
    with _store(url, inspection) as (store, folder):
        for file in files:
            target, size = f"{folder}/{file.relative_to(local).as_posix()}", file.stat().st_size
            if store.exists(target) and store.size(target) == size:
                continue
            store.makedirs(target.rpartition("/")[0], exist_ok=True)
            store.put_file(str(file), target)
            copied, total = copied + 1, total + size
    return copied, total


def bring_back(inspection: str, url: str, home: Path | None = None) -> int:
    """Copies the files of an inspection from the store to where `replay`, documents and findings look; returns their number.

    Raises as `ship` does.
    """
    local = _local(inspection, home)
    with _store(url, inspection) as (store, folder):
        names = [str(name).rpartition(f"{folder}/")[2] for name in store.find(folder)]
        kept = [name for name in names if any(fnmatchcase(name, kind) for kind in _KINDS) and ".." not in name]
        if not kept:
            raise NoEvidenceError(f"{url.rstrip('/')}/{safe_name(inspection)}")
        for name in kept:
            (local / name).parent.mkdir(parents=True, exist_ok=True)
            store.get_file(f"{folder}/{name}", str(local / name))
    return len(kept)


@contextmanager
def _store(url: str, inspection: str) -> Iterator[tuple[Any, str]]:
    """The store and the inspection's folder in it; what the library of S3 raises becomes an OSError."""
    from botocore.exceptions import BotoCoreError

    try:
        store, folder = url_to_fs(url)
    except (ValueError, ImportError) as error:
        raise StoreAddressError(str(error)) from error
    if not str(folder).strip("/"):
        raise StoreAddressError(url)
    try:
        yield store, f"{str(folder).rstrip('/')}/{safe_name(inspection)}"
    except BotoCoreError as error:
        raise OSError(str(error)) from error


def _local(inspection: str, home: Path | None) -> Path:
    return (home or default_home()) / FOLDER / safe_name(inspection)
