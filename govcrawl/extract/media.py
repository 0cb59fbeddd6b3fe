"""What a file's first bytes say: is it the picture or document that its address promised?

Nothing is concluded from a missing or wrong Content-Type alone: many servers send one. A page in a file's place is told
by the page's own first bytes.
"""

import re

from govcrawl.model.vocabulary import Resource

FIRST_BYTES = 2048
"""Bytes that are enough to tell a picture, a document and a page apart."""

_PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"\x00\x00\x01\x00",
    b"\x00\x00\x02\x00",
    b"II*\x00",
    b"MM\x00*",
    b"\xd7\xcd\xc6\x9a",
    b"\xff\x0a",
    b"\x1f\x8b",
)
"""PNG, JPEG, GIF, BMP, ICO, CUR, TIFF, WMF, JPEG XL, compressed SVG."""
_BOXED = re.compile(rb"^RIFF....WEBP|^....ftyp(?:avif|avis|mif1|heic|heix)", re.DOTALL)
_NO_SIZE = re.compile(rb"\x89PNG\r\n\x1a\n....IHDR(?:\0{4}....|....\0{4})", re.DOTALL)
_PAGE = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title)\b", re.I | re.S
)
_SVG = re.compile(rb"<svg\b", re.IGNORECASE)
_OFFICE = re.compile(
    rb"urn:schemas-microsoft-com:|name=\"?ProgId|Microsoft (?:Word|Excel)|<x:ExcelWorkbook", re.IGNORECASE
)
_HTML_TYPE = re.compile(r"^\s*(?:text/html|application/xhtml\+xml)", re.IGNORECASE)
_MARK = b"\xef\xbb\xbf"


_SMALL = 4 * 1024
"""Bytes of a page that must be parsed, whatever it holds."""
_PARAGRAPH = re.compile(
    rb"<[PpDdTtBbSs](?:\b|[DdRr]\b|[Ii][Vv]\b|[Pp][Aa][Nn]\b|[Ee][Cc][Tt][Ii][Oo][Nn]\b)[^<>]*>\s*([^<\s][^<]{59,})"
)
"""The text after a p, div, td, br, dd, span or section; written out, since a flag for both cases is half again as dear."""
_MOST_TEXT = 2500
"""Bytes of running text beyond which a page is no error page and no wall: 800 characters of UTF-8, twice the limit of
soft_404.toml. Entities take more bytes a character: text of them does not count."""


def has_much_to_say(body: bytes) -> bool:
    """Whether a page holds too much text of its own to be an error page or a stub: told without parsing it."""
    if len(body) <= _SMALL:
        return False
    length = 0
    for paragraph in _PARAGRAPH.finditer(body):
        text = paragraph[1]
        length += len(text) if b"&#" not in text else 0
        if length > _MOST_TEXT:
            return True
    return False


def is_page(start: bytes) -> bool:
    """Whether bytes begin as an HTML page does."""
    return _PAGE.match(start.removeprefix(_MARK)) is not None


def file_fault(resource: Resource, content_type: str, start: bytes) -> str | None:
    """Why an answer is not the file that was promised, in words; None where it is one, or nothing can be told. Never raises.

    `start` are the first bytes of the body (FIRST_BYTES are enough), decompressed.
    """
    if resource is Resource.IMAGE:
        return _picture_fault(start)
    if resource is Resource.ATTACHMENT:
        return _document_fault(content_type, start)
    return None


def _picture_fault(start: bytes) -> str | None:
    if _NO_SIZE.match(start):
        return "a picture without width or height"
    if start.startswith(_PICTURES) or _BOXED.match(start) or _SVG.search(start):
        return None
    if is_page(start):
        return "a page in place of the picture"
    return None if len(start) < 16 and start.strip() else "no header of a picture"


def _document_fault(content_type: str, start: bytes) -> str | None:
    """Word and Excel save pages under their own endings; such a file opens, so it is one."""
    if not is_page(start) or _OFFICE.search(start):
        return None
    if content_type and not _HTML_TYPE.match(content_type):
        return None
    return "a page in place of the file"
