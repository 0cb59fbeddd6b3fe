"""Whether a document came to its end: told by its bytes, for answers whose declared length says nothing or was not met."""

_TAIL = 2048
"""Bytes: statistics scripts and comments often stand behind the closing tag."""


def is_closed(body: bytes) -> bool:
    """Whether a page's closing tag stands at its end. Padding of two-byte encodings is passed over."""
    return b"</html" in body[-_TAIL:].replace(b"\0", b"").lower()
