"""When a jump of failing sites is hard to believe."""

import pytest

from govcrawl.scoring.brake import Jump, Share, jumps


@pytest.mark.parametrize(
    ("before", "now", "is_held"),
    [
        (Share(0, 20), Share(0, 20), False),
        (Share(0, 100), Share(19, 100), False),
        (Share(0, 100), Share(20, 100), True),
        (Share(20, 100), Share(39, 100), False),
        (Share(20, 100), Share(40, 100), True),
        (Share(40, 100), Share(79, 100), False),
        (Share(0, 10), Share(4, 10), False),
        (Share(0, 10), Share(5, 10), True),
        (Share(0, 9), Share(9, 10), False),
        (Share(0, 10), Share(9, 9), False),
    ],
)
def test_jump(before: Share, now: Share, is_held: bool) -> None:
    assert list(jumps({"": before}, {"": now})) == ([Jump("", before, now)] if is_held else [])


def test_one_publishing_system_alone_may_jump() -> None:
    before = {"": Share(1, 200), "ucap": Share(0, 12)}
    now = {"": Share(13, 200), "ucap": Share(12, 12), "trs": Share(12, 12)}
    assert [jump.group for jump in jumps(before, now)] == ["ucap"]
