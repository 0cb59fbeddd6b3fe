"""The mass-change brake: a jump of failing sites that is held for a person before anybody is accused (`brake.toml`)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the inspected sites fail."""

    failing: int
    inspected: int

    @property
    def part(self) -> float:
        """The share of failing sites, 0 to 1."""
        return self.failing / self.inspected if self.inspected else 0.0

    def __str__(self) -> str:
        return f"{self.part:.1%}（{self.failing}/{self.inspected}）"


@dataclass(frozen=True, slots=True)
class Jump:
    """A share that is hard to believe. `group` is the publishing system, empty for all sites."""

    group: str
    before: Share
    now: Share


def jumps(before: Mapping[str, Share], now: Mapping[str, Share]) -> Iterator[Jump]:
    """The groups (publishing system, or empty for all sites) whose failing share jumped since the last inspection."""
    for group in sorted(now):
        if group in before and _is_jump(before[group], now[group]):
            yield Jump(group, before[group], now[group])


def _is_jump(before: Share, now: Share) -> bool:
    limits = _limits()
    if min(before.inspected, now.inspected) < limits["least_sites"] or now.failing < limits["least_failing"]:
        return False
    return now.part >= limits["factor"] * before.part and now.part - before.part >= limits["least_rise"]


@cache
def _limits() -> Mapping[str, float]:
    return tomllib.loads(files("govcrawl.scoring").joinpath("brake.toml").read_text(encoding="utf-8"))
