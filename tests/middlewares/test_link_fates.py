"""What answers come to: only what two agree on may accuse."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govcrawl.middlewares.fates import ACCUSING, fate_of, open_outcomes, rules, settle
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome, LinkFate, Resource

Ended = FetchOutcome
PAGE, IMAGE, FILE = Resource.PAGE, Resource.IMAGE, Resource.ATTACHMENT
NEVER = [
    Ended.CHALLENGE, Ended.RATE_LIMITED, Ended.TIMEOUT_FIRST_BYTE, Ended.TIMEOUT_TOTAL, Ended.DNS_FAILURE, Ended.OWN_TROUBLE, Ended.PROTOCOL_ERROR,
    Ended.INCOMPLETE, Ended.TLS_HANDSHAKE, Ended.TLS_EXPIRED, Ended.TLS_WRONG_HOST, Ended.TLS_SELF_SIGNED, Ended.TLS_UNTRUSTED, Ended.TLS_NOT_YET_VALID,
    Ended.TLS_OLD_PROTOCOL, Ended.TLS_WEAK_KEY, Ended.ROBOTS_DISALLOWED, Ended.ROBOTS_UNREACHABLE, Ended.BLOCKED_ADDRESS, Ended.BLOCKED_TRAP,
]  # fmt: skip


def seen(outcome: FetchOutcome, status: int | None = None, detail: str | None = None) -> FetchSeen:
    return FetchSeen("http://www.shili.gov.cn/x", outcome, datetime(2018, 3, 1, tzinfo=UTC), status, detail=detail)


def test_every_outcome_has_a_rule() -> None:
    assert set(rules()) == set(FetchOutcome)
    assert all(rule.again in {"no", "other_client", "resolver", "other_day"} for rule in rules().values())
    assert all(rule.confirm in {"", "same_run", "another_day"} for rule in rules().values())
    assert Ended.CHALLENGE not in open_outcomes()


@pytest.mark.parametrize("outcome", NEVER)
@pytest.mark.parametrize("another_day", [False, True])
def test_what_may_never_accuse(outcome: FetchOutcome, another_day: bool) -> None:
    answer = seen(outcome, 403)
    fate, sure = settle(answer, answer, PAGE, another_day=another_day)
    assert fate not in ACCUSING
    assert not sure


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        (404, LinkFate.DEAD),
        (410, LinkFate.DEAD),
        (403, LinkFate.UNKNOWN),
        (401, LinkFate.UNKNOWN),
        (405, LinkFate.UNKNOWN),
    ],
)
def test_of_4xx_only_404_and_410_accuse(status: int, fate: LinkFate) -> None:
    answer = seen(Ended.HTTP_4XX, status)
    assert fate_of(answer, PAGE) is fate
    assert settle(answer, answer, PAGE)[0] is fate


@pytest.mark.parametrize(
    ("first", "second", "resource", "another_day", "expected"),
    [
        (seen(Ended.HTTP_4XX, 404), seen(Ended.HTTP_4XX, 404), PAGE, False, (LinkFate.DEAD, True)),
        (seen(Ended.HTTP_4XX, 404), seen(Ended.HTTP_4XX, 404), IMAGE, False, (LinkFate.BROKEN_IMAGE, True)),
        (seen(Ended.HTTP_4XX, 404), seen(Ended.HTTP_4XX, 404), FILE, False, (LinkFate.BROKEN_ATTACHMENT, True)),
        (seen(Ended.HTTP_4XX, 404), seen(Ended.SOFT_404, 200), PAGE, False, (LinkFate.DEAD, True)),
        (seen(Ended.HTTP_4XX, 404), seen(Ended.OK, 200), PAGE, False, (LinkFate.ALIVE, True)),
        (seen(Ended.HTTP_4XX, 404), seen(Ended.TIMEOUT_TOTAL), PAGE, False, (LinkFate.SUSPECTED, False)),
        (seen(Ended.HTTP_4XX, 404), seen(Ended.OWN_TROUBLE), PAGE, True, (LinkFate.SUSPECTED, False)),
        (seen(Ended.HTTP_5XX, 503), seen(Ended.OK, 200), PAGE, False, (LinkFate.ALIVE, True)),
        (seen(Ended.HTTP_5XX, 500), seen(Ended.HTTP_5XX, 500), PAGE, False, (LinkFate.SUSPECTED, False)),
        (seen(Ended.HTTP_5XX, 500), seen(Ended.HTTP_5XX, 500), PAGE, True, (LinkFate.DEAD, True)),
        (seen(Ended.HTTP_5XX, 500), seen(Ended.RESET), PAGE, True, (LinkFate.SUSPECTED, False)),
        (seen(Ended.EMPTY, 200), seen(Ended.EMPTY, 200), PAGE, False, (LinkFate.SUSPECTED, False)),
        (seen(Ended.EMPTY, 200), seen(Ended.EMPTY, 200), IMAGE, False, (LinkFate.BROKEN_IMAGE, True)),
        (seen(Ended.DNS_NXDOMAIN), seen(Ended.DNS_FAILURE), PAGE, False, (LinkFate.SUSPECTED, False)),
        (seen(Ended.SOFT_404, 200, "closed: 网站维护中"), seen(Ended.SOFT_404, 200, "closed: 网站维护中"), PAGE, False, (LinkFate.SUSPECTED, False)),
        (seen(Ended.SOFT_404, 200, "not_found: 页面不存在"), seen(Ended.SOFT_404, 200, "not_found: 页面不存在"), PAGE, False, (LinkFate.DEAD, True)),
    ],
)  # fmt: skip
def test_two_answers(
    first: FetchSeen, second: FetchSeen, resource: Resource, another_day: bool, expected: tuple[LinkFate, bool]
) -> None:
    assert settle(first, second, resource, another_day=another_day) == expected


def test_the_documentation_has_one_true_row_an_outcome() -> None:
    text = (Path(__file__).parents[2] / "docs" / "outcomes.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE))
    told = {
        rule_name.value: f"{rule.meaning} | {rule.fate.value} | {rule.again} | {rule.confirm or 'never'}"
        for rule_name, rule in rules().items()
    }
    assert rows == told
