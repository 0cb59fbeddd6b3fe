"""Lists that come as data: hanweb CDATA records, JSON and XML answers of list endpoints."""

from dataclasses import dataclass
from datetime import date

from govcrawl.extract.page import Page
from govcrawl.model.items import ItemSeen


@dataclass(frozen=True, slots=True)
class Payload:
    items: tuple[ItemSeen, ...]
    confirmed_empty: bool = False
    why: str | None = None


def read_payload(page: Page, as_of: date) -> Payload | None:
    return None
