"""What all tables share: schema, types, and the key of a URL."""

from typing import Any

from sqlalchemy import Boolean, Column, Computed, Date, DateTime, Integer, MetaData, Numeric, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, DOUBLE_PRECISION, JSONB, UUID
from sqlalchemy.types import TypeEngine

SCHEMA = "govcrawl"

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    },
)

BY_INSPECTION = "RANGE (inspection_id)"
"""Observations are divided by the number of the inspection, which begins with its quarter (`store/partitions.py`)."""
INSTANT = DateTime(timezone=True)
POINTS = Numeric(9, 3)
TEXTS = ARRAY(Text)
SECONDS: TypeEngine[float] = DOUBLE_PRECISION()


def words(name: str, comment: str, *, nullable: bool = False, default: str | None = None) -> Column[str]:
    """A text column."""
    return Column(name, Text, nullable=nullable, comment=comment, server_default=default)


def day(name: str, comment: str, *, nullable: bool = True) -> Column[object]:
    """A calendar day in Asia/Shanghai."""
    return Column(name, Date, nullable=nullable, comment=comment)


def instant(name: str, comment: str, *, nullable: bool = True, default: str | None = None) -> Column[object]:
    """An instant, stored in UTC."""
    return Column(name, INSTANT, nullable=nullable, comment=comment, server_default=text(default) if default else None)


def number(name: str, comment: str, *, nullable: bool = True, default: str | None = None) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=nullable, comment=comment, server_default=default)


def seconds(name: str, comment: str) -> Column[object]:
    """A duration in seconds."""
    return Column(name, SECONDS, comment=comment)


def flag(name: str, comment: str, *, nullable: bool = False, default: str | None = "false") -> Column[bool]:
    """A yes or no."""
    return Column(name, Boolean, nullable=nullable, comment=comment, server_default=None if nullable else default)


def document(name: str, comment: str, *, nullable: bool = True) -> Column[object]:
    """A list or object of facts as JSON."""
    return Column(name, JSONB, nullable=nullable, comment=comment)


def typed(name: str, kind: TypeEngine[Any], comment: str, *, nullable: bool = True) -> Column[object]:
    """A column of any other type."""
    return Column(name, kind, nullable=nullable, comment=comment)


def inspection_id(*, primary: bool = True) -> Column[int]:
    """The inspection a row belongs to. Bulk tables carry no foreign key: its check would cost more than the row."""
    return Column(
        "inspection_id",
        Integer,
        nullable=False,
        primary_key=primary,
        autoincrement=False,
        comment="Number of the inspection",
    )


def site_id_code(*, primary: bool = True) -> Column[str]:
    """The site a row belongs to."""
    return Column("site_id_code", Text, nullable=False, primary_key=primary, comment="网站标识码, text")


def url_key(expression: str = "md5(url)::uuid") -> Column[object]:
    """A fixed-size key of a URL: addresses may be longer than an index entry can be."""
    return Column(
        "url_key",
        UUID,
        Computed(expression, persisted=True),
        nullable=False,
        primary_key=True,
        comment="Digest of the address, the key of the row",
    )


REQUEST_KEY = r"md5(url || coalesce(E'\n' || body, ''))::uuid"
"""Key of a request: the address, and the form body where it is a POST."""
