"""Says that results are held back, wherever they are shown."""

from typing import TYPE_CHECKING

from govcrawl.cli.console import note, plain, say

if TYPE_CHECKING:
    from sqlalchemy import Connection


def note_holds(connection: "Connection", name: str) -> tuple[str, ...]:
    """A line for each open hold of an inspection: what is held and why. Returns the reasons."""
    from govcrawl.store.reviews import open_holds

    holds = open_holds(connection, name)
    for code, reason in holds:
        whose = code or say("全部网站", "all sites")
        note(plain(say(f"结果暂缓，待人工放行：{whose}：{reason}", f"held for a person: {whose}: {reason}")))
    return tuple(reason for _, reason in holds)
