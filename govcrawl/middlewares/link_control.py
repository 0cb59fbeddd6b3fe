"""How a host answers for what is not there: one control address a folder and extension, asked once an inspection."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from govcrawl.extract.control import (
    control_address,
    control_key,
    front_door,
    is_home_address,
    means_home,
    tells_nothing,
)
from govcrawl.extract.soft_404 import Fingerprint, fingerprint, matches
from govcrawl.extract.template import template_digest
from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.middlewares.link_answer import Errand, LinkAnswer
from govcrawl.middlewares.link_pool import LinkPool
from govcrawl.middlewares.link_reading import Reading, page_of, read_answer
from govcrawl.middlewares.once import Once
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place, Resource, Scope, VisitRole

_MOST_KEPT = 10_000
"""Controls that are remembered, some ten megabytes: a site's own are of no use when it is done."""
_MOST_A_HOST = 20
"""Control addresses asked of one host: beyond that nothing is concluded by comparison."""


@dataclass(frozen=True, slots=True)
class Control:
    """The answer to a control address. `fingerprint` is None where nothing may be concluded from it: the host says that
    the address is not there, or would answer any address so (a login, a shell for scripts)."""

    answer: LinkAnswer
    fingerprint: Fingerprint | None = None
    template_digest: str = ""

    def convicts(self, link: LinkSeen, reading: Reading) -> str | None:
        """Why an answer of 200 is none, in words: it is the very answer to an address that cannot exist."""
        if self.fingerprint is None or not reading.is_html:
            return None
        asked, ended = self.answer.seen.url, self.answer.seen.final_url or ""
        final = reading.seen.final_url or ""
        if same_page_key(final) != same_page_key(link.url) and same_page_key(final) == same_page_key(ended):
            return f"redirected to {final} as {asked} is, which cannot exist"
        if matches(self.fingerprint, fingerprint(page_of(reading.answer))):
            return f"the same page as {asked}, which cannot exist"
        return None


class Controls:
    """The controls of one inspection, shared by all sites."""

    def __init__(self) -> None:
        self._once: Once[Control] = Once(_MOST_KEPT)
        self._asked: Counter[str] = Counter()

    async def of(
        self, link: LinkSeen, pool: LinkPool, templates: Collection[str], site_id_code: str
    ) -> tuple[Control | None, tuple[LinkAnswer, ...]]:
        """The control that speaks for a link, or None where none does; and the answers asked for only now.

        `templates` are digests of pages read of this host. A host that is not known to have more than one page is asked
        for its front door: one that answers everything with one page says nothing by it.
        """
        if link.resource is not Resource.PAGE or is_home_address(link.url) or means_home(link.anchor, ""):
            return None, ()
        errand = Errand(site_id_code, VisitRole.CONTROL, link.url)
        control, new = await self._get(control_key(link.url), lambda: control_address(link.url), pool, errand)
        if control is None or control.fingerprint is None:
            return None, new
        if not templates:
            door = front_door(link.url)
            home, asked = await self._get(door, lambda: door, pool, errand)
            templates, new = {home.template_digest if home else ""} - {""}, (*new, *asked)
        has_other_pages = any(digest != control.template_digest for digest in templates)
        return (control if has_other_pages else None), new

    async def _get(
        self, key: str, address_of: Callable[[], str], pool: LinkPool, errand: Errand
    ) -> tuple[Control | None, tuple[LinkAnswer, ...]]:
        if self._once.knows(key):
            return await self._once.get(key, lambda: _ask(address_of(), pool, errand)), ()
        address = address_of()
        host = host_of(address)
        if self._asked[host] >= _MOST_A_HOST:
            return None, ()
        self._asked[host] += 1
        control = await self._once.get(key, lambda: _ask(address, pool, errand))
        return control, (control.answer,)


async def _ask(address: str, pool: LinkPool, errand: Errand) -> Control:
    answer = await pool.ask(address, errand=errand)
    link = LinkSeen(address, address, "", Place.BODY, Scope.SAME_SITE, Resource.PAGE)
    reading = read_answer(link, answer)
    asked = reading.settled().answer
    if not answer.seen.outcome.is_ok or not reading.is_html:
        return Control(asked)
    page = page_of(answer)
    seen = fingerprint(page)
    if tells_nothing(page, seen):
        return Control(asked)
    return Control(asked, seen, template_digest(page))
