"""Whether enough was read to judge a site at all (law 4): the gate before any verdict."""

from collections.abc import Iterator

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import own_columns
from govcrawl.checks.findings import met, not_applicable, unknown
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnState


def inspected(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Met where the site may be judged; not applicable where it is offline with approval; unknown where too little is known."""
    home = facts.home
    if facts.site.is_offline(facts.as_of):
        yield not_applicable(indicator, "网站已关停或经批准临时下线，不计入检查数")
    elif home is None:
        yield unknown(indicator, "首页未访问")
    elif not home.outcome.is_ok:
        yield unknown(indicator, f"首页未能读取（{home.detail or home.outcome}），须再次访问核查")
    elif (share := _known_share(facts, indicator.words("untimed_kinds"))) < float(
        indicator.number("least_known_share")
    ):
        yield unknown(indicator, f"仅{share:.0%}的栏目可以判定，不足以下结论")
    else:
        yield met(indicator, f"检查预算用尽（{facts.budget_spent}）" if facts.budget_spent else "")


def _known_share(facts: SiteFacts, untimed: tuple[str, ...]) -> float:
    """The share of columns that were read, of those that must be updated; of all where there are none of these."""
    columns = list(own_columns(facts))
    timed = [column for column in columns if column.kind not in untimed] or columns
    return sum(column.state is not ColumnState.UNKNOWN for column in timed) / len(timed) if timed else 0.0
