"""One inspection: which sites, under which edition of the checklist, as of which day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

OWN_LINE = "自身线路故障"
"""The reason for which a run's results are held where our own line was in trouble (`pipelines/monitors.py`)."""

LINE_DOWN = "own_line_down"
"""The cause of sites under way that wait until our own line is back."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """`as_of` is the day (Asia/Shanghai) on which freshness is judged; `scope` says how sites were chosen."""

    name: str
    edition: str
    as_of: date
    scope: Mapping[str, str] = field(default_factory=dict)
