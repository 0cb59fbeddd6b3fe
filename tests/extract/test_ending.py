"""Whether the closing tag of a document stands at its end."""

import pytest

from govcrawl.extract.ending import is_closed


@pytest.mark.parametrize(
    ("body", "closed"),
    [
        (b"<html><body>a</body></html>", True),
        (b"<HTML><BODY>a</BODY></HTML>\r\n", True),
        (b"<html></html>" + b"<!-- " + b"x" * 2000 + b" -->", True),
        (b"<html></html>" + b" " * 2041, True),  # the tag's first byte is the last one looked at
        (b"<html></html>" + b" " * 2042, False),
        ("<html></html>".encode("utf-16-le"), True),
        (b"<html><body><p>half of a sen", False),
        (b"<html><body></body></htm", False),
        (b"", False),
    ],
)
def test_a_document_is_closed(body: bytes, closed: bool) -> None:
    assert is_closed(body) is closed
