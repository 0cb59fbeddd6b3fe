"""The register of sites in the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import Insert, insert

from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel, SiteState
from govcrawl.store.tables import sites

_FIELDS = tuple(Site.__slots__)
_KEY = "site_id_code"


def save_sites(
    connection: Connection, register: Iterable[Site], told: Mapping[str, frozenset[str]] | None = None
) -> int:
    """Adds sites, or replaces what is known of them; saving the same twice changes nothing. Returns how many.

    `told` names by code the fields that may replace what is known (all, where it is None): a list without a column of states
    does not bring a closed site back.
    """
    groups: dict[frozenset[str], list[dict[str, object]]] = {}
    for site in register:
        fields = frozenset(_FIELDS) if told is None else told[site.site_id_code]
        groups.setdefault(fields, []).append({name: getattr(site, name) for name in _FIELDS})
    for fields, rows in groups.items():
        connection.execute(_saving(fields), rows)
    return sum(map(len, groups.values()))


def _saving(fields: frozenset[str]) -> Insert:
    statement = insert(sites)
    changed = {name: statement.excluded[name] for name in _FIELDS if name in fields and name != _KEY}
    if not changed:
        return statement.on_conflict_do_nothing(index_elements=[_KEY])
    old, new = func.row(*(sites.c[name] for name in changed)), func.row(*changed.values())
    return statement.on_conflict_do_update(
        index_elements=[_KEY], set_=changed | {"changed_at": func.now()}, where=old.is_distinct_from(new)
    )


def load_sites(connection: Connection, codes: Sequence[str] | None = None) -> tuple[Site, ...]:
    """Sites of the register in the order of their codes; all, or those named."""
    query = select(*(sites.c[name] for name in _FIELDS)).order_by(sites.c.site_id_code.collate("C"))
    if codes is not None:
        query = query.where(sites.c.site_id_code.in_(codes))
    return tuple(site_from(row._mapping) for row in connection.execute(query))


def registered_hosts(connection: Connection, hosts: Collection[str]) -> frozenset[str]:
    """Those of the hosts that a site of the register has; a www twin is the same host."""
    bare = {host.removeprefix("www.") for host in hosts}
    if not bare:
        return frozenset()
    # Both spellings are asked for: taking the www off the whole register cost more than all else at a site's end.
    host = func.lower(func.split_part(func.split_part(func.split_part(sites.c.url, "//", 2), "/", 1), ":", 1))
    found = connection.scalars(select(host).where(host.in_(bare | {f"www.{name}" for name in bare})))
    known = {name.removeprefix("www.") for name in found}
    return frozenset(name for name in hosts if name.removeprefix("www.") in known)


def site_from(row: object) -> Site:
    """A Site of a row that holds the register's columns by name."""
    values = {name: row[name] for name in _FIELDS}  # type: ignore[index]
    words = {"kind": SiteKind(values["kind"]), "level": SiteLevel(values["level"]), "state": SiteState(values["state"])}
    return Site(**(values | words))


def set_state(
    connection: Connection,
    site_id_code: str,
    state: SiteState,
    offline_from: date | None = None,
    offline_to: date | None = None,
    approval: str | None = None,
) -> bool:
    """Changes the state of a site; False where the register has no such site."""
    changed = connection.execute(
        update(sites)
        .where(sites.c.site_id_code == site_id_code)
        .values(
            state=state.value,
            offline_from=offline_from,
            offline_to=offline_to,
            offline_approval=approval,
            changed_at=func.now(),
        )
    )
    return changed.rowcount > 0
