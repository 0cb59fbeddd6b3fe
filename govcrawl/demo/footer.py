"""The marks of a simulated site's footer: numbers of the right shape that belong to nobody."""

from random import Random

from govcrawl.demo.site import DemoSite

_PROVINCES = {"42": "鄂", "21": "辽", "51": "川"}
_ICP_PROVINCES = {"42": "鄂", "21": "辽", "51": "蜀"}


def footer_marks(site: DemoSite) -> dict[str, str]:
    """Mark -> its value, empty for those that the plan takes away."""
    code = site.plan.code
    random = Random(f"marks {code}")
    region = code[:2]
    marks = {
        "party_government_mark": f"CA{random.randint(10**20, 10**21 - 1)}",
        "error_report_entry": code,
        "site_id_code": code,
        "icp_filing": f"{_ICP_PROVINCES[region]}ICP备{random.randint(5, 17):02d}{random.randint(0, 999999):06d}号-1",
        "police_filing": f"{_PROVINCES[region]}公网安备 {code[:6]}02{random.randint(0, 999999):06d}号",
        "host_unit": site.unit,
        "contact": f"{site.city.area_code}-8{random.randint(100000, 999999)}",
        "site_map": "/wzdt.html",
    }
    return {mark: "" if mark in site.plan.missing_marks else value for mark, value in marks.items()}
