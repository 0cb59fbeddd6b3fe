"""How much of what circulars may complain of, in words gathered apart from the examples, is told: the share may only rise."""

from pathlib import Path

from govcrawl.circulars.phrases import map_phrase

WORDINGS = [
    line.split("\t")
    for line in Path(__file__).with_name("wordings.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LEAST_RIGHT = 0.98


def is_right(text: str, meant: str) -> bool:
    """Every complaint that is meant is told, and none that is not."""
    told = {mapped.problem.value for mapped in map_phrase(text)}
    parts = [part for part in meant.split(",") if part]
    wanted = [set(part.split("/")) for part in parts if not part.endswith("?")]
    allowed = {part.rstrip("?") for part in parts if part.endswith("?")}.union(*wanted)
    return all(told & choice for choice in wanted) and told <= allowed


def test_complaints_in_fresh_words_are_told() -> None:
    complaints = [(text, meant) for text, meant in WORDINGS if meant]
    wrong = [text for text, meant in complaints if not is_right(text, meant)]
    assert len(complaints) > 300
    assert 1 - len(wrong) / len(complaints) >= LEAST_RIGHT, wrong


def test_praise_is_no_complaint() -> None:
    praised = [text for text, meant in WORDINGS if not meant]
    assert praised
    assert [text for text in praised if map_phrase(text)] == []
