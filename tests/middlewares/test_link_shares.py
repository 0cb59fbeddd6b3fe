"""What one host may be asked in an inspection, whoever links to it."""

from govcrawl.middlewares.link_shared import Hosts

URL = "http://www.hg.gov.cn/dw01/a.html"


def test_a_host_outside_is_asked_so_often_and_no_more() -> None:
    hosts = Hosts(most=2)
    assert [hosts.refusal(URL) is None for _ in range(3)] == [True, True, False]


def test_a_sites_own_links_neither_spend_nor_meet_the_share_of_their_host() -> None:
    """Many sites stand in folders of one host: each has its own budget."""
    hosts = Hosts(most=1)
    assert [hosts.refusal(URL, is_own=True) for _ in range(3)] == [None] * 3
    assert hosts.refusal(URL) is None
    assert hosts.refusal(URL) is not None
    assert hosts.refusal(URL, is_own=True) is None
