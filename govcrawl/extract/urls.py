"""Addresses, by the WHATWG URL standard (ada): join, compare, and whose host a link leads to."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlencode, urlsplit

import ada_url

from govcrawl.model.vocabulary import Scope

_SESSION = re.compile(
    r";jsessionid=[^/?#]*|(?<=[?&])(?:jsessionid|phpsessid|aspsessionid\w*|sid=[0-9a-f]{32})[^&#]*&?", re.I
)
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_INDEX = re.compile(r"/(?:index|default)\.(?:[sj]?html?|jspx?|php|aspx?)$", re.IGNORECASE)
_GOV = (".gov.cn", ".xn--zfr164b")
""".gov.cn and .政务, the two registries of public bodies (国办发〔2017〕47号, 二、域名)."""
_PROVINCE = re.compile("bj|sh|tj|cq|he|sx|nm|ln|jl|hl|js|zj|ah|fj|jx|sd|ha|hb|hn|gd|gx|hi|sc|gz|yn|xz|sn|gs|qh|nx|xj")
"""Second-level names of provinces: cities register below them (wuhan.hb.gov.cn)."""


@lru_cache(maxsize=16384)
def join(base: str, href: str) -> str | None:
    """The absolute normalised http(s) URL of `href` on a page at `base`, or None where it is none. Never raises."""
    try:
        url = ada_url.join_url(base, href) if base else ada_url.normalize_url(href)
    except ValueError:
        mended = _scalar(base), _scalar(href)
        return join(*mended) if mended != (base, href) else None
    return url if url.startswith(("http://", "https://")) else None


def _scalar(text: str) -> str:
    """As a browser takes text that JSON or a script wrote: half a surrogate pair is U+FFFD.

    https://infra.spec.whatwg.org/#javascript-string-convert
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def in_charset(href: str, charset: str) -> str:
    """An address as a page of that charset means it: letters of its query are sent in the page's own charset.

    URL Standard, query state (https://url.spec.whatwg.org/#query-state); old ASP and JSP sites in GBK understand nothing else.
    """
    if href.isascii() or charset.startswith("utf"):
        return href
    path, question, rest = href.partition("?")
    query, hash_sign, fragment = rest.partition("#")
    if not question or "#" in path:
        return href
    sent = _NOT_ASCII.sub(lambda found: quote(found[0].encode(charset, "xmlcharrefreplace"), safe=""), query)
    return path + question + sent + hash_sign + fragment


def as_query(fields: Iterable[tuple[str, str]], charset: str) -> str:
    """Fields as a form sends them: in the form's charset, a letter that it lacks as a character reference.

    HTML Standard, https://html.spec.whatwg.org/#form-submission-algorithm; what is read as UTF-16 sends UTF-8 (Encoding
    Standard, "get an output encoding").
    """
    encoding = "utf-8" if charset.startswith("utf") else charset
    return urlencode(list(fields), encoding=encoding, errors="xmlcharrefreplace", quote_via=quote, safe="")


@lru_cache(maxsize=16384)
def host_of(url: str) -> str:
    """The host without port and final dot, lower case and in its ASCII form; empty where the URL has none.

    With the final dot a name is the same name (RFC 1034, 3.1): one host is spared as one.
    """
    try:
        return str(ada_url.URL(url).hostname).removesuffix(".")
    except (ValueError, UnicodeError):
        return ""


def split(url: str) -> SplitResult:
    """The parts of an address as written; one that cannot be split (an open bracket in its host) is all path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


@lru_cache(maxsize=16384)
def same_page_key(url: str) -> str:
    """A key equal for addresses of one page: scheme, www twin, final dot, index file, session id and fragment do not count.

    A fragment that is a route (`#5`, `#/list`) is kept: gkmlpt and single-page sites address columns by it.
    """
    bare, _, fragment = url.partition("#")
    bare = _SESSION.sub("", bare.split("://", 1)[-1])
    path, question, query = bare.rstrip("?&").partition("?")
    path = _INDEX.sub("/", path)
    host, _, rest = path.partition("/")
    route = "#" + fragment if is_route(fragment) else ""
    return f"{_bare(host)}/{rest}{question}{query}{route}"


def is_route(fragment: str) -> bool:
    """Whether a fragment may name a page of its own (`5`, `/list`, `!/list`) and not a place on one."""
    return fragment.isdigit() or fragment.startswith(("/", "!/"))


def leads_to_a_place(href: str) -> bool:
    """Whether a link leads to a place on a page (`/msfw/#jy`), not to the page as such."""
    _, mark, fragment = href.partition("#")
    return bool(mark and fragment) and not is_route(fragment)


def owner_domain(host: str) -> str:
    """The registrable domain of a host (x.jingzhou.gov.cn -> jingzhou.gov.cn); empty outside gov.cn and 政务."""
    host = host.removesuffix(".")
    labels = host.split(".")
    for suffix in _GOV:
        if host.endswith(suffix):
            width = suffix.count(".")
            inner = labels[:-width]
            take = 2 if len(inner) > 1 and _PROVINCE.fullmatch(inner[-1]) and inner[-2] != "www" else 1
            return ".".join(labels[-(width + take) :])
    return ""


def is_gov(host: str) -> bool:
    """Whether a host is registered as a public body's (*.gov.cn, *.政务)."""
    host = host.removesuffix(".")
    return host.endswith(_GOV) or host == "gov.cn"


def scope_of(url: str, site_hosts: Iterable[str]) -> Scope:
    """Whose host a URL leads to. `site_hosts` are those of the site; a www twin or a final dot make no other host."""
    host = host_of(url)
    hosts = {_bare(known) for known in site_hosts}
    if not host or _bare(host) in hosts:
        return Scope.SAME_SITE
    owner = owner_domain(host)
    if owner and any(owner == owner_domain(known) for known in hosts):
        return Scope.SAME_OWNER
    return Scope.OTHER_GOV if is_gov(host) else Scope.OTHER


def _bare(host: str) -> str:
    return host.removeprefix("www.").removesuffix(".")
