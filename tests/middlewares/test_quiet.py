"""What the event loop reports of peers that hang up is no event of ours; everything else is logged."""

import logging

import pytest

from govcrawl.middlewares.quiet import PeersGone


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
