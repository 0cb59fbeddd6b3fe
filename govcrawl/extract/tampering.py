"""Signs that strangers changed a page: hidden link farms, foreign titles, cloaking scripts, hidden frames.

Each sign is a fact with its evidence in `detail`; `is_strong` says which kinds are seen on no honest page. Hints are
given only beside a strong sign or where a person's eye is worth it, never as an accusation.
"""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.bad_words import bad_words, has_strong_word, mentions
from govcrawl.extract.cues import BLANKS, shape
from govcrawl.extract.foreign_hosts import Strangers
from govcrawl.extract.hidden import Hidden, hidden_containers, is_hidden_style
from govcrawl.extract.page import Page
from govcrawl.extract.tamper_scripts import read_script
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import host_of
from govcrawl.extract.wordlist import any_of, load_words
from govcrawl.model.items import TamperingSeen

_DATA = load_words("tampering")
_STRONG = frozenset(row["name"] for row in _DATA["kind"] if row["strong"])
_LIMITS = _DATA["limits"]
_REFERENCE = re.compile(r"&#(?:x[0-9a-f]+|\d+);?", re.IGNORECASE)
_RAW_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_RAW_META = re.compile(r"<meta\b[^>]*\bname\s*=\s*[\"']?(?:keywords|description)\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_OFFICE = re.compile(any_of(_DATA["official"]["endings"]))
_DOMAIN = re.compile(_DATA["official"]["domain"], re.IGNORECASE)
_DOMAIN_BEFORE = shape(rb"[a-z]" + BLANKS + rb"(?:" + any_of(_DATA["official"]["endings"]).encode() + rb")")
_LONGEST_DOMAIN = 64
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d+)\s*(?:px)?\s*$")
_FARM_SHARE = 0.8
"""Share of strangers among the links of a part that looks like a menu above which a person should look."""
_MOST = 12
"""Signs of one kind that are kept."""


def read_tampering(page: Page, site_name: str, site_hosts: Iterable[str]) -> tuple[TamperingSeen, ...]:
    """The signs on a page, strong ones first; hints about foreign scripts only beside a strong sign. Never raises.

    `site_name` is the registered name; `site_hosts` are the hosts of the site (the page's own host is always one).
    """
    strangers = Strangers((*site_hosts, host_of(page.url)))
    signs = [
        *_titles(page),
        *islice(_hidden(page, strangers), _MOST),
        *islice(_bad_links(page, strangers), _MOST),
        *islice(_scripts(page, strangers), _MOST),
        *islice(_frames(page, strangers), _MOST),
        *islice(_named_domains(page, strangers), _MOST),
        *_redirect(page, strangers),
    ]
    if any(is_strong(sign.kind) for sign in signs):
        signs += islice(_foreign_scripts(page, strangers), _MOST)
    return tuple(sorted(dict.fromkeys(signs), key=lambda sign: not is_strong(sign.kind)))


def is_strong(kind: str) -> bool:
    """Whether a kind of sign is seen on no honest page (tampering.toml)."""
    return kind in _STRONG


def describe(sign: TamperingSeen) -> str:
    """A Chinese sentence for reports: what the sign is, and the evidence."""
    says = next((row["says"] for row in _DATA["kind"] if row["name"] == sign.kind), sign.kind)
    return f"{says}：{sign.detail}"


def _titles(page: Page) -> Iterator[TamperingSeen]:
    """Title, keywords and description: what they offer, and whether they alone are written in character references."""
    for raw in _raw_heads(page.text):
        text = squeeze(html.unescape(raw))
        if words := bad_words(text):
            yield TamperingSeen("foreign_title", f"{text[:120]}（{'、'.join(words)}）")
        if _is_coded(raw) and _is_written_plainly(page.text):
            yield TamperingSeen("encoded_title", text[:120])


def _raw_heads(source: str) -> Iterator[str]:
    head = source[:20000]
    if title := _RAW_TITLE.search(head):
        yield title[1]
    for meta in _RAW_META.finditer(head):
        if content := _CONTENT.search(meta[0]):
            yield content[1] or content[2] or ""


def _is_coded(raw: str) -> bool:
    references = _REFERENCE.findall(raw)
    return len(references) >= 4 and sum(map(len, references)) > 0.6 * len(raw.strip())


