"""Findings to the sentences that a circular prints in 网站存在的问题."""

from collections.abc import Iterable, Sequence
from typing import Any

from govcrawl.reports.words import table
from govcrawl.store.reporting import FindingRow

NONE = {"zh": "无", "en": "none"}
"""What a table prints where a site was checked and nothing was found."""
_LIMIT = 4
_LONGEST_SUBJECT = 24


def problem_phrases(findings: Iterable[FindingRow], lang: str = "zh") -> tuple[str, ...]:
    """One sentence a problem, for findings that count, in the order of the problem words; missing marks in one."""
    subjects: dict[str, list[str]] = {}
    for finding in findings:
        if finding.counts and finding.problem:
            names = subjects.setdefault(finding.problem, [])
            if finding.subject not in names:
                names.append(finding.subject)
    phrases: list[str] = []
    marks: list[str] = []
    for problem, entry in table("problems").items():
        if problem not in subjects:
            continue
        if "mark" in entry:
            marks.append(entry["mark"][lang])
        else:
            phrases.append(_phrase(entry, subjects[problem], lang))
    if marks:
        phrases.append(_marks_phrase(marks, lang))
    return tuple(phrases)


def _phrase(entry: dict[str, Any], subjects: Sequence[str], lang: str) -> str:
    limit = entry.get("limit", _LIMIT)
    named = [_short(subject) for subject in subjects if subject and "://" not in subject]
    if "many" in entry and (len(subjects) > limit or len(named) < len(subjects)):
        return str(entry["many"][lang]).format(subjects=_joined(named[:limit], lang), count=len(subjects))
    return str(entry["phrase"][lang]).format(subjects=_joined(named, lang) + _noun(entry, named, lang))


def _short(subject: str) -> str:
    """A subject fit for a sentence: an anchor can be as long as a headline."""
    line = " ".join(subject.split())
    return line if len(line) <= _LONGEST_SUBJECT else line[:_LONGEST_SUBJECT] + "…"


def _noun(entry: dict[str, Any], subjects: Sequence[str], lang: str) -> str:
    if (
        lang != "zh"
        or "noun" not in entry
        or not subjects
        or subjects[-1].endswith(tuple(table("words")["noun_endings"]["zh"]))
    ):
        return ""
    return str(entry["noun"])


def _joined(subjects: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(subjects)


def _marks_phrase(marks: Sequence[str], lang: str) -> str:
    if lang == "en":
        return "footer marks missing: " + ", ".join(marks)
    return "未列明" + "、".join(marks[:-1]) + ("和" if len(marks) > 1 else "") + marks[-1]


def cell(phrases: Sequence[str], lang: str = "zh") -> str:
    """Several sentences in one table cell: numbered, as circulars do; `无` where there is none."""
    if not phrases:
        return NONE[lang]
    if len(phrases) == 1:
        return phrases[0]
    stop, end = ("；", "。") if lang == "zh" else ("; ", ".")
    mark = "、" if lang == "zh" else ". "
    return stop.join(f"{number}{mark}{phrase}" for number, phrase in enumerate(phrases, 1)) + end
