"""Whose host a label names."""

from collections import defaultdict
from collections.abc import Iterable

from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import host_of
from govcrawl.model.site import Site


class Organs:
    """The hosts of organs by their names, after the register: a link's label may be one of them."""

    def __init__(self, sites: Iterable[Site] = ()) -> None:
        self._hosts: defaultdict[str, set[str]] = defaultdict(set)
        self.add(sites)

    def add(self, sites: Iterable[Site]) -> None:
        """Takes more of the register."""
        for site in sites:
            for name in {squeeze(site.name), squeeze(site.host_unit or "")} - {""}:
                self._hosts[name].add(host_of(site.url).removeprefix("www."))

    def is_another(self, label: str, final_url: str) -> str | None:
        """The other organ, in words, where a label names one organ and the target is the host of another; else None."""
        wanted = self._hosts.get(squeeze(label))
        host = host_of(final_url).removeprefix("www.")
        if not wanted or host in wanted:
            return None
        owner = next((name for name, hosts in self._hosts.items() if host in hosts), None)
        return f"named {label}, leads to {owner}" if owner else None
