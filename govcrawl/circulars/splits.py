"""Totals followed by their parts, and lists of names that carry their number: prose that can be held against itself."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from govcrawl.circulars.bare import bare_text
from govcrawl.circulars.prose import Sentence
from govcrawl.circulars.records import NameCount, Split

_PARTS_FOLLOW = re.compile(r"(?:其中|包括|分别(?:是|为))[,:]?")
_UNIT = r"(个(?!百分点|月)|家|名|人次|人|件|条)"
_PART = re.compile(rf"([^,;。0-9]{{0,40}}?)(\d+){_UNIT}([^,;。、0-9]{{0,24}})")
_TOTAL = re.compile(rf"(?:^|[^,;。]*?)(\d+){_UNIT}")
_LIMIT = re.compile(r"(?:超过|多于|少于|不足|达到?|至少|存在)$")
_BRACKETED_COUNTS = re.compile(r"\((?:[^()]|\([^()]*\))*\d(?:[^()]|\([^()]*\))*\)")
_CHANGE = re.compile(r"减少|增加|新增|注销|比上|较上|同比|提高|下降|关停")
_UNIT_FAMILY = {
    "个": "site",
    "家": "site",
    "名": "person",
    "人次": "person",
    "人": "person",
    "件": "letter",
    "条": "letter",
}
_DECLARED = re.compile(
    r"([^,;。:0-9]*、[^,;。:0-9]*?)(等)?(?:共)?(\d+)(?:(?:个|家)(?:政府)?(?:网站|地区|部门|单位|省|市)|市|省|县|地)"
)
_REGIONS = re.compile(r"(?:^|[,;])([^,;、0-9]{2,6})等(\d+)个(?:地区|部门|省)")
_NAME_LEAD = re.compile(r"^(?:特别是|尤其是|如|例如|其中)")
_NO_NAME = re.compile(r"抽查|检查|范围|不合格|以及|包括|其中|存在|门户网站")


def read_splits(sentences: Iterable[Sentence]) -> tuple[Split, ...]:
    """Totals followed by their parts (其中…, 包括…), also where the parts stand in the next sentence."""
    splits = []
    before = ""
    for sentence in sentences:
        bare = bare_text(sentence.text)
        if mark := _PARTS_FOLLOW.search(bare):
            head = bare[: mark.start()].strip(",;:") or before
            split = _split(head, bare[mark.end() :], sentence.text)
            splits += [split] if split else []
        before = bare
    return tuple(splits)


def _split(head: str, tail: str, quote: str) -> Split | None:
    """The last total of the head that has the parts' unit and is no change (比上月减少7家); where an earlier one is the exact
    sum, or the first parts already are (165个,包括…,注销5个), those belong together."""
    found = list(_parts(_BRACKETED_COUNTS.sub("", tail)))
    if len(found) < 2 or any(label.endswith("等") or "其中" in label for label, _, _ in found):
        return None
    family = _UNIT_FAMILY[found[0][2]]
    parts = [(label, count) for label, count, unit in found if _UNIT_FAMILY[unit] == family]
    totals = [
        Decimal(total[1])
        for total in _TOTAL.finditer(head)
        if _UNIT_FAMILY[total[2]] == family and not _CHANGE.search(total[0])
    ]
    if not totals or len(parts) < 2:
        return None
    for size in range(len(parts), 1, -1):
        if (exact := sum(count for _, count in parts[:size])) in totals:
            return Split(Decimal(exact), tuple(parts[:size]), quote)
    named = [part for part in parts if not _CHANGE.search(part[0])]
    return Split(totals[-1], tuple(named), quote) if len(named) >= 2 else None


def _parts(tail: str) -> Iterator[tuple[str, Decimal, str]]:
    """(label, count, unit) of each part; limits (空白栏目超过5个, 10个以上) are no parts."""
    before = ""
    for part in _PART.finditer(tail):
        label, after = part[1].strip("、和"), part[4]
        if not _LIMIT.search(label or before) and not after.startswith(("以上", "以下", "以内")):
            yield label or after, Decimal(part[2]), part[3]
        before = after


def read_name_counts(sentences: Iterable[Sentence]) -> tuple[NameCount, ...]:
    """Lists of names that carry their number: the list and the number can be held against each other."""
    found = []
    for sentence in sentences:
        bare = bare_text(sentence.text)
        for match in _DECLARED.finditer(bare):
            names = tuple(
                _NAME_LEAD.sub("", name).strip('“”"') for name in re.split(r"[、]|和(?=[^、]*$)", match[1]) if name
            )
            if all(2 <= len(name) <= 20 and not _NO_NAME.search(name) for name in names):
                found.append(NameCount(names, int(match[3]), bool(match[2]), sentence.text))
        for match in _REGIONS.finditer(bare):
            found.append(NameCount((match[1],), int(match[2]), True, sentence.text))
    return tuple(found)
