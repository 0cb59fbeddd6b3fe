"""Inspections and how far each of their sites is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, case, func, insert, select, update

from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteState
from govcrawl.store.partitions import Quarter, make_quarters
from govcrawl.store.register import load_sites, site_from
from govcrawl.store.tables import inspection_sites, inspections, sites

NO_ADDRESS = "no_address"
"""Why a site failed that the register has no address for."""


class UnknownInspectionError(LookupError):
    """No inspection of that name."""


class FactsDroppedError(LookupError):
    """The observations of an inspection were dropped (`govcrawl db prune`): its verdicts stand as they are."""


@dataclass(frozen=True, slots=True)
class StoredInspection:
    """An inspection with its number in the database."""

    number: int
    inspection: Inspection


Named = str | StoredInspection
"""An inspection by its name, or as it was looked up already."""


def find_inspection(connection: Connection, name: str) -> Inspection | None:
    """The inspection of a name, or None."""
    found = _stored(connection, name)
    return found.inspection if found else None


def stored_inspection(connection: Connection, named: Named) -> StoredInspection:
    """The inspection of a name with its number. Raises UnknownInspectionError."""
    if isinstance(named, StoredInspection):
        return named
    found = _stored(connection, named)
    if found is None:
        raise UnknownInspectionError(f"no inspection is named {named!r}")
    return found


def _stored(connection: Connection, name: str) -> StoredInspection | None:
    row = connection.execute(select(inspections).where(inspections.c.name == name)).first()
    if row is None:
        return None
    return StoredInspection(row.id, Inspection(row.name, row.edition, row.as_of, row.scope))


def require_facts(connection: Connection, number: int) -> None:
    """Raises FactsDroppedError where what was seen is no longer kept: judging from nothing would accuse or acquit falsely."""
    query = select(inspections.c.name).where(inspections.c.id == number, inspections.c.pruned_at.is_not(None))
    name = connection.scalar(query)
    if name is not None:
        raise FactsDroppedError(f"“{name}”的采集记录已按保存期限清除，结论不能重新计算")


def create_inspection(connection: Connection, inspection: Inspection, site_id_codes: Sequence[str]) -> StoredInspection:
    """Creates an inspection of the named sites. Sites offline on `as_of` are selected and leave the denominator.

    Raises IntegrityError where the name is taken, KeyError where a code is not in the register.
    """
    chosen = load_sites(connection, site_id_codes)
    missing = set(site_id_codes) - {site.site_id_code for site in chosen}
    if missing:
        raise KeyError(f"not in the register: {', '.join(sorted(missing))}")
    number = connection.scalar(
        insert(inspections)
        .values(name=inspection.name, edition=inspection.edition, as_of=inspection.as_of, scope=dict(inspection.scope))
        .returning(inspections.c.id)
    )
    assert number is not None
    make_quarters(connection, Quarter(number // 1_000_000, number // 100_000 % 10))
    rows = [_site_row(number, site, inspection.as_of) for site in chosen]
    if rows:
        connection.execute(insert(inspection_sites), rows)
    return StoredInspection(number, inspection)


def _site_row(number: int, site: Site, as_of: date) -> dict[str, object]:
    is_offline = site.is_offline(as_of)
    # Nobody would ever begin a site without an address: it has failed from the first, until it is given one.
    is_homeless = not site.url and not is_offline
    return {
        "inspection_id": number,
        "site_id_code": site.site_id_code,
        "is_offline": is_offline,
        "status": "failed" if is_homeless else "waiting",
        "reason": NO_ADDRESS if is_homeless else None,
    }


def homeless_codes(connection: Connection, name: str) -> tuple[str, ...]:
    """Sites of an inspection that cannot be visited, since the register has no address for them."""
    query = (
        select(inspection_sites.c.site_id_code)
        .join(inspections, inspections.c.id == inspection_sites.c.inspection_id)
        .join(sites, sites.c.site_id_code == inspection_sites.c.site_id_code)
        .where(inspections.c.name == name, sites.c.url == "", ~inspection_sites.c.is_offline)
        .order_by(inspection_sites.c.site_id_code)
    )
    return tuple(connection.scalars(query))


def inspected_codes(connection: Connection, number: int, among: Sequence[str] | None = None) -> list[str]:
    """The sites of an inspection, all or those `among` some, in the order of their codes; without those that were offline:
    they have no verdict."""
    query = select(inspection_sites.c.site_id_code).where(
        inspection_sites.c.inspection_id == number, ~inspection_sites.c.is_offline
    )
    if among is not None:
        query = query.where(inspection_sites.c.site_id_code.in_(among))
    return list(connection.scalars(query.order_by(inspection_sites.c.site_id_code.collate("C"))))


def offline_at(connection: Connection, name: str, site_id_code: str) -> bool | None:
    """Whether a site was closed or offline with approval when the inspection was made; None where it did not select the site."""
    query = (
        select(inspection_sites.c.is_offline)
        .join(inspections, inspections.c.id == inspection_sites.c.inspection_id)
        .where(inspections.c.name == name, inspection_sites.c.site_id_code == site_id_code)
    )
    return connection.scalar(query)


def inspections_touched(connection: Connection, site_id_code: str) -> tuple[tuple[str, str], ...]:
    """(name, edition) of the inspections, newest first, that count a site which the register now says was offline on their day;
    at most five."""
    found = load_sites(connection, [site_id_code])
    query = (
        select(inspections.c.name, inspections.c.edition, inspections.c.as_of)
        .join(inspection_sites, inspection_sites.c.inspection_id == inspections.c.id)
        .where(inspection_sites.c.site_id_code == site_id_code, ~inspection_sites.c.is_offline)
        .order_by(inspections.c.id.desc())
    )
    rows = connection.execute(query).all() if found and found[0].state is not SiteState.RUNNING else []
    return tuple((row.name, row.edition) for row in rows if found[0].is_offline(row.as_of))[:5]


def leave_out_offline(connection: Connection, name: str) -> tuple[str, ...]:
    """Takes out of the inspection's base the sites that the register, put right since, says were closed or offline with approval
    on its day. The other way round is a crawl's business: such a site was not looked at. Returns their codes."""
    stored = stored_inspection(connection, name)
    counted = inspected_codes(connection, stored.number)
    gone = tuple(one.site_id_code for one in load_sites(connection, counted) if one.is_offline(stored.inspection.as_of))
    if gone:
        x = inspection_sites.c
        chosen = (x.inspection_id == stored.number, x.site_id_code.in_(gone))
        connection.execute(update(inspection_sites).where(*chosen).values(is_offline=True))
    return gone


