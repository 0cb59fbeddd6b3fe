"""From a plan to a site: its columns and everything published in them, the same for the same plan and day."""

from random import Random
from typing import Any

from govcrawl.demo.fill import catalogue, fill_column
from govcrawl.demo.plan import CityPlan, SitePlan
from govcrawl.demo.planting import plant
from govcrawl.demo.records import Column
from govcrawl.demo.site import DemoSite
from govcrawl.demo.text import Writer


def build_site(plan: SitePlan, city: CityPlan) -> DemoSite:
    """The whole site: the columns of the catalogue, filled up to `as_of`, then what the plan plants."""
    place = plan.place or plan.name.removesuffix("人民政府").removesuffix("县").removesuffix("市").removesuffix("区")
    site = DemoSite(plan, city, place, plan.name, [], Writer(f"{city.name} {plan.code}", plan.name, city.area_code))
    site.next_number = Random(f"first {plan.code}").randint(1000, 4000)
    _lay_columns(site)
    for column in list(site.columns):
        fill_column(site, column)
    plant(site)
    return site


def _lay_columns(site: DemoSite) -> None:
    if site.plan.size:
        for index in range(site.plan.size[0]):
            site.add_column(f"工作动态之{index + 1}", f"gzdt{index + 1}", "list", "news", None)
        return
    for section in catalogue()["portal" if site.plan.portal else "department"]:
        if section["name"] in site.plan.without:
            continue
        parent = _lay(site, section, None)
        for entry in section.get("columns", ()):
            if entry["name"] not in site.plan.without:
                _lay(site, entry, parent)
    for name in site.city.required:
        if name not in site.plan.missing_columns:
            site.add_column(name, "zxdz", "list", "campaign", None)
    if site.city.relay_column:
        site.add_column(site.city.relay_column, "zyxxzz", "list", "relay", None)
    if not any(column.kind == "report" for column in site.columns):
        site.add_column("信息公开年报", "xxgknb", "list", "report", None)


def _lay(site: DemoSite, entry: dict[str, Any], parent: Column | None) -> Column:
    name = entry["name"].format(place=site.place)
    page = entry.get("page", "list")
    kind = "interview" if page == "interviews" else entry.get("kind", "other")
    return site.add_column(name, entry["slug"], page, kind, parent)
