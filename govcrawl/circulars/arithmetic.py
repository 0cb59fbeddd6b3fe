"""Hold a circular's figures against each other: report what does not add up, never repair it."""

from collections.abc import Iterator
from decimal import Decimal

from govcrawl.circulars.records import Circular, Figure, Split, Tally
from govcrawl.circulars.rounding import Agreement, compare_rate
from govcrawl.circulars.sums import Computation, computation
from govcrawl.circulars.table_sums import problem_total, table_sums

_AGREES = frozenset({Agreement.EXACT, Agreement.ROUNDED})
_SLIP_SHARE = Decimal("0.05")
"""Parts that miss their total by more than this are taken as an incomplete list (其中不合格3家、下线2家), not as a slip."""
_SHOWN = Decimal("0.01")


def check(circular: Circular) -> tuple[Computation, ...]:
    """What does not agree exactly, the plain contradictions (Agreement.DIFFERENT) first: wrong sums and rates, then rates that
    only agree by rounding to whole percents, by cutting off or by rounding twice."""
    issues = [item for item in verify(circular) if item.agreement not in _AGREES]
    return tuple(sorted(issues, key=lambda item: item.agreement is not Agreement.DIFFERENT))


def verify(circular: Circular) -> tuple[Computation, ...]:
    """Everything that can be computed from the published figures, in the order of the text, tables last."""
    found: list[Computation] = []
    for split in circular.splits:
        found += _split(split)
    for tally in circular.tallies:
        found += _tally(circular, tally)
    found += _own_verdicts(circular)
    found += table_sums(circular)
    for names in circular.name_counts:
        counted = len(names.names)
        # 等 leaves the list open: then it may be shorter than the number, never longer.
        if counted == names.declared or counted > names.declared or not names.open_ended:
            label = "、".join(names.names[:3])
            found.append(computation("name_count", names.declared, counted, {"label": label}, quote=names.quote))
    return tuple(dict.fromkeys(found))


def _split(split: Split) -> Iterator[Computation]:
    computed = sum(count for _, count in split.parts)
    if abs(computed - split.total) <= max(Decimal(2), split.total * _SLIP_SHARE):
        yield computation("split", split.total, computed, {"label": split.parts[0][0]}, quote=split.quote)


def _tally(circular: Circular, tally: Tally) -> Iterator[Computation]:
    yield from _less_offline(tally)
    for figure in tally.figures:
        fraction = _fraction(circular, tally, figure) if figure.is_rate else None
        if fraction and fraction[1]:
            numerator, denominator = fraction
            exact = (numerator * 100 / denominator).quantize(_SHOWN)
            yield computation(
                "rate",
                figure.value,
                exact,
                {"numerator": numerator, "denominator": denominator, "exact": exact},
                agreement=compare_rate(figure.value, figure.decimals, numerator, denominator),
                quote=figure.quote,
            )


def _less_offline(tally: Tally) -> Iterator[Computation]:
    running, rest = tally.get("running_sites"), tally.get("inspectable")
    gone = [figure.value for name in ("offline", "closed") if (figure := tally.get(name))]
    if running and rest and gone:
        offline = sum(gone, Decimal(0))
        yield computation(
            "running_less_offline",
            rest.value,
            running.value - offline,
            {"running": running.value, "offline": offline},
            quote=rest.quote,
        )


def _fraction(circular: Circular, tally: Tally, rate: Figure) -> tuple[Decimal, Decimal] | None:
    """The counts that a rate should come from; None where the circular does not print them."""

    def value(name: str) -> Decimal | None:
        figure = tally.get(name)
        return figure.value if figure else None

    inspected = value("inspected")
    if rate.name in ("pass_rate", "fail_rate"):
        return _verdict_fraction(circular, tally, rate)
    if rate.name == "media_pass_rate":
        base, failed = value("media_inspected") or value("media_accounts"), value("media_unqualified")
        return (base - failed, base) if base and failed is not None and failed <= base else None
    if rate.name == "coverage_rate":
        base = value("inspectable") or circular.totals.get("inspectable") or circular.totals.get("running_sites")
        return (inspected, base) if inspected is not None and base and inspected <= base else None
    if rate.name == "share_of_running":
        part, base = value("annual_reports") or inspected, circular.totals.get("running_sites")
        return (part, base) if part is not None and base else None
    resolved, received = value("messages_resolved"), value("messages_received")
    return (resolved, received) if resolved is not None and received else None


def _verdict_fraction(circular: Circular, tally: Tally, rate: Figure) -> tuple[Decimal, Decimal] | None:
    """Passed (or failed) over inspected; where only running sites are counted all of them were inspected.

    Failures come from the tally, else from the aggregate table; a mere number of sites with problems is taken as failures only
    where it comes near the printed rate.
    """
    figures = {figure.name: figure.value for figure in tally.figures}
    base = figures.get("inspected") or figures.get("inspectable") or figures.get("running_sites")
    if not base:
        return None
    failed = figures.get("unqualified")
    if failed is None and "qualified" in figures:
        failed = base - figures["qualified"]
    if failed is None:
        failed = problem_total(circular, base)
    if failed is None:
        failed = _failures_told_later(circular, tally, rate, base)
    if failed is None and rate.name == "pass_rate" and "problem_sites" in figures:
        passed = base - figures["problem_sites"]
        return (passed, base) if abs(passed * 100 / base - rate.value) <= 1 else None
    if failed is None or failed > base:
        return None
    return (failed if rate.name == "fail_rate" else base - failed), base


def _failures_told_later(circular: Circular, tally: Tally, rate: Figure, base: Decimal) -> Decimal | None:
    """A number of failures that a later sentence gives before the next inspection is counted; only where it fits the rate, for
    it may be of a part of the sites."""
    for later in circular.tallies[circular.tallies.index(tally) + 1 :]:
        if later.get("inspected") or later.get("running_sites"):
            return None
        failed = later.get("unqualified")
        if failed and failed.value <= base:
            passed = base - failed.value if rate.name == "pass_rate" else failed.value
            fits = compare_rate(rate.value, rate.decimals, passed, base) is not Agreement.DIFFERENT
            return failed.value if fits else None
    return None


def _own_verdicts(circular: Circular) -> Iterator[Computation]:
    totals = circular.totals
    if {"inspected", "qualified", "unqualified"} <= totals.keys():
        yield computation(
            "verdicts",
            totals["inspected"],
            totals["qualified"] + totals["unqualified"],
            {"qualified": totals["qualified"], "unqualified": totals["unqualified"]},
        )
