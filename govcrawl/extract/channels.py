"""Which channel between citizens and office a column or page is, told by its name."""

import re
from enum import StrEnum

from govcrawl.extract.page import Page
from govcrawl.extract.trail import read_trail
from govcrawl.extract.wordlist import any_of, load_words

_NAME_PARTS = re.compile(r"\s*(?:[-_|—–·]|--)+\s*")


class Channel(StrEnum):
    """The words of channels.toml; `interaction` is the common parent of all (互动交流) and tells nothing more."""

    DISCIPLINE = "discipline"
    PETITION = "petition"
    INTERVIEW = "interview"
    SURVEY = "survey"
    HOTLINE = "hotline"
    MAILBOX = "mailbox"
    CONSULTATION = "consultation"
    INTERACTION = "interaction"


_NAMES = tuple((Channel(row["id"]), re.compile(any_of(row["names"]))) for row in load_words("channels")["channel"])
_ANSWERING = frozenset({Channel.MAILBOX, Channel.CONSULTATION, Channel.HOTLINE})


def channel_of(name: str) -> Channel | None:
    """The channel that a column or link of this name leads to, or None where the name tells of none."""
    return next((channel for channel, names in _NAMES if names.search(name)), None)


def takes_questions(channel: Channel | None) -> bool:
    """Whether the channel is one where questions must be answered (政务咨询类): not interviews, surveys, petitions, reports."""
    return channel in _ANSWERING


def read_channel(page: Page) -> Channel | None:
    """The channel of a page: from its breadcrumb (last step first), else its title; None where neither tells."""
    names = [*reversed(read_trail(page)), *_NAME_PARTS.split(page.title or "")]
    told = [channel for name in names if len(name) <= 30 and (channel := channel_of(name))]
    return next((channel for channel in told if channel is not Channel.INTERACTION), told[0] if told else None)
