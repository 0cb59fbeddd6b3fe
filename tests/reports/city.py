"""A small city in a real database: four judged sites, one offline, with findings of every standing."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import Connection, insert

from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from govcrawl.store.tables import current_judgements, findings, judgements

NAME = "2018年第一季度"
EDITION = "national_2015"
AS_OF = date(2018, 2, 28)
SEEN = datetime(2018, 2, 27, 17, 30, tzinfo=UTC)
"""01:30 on the 28th in China."""


def site(code: str, name: str, kind: SiteKind, url: str, **more: object) -> Site:
    level = SiteLevel.COUNTY if kind is SiteKind.PORTAL else SiteLevel.CITY
    return Site(code, name, url, kind, level, region_code=code[:6], **more)  # type: ignore[arg-type]


SITES = (
    site("4210030010", "荆州区人民政府", SiteKind.PORTAL, "http://www.jingzhouqu.gov.cn/"),
    site("4210230004", "监利县人民政府", SiteKind.PORTAL, "http://www.jianli.gov.cn/", host_unit="监利县人民政府办公室"),
    site("4210000040", "荆州水利局", SiteKind.DEPARTMENT, "http://slj.jingzhou.gov.cn/"),
    site("4210000041", "<b>荆州&某局</b>", SiteKind.DEPARTMENT, "http://mj.jingzhou.gov.cn/"),
    site(
        "4210000099", "已下线的局", SiteKind.DEPARTMENT, "http://x.jingzhou.gov.cn/", state=SiteState.TEMPORARILY_OFFLINE,
        offline_from=date(2018, 2, 1), offline_to=date(2018, 3, 1), offline_approval="荆政办〔2018〕1号",
    ),
)  # fmt: skip

VERDICTS = {
    "4210030010": "qualified",
    "4210230004": "unqualified",
    "4210000040": "undetermined",
    "4210000041": "qualified",
}


def finding(indicator: str, subject: str, problem: str | None, **more: object) -> dict[str, object]:
    """A row of govcrawl.findings: a sure breach unless `more` says otherwise."""
    return {
        "indicator": indicator, "kind": "finding", "outcome": "breached", "subject": subject, "problem": problem,
        "url": None, "parent_url": None, "detail": "", "points": Decimal(0), "confidence": "confirmed",
        "observed_at": SEEN, "review": "none", "evidence": None, **more,
    }  # fmt: skip


FINDINGS: Mapping[str, list[dict[str, object]]] = {
    "4210030010": [
        finding(
            "column_not_updated", "重点领域", "stale_column", url="http://www.jingzhouqu.gov.cn/zdly/",
            detail="“重点领域”栏目更新不及时（最新一条为2017-06-01，已272天未更新）", points=Decimal("3.0"),
        ),
        finding("link_availability", "=HYPERLINK(1)", "dead_link", review="waived", url="javascript:alert(1)"),
    ],
    "4210230004": [
        finding("column_not_updated", "网站", None, kind="veto", detail="应更新但长期未更新的栏目10个，达到10个"),
        finding("column_not_updated", "网络问政", "stale_column", evidence="warc/1.warc.gz#0"),
        finding("column_not_updated", "投资监利", "stale_column"),
        finding("survey", "网上调查", "survey_without_result"),
        finding("footer_marks", "police_filing", "missing_police_filing"),
        finding("footer_marks", "site_map", "missing_site_map"),
    ],
    "4210000040": [
        finding("column_not_updated", "未判定的栏目", None, outcome="unknown", confidence="suspected", detail="须再次访问"),
        finding("grave_error", "网站", None, kind="veto", outcome="unknown", detail="待人工核查"),
    ],
    "4210000041": [finding("column_not_updated", "栏目=1+1", "stale_column", confidence="suspected")],
}  # fmt: skip


def fill(connection: Connection) -> None:
    """Store the city as an inspection leaves it."""
    save_sites(connection, SITES)
    inspection = Inspection(NAME, EDITION, AS_OF, {"region": "4210"})
    number = create_inspection(connection, inspection, [one.site_id_code for one in SITES]).number
    for code, verdict in VERDICTS.items():
        judge(connection, number, code, verdict, FINDINGS[code])


def judge(
    connection: Connection, number: int, code: str, verdict: str, found: list[dict[str, object]], edition: str = EDITION
) -> None:
    """Store one judgement as the newest of its site."""
    vetoes = [str(row["indicator"]) for row in found if row["kind"] == "veto" and row["outcome"] == "breached"]
    judgement = connection.scalar(
        insert(judgements)
        .values(
            inspection_id=number, site_id_code=code, edition=edition, edition_digest="d", code_version="0", as_of=AS_OF,
            verdict=verdict, score_low=Decimal("88.5"), score_high=Decimal("97"), deductions=Decimal(3), bonus=Decimal(0),
            veto_indicators=vetoes, problems=[], open_questions=[], by_indicator={}, digest="d",
        )
        .returning(judgements.c.id)
    )  # fmt: skip
    connection.execute(
        insert(current_judgements).values(
            inspection_id=number, edition=edition, site_id_code=code, judgement_id=judgement
        )
    )
    rows = [{"judgement_id": judgement, "ordinal": ordinal, **row} for ordinal, row in enumerate(found)]
    if rows:
        connection.execute(insert(findings), rows)
