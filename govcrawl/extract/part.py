"""How much of a page is read: one made to be dear must not take the crawl's only thread, nor its memory.

A parsed page takes up to a hundred times its source. What is left out is the middle: lists begin with their newest rows,
and the footer with a site's marks stands at the end.
"""

MOST_BYTES = 2 * 1024 * 1024
MOST_TAGS = 25_000
"""Opening and closing: some four times what the home pages of portals hold."""
_END = 64 * 1024
"""Bytes kept of a cut page's end."""
_MOST_TAGS_AT_END = 2_000


def readable(body: bytes) -> tuple[bytes, str | None]:
    """A page's bytes, or as much of them as is read; and why they are not the whole, in words.

    A page is cut before a "<": in no encoding of the web is that byte the second half of a character.
    """
    if len(body) <= MOST_BYTES and body.count(b"<") <= MOST_TAGS:
        return body, None
    start = _first(body[:MOST_BYTES], MOST_TAGS)
    end = _last(body[len(start) :][-_END:], _MOST_TAGS_AT_END)
    why = f"read in part: {len(start) + len(end)} of {len(body)} bytes"
    return start + end, why


def _first(body: bytes, tags: int) -> bytes:
    pieces = body.split(b"<", tags)
    if len(pieces) > tags:
        return b"<".join(pieces[:-1])
    cut = body.rfind(b"<")
    return body[:cut] if cut > len(body) // 2 else body  # running text alone is cut where it happens to be


def _last(body: bytes, tags: int) -> bytes:
    pieces = body.rsplit(b"<", tags)
    return b"<".join((b"", *pieces[1:]))
