"""A link under way: its first answer, the rows owed for it, and what it is settled as."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from govcrawl.middlewares.fates import ACCUSING, fate_of
from govcrawl.middlewares.link_answer import Errand, LinkAnswer
from govcrawl.middlewares.link_book import LinkTask
from govcrawl.middlewares.link_reading import Reading
from govcrawl.middlewares.link_shared import Settled
from govcrawl.model.items import FetchSeen, LinkChecked, PageVisited, Visit
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, VisitRole


@dataclass(frozen=True, slots=True)
class Case:
    """A link with its first answer. `owed` are rows of other addresses asked on its behalf; `is_new`: it owes its own."""

    task: LinkTask
    reading: Reading
    owed: tuple[PageVisited, ...] = ()
    is_new: bool = True

    @property
    def is_alive(self) -> bool:
        return fate_of(self.reading.seen, self.task.link.resource) is LinkFate.ALIVE


def as_settled(code: str, case: Case, seen: FetchSeen, fate: LinkFate | None = None, sure: bool = False) -> Settled:
    """One answer shows that a target is alive; it accuses nobody without a second (`sure`)."""
    link = case.task.link
    fate = fate or fate_of(seen, link.resource)
    sure = sure or fate is LinkFate.ALIVE
    detail = seen.detail
    if fate in ACCUSING and not sure:
        fate = LinkFate.SUSPECTED
    if fate is LinkFate.ALIVE and case.reading.sold_as:
        fate, sure, detail = LinkFate.MISDIRECTED, False, f"the page's title is {case.reading.sold_as}"
    checked = LinkChecked(
        code, link.url, fate, seen.outcome, datetime.now(UTC), seen.status, seen.attempts, sure, detail
    )
    rows = case.owed
    if case.is_new:
        rows = (row(code, replace(case.reading.answer, seen=seen), VisitRole.LINK, case.task.parent), *rows)
    return Settled(checked, rows, seen.final_url or link.url)


def errand(code: str, task: LinkTask) -> Errand:
    """On whose behalf a link is asked."""
    return Errand(code, VisitRole.LINK, task.parent)


def after(before: Reading, reading: Reading) -> Reading:
    """A later reading of the same link, with a row for what only the walk before it passed."""
    answer = reading.answer
    passed = {answer.seen.url, *(hop.url for hop in answer.hops)}
    others = tuple(hop for hop in before.answer.hops if hop.url not in passed)
    return replace(reading, answer=replace(answer, hops=(*answer.hops, *others))) if others else reading


def row(code: str, answer: LinkAnswer, role: VisitRole, parent: str) -> PageVisited:
    """The outcome row of an answer."""
    return PageVisited(code, Visit(answer.seen.url, role, 0, parent), answer.seen, hops=answer.hops)


def last(first: FetchSeen, second: FetchSeen) -> FetchSeen:
    """The later row, with the attempts of both."""
    return replace(second, attempts=first.attempts + second.attempts)


def not_asked(url: str, outcome: FetchOutcome, why: str) -> LinkAnswer:
    """The row of an address that was left alone."""
    return LinkAnswer(FetchSeen(url, outcome, datetime.now(UTC), detail=why))
