"""Sites of an inspection that could not be read to their end, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, text, update

from govcrawl.model.inspection import LINE_DOWN
from govcrawl.store.tables import inspection_sites


@dataclass(frozen=True, slots=True)
class TroubledSite:
    """A site that failed, or waits to be tried again. `cause` is in words of the program: an outcome, or what was raised."""

    site_id_code: str
    site_name: str
    status: str
    cause: str


_TROUBLED = text(
    """
    SELECT x.site_id_code, s.name, x.status,
           coalesce(CASE WHEN x.reason = 'done' THEN concat_ws('：', home.outcome, home.detail) END, x.reason, '') AS cause
    FROM govcrawl.inspection_sites AS x
    JOIN govcrawl.sites AS s USING (site_id_code)
    LEFT JOIN govcrawl.fetches AS home ON home.inspection_id = x.inspection_id
        AND home.site_id_code = x.site_id_code AND home.url_key = md5(s.url)::uuid
    WHERE x.inspection_id = :number AND (x.status = 'failed' OR (x.status = 'running' AND x.reason IS NOT NULL))
    ORDER BY x.status <> 'failed', x.site_id_code COLLATE "C"
    """
)


def troubled_sites(connection: Connection, number: int) -> tuple[TroubledSite, ...]:
    """What failed first, then what waits to be tried again."""
    return tuple(TroubledSite(*row) for row in connection.execute(_TROUBLED, {"number": number}))


def note_line(connection: Connection, number: int, codes: Collection[str], *, is_down: bool) -> None:
    """Notes that sites under way wait until our own line is back, or that they do no more."""
    before, after = (None, LINE_DOWN) if is_down else (LINE_DOWN, None)
    connection.execute(
        update(inspection_sites)
        .where(
            inspection_sites.c.inspection_id == number,
            inspection_sites.c.site_id_code.in_(codes),
            inspection_sites.c.status == "running",
            inspection_sites.c.reason.is_not_distinct_from(before),
        )
        .values(reason=after)
    )


def note_trouble(connection: Connection, number: int, code: str, cause: str) -> None:
    """Notes why the last attempt at a site came to nothing; the next attempt takes the note away."""
    connection.execute(
        update(inspection_sites)
        .where(
            inspection_sites.c.inspection_id == number,
            inspection_sites.c.site_id_code == code,
            inspection_sites.c.status != "done",
        )
        .values(status="running", reason=cause)
    )
