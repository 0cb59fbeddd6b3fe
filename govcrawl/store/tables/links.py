"""Links of a site, and what became of their targets."""

from sqlalchemy import Column, Index, Table

from govcrawl.store.tables.base import (
    BY_INSPECTION,
    INSTANT,
    flag,
    inspection_id,
    instant,
    metadata,
    number,
    site_id_code,
    url_key,
    words,
)

links = Table(
    "links",
    metadata,
    inspection_id(),
    site_id_code(),
    url_key(),
    words("url", "Absolute address, or the href itself where it is none"),
    words("href", "The link as published"),
    words("parent_url", "First page that carries it"),
    words("anchor", "Text of the link"),
    words("place", "Where on the page it stands"),
    words("scope", "Whose host it leads to"),
    words("resource", "What it promises to deliver"),
    flag("on_home", "Stands on the home page"),
    instant("first_seen_at", "When it was first seen", nullable=False),
    words("fate", "What is known of its target", default="unchecked"),
    words("outcome", "How the last check ended", nullable=True),
    number("status", "HTTP status of the last check"),
    number("attempts", "How often its target was checked", nullable=False, default="0"),
    flag("confirmed", "The fate was confirmed by the rules of confirmation"),
    words("detail", "The last check in words", nullable=True),
    instant("last_checked_at", "When its target was last checked"),
    postgresql_partition_by=BY_INSPECTION,
    comment="Links of a site, each address once",
)

link_checks = Table(
    "link_checks",
    metadata,
    inspection_id(),
    url_key(),
    Column("checked_at", INSTANT, primary_key=True, comment="When its last attempt ended"),
    words("url", "Target of the link"),
    words("vantage", "Place of measurement", nullable=True),
    words("fate", "What is known of the target after it"),
    words("outcome", "How its last attempt ended"),
    number("status", "HTTP status"),
    number("attempts", "How often it was tried", nullable=False, default="1"),
    flag("confirmed", "A second, different attempt agreed"),
    words("detail", "The rule or the error in words", nullable=True),
    postgresql_partition_by=BY_INSPECTION,
    comment="Every check of a link's target; an external target is checked once for all sites of an inspection",
)

Index("links_fate_idx", links.c.inspection_id, links.c.fate)
