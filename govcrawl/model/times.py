"""Instants as people in China read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def china_time(instant: datetime) -> str:
    """An instant as a reader in China writes it, to the minute: 2026-11-29 18:15."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