def sites_to_do(
    connection: Connection, number: int, kind: SiteKind | None = None, codes: Iterable[str] = ()
) -> tuple[Site, ...]:
    """Sites not done yet, by kind and code if wanted; offline ones and ones without an address are left out."""
    wanted = [
        inspection_sites.c.inspection_id == number,
        inspection_sites.c.status != "done",
        ~inspection_sites.c.is_offline,
        sites.c.url != "",
    ]
    if kind is not None:
        wanted.append(sites.c.kind == kind.value)
    named = list(codes)
    if named:
        wanted.append(sites.c.site_id_code.in_(named))
    query = (
        select(sites)
        .join(inspection_sites, inspection_sites.c.site_id_code == sites.c.site_id_code)
        .where(*wanted)
        .order_by(sites.c.site_id_code.collate("C"))
    )
    return tuple(site_from(row._mapping) for row in connection.execute(query))


def begin_sites(connection: Connection, number: int, codes: Sequence[str]) -> None:
    """Marks sites as running and the inspection as started; repeated for running ones it changes nothing."""
    connection.execute(
        update(inspection_sites)
        .where(
            inspection_sites.c.inspection_id == number,
            inspection_sites.c.site_id_code.in_(codes),
            inspection_sites.c.status != "done",
        )
        .values(status="running", reason=None, started_at=func.coalesce(inspection_sites.c.started_at, func.now()))
    )
    connection.execute(
        update(inspections)
        .where(inspections.c.id == number, inspections.c.started_at.is_(None))
        .values(started_at=func.now())
    )


def end_site(
    connection: Connection,
    number: int,
    code: str,
    reason: str,
    *,
    failed: bool = False,
    budget_spent: str | None = None,
) -> bool:
    """Marks a site as done, or failed (it is tried again when the inspection resumes), and the inspection with its last.

    Says whether no other site of the inspection is still to be ended. Sites of an inspection end one after the other,
    whoever crawled them: of two that end at once each would take the other for open, and the inspection would never be over.
    """
    connection.execute(select(inspections.c.id).where(inspections.c.id == number).with_for_update(key_share=True))
    connection.execute(
        update(inspection_sites)
        .where(inspection_sites.c.inspection_id == number, inspection_sites.c.site_id_code == code)
        .values(
            status="failed" if failed else "done",
            reason=reason,
            budget_spent=budget_spent,
            finished_at=func.now(),
            started_at=func.coalesce(inspection_sites.c.started_at, func.now()),
        )
    )
    open_ones = select(inspection_sites.c.site_id_code).where(
        inspection_sites.c.inspection_id == number,
        ~inspection_sites.c.is_offline,
        inspection_sites.c.status.in_(("waiting", "running")),
    )
    ended = connection.execute(
        update(inspections).where(inspections.c.id == number, ~open_ones.exists()).values(finished_at=func.now())
    )
    return ended.rowcount > 0


@dataclass(frozen=True, slots=True)
class Status:
    """How far an inspection is, in sites."""

    waiting: int
    running: int
    done: int
    failed: int
    offline: int


def inspection_status(connection: Connection, number: int) -> Status:
    """Counts of sites by status; offline ones apart."""
    x = inspection_sites.c
    counted = [
        func.count(case((and_(x.status == word, ~x.is_offline), 1)))
        for word in ("waiting", "running", "done", "failed")
    ]
    row = connection.execute(
        select(*counted, func.count(case((x.is_offline, 1)))).where(x.inspection_id == number)
    ).one()
    waiting, running, done, failed, offline = (int(count) for count in row)
    return Status(waiting, running, done, failed, offline)
