"""The words of letter pages (letters.toml): what a label heads, what a state says, what is no answer."""

import re
from datetime import date

from govcrawl.extract.dates.find import find_dates
from govcrawl.extract.labelled import Labels
from govcrawl.extract.text import narrow, squeeze
from govcrawl.extract.wordlist import any_of, load_words

_DATA = load_words("letters")
_LABELS: dict[str, frozenset[str]] = {}
for _role, _words in _DATA["labels"].items():
    if _role != "common":
        for _word in _words:
            _LABELS[_word] = _LABELS.get(_word, frozenset()) | {_role}
COMMON = frozenset(_DATA["labels"]["common"])
"""Labels that other papers use too."""
READER = Labels(_LABELS)
_ANSWERED, _WAITING = frozenset(_DATA["status"]["answered"]), frozenset(_DATA["status"]["waiting"])
_NO_ANSWER = re.compile("|".join(_DATA["answer"]["none"]))
_WRAP = re.compile(r"^[\s\[【(（〔:：]+|[\s\]】)）〕。]+$")
_ROLES = _DATA["labels"]
_DATED = any_of({*_ROLES["asked"], *_ROLES["answered"]})
_PLAIN = any_of({word for role in ("unit", "status", "answer", "content", "undetermined") for word in _ROLES[role]})
_LABEL = re.compile(rf"(?P<dated>{_DATED})\s*[：:】\]]?\s*|(?P<other>{_PLAIN})\s*[：:]\s*")
SPECIFIC_DATE = re.compile(any_of({*_ROLES["asked"], *_ROLES["answered"]} - COMMON))
"""A label of a letter's dates: the mark by which rows of letters are found."""
_INNER = re.compile(
    rf"(?:{any_of(word for role in ('asked', 'answered', 'unit', 'status') for word in _ROLES[role] if len(word) > 2)})\s*[：:]"
)
"""A label that may follow the value of another on its line; one of two characters may be part of what is said."""
_LINE = 120
"""Characters of a line of labels at most."""
_VALUE = 60
"""Characters after a label that are its value at most."""


def roles_of(label: str) -> frozenset[str]:
    """What a cell or label heads: title, asked, answered, unit, status, answer, content, undetermined."""
    return READER.kinds_of(squeeze(narrow(label)).rstrip(":： "))


def state_of(text: str) -> bool | None:
    """True for a state that says answered, False for one that says waiting, None for anything else."""
    word = _WRAP.sub("", squeeze(text))
    if word in _ANSWERED:
        return True
    return False if word in _WAITING else None


def is_answer(text: str) -> bool:
    """Whether a text that stands where an answer belongs is one."""
    plain = _WRAP.sub("", squeeze(text))
    return bool(plain) and not _NO_ANSWER.match(plain) and state_of(plain) is not False


def first_date(text: str, as_of: date) -> date | None:
    """The first day that a short text prints, or None."""
    return next((found.on for found in find_dates(text, as_of)), None)


def parts_of_line(text: str) -> list[str]:
    """A line of several labels (答复单位：教育局 答复时间：2026-03-05), one part a label; any other text whole."""
    if len(text) > _LINE:
        return [text]
    cuts = [0]
    for match in _INNER.finditer(text):
        if any(colon in text[cuts[-1] : match.start()] for colon in "：:"):
            cuts.append(match.start())
    return [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def values_of(text: str) -> list[tuple[frozenset[str], str]]:
    """The labels inside a row's text with what follows each, up to the next label."""
    matches = list(_LABEL.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    return [
        (roles_of(match["dated"] or match["other"]), text[match.end() : min(end, match.end() + _VALUE)].strip())
        for match, end in zip(matches, ends, strict=False)
    ]
