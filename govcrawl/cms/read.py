"""One response becomes one `PageFacts`: every reader of `extract`, and what the publishing system adds."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from govcrawl.extract.article import read_article
from govcrawl.extract.links import read_links
from govcrawl.extract.lists import read_items
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.tags import read_tags
from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.model.items import Need, PageFacts
from govcrawl.model.vocabulary import PageKind, VisitRole

_NO_ASSETS: Mapping[str, str] = MappingProxyType({})


def read_page(
    raw: RawPage,
    as_of: date,
    *,
    site_name: str = "",
    site_hosts: Iterable[str] = (),
    assets: Mapping[str, str] = _NO_ASSETS,
    rendered: bool = False,
    role: VisitRole | None = None,
) -> PageFacts:
    """All facts of one page, no opinions; never raises.

    `assets` maps addresses of the page's scripts and includes to their text. `rendered`: the body is the DOM after a
    browser ran it. `role` says why the page was asked, where that is known.
    """
    page = open_page(raw)
    hosts = tuple(site_hosts) or (host_of(raw.url),)
    kind = _kind(page, role)
    listing = read_items(page, as_of, whole_page=kind is PageKind.HOME)
    needs: list[Need] = []
    why: dict[str, str] = {}
    if listing.why:
        why["items"] = listing.why
    return PageFacts(
        url=page.url,
        charset=page.charset,
        cms="generic",
        page_kind=kind,
        title=page.title,
        digest=page.digest,
        template_digest=template_digest(page),
        repaired=page.repaired,
        why=why,
        items=listing.items,
        newest_item_on=listing.newest_item_on,
        confirmed_empty=listing.confirmed_empty or (rendered and not listing.items),
        article=read_article(page, as_of),
        tags=read_tags(page),
        links=read_links(page, hosts),
        needs=tuple(needs),
    )


def template_digest(page: Page) -> str:
    """Digest of a page's structure without its text: equal for pages of one template."""
    root = page.tree.root
    names: list[str] = []
    for node in root.traverse() if root is not None else ():
        name = f"{node.tag}.{node.attributes.get('class') or ''}"
        if name not in names[-2:]:
            names.append(name)
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()


def _kind(page: Page, role: VisitRole | None) -> PageKind:
    if role is VisitRole.HOME or same_page_key(page.url).split("/", 1)[1] == "":
        return PageKind.HOME
    return PageKind.OTHER
