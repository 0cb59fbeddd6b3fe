"""Columns, a slow home page and an earlier inspection for the small city."""

from datetime import date, timedelta

from sqlalchemy import Connection, insert

from govcrawl.model.inspection import Inspection
from govcrawl.store.inspections import create_inspection, stored_inspection
from govcrawl.store.tables import fetches, site_columns

from .city import AS_OF, EDITION, NAME, SEEN, SITES, judge

EARLIER = "2017年第四季度"
OFFLINE = "4210000099"
"""Read before the register said that it was offline: it is shown nowhere."""
COLUMNS = (
    ("4210230004", "投资监利", "other", 400),
    ("4210230004", "网络问政", "interaction", 184),
    ("4210230004", "要闻", "news", 14),
    ("4210030010", "要闻", "news", 15),
    ("4210030010", "重点领域", "other", None),
    (OFFLINE, "要闻", "news", 900),
)
"""(site, name, kind, days since the newest item; None for a blank column)."""


def fill_overview(connection: Connection) -> None:
    """Store what an overview shows beside verdicts and findings."""
    number = stored_inspection(connection, NAME).number
    rows = [
        {
            "inspection_id": number, "site_id_code": code, "url": f"http://{code}.cn/{name}/", "name": name, "level": 1,
            "kind": kind, "path": [name], "historical": False, "scope": "same_site", "found_on": f"http://{code}.cn/",
            "state": "blank" if age is None else "dated",
            "newest_item_on": None if age is None else AS_OF - timedelta(days=age),
        }
        for code, name, kind, age in COLUMNS
    ]  # fmt: skip
    connection.execute(insert(site_columns), rows)
    home = {
        "inspection_id": number, "site_id_code": "4210230004", "url": "http://www.jianli.gov.cn/", "is_hop": False,
        "role": "home", "asked_at": SEEN, "outcome": "ok", "status": 200, "tls": "none", "client": "aiohttp",
        "first_byte_seconds": 2.5, "seconds": 3.0,
    }  # fmt: skip
    refused = {"site_id_code": "4210030010", "url": SITES[0].url, "outcome": "connect_refused", "first_byte_seconds": 9}
    offline = {"site_id_code": OFFLINE, "url": SITES[4].url, "first_byte_seconds": 8}
    connection.execute(insert(fetches), [home, {**home, **refused}, {**home, **offline}])
    earlier = Inspection(EARLIER, EDITION, date(2017, 12, 31), {"region": "4210"})
    before = create_inspection(connection, earlier, [one.site_id_code for one in SITES]).number
    for code, verdict in (("4210030010", "qualified"), ("4210230004", "qualified"), ("4210000041", "undetermined")):
        judge(connection, before, code, verdict, [])
    other = Inspection("另一范围", EDITION, date(2017, 11, 30), {"region": "4211"})
    judge(connection, create_inspection(connection, other, ["4210030010"]).number, "4210030010", "unqualified", [])
