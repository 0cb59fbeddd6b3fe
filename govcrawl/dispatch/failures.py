"""What becomes of a site whose attempt came to nothing."""

from sqlalchemy import Engine

from govcrawl.store.inspections import stored_inspection
from govcrawl.store.troubles import note_trouble
from pipelines.judge import give_up_site


def note_failure(engine: Engine, inspection: str, site: str, cause: str, is_last: bool) -> None:
    """Notes why an attempt at a site came to nothing. After the last one the site has failed, and nobody waits for it."""
    with engine.begin() as connection:
        if is_last:
            give_up_site(connection, inspection, site, cause)
        else:
            note_trouble(connection, stored_inspection(connection, inspection).number, site, cause)
