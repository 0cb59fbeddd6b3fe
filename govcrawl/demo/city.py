"""A simulated city: its register, what it answers, and the truth of what was planted."""

import csv
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from govcrawl.demo.answers import Answer, Asked
from govcrawl.demo.build import build_site
from govcrawl.demo.drawing import SiteDrawing
from govcrawl.demo.outside import answer_outside
from govcrawl.demo.plan import CityPlan, SitePlan, read_city
from govcrawl.demo.truth import Truth, tell_truth
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState

_HEADERS = (
    "网站标识码",
    "单位名称",
    "是否为门户网",
    "网址",
    "运行状态",
    "下线开始",
    "下线结束",
    "下线批复文号",
    "地区",
)
_STATES = {"running": "正常运行", "temporarily_offline": "临时下线", "closed": "关停"}


class City:
    """A city as its plan says. Sites are built and drawn when they are first asked."""

    def __init__(self, plan: CityPlan) -> None:
        self.plan = plan
        self._by_host: dict[str, list[SitePlan]] = {}
        for site in sorted(plan.sites, key=lambda site: -len(site.base)):
            self._by_host.setdefault(site.host, []).append(site)
        self._drawn: dict[str, SiteDrawing] = {}
        self._hosts = dict(plan.hosts)
        for site in plan.sites:
            for link in site.dead_links:
                if host := urlsplit(link.url).hostname:
                    self._hosts.setdefault(host, link.how)

    @property
    def name(self) -> str:
        """The city's name, such as `jingzhou_2018q1`."""
        return self.plan.name

    @property
    def as_of(self) -> date:
        """The day that freshness is judged on (Asia/Shanghai)."""
        return self.plan.as_of

    @property
    def edition(self) -> str:
        """The edition of the checklist that the city's circular was made under."""
        return self.plan.edition

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The register of the city."""
        return tuple(_register_row(self.plan, site) for site in self.plan.sites)

    @cached_property
    def truth(self) -> Truth:
        """What was planted, what must not be reported, and the published verdicts. Builds every site."""
        return tell_truth(self.plan, [self.drawing(site) for site in self.plan.sites])

    def drawing(self, plan: SitePlan) -> SiteDrawing:
        """The drawn site of that plan."""
        drawn = self._drawn.get(plan.code)
        if drawn is None:
            drawn = self._drawn[plan.code] = SiteDrawing(build_site(plan, self.plan))
        return drawn

    def answer(self, asked: Asked) -> Answer:
        """What the simulated web answers to one request; an unknown host has no name (NXDOMAIN)."""
        plan = next((site for site in self._by_host.get(asked.host, ()) if _holds(site, asked.path)), None)
        if plan is None:
            return answer_outside(self._hosts.get(asked.host, "dns_error"), asked)
        if plan.unreachable:
            return Answer(502, fault=plan.unreachable)
        answer = self.drawing(plan).answer(asked)
        is_slow = plan.slow_seconds and asked.path == f"{plan.base}/"
        return replace(answer, seconds=plan.slow_seconds) if is_slow else answer

    def register_csv(self, path: Path) -> Path:
        """Write the register with Chinese headers (UTF-8 with BOM, as office programs save it)."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADERS)
            writer.writerows(_csv_row(self.plan, site) for site in self.plan.sites)
        return path


def load_city(name: str) -> City:
    """The city of that name. Raises PlanError for an unknown one."""
    return City(read_city(name))


def _holds(site: SitePlan, path: str) -> bool:
    return path.startswith(f"{site.base}/") or path == site.base


def _csv_row(city: CityPlan, site: SitePlan) -> tuple[str, ...]:
    return (
        site.code,
        site.name,
        "是" if site.portal else "否",
        site.url,
        _STATES[site.state],
        site.offline_from.isoformat() if site.offline_from else "",
        site.offline_to.isoformat() if site.offline_to else "",
        site.offline_approval or "",
        city.region,
    )


def _register_row(city: CityPlan, site: SitePlan) -> Site:
    return Site(
        site_id_code=site.code,
        name=site.name,
        url=site.url,
        kind=SiteKind.PORTAL if site.portal else SiteKind.DEPARTMENT,
        level=SiteLevel(site.level or _level(site)),
        region_code=site.code[:6],
        region=city.region,
        state=SiteState(site.state),
        offline_from=site.offline_from,
        offline_to=site.offline_to,
        offline_approval=site.offline_approval,
    )


def _level(site: SitePlan) -> str:
    return "city" if site.code[4:6] == "00" else "county"
