"""Letters and consultation: unanswered messages (互动回应差), channels, empty letter boxes, the public fields of letters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.columns import newest_on, own_columns
from govcrawl.checks.findings import breached, listed, met, unknown
from govcrawl.checks.names import is_letter_box, is_letter_form
from govcrawl.checks.statistics import letter_statistics
from govcrawl.extract.channels import channel_of
from govcrawl.model.facts import ColumnFacts, MessageFacts, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnState, IndicatorKind, Outcome, Problem, Review


def unanswered_messages(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """互动回应差: public letters of the past year that have waited longer than the list allows (2015 V15-5, 2019 V19-5).

    Each letter is a finding of its own; the veto is a finding of the site beside them.
    """
    due = [one for one in facts.messages if _is_due(one, facts, indicator)]
    faults = [_unanswered(one, facts.as_of, indicator) for one in due if one.message.answered is False]
    standing = [one for one in faults if facts.reviews.get(one.review_key) is not Review.WAIVED]
    not_told = [one for one in due if one.message.answered is None and one.message.answered_on is None]
    waits = indicator.window("answer_within")
    if standing:
        yield breached(indicator, None, f"{len(standing)}条留言超过{waits}未回应（{_columns_of(due, standing)}）")
    elif not_told:
        yield unknown(indicator, f"{len(not_told)}条超过{waits}的留言未读到答复情况，须逐条核查")
    else:
        yield met(indicator)
    yield from faults


def poor_response(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """互动回应差 of 2019 (V19-5): no channel at all, or letters unanswered for too long."""
    missing = [one for one in no_channel(facts, indicator) if one.outcome is Outcome.BREACHED]
    yield from missing or unanswered_messages(facts, indicator)


def no_channel(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """未提供网上有效咨询建言渠道 (2019 V19-5a)."""
    channels = [column for column in own_columns(facts) if is_letter_box(column)]
    if channels or facts.messages:
        yield met(indicator)
    else:
        yield breached(indicator, Problem.NO_CONSULTATION_CHANNEL, "未发现网上咨询建言渠道")


def consultation(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """政务咨询类栏目: none, or none used in the past year (2015 D15-5). An empty letter box with a word of explanation is
    no fault; beside a used channel an idle one is named without points."""
    channels = [column for column in own_columns(facts) if is_letter_box(column)]
    if not channels:
        yield from no_channel(facts, indicator)
        return
    since = indicator.window("window").since(facts.as_of)
    is_used = any(_is_used(column, facts, since) for column in channels)
    faults = [fault for column in channels if (fault := _idle(column, facts.as_of, since, indicator))]
    if is_used:
        faults = [replace(fault, kind=IndicatorKind.FINDING) for fault in faults]
    unsettled = [column.name for column in channels if column.state in {ColumnState.UNKNOWN, ColumnState.UNDATED}]
    if is_used or faults or not unsettled:
        yield from listed(indicator, _priced_once(faults))
    else:
        yield unknown(indicator, f"未能判定来信情况：{'、'.join(unsettled)}", stake=indicator.points)


def public_letters(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """留言公开: the newest public letter, the four fields of a sample of answered ones, and the figures (2019 D19-303)."""
    days = [day for one in facts.messages for day in (one.message.asked_on, one.message.answered_on) if day]
    if not facts.messages:
        yield unknown(indicator, "未读到公开的留言，须人工核查", stake=indicator.points)
        return
    newest = max((day for day in days if day <= facts.as_of), default=None)
    if newest and newest < indicator.window("window").since(facts.as_of):
        first = facts.messages[0]
        yield breached(
            indicator,
            Problem.STALE_COLUMN,
            f"“{first.column_name}”栏目公开的留言更新不及时（最新一条为{newest}）",
            subject=first.column_name,
            url=first.column_url,
            points=indicator.number("points_stale"),
        )
    answered = [one for one in facts.messages if one.message.answered is True]
    sample = sorted(answered, key=lambda one: (one.message.asked_on or date.min, one.message.url), reverse=True)
    faults = [fault for one in sample[: indicator.count("sample")] if (fault := _missing_fields(one, indicator))]
    faults += letter_statistics(facts, indicator)
    yield from listed(indicator, faults)


def _is_due(one: MessageFacts, facts: SiteFacts, indicator: Indicator) -> bool:
    """Asked within the past year, longer ago than an answer may take, in a column that must answer."""
    asked_on, channel = one.message.asked_on, channel_of(one.column_name)
    if asked_on is None or (channel and channel.value in indicator.words("excluded_channels")):
        return False
    since = indicator.window("window").since(facts.as_of)
    return since <= asked_on < indicator.window("answer_within").since(facts.as_of)


def _unanswered(one: MessageFacts, as_of: date, indicator: Indicator) -> Finding:
    asked_on = one.message.asked_on or as_of
    detail = f"“{one.column_name}”栏目留言“{one.message.title}”（{asked_on}）已{(as_of - asked_on).days}天未回应"
    return breached(
        indicator,
        Problem.UNANSWERED_MESSAGE,
        detail,
        subject=one.message.title,
        url=one.message.url,
        parent_url=one.column_url,
        kind=IndicatorKind.FINDING,
    )


def _columns_of(due: list[MessageFacts], faults: list[Finding]) -> str:
    urls = {fault.parent_url for fault in faults}
    return "、".join(dict.fromkeys(f"“{one.column_name}”" for one in due if one.column_url in urls))


def _is_used(column: ColumnFacts, facts: SiteFacts, since: date) -> bool:
    newest = newest_on(column, facts.as_of)
    if newest and newest >= since:
        return True
    letters = (one.message for one in facts.messages if one.column_url == column.url)
    return any(day and since <= day <= facts.as_of for one in letters for day in (one.asked_on, one.answered_on))


def _idle(column: ColumnFacts, as_of: date, since: date, indicator: Indicator) -> Finding | None:
    """What an unused channel is called: an empty box without a word, or a box that nobody used within the window."""
    newest = newest_on(column, as_of)
    if is_letter_form(column):
        return None
    if column.state is ColumnState.BLANK and not column.notice:
        problem, detail = Problem.EMPTY_LETTERBOX_WITHOUT_NOTICE, f"“{column.name}”无信件且没有文字说明"
    elif newest and newest < since:
        window = indicator.window("window")
        problem, detail = (
            Problem.STALE_COLUMN,
            f"“{column.name}”栏目更新不及时（{window}内无有效信件，最新一条为{newest}）",
        )
    else:
        return None
    return breached(indicator, problem, detail, subject=column.name, url=column.url)


def _priced_once(faults: list[Finding]) -> list[Finding]:
    """无任何有效信件 is deducted once, however many boxes stand empty, and not at all beside one that is used."""
    is_priced = [fault.kind is IndicatorKind.DEDUCTION and number == 0 for number, fault in enumerate(faults)]
    return [
        fault if priced else replace(fault, points=Decimal(0)) for fault, priced in zip(faults, is_priced, strict=True)
    ]


def _missing_fields(one: MessageFacts, indicator: Indicator) -> Finding | None:
    message = one.message
    fields = {"留言时间": message.asked_on, "答复时间": message.answered_on, "答复单位": message.answering_unit}
    missing = [name for name, value in fields.items() if not value]
    missing += ["答复内容"] if message.answer_shown is False else []
    if not missing:
        return None
    return breached(
        indicator,
        Problem.MESSAGE_FIELDS_MISSING,
        f"留言“{message.title}”未公开{'、'.join(missing)}",
        subject=message.title,
        url=message.url,
        points=indicator.points * len(missing),
    )
