"""Dates as printed on pages and carried by addresses; the patterns are data with their own cases."""

from govcrawl.extract.dates.find import (
    Found,
    date_in_payload,
    date_in_url,
    find_dates,
    is_day,
    may_hold_date,
    month_in_url,
)

__all__ = ["Found", "date_in_payload", "date_in_url", "find_dates", "is_day", "may_hold_date", "month_in_url"]
