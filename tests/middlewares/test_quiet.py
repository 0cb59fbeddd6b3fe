"""What the event loop reports of peers that hang up is no event of ours; everything else is logged, and no stranger writes a
line of it."""

import asyncio
import logging
from typing import Any

import pytest
from scrapy import Spider, signals
from scrapy.crawler import Crawler

from govcrawl.middlewares.quiet import HeardSignals, PeersGone, SafeRecord


@pytest.mark.parametrize(
    ("error", "logged"),
    [
        (ConnectionResetError(104, "reset"), False),
        (OSError(107, "not connected"), False),
        (RuntimeError("ours"), True),
        (None, True),
    ],
)
def test_only_peers_that_hang_up_are_left_out(error: Exception | None, logged: bool) -> None:
    told = (type(error), error, None) if error else None
    record = logging.LogRecord("asyncio", logging.ERROR, "", 0, "Exception in callback", (), told)
    assert PeersGone().filter(record) is logged


_FORGED = "http://a.gov.cn/\r\n2018-02-28 CRITICAL all is lost\x1b[2J\x00\x9b\u2028%s%d{}\ud800"


def _logged(error: Exception | None) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    record = SafeRecord("govcrawl", logging.ERROR, "", 0, "own trouble at %s", (_FORGED,), told)
    return logging.Formatter("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize("error", [None, ValueError(_FORGED)])
def test_strangers_text_neither_forges_a_line_nor_commands_a_terminal(error: Exception | None) -> None:
    first, *further = _logged(error).split("\n")
    assert first == r"ERROR own trouble at http://a.gov.cn/\r"
    assert all(line.startswith("    ") for line in further)
    assert further[0] == r"    2018-02-28 CRITICAL all is lost\x1b[2J\x00\x9b\u2028%s%d{}\ud800"
    assert all(line.isprintable() for line in further)
    assert ("ValueError" in "".join(further)) is (error is not None)


def test_signals_reach_who_connected_before_and_after_the_first() -> None:
    crawler, heard = Crawler(Spider), []

    def early(**told: Any) -> None:
        heard.append(("early", told["number"]))

    def late(**told: Any) -> None:
        heard.append(("late", told["number"]))

    crawler.signals.connect(early, signals.item_scraped)
    sent = HeardSignals.from_crawler(crawler)
    assert crawler.signals is sent
    assert sent.send_catch_log(signals.response_downloaded, number=1) == []
    asyncio.run(sent.send_catch_log_async(signals.item_scraped, number=2))
    sent.connect(late, signals.response_downloaded)
    sent.send_catch_log(signals.response_downloaded, number=3)
    sent.disconnect(late, signals.response_downloaded)
    assert sent.send_catch_log(signals.response_downloaded, number=4) == []
    assert heard == [("early", 2), ("late", 3)]
