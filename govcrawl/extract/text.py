"""Small text habits that every reader shares."""

import re

_SPACE = re.compile(r"[\s\u00a0\u200b\u3000\ufeff]+")
_FULL_WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "})


def squeeze(text: str) -> str:
    """Text with every run of white space (nbsp, ideographic and zero-width ones too) made one blank, ends trimmed."""
    return _SPACE.sub(" ", text).strip()


def narrow(text: str) -> str:
    """Full-width letters, digits and punctuation as ASCII; the length is kept, so offsets stay true."""
    return text.translate(_FULL_WIDTH)
