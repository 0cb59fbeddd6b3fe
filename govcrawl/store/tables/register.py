"""The register of sites, and inspections with the sites they selected."""

from sqlalchemy import Column, ForeignKey, Identity, Integer, Sequence, Table, Text, text

from govcrawl.store.tables.base import SCHEMA, day, document, flag, instant, metadata, typed, words
from govcrawl.store.tables.base import site_id_code as site_key

sites = Table(
    "sites",
    metadata,
    site_key(),
    words("name", "网站名称"),
    words("url", "Address of the home page; empty where none was reported"),
    words("kind", "portal, department, county_and_below or platform"),
    words("level", "national, province, city, county or township"),
    words("host_unit", "主办单位", nullable=True),
    words("region_code", "行政区划代码", nullable=True),
    words("region", "Name of the region", nullable=True),
    words("state", "running, temporarily_offline or closed"),
    day("offline_from", "First day of an approved offline window"),
    day("offline_to", "Last day of an approved offline window"),
    words("offline_approval", "下线批复文号", nullable=True),
    instant("registered_at", "When the site entered this register", nullable=False, default="now()"),
    instant("changed_at", "When a value of this row last changed", nullable=False, default="now()"),
    comment="The register of government sites",
)

Sequence("inspections_seq", schema=SCHEMA, metadata=metadata)

inspections = Table(
    "inspections",
    metadata,
    Column(
        "id",
        Integer,
        server_default=text(
            "to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYQ')::integer * 100000"
            " + (nextval('govcrawl.inspections_seq') % 100000)::integer"
        ),
        primary_key=True,
        comment="Number used as key by other tables: year, quarter, five digits",
    ),
    Column("name", Text, nullable=False, unique=True, comment="Name given by the office"),
    words("edition", "Edition of the checklist that the inspection is judged under"),
    day("as_of", "Day on which freshness is judged, Asia/Shanghai", nullable=False),
    document("scope", "How the sites were chosen", nullable=False),
    instant("created_at", "When the inspection was created", nullable=False, default="now()"),
    instant("started_at", "When the first site was begun"),
    instant("finished_at", "When the last site was done"),
    instant("pruned_at", "When its observations were dropped"),
    comment="One inspection: which sites, under which edition, as of which day",
)

inspection_sites = Table(
    "inspection_sites",
    metadata,
    Column(
        "inspection_id",
        Integer,
        ForeignKey(inspections.c.id),
        primary_key=True,
        autoincrement=False,
        comment="Inspection",
    ),
    Column("site_id_code", Text, ForeignKey(sites.c.site_id_code), primary_key=True, comment="网站标识码"),
    words("status", "waiting, running, done or failed", default="waiting"),
    words("reason", "Why the crawl of the site ended as it did", nullable=True),
    words("budget_spent", "The budget that ended the crawl before its frontier was empty", nullable=True),
    flag("is_offline", "Offline with approval, or closed, on as_of: leaves the denominator"),
    instant("started_at", "When the site was begun"),
    instant("finished_at", "When the site was done"),
    comment="Sites selected for an inspection and how far each is",
)

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True, comment="Number of the hold"),
    typed("inspection_id", Integer(), "Inspection held for a person", nullable=False),
    words("site_id_code", "The one site that is held; all where null", nullable=True),
    words("reason", "What is hard to believe"),
    instant("held_at", "When", nullable=False, default="now()"),
    words("released_by", "Who released it", nullable=True),
    words("release_reason", "Why it may be believed", nullable=True),
    instant("released_at", "When it was released"),
    comment="Results held back until a person releases them",
)
