"""Dates as printed on pages and carried by addresses; the patterns are data with their own cases."""

from govcrawl.extract.dates.find import (
    YEARLESS,
    Found,
    date_in_payload,
    date_in_url,
    find_dates,
    is_day,
    may_hold_date,
    may_tell_year,
    month_in_url,
)

__all__ = [
    "YEARLESS",
    "Found",
    "date_in_payload",
    "date_in_url",
    "find_dates",
    "is_day",
    "may_hold_date",
    "may_tell_year",
    "month_in_url",
]
