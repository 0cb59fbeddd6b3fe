"""A generated web of any size for benchmarks and tests that kill: plain healthy sites, no truth."""

from datetime import date

from govcrawl.demo.city import City
from govcrawl.demo.plan import CityPlan, SitePlan, outside_hosts
from govcrawl.demo.shapes import STATIC

_SITES_A_REGION = 9999


def many_sites(n: int, columns: int = 10, pages: int = 2, as_of: date = date(2018, 2, 28)) -> City:
    """`n` department sites of `columns` list columns with `pages` list pages each, eight articles a list page.

    A site answers for 1 + columns * pages lists and eight times as many articles; hosts are `dw0001.moni.gov.cn` and on.
    """
    sites = tuple(
        SitePlan(
            code=f"{429000 + index // _SITES_A_REGION}{index % _SITES_A_REGION + 1:04d}",
            name=f"模拟市第{index + 1}局",
            host=f"dw{index + 1:04d}.moni.gov.cn",
            shape=STATIC[index % len(STATIC)],
            place="模拟市",
            size=(columns, pages),
        )
        for index in range(n)
    )
    return City(
        CityPlan(
            name=f"generated_{n}_{columns}_{pages}",
            title="模拟市",
            region="模拟市",
            as_of=as_of,
            edition="national_2015",
            source="generated",
            sites=sites,
            hosts=outside_hosts(),
        )
    )
