"""One site under several addresses (一个网站一个域名), and the same site on a host that is no government's.

A front page elsewhere is the same site where it prints the site's own 网站标识码, or lists the same items.
"""

from collections.abc import Iterator
from functools import cache

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached, listed, unknown
from govcrawl.checks.rules import read_toml
from govcrawl.extract.urls import host_of, is_gov
from govcrawl.model.facts import PageRead, SiteFacts, TwinFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Mark, Problem


def one_domain(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Further addresses of the site: the registered one leads to another host, or a second host shows the same site.

    Always for a person: a second domain may be approved, and a redirect may be a move that is under way.
    """
    if facts.home_led_to is None:
        yield unknown(indicator, "首页未能读取", is_open=False)
        return
    registered, shown = _bare(host_of(facts.site.url)), _bare(host_of(facts.home_led_to))
    faults = [_second(_bare(host_of(twin.page.url)), twin.page.url, indicator) for twin in _twins_of_owner(facts)]
    if registered and shown != registered:
        detail = f"登记的域名{registered}跳转到{shown}，疑有多个域名或登记未更新"
        faults.append(_fault(shown, facts.home_led_to, detail, indicator))
    yield from listed(indicator, faults)


def same_elsewhere(facts: SiteFacts) -> Iterator[TwinFacts]:
    """The front pages on other hosts that show the same site."""
    return (twin for twin in facts.twins if _is_same(twin, facts))


def copies_elsewhere(facts: SiteFacts) -> Iterator[TwinFacts]:
    """Hosts of no government, and not the site's own, that show the same site."""
    own = {_bare(host_of(facts.site.url)), _bare(host_of(facts.home_led_to or ""))}
    for twin in same_elsewhere(facts):
        host = host_of(twin.page.url)
        if not is_gov(host) and _bare(host) not in own:
            yield twin


def _twins_of_owner(facts: SiteFacts) -> Iterator[TwinFacts]:
    """Government hosts that the register has no site for and that show the same site."""
    for twin in same_elsewhere(facts):
        host = host_of(twin.page.url)
        if is_gov(host) and host not in facts.registered_hosts:
            yield twin


def _is_same(twin: TwinFacts, facts: SiteFacts) -> bool:
    if not twin.page.outcome.is_ok:
        return False
    return facts.site.site_id_code.upper() in _codes(twin.page) or _lists_the_same(twin, facts)


def _codes(page: PageRead) -> set[str]:
    """The site codes that a page prints, in its footer or its tags."""
    printed = [seen.value for seen in page.marks if seen.mark is Mark.SITE_ID_CODE]
    printed += [value for name, value in page.tags.items() if name.lower() == "siteidcode"]
    return {code.upper() for code in printed if code}


def _lists_the_same(twin: TwinFacts, facts: SiteFacts) -> bool:
    theirs, ours = ({"".join(item.title.split()) for item in items} for items in (twin.items, facts.home_items))
    common = len(theirs & ours)
    return common >= _rule("least_common") and common >= _rule("least_share") * len(theirs)


def _second(host: str, url: str, indicator: Indicator) -> Finding:
    detail = f"{host}与本网站首页相同且不在名录中，疑为同一网站使用多个域名"
    return _fault(host, url, detail, indicator)


def _fault(host: str, url: str, detail: str, indicator: Indicator) -> Finding:
    return breached(indicator, Problem.IRREGULAR_DOMAIN, detail, subject=host, url=url, is_sure=False)


def _bare(host: str) -> str:
    return host.removeprefix("www.")


@cache
def _rule(name: str) -> float:
    return float(read_toml("content.toml")["twins"][name])
