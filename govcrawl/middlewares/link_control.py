"""How a host answers for what is not there: one control address a folder and extension, asked once an inspection."""

from collections import Counter
from dataclasses import dataclass

from govcrawl.cms.read import template_digest
from govcrawl.extract.control import control_address, control_key, is_home_address, means_home, tells_nothing
from govcrawl.extract.soft_404 import Fingerprint, fingerprint, matches
from govcrawl.extract.urls import host_of, same_page_key
from govcrawl.middlewares.link_pool import LinkAnswer, LinkPool
from govcrawl.middlewares.link_reading import Reading, read_answer
from govcrawl.middlewares.once import Once
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place, Resource, Scope

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
        if matches(self.fingerprint, fingerprint(reading.page)):
            return f"the same page as {asked}, which cannot exist"
        return None


class Controls:
    """The controls of one inspection, shared by all sites."""

    def __init__(self) -> None:
        self._once: Once[Control] = Once()
        self._asked: Counter[str] = Counter()

    async def of(self, link: LinkSeen, pool: LinkPool) -> tuple[Control | None, LinkAnswer | None]:
        """The control that speaks for a link, or None where none does; and its answer where it was asked only now."""
        if link.resource is not Resource.PAGE or is_home_address(link.url) or means_home(link.anchor, ""):
            return None, None
        key, host = control_key(link.url), host_of(link.url)
        is_new = not self._once.knows(key)
        if is_new:
            if self._asked[host] >= _MOST_A_HOST:
                return None, None
            self._asked[host] += 1
        control = await self._once.get(key, lambda: _ask(control_address(link.url), pool))
        return control, control.answer if is_new else None


async def _ask(address: str, pool: LinkPool) -> Control:
    answer = await pool.ask(address)
    link = LinkSeen(address, address, "", Place.BODY, Scope.SAME_SITE, Resource.PAGE)
    reading = read_answer(link, answer)
    if not answer.seen.outcome.is_ok or not reading.is_html:
        return Control(answer)
    seen = fingerprint(reading.page)
    if tells_nothing(reading.page, seen):
        return Control(answer)
    return Control(answer, seen, template_digest(reading.page))