def _is_written_plainly(source: str) -> bool:
    return len(_CJK.findall(source)) > 2 * len(_REFERENCE.findall(source))


def _hidden(page: Page, strangers: Strangers) -> Iterator[TamperingSeen]:
    for container in hidden_containers(page):
        links = [page.join(node.attributes.get("href") or "") for node in container.node.css("a[href]")]
        hosts = [host for url in links if (host := strangers.stranger_of(url))]
        words = bad_words(container.node.text(separator=" ")[:20000])
        where = _where(container)
        if words and (hosts or has_strong_word("。".join(words))):
            yield TamperingSeen("hidden_words", f"{where}：{'、'.join(words)}")
        distinct = list(dict.fromkeys(hosts))
        if len(distinct) < _LIMITS["foreign_hosts"]:
            continue
        if not container.looks_opened():
            yield TamperingSeen("hidden_links", f"{where}：{_listed(distinct)}")
        elif len(distinct) >= _LIMITS["suspect_hosts"] and len(hosts) >= _FARM_SHARE * len(links):
            yield TamperingSeen("hidden_links_suspect", f"{where}：{_listed(distinct)}")


def _bad_links(page: Page, strangers: Strangers) -> Iterator[TamperingSeen]:
    own: list[str] = []
    if not mentions("\n".join(anchor.text for anchor in page.anchors)):
        return
    for anchor in page.anchors:
        if not anchor.text or not has_strong_word(anchor.text):
            continue
        if host := strangers.stranger_of(anchor.url):
            yield TamperingSeen("bad_links", f"{anchor.text[:60]} -> {host}")
        elif anchor.url:
            own.append(f"{anchor.text[:60]} -> {anchor.url}")
    if len(own) >= _LIMITS["foreign_hosts"]:
        yield TamperingSeen("bad_links", own[0])


def _scripts(page: Page, strangers: Strangers) -> Iterator[TamperingSeen]:
    for script in page.inline_scripts:
        yield from read_script(script, strangers)


def _frames(page: Page, strangers: Strangers) -> Iterator[TamperingSeen]:
    for node in page.tree.css("iframe[src],frame[src],embed[src]"):
        host = strangers.stranger_of(page.join(node.attributes.get("src") or ""))
        if host and _is_invisible(node):
            yield TamperingSeen("hidden_frame", node.attributes.get("src") or host)


def _is_invisible(node: LexborNode) -> bool:
    attributes = node.attributes
    sizes = [_PIXELS.match(attributes.get(name) or "") for name in ("width", "height")]
    if all(size is not None and int(size[1][:6]) <= _LIMITS["frame"] for size in sizes):
        return True
    return "hidden" in attributes or is_hidden_style(attributes.get("style") or "")


def _named_domains(page: Page, strangers: Strangers) -> Iterator[TamperingSeen]:
    if page.lacks(_DOMAIN_BEFORE):
        return
    for office in _OFFICE.finditer(page.text):
        before = page.text[max(0, office.start() - _LONGEST_DOMAIN) : office.start()]
        last = before.rstrip()[-1:]
        match = _DOMAIN.search(before) if last.isascii() and last.isalpha() else None
        if match and strangers.is_stranger(match["host"].lower()):
            yield TamperingSeen("domain_in_name", squeeze(before[match.start() :] + office[0]))


def _redirect(page: Page, strangers: Strangers) -> Iterator[TamperingSeen]:
    for node in page.tree.css("meta[http-equiv][content]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        target = _REFRESH.search(node.attributes.get("content") or "")
        host = strangers.stranger_of(page.join(target[1])) if target else None
        if host:
            yield TamperingSeen("foreign_redirect", host)


def _foreign_scripts(page: Page, strangers: Strangers) -> Iterator[TamperingSeen]:
    for node in page.tree.css("script[src]"):
        if host := strangers.stranger_of(page.join(node.attributes.get("src") or "")):
            yield TamperingSeen("foreign_script", host)


def _where(container: Hidden) -> str:
    attributes = container.node.attributes
    name = attributes.get("id") or attributes.get("class") or ""
    return f"<{container.node.tag}{' ' + name if name else ''}> {container.how}"


def _listed(hosts: list[str]) -> str:
    more = f" 等{len(hosts)}个" if len(hosts) > 5 else ""
    return "、".join(hosts[:5]) + more
