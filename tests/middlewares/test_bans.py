"""When a host counts as having banned us, and how long a server may make us wait."""

from datetime import UTC, datetime

import pytest

from govcrawl.middlewares.bans import IN_A_ROW, BanWatch, is_refusal
from govcrawl.middlewares.clock import wanted_pause
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

NOW = datetime(2018, 2, 28, 4, 0, 0, tzinfo=UTC)
HOME = "http://a.gov.cn/"


def seen(outcome: FetchOutcome, status: int | None = None, url: str = "http://a.gov.cn/x") -> FetchSeen:
    return FetchSeen(url, outcome, NOW, status)


OK = seen(FetchOutcome.OK, 200, HOME)
FORBIDDEN = seen(FetchOutcome.HTTP_4XX, 403)


@pytest.mark.parametrize(
    ("fetch", "expected"),
    [
        (OK, False),
        (FORBIDDEN, True),
        (seen(FetchOutcome.HTTP_4XX, 404), False),
        (seen(FetchOutcome.HTTP_4XX, 410), False),
        (seen(FetchOutcome.HTTP_5XX, 500), False),
        (seen(FetchOutcome.HTTP_5XX, 503), True),
        (seen(FetchOutcome.HTTP_ODD, 999), True),
        (seen(FetchOutcome.CHALLENGE, 200), True),
        (seen(FetchOutcome.RATE_LIMITED, 429), True),
        (seen(FetchOutcome.RESET), True),
        (seen(FetchOutcome.TIMEOUT_FIRST_BYTE), True),
        (seen(FetchOutcome.DNS_NXDOMAIN), False),
    ],
)
def test_what_may_mean_that_we_are_not_wanted(fetch: FetchSeen, expected: bool) -> None:
    assert is_refusal(fetch) is expected


def test_only_refusals_in_a_row_ask_for_proof() -> None:
    watch = BanWatch()
    watch.note(OK)
    row = [FORBIDDEN] * (IN_A_ROW - 1)
    told = [watch.note(fetch) for fetch in (*row, OK, *row, FORBIDDEN)]
    assert told == [None] * (2 * IN_A_ROW - 1) + [HOME]


def test_a_host_whose_door_is_open_is_asked_on() -> None:
    watch = BanWatch()
    for fetch in (OK, *[FORBIDDEN] * IN_A_ROW):
        watch.note(fetch)
    watch.settle(OK)
    assert watch.refusal("http://a.gov.cn/y") is None


def test_put_off_requests_count_until_proof_is_wanted() -> None:
    watch = BanWatch()
    assert [watch.put_off(FORBIDDEN.url) for _ in range(IN_A_ROW)] == [True] * (IN_A_ROW - 1) + [False]
    assert watch.note(FORBIDDEN) == FORBIDDEN.url


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (seen(FetchOutcome.HTTP_4XX, 403, HOME), FetchOutcome.CHALLENGE),
        (seen(FetchOutcome.RATE_LIMITED, 429, HOME), FetchOutcome.CHALLENGE),
        (seen(FetchOutcome.RESET, None, HOME), FetchOutcome.RATE_LIMITED),
    ],
)
def test_a_host_whose_door_is_shut_is_asked_no_more(last: FetchSeen, outcome: FetchOutcome) -> None:
    watch = BanWatch()
    watch.settle(last)
    refused = watch.refusal("http://a.gov.cn/y")
    assert refused is not None
    assert refused[0] is outcome
    assert watch.refusal("http://b.gov.cn/y") is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5.0),
        ("60", 60.0),
        ("61", 60.0),
        ("99999999999", 60.0),
        ("9" * 400, 60.0),
        ("0", 0.0),
        ("-5", 0.0),
        ("", 0.0),
        ("soon", 0.0),
        ("１２", 0.0),
        ("Wed, 28 Feb 2018 04:00:30 GMT", 30.0),
        ("Wed, 28 Feb 2018 03:00:00 GMT", 0.0),
        ("Wed, 28 Feb 2999 04:00:30 GMT", 60.0),
        ("Wed, 99 Feb 2018 04:00:30 GMT", 0.0),
    ],
)
def test_how_long_a_server_may_make_us_wait(header: str, seconds: float) -> None:
    assert wanted_pause(header, NOW, 60.0) == seconds
