"""Tells the keeper what happened: one digest by webhook or e-mail, outside of quiet hours. The words are in `alerts.toml`."""

import json
import re
import smtplib
import tomllib
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from email.message import EmailMessage
from functools import cache
from importlib import resources
from string import Template
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from govcrawl.store.alerts import Event

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_TIMEOUT = 30
"""Seconds that a webhook or a mail server may take."""
_MOST_ANSWER = 2000
_REFUSAL = re.compile(r'"errcode"\s*:\s*[1-9-]\d*')


@dataclass(frozen=True, slots=True)
class Digest:
    """What is told at once."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Title and lines."""
        return "\n".join((self.title, *self.lines))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("alerts.toml").read_text("utf-8"))


def digest(events: Sequence[Event]) -> Digest:
    """One digest of all events, times in Asia/Shanghai."""
    lines = [
        f"{event.at.astimezone(_SHANGHAI):%m-%d %H:%M} {Template(_data()['line'][event.kind]).substitute(event.facts)}"
        for event in events
    ]
    return Digest(Template(_data()["title"]).substitute(count=len(events)), tuple(lines))


def is_quiet(now: datetime, hours: str) -> bool:
    """Whether a moment lies in quiet hours such as `22:00-07:30` (Asia/Shanghai); empty for none. Raises ValueError."""
    if not hours:
        return False
    start, end = (time.fromisoformat(part.strip()) for part in hours.split("-"))
    clock = now.astimezone(_SHANGHAI).time()
    return start <= clock < end if start <= end else clock >= start or clock < end


def post(url: str, told: Digest) -> None:
    """Posts a digest to a webhook. Raises OSError where it is refused, be it with status 200 (robots say errcode then)."""
    body = Template(_data()["webhook"]).substitute(text=json.dumps(told.text, ensure_ascii=False))
    request = urllib.request.Request(url, body.encode(), {"Content-Type": "application/json; charset=utf-8"})
    with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
        said = answer.read(_MOST_ANSWER).decode(errors="replace")
    if _REFUSAL.search(said):
        raise OSError(" ".join(said.split()))


def mail(server: str, sender: str, receivers: Sequence[str], told: Digest, at: datetime) -> None:
    """Mails a digest by `smtp://user:password@host:port` or `smtps://...`. Raises OSError where it is refused."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = told.title, sender, ", ".join(receivers)
    message["Date"] = at
    message.set_content("\n".join(told.lines))
    parts = urlsplit(server)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or 0, timeout=_TIMEOUT) as connection:
        if parts.username:
            if parts.scheme == "smtp":
                connection.starttls()
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        connection.send_message(message)
