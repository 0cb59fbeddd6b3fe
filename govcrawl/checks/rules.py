"""Reads `confidence.toml`: the rules that tell a confirmed finding from a suspected one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from govcrawl.model.vocabulary import Confidence, FetchOutcome, Problem


@dataclass(frozen=True, slots=True)
class ConfidenceRules:
    """The content of `confidence.toml`, typed. Shares are fractions of 1."""

    suspect_only: frozenset[Problem]
    column_dated_share: float
    undated_articles: int
    least_undated_rows: int
    home_dated_share: float
    wilson_z: float
    least_vantages: int
    home_attempts: int
    home_days: int
    site_side_outcomes: frozenset[FetchOutcome]
    inner_pages: int

    def of(self, problem: Problem | None, is_sure: bool) -> Confidence:
        """The confidence of a finding whose check is sure of it, or not."""
        is_confirmed = is_sure and problem not in self.suspect_only
        return Confidence.CONFIRMED if is_confirmed else Confidence.SUSPECTED


@cache
def confidence_rules() -> ConfidenceRules:
    """The rules, read once."""
    table = read_toml("confidence.toml")
    return ConfidenceRules(
        suspect_only=frozenset(Problem(word) for word in table["suspect_only"]),
        column_dated_share=table["columns"]["least_dated_share"],
        undated_articles=table["columns"]["undated_articles"],
        least_undated_rows=table["columns"]["least_undated_rows"],
        home_dated_share=table["home"]["least_dated_share"],
        wilson_z=table["probes"]["wilson_z"],
        least_vantages=table["probes"]["least_vantages"],
        home_attempts=table["unreachable_home"]["attempts"],
        home_days=table["unreachable_home"]["days"],
        site_side_outcomes=frozenset(FetchOutcome(word) for word in table["unreachable_home"]["outcomes"]),
        inner_pages=table["marks"]["inner_pages"],
    )


@cache
def read_toml(name: str) -> Mapping[str, Any]:
    """A data file of this room."""
    return tomllib.loads(files("govcrawl.checks").joinpath(name).read_text(encoding="utf-8"))
