"""Files told from pages by their first bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcrawl.extract.media import file_fault, is_page
from govcrawl.model.vocabulary import Resource

PAGE = b"<!DOCTYPE html><html><body>x</body></html>"
PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(20),
    "gif": b"GIF89a" + bytes(20),
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(20),
    "avif": b"\x00\x00\x00\x20ftypavif" + bytes(20),
    "icon": b"\x00\x00\x01\x00\x01\x00" + bytes(20),
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>',
}


@pytest.mark.parametrize("start", PICTURES.values(), ids=PICTURES)
def test_pictures_whatever_their_type(start: bytes) -> None:
    assert file_fault(Resource.IMAGE, "text/plain", start) is None


@pytest.mark.parametrize(
    "start", [PAGE, b"\xef\xbb\xbf\n " + PAGE, b"<!-- x --><html>", b"not a picture at all, but text", b""]
)
def test_no_pictures(start: bytes) -> None:
    assert file_fault(Resource.IMAGE, "image/png", start) is not None


DOCUMENTS = {
    "pdf under a page's type": ("text/html", b"%PDF-1.4", None),
    "page": ("text/html; charset=gbk", PAGE, "a page in place of the file"),
    "page without a type": ("", PAGE, "a page in place of the file"),
    "page under a file's type": ("application/octet-stream", PAGE, None),
    "Word's page": ("text/html", b'<html xmlns:o="urn:schemas-microsoft-com:office:office">', None),
    "Excel's page": ("text/html", b"<html><head><meta name=ProgId content=Excel.Sheet>", None),
    "text": ("text/plain", "第一条".encode("gb18030"), None),
}


@pytest.mark.parametrize(("kind", "start", "fault"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_documents(kind: str, start: bytes, fault: str | None) -> None:
    assert file_fault(Resource.ATTACHMENT, kind, start) == fault


def test_pages_promise_nothing() -> None:
    assert file_fault(Resource.PAGE, "image/png", b"") is None


@given(st.binary(max_size=300), st.text(max_size=20), st.sampled_from(Resource))
def test_any_bytes_are_told(start: bytes, kind: str, resource: Resource) -> None:
    file_fault(resource, kind, start)
    is_page(start)
