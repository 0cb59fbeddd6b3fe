"""Homes for embedded servers of single tests."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcrawl.store.server import cluster_of


@pytest.fixture
def home() -> Iterator[Path]:
    """A GOVCRAWL_HOME of its own, with a short path that other accounts may pass; its server is stopped in the end."""
    folder = Path(tempfile.mkdtemp(prefix="gc-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    cluster = cluster_of(folder)
    with cluster.lock:
        if cluster.data.exists():
            cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)
