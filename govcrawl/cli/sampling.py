"""Drawing a sample of sites that anybody can draw again.

A site's place in the draw is the SHA-256 of the seed and its code: the same on every machine, and a site that enters or
leaves the register moves no other. Strata get their share by largest remainders, the whole never less than asked for.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from govcrawl.model.site import Site

STRATA: Mapping[str, Callable[[Site], str]] = {
    "region": lambda site: site.region_code or "",
    "kind": lambda site: site.kind.value,
    "level": lambda site: site.level.value,
}


@dataclass(frozen=True, slots=True)
class Sample:
    """How large a sample to draw: a share of the sites, or a number of them."""

    share: Fraction | None = None
    count: int | None = None

    def size(self, sites: int) -> int:
        """How many of `sites` are drawn; a share is rounded up, for a circular says 抽查比例 at least so much."""
        if self.count is not None:
            return min(self.count, sites)
        return ceil((self.share or Fraction(0)) * sites)


def parse_sample(text: str) -> Sample:
    """`30%` or a number of sites. Raises ValueError for anything else, and for nothing or more than all."""
    percent = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*[%％]", text.strip())
    if percent:
        share = Fraction(percent[1]) / 100
        if not 0 < share <= 1:
            raise ValueError(text)
        return Sample(share=share)
    if not text.strip().isdecimal() or int(text) == 0:
        raise ValueError(text)
    return Sample(count=int(text))


def draw(sites: Sequence[Site], sample: Sample, seed: int, strata: Sequence[str] = ()) -> tuple[Site, ...]:
    """The drawn sites in the order of `sites`. `strata` are keys of STRATA."""
    groups: dict[tuple[str, ...], list[Site]] = {}
    for site in sites:
        groups.setdefault(tuple(STRATA[name](site) for name in strata), []).append(site)
    quotas = _quotas({key: len(group) for key, group in groups.items()}, sample.size(len(sites)))
    drawn = {
        site.site_id_code
        for key, group in groups.items()
        for site in sorted(group, key=lambda site: _rank(seed, site.site_id_code))[: quotas[key]]
    }
    return tuple(site for site in sites if site.site_id_code in drawn)


def _rank(seed: int, code: str) -> str:
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def _quotas(sizes: Mapping[tuple[str, ...], int], total: int) -> dict[tuple[str, ...], int]:
    """`total` shared out in proportion to `sizes` by largest remainders; equal remainders go by the stratum's name."""
    sites = sum(sizes.values())
    exact = {key: Fraction(size * total, sites) for key, size in sizes.items()}
    quotas = {key: int(part) for key, part in exact.items()}
    by_remainder = sorted(sizes, key=lambda key: (quotas[key] - exact[key], key))
    for key in by_remainder[: total - sum(quotas.values())]:
        quotas[key] += 1
    return quotas
