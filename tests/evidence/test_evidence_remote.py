"""Evidence goes to a store that speaks S3, and comes back byte by byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from govcrawl.evidence.names import safe_name
from govcrawl.evidence.remote import NoEvidenceError, StoreAddressError, bring_back, ship

NAME = "2018年第一季度"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty bucket."""
    import boto3

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "no_proxy": host,
    }.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3").create_bucket(Bucket="evidence")
    yield "s3://evidence/govcrawl"
    server.stop()


def filled(home: Path) -> Path:
    """Two WARC files, a picture and a spool that is still written."""
    folder = home / "evidence" / safe_name(NAME)
    (folder / "spool").mkdir(parents=True)
    (folder / "screenshots").mkdir()
    (folder / "screenshots" / "a.png").write_bytes(b"picture")
    (folder / "spool" / "a.spool").write_bytes(b"under way")
    (folder / "1.warc.gz").write_bytes(b"one")
    (folder / "2.warc.gz").write_bytes(bytes(range(256)) * 4096)
    return folder


def test_shipped_once_and_brought_back(bucket: str, tmp_path: Path) -> None:
    folder = filled(tmp_path / "here")
    assert ship(NAME, bucket, tmp_path / "here") == (3, 3 + 7 + 256 * 4096)
    assert ship(NAME, bucket, tmp_path / "here") == (0, 0)
    (folder / "1.warc.gz").write_bytes(b"grown")
    assert ship(NAME, bucket, tmp_path / "here") == (1, 5)
    assert bring_back(NAME, bucket, tmp_path / "there") == 3
    back = tmp_path / "there" / "evidence" / safe_name(NAME)
    assert {file.name: file.read_bytes() for file in back.rglob("*.*")} == {
        file.name: file.read_bytes() for file in folder.rglob("*.*") if file.suffix != ".spool"
    }
    assert (back / "screenshots" / "a.png").exists()


def test_another_disk_is_a_store_too(tmp_path: Path) -> None:
    filled(tmp_path / "here")
    assert ship(NAME, str(tmp_path / "archive"), tmp_path / "here")[0] == 3
    assert bring_back(NAME, str(tmp_path / "archive"), tmp_path / "there") == 3


def test_what_cannot_be_shipped_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "here")
    for wrong in ("s3://", "nowhere://a"):
        with pytest.raises(StoreAddressError):
            ship(NAME, wrong, tmp_path / "here")
    with pytest.raises(NoEvidenceError):
        ship("another", str(tmp_path / "archive"), tmp_path / "here")
    with pytest.raises(NoEvidenceError):
        bring_back(NAME, str(tmp_path / "archive"), tmp_path / "there")
    for name, value in {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_MAX_ATTEMPTS": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(OSError, match="Could not connect"):
        ship(NAME, "s3://nobody", tmp_path / "here")
