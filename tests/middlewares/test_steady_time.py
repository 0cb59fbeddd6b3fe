"""The time of day that a run goes by: a clock that is set in between confirms nothing on "another day"."""

from datetime import UTC, datetime, timedelta

import pytest

from govcrawl.middlewares.clock import SteadyTime
from govcrawl.spiders.links import is_another_day

_BEGAN = datetime(2018, 2, 28, 8, tzinfo=UTC)
"""Four in the afternoon in Shanghai."""


@pytest.mark.parametrize(
    ("passed", "is_other"), [(0.0, False), (7 * 3600.0, False), (8 * 3600.0 - 1, False), (8 * 3600.0, True)]
)
def test_only_time_that_passed_makes_another_day(passed: float, is_other: bool) -> None:
    ticks = iter((1000.0, 1000.0 + passed))
    time = SteadyTime(_BEGAN, lambda: next(ticks))
    now = time.now()
    assert now == _BEGAN + timedelta(seconds=passed)
    assert is_another_day(_BEGAN, now) is is_other
