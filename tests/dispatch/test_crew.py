"""How a crawl ended tells whether its site is done, handed back or broken."""

import pytest

from govcrawl.dispatch.crew import CrawlBrokenError, raise_unless_done
from govcrawl.dispatch.queue import HandedBackError


@pytest.mark.parametrize(
    ("reason", "is_leaving", "ended"),
    [
        ("shutdown", True, HandedBackError),
        ("shutdown", False, HandedBackError),
        (None, True, HandedBackError),
        (None, False, CrawlBrokenError),
        ("store_lost", True, CrawlBrokenError),
        ("store_lost", False, CrawlBrokenError),
    ],
)
def test_a_crawl_that_did_not_finish(reason: str | None, is_leaving: bool, ended: type[Exception]) -> None:
    with pytest.raises(ended) as told:
        raise_unless_done("4210000001", reason, is_leaving=is_leaving)
    assert "None" not in str(told.value)


@pytest.mark.parametrize("is_leaving", [True, False])
def test_a_crawl_that_finished(is_leaving: bool) -> None:
    raise_unless_done("4210000001", "finished", is_leaving=is_leaving)


def test_what_broke_is_told_as_it_is() -> None:
    with pytest.raises(CrawlBrokenError, match=r"^store_lost$"):
        raise_unless_done("4210000001", "store_lost", is_leaving=False)
