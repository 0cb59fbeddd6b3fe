"""Domain, name and standing of a site: domain rules, name against register, offline without approval."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached, listed, met, unknown
from govcrawl.checks.names import holds_any
from govcrawl.model.facts import SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import Outcome, Problem, SiteKind, SiteState


def domain(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """域名: the suffix is a government's; the shapes www.□□□.gov.cn and ○○○.□□□.gov.cn are for a person to weigh."""
    host = urlsplit(facts.site.url if "//" in facts.site.url else f"//{facts.site.url}").hostname or ""
    if not host or _is_local(host):
        yield unknown(indicator, f"登记的网址没有域名（{facts.site.url}）", is_open=False)
    elif not host.endswith(indicator.words("suffixes")):
        detail = f"域名{host}不以{'或'.join(indicator.words('suffixes'))}为后缀"
        yield breached(indicator, Problem.IRREGULAR_DOMAIN, detail, subject="域名", url=facts.site.url)
    elif facts.site.kind is SiteKind.PORTAL and not host.startswith("www.") and host.isascii():
        detail = f"门户网站域名{host}不是www.□□□.gov.cn的形式"
        yield breached(indicator, Problem.IRREGULAR_DOMAIN, detail, subject="域名", url=facts.site.url, is_sure=False)
    else:
        yield met(indicator)


def name(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """网站名称: the head of the home page should name the region or organ that the register names."""
    home = facts.home
    tags = {key.lower(): value for key, value in home.tags.items()} if home else {}
    shown = " ".join(filter(None, [home.title if home else None, tags.get("sitename")]))
    if not shown:
        yield unknown(indicator, "首页未读到网站名称", stake=indicator.points, is_open=False)
        return
    registered = facts.site.name
    shares = _longest_common(registered, shown) >= min(indicator.count("least_common"), len(registered))
    detail = f"首页名称“{shown}”与登记名称“{registered}”不符"
    fault = breached(indicator, Problem.IRREGULAR_NAME, detail, subject="网站名称", url=facts.site.url)
    yield from listed(indicator, [] if shares else [fault])


def domain_and_name(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """域名名称 (2019 D19-401): both at once."""
    both = (*domain(facts, indicator), *name(facts, indicator))
    yield from [one for one in both if one.outcome is not Outcome.MET] or both[:1]


def offline(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """下线: a site that is down by its own word or the register's needs an approval that covers the day."""
    site, home = facts.site, facts.home
    says_so = bool(home and home.title and holds_any(home.title, indicator.words("title_words")))
    is_down = site.state is SiteState.TEMPORARILY_OFFLINE or says_so
    if is_down and not site.is_offline(facts.as_of):
        detail = "网站临时下线，登记中没有覆盖检查日的批复"
        yield breached(indicator, Problem.OFFLINE_WITHOUT_APPROVAL, detail, url=site.url)
    elif home is None or not home.outcome.is_ok:
        yield unknown(indicator, "首页未能读取，是否擅自下线须核查", is_open=False)
    else:
        yield met(indicator)


def _is_local(host: str) -> bool:
    """A host of a laboratory, not of the public web."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host


def _longest_common(one: str, other: str) -> int:
    """The length of the longest run of characters that both hold."""
    return max(
        (size for size in range(1, len(one) + 1) if any(one[i : i + size] in other for i in range(len(one)))), default=0
    )
