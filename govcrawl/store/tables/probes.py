"""The week of reachability probes, partitioned by time."""

from sqlalchemy import Column, Index, Table, Text

from govcrawl.store.tables.base import INSTANT, flag, metadata, number, seconds, words
from govcrawl.store.tables.base import site_id_code as site_key

probes = Table(
    "probes",
    metadata,
    site_key(),
    Column("probed_at", INSTANT, primary_key=True, comment="When the home page was asked"),
    Column("vantage", Text, primary_key=True, comment="Place of measurement"),
    words("outcome", "How asking ended"),
    number("status", "HTTP status"),
    seconds("first_byte_seconds", "Seconds to the first byte"),
    seconds("seconds", "Seconds to a usable page"),
    words("round", "Round of probes it belongs to"),
    flag("is_void", "The round was void: our own side was in trouble"),
    words("detail", "The rule or the error in words", nullable=True),
    comment="Reachability probes of home pages",
    postgresql_partition_by="RANGE (probed_at)",
)

Index("probes_probed_at_brin", probes.c.probed_at, postgresql_using="brin")
