"""Which hosts are strangers to a site: neither its own, nor a public body's, nor one that half the web loads from."""

from collections.abc import Iterable

from govcrawl.extract.urls import host_of, is_gov
from govcrawl.extract.wordlist import load_words

_WELL_KNOWN = frozenset(load_words("tampering")["hosts"]["well_known"])
_PUBLIC = (".edu.cn", ".mil.cn", ".ac.cn", ".xn--55qw42g", ".xn--zfr164b")
"""Registries open to schools, the army, academies, public bodies (.公益, .政务) only."""
_SECOND_LEVEL = frozenset(["com", "net", "org", "gov", "edu", "ac", "mil", "co"])
_PROVINCES = frozenset(
    [
        "bj",
        "sh",
        "tj",
        "cq",
        "he",
        "sx",
        "nm",
        "ln",
        "jl",
        "hl",
        "js",
        "zj",
        "ah",
        "fj",
        "jx",
        "sd",
        "ha",
        "hb",
        "hn",
        "gd",
        "gx",
        "hi",
        "sc",
        "gz",
        "yn",
        "xz",
        "sn",
        "gs",
        "qh",
        "nx",
        "xj",
        "tw",
        "hk",
        "mo",
    ]
)


class Strangers:
    """Tells strangers' hosts for one page. `site_hosts` are the hosts of the site, the page's own host included."""

    def __init__(self, site_hosts: Iterable[str]) -> None:
        self._own = frozenset(site_of(host) for host in site_hosts if host)

    def is_stranger(self, host: str) -> bool:
        """Whether nothing is known of the host that would make it expected on a government page."""
        if "." not in host or is_gov(host) or host.endswith(_PUBLIC) or host.replace(".", "").isdigit():
            return False
        return site_of(host) not in self._own and not _is_well_known(host)

    def stranger_of(self, url: str | None) -> str | None:
        """The stranger's registrable name that a URL leads to, or None."""
        host = host_of(url) if url else ""
        return site_of(host) if host and self.is_stranger(host) else None


def site_of(host: str) -> str:
    """The registrable part of a host, by the shapes of .cn and the generic registries (x.y.com.cn -> y.com.cn)."""
    labels = host.lower().split(".")
    wide = len(labels) > 2 and labels[-1] == "cn" and (labels[-2] in _SECOND_LEVEL or labels[-2] in _PROVINCES)
    return ".".join(labels[-3:] if wide else labels[-2:])


def _is_well_known(host: str) -> bool:
    labels = host.lower().split(".")
    return any(".".join(labels[start:]) in _WELL_KNOWN for start in range(len(labels) - 1))
