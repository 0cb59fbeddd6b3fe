"""Sites that the register does not know: candidates for 漏报 (unreported_site) and 假冒 (impostor_site).

Only links of the site's own pages are looked at; whether a host is a government site is for a person.
"""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached, listed, unknown
from govcrawl.checks.rules import read_toml
from govcrawl.checks.twins import copies_elsewhere, same_elsewhere
from govcrawl.extract.urls import host_of, is_gov
from govcrawl.model.facts import LinkFacts, SiteFacts, TwinFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import LinkFate, Place, Problem, Resource, Scope

_AWAY = frozenset({LinkFate.DEAD, LinkFate.SUSPECTED, LinkFate.MISDIRECTED})
"""Where a link does not lead to a living site, nobody failed to register one."""
_HOME_PATHS = frozenset({"", "/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp", "/index.php"})


def unregistered_sites(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """Home pages that the site links to under an organ's name and that no registered site has; hosts that imitate gov.cn.

    Where the register knows fewer of the linked organs than it does not know, it is not complete and proves nothing.
    """
    if facts.home is None or not facts.home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取", is_open=False)
        return
    linked = {host: link for link in reversed(facts.links) if (host := _host_outside(link))}
    own = {host_of(twin.page.url) for twin in same_elsewhere(facts)}
    organs = {host: link for host, link in linked.items() if host not in own and _is_organs_home(link)}
    missing = {host: link for host, link in organs.items() if not _is_known(host, facts)}
    is_complete = len(missing) <= len(organs) - len(missing)
    faults = [_copy(twin, indicator) for twin in copies_elsewhere(facts)]
    faults += [
        _imitation(link, host, indicator)
        for host, link in linked.items()
        if imitates_gov(host) and not _is_known(host, facts)
    ]
    if is_complete:
        faults += [_unreported(link, host, indicator) for host, link in missing.items()]
    listing = f"页面链接的{len(missing)}个单位网站不在名录中，名录可能不全，无法判断是否漏报"
    yield from listed(indicator, faults, [] if is_complete else [unknown(indicator, listing, is_open=False)])


def hosts_outside(links: tuple[LinkFacts, ...]) -> frozenset[str]:
    """The hosts outside the site that its links lead to: those that the register is asked for."""
    return frozenset(host for link in links if (host := _host_outside(link)))


def _host_outside(link: LinkFacts) -> str:
    if link.scope is Scope.SAME_SITE or link.resource is not Resource.PAGE or link.place is Place.SCRIPT:
        return ""
    return host_of(link.url)


def _is_known(host: str, facts: SiteFacts) -> bool:
    return host in facts.registered_hosts


def _is_organs_home(link: LinkFacts) -> bool:
    """A home page linked under an organ's name, of the same owner or outside the government's domains."""
    parts = urlsplit(link.url)
    is_home = parts.path in _HOME_PATHS and not parts.query
    is_there = link.fate not in _AWAY
    return is_home and is_there and link.scope is not Scope.OTHER_GOV and _organ().search(link.anchor) is not None


def imitates_gov(host: str) -> bool:
    """Whether a host that is no government's looks like one."""
    return not is_gov(host) and _look_alike().search(host) is not None


def _copy(twin: TwinFacts, indicator: Indicator) -> Finding:
    host = host_of(twin.page.url)
    detail = f"{host}（“{twin.page.title or host}”）的首页与本网站内容相同而不是政府域名，疑为假冒网站"
    return breached(indicator, Problem.IMPOSTOR_SITE, detail, subject=host, url=twin.page.url)


def _imitation(link: LinkFacts, host: str, indicator: Indicator) -> Finding:
    detail = f"“{link.anchor or host}”的域名{host}与政府网站域名相似，但不是.gov.cn，疑为假冒网站"
    return breached(indicator, Problem.IMPOSTOR_SITE, detail, subject=host, url=link.url, parent_url=link.parent_url)


def _unreported(link: LinkFacts, host: str, indicator: Indicator) -> Finding:
    detail = f"页面链接的“{link.anchor}”（{host}）不在网站名录中，疑为漏报"
    return breached(indicator, Problem.UNREPORTED_SITE, detail, subject=host, url=link.url, parent_url=link.parent_url)


@cache
def _organ() -> re.Pattern[str]:
    return re.compile(read_toml("words.toml")["organs"]["pattern"])


@cache
def _look_alike() -> re.Pattern[str]:
    return re.compile(read_toml("words.toml")["look_alikes"]["pattern"])
