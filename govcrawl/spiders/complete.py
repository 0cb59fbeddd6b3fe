"""Completes a page whose own bytes do not tell all: stub targets, data endpoints, footer scripts, and last the browser."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from govcrawl.cms.needs import MENU_IS_PART
from govcrawl.extract.menu_includes import as_part
from govcrawl.model.items import FetchSeen, Need, PageFacts, Visit
from govcrawl.model.vocabulary import VisitRole
from govcrawl.spiders.kept import KeptPage
from govcrawl.spiders.merge import behind_stub, broken_off, kept_back, unopened, with_marks, with_menu, with_payload
from govcrawl.spiders.trials import sought
from govcrawl.spiders.work import Reading, Reply, SiteWork

_MOST_STEPS = 6
"""Frames, refreshes and stub parents followed one after another before a page is left as it is."""
_COST_OF_FAILURE = 5
"""What a page that the browser gave up takes of the site's budget: it holds a turn until `BROWSER_TIMEOUT`."""
_RENDERED_ROLES = frozenset({VisitRole.HOME, VisitRole.COLUMN, VisitRole.SITE_MAP, VisitRole.SEARCH})
_ASSET_ROLES = frozenset({VisitRole.HOME, VisitRole.ARTICLE})
"""Footers are judged on the home page and on a sample of inner pages."""

Ask = Callable[..., Awaitable[Reply]]


class Completer:
    """Asks what a page needs, in the order of its cost. `most_rendered` is the browser's budget a site; 0 turns it off."""

    def __init__(self, ask: Ask, most_rendered: int) -> None:
        self._ask = ask
        self._most_rendered = most_rendered

    async def complete(self, work: SiteWork, reading: Reading) -> None:
        """Changes `reading` until nothing more can be told."""
        await self._follow(work, reading)
        await self._ask_menus(work, reading)
        await self._ask_endpoints(work, reading)
        await self._ask_assets(work, reading)
        await self._render(work, reading)
        if reading.visit.role is VisitRole.COLUMN:
            await self._follow(work, reading)  # into the frame that a script put there
        await self._render_footer(work, reading)
        _share_with_target(reading)

    async def pass_challenge(self, work: SiteWork, visit: Visit, fetch: FetchSeen) -> tuple[FetchSeen, KeptPage | None]:
        """What a browser is shown where the first client met a challenge; (`fetch`, None) where it is not let in either."""
        if work.rendered >= self._most_rendered or visit.role not in _RENDERED_ROLES:
            return fetch, None
        from govcrawl.middlewares.render import challenge_meta

        work.rendered += 1
        reply = await self._ask(work.code, visit, **challenge_meta("challenge"))
        seen = reply.page.fetch
        if reply.kept is None:
            return replace(
                fetch, detail=f"{fetch.detail}; in the browser: {seen.outcome}", attempts=fetch.attempts + 1
            ), None
        detail = f"challenge ({fetch.detail}) that a browser passes"
        return replace(seen, detail=detail, attempts=fetch.attempts + 1), reply.kept

    async def _follow(self, work: SiteWork, reading: Reading) -> None:
        visit = reading.visit
        is_column = visit.role is VisitRole.COLUMN
        for _ in range(_MOST_STEPS):
            need = next(iter(_of_kind(reading.facts, "follow")), None)
            if need is None:
                return
            # The target of a column's stub may be a column of its own: then this visit is its visit, too.
            role = VisitRole.COLUMN if is_column else VisitRole.FRAME
            target = Visit(need.url, role, visit.depth, visit.url, need.url if is_column else visit.column_url)
            reply = await self._ask(work.code, target)
            if reply.kept is None:
                reading.asked.append(reply.page)
                return
            if visit.role is VisitRole.HOME:
                work.learn_host(reply.kept.url)
            reading.kept = reply.kept
            await reading.dear.move(reply.kept.tags)
            target_facts = work.read(reading.kept.whole(), visit.role)
            reading.facts = behind_stub(target_facts, reading.facts, is_home=visit.role is VisitRole.HOME)
            reading.asked.append(replace(reply.page, facts=reading.facts) if is_column else reply.page)
            reading.note(f"led to {need.url}")

    async def _ask_menus(self, work: SiteWork, reading: Reading) -> None:
        """Adds the columns of menus that stand in frames or are put into the page by script; a home page that has columns
        then needs no browser for them."""
        visit = reading.visit
        for need in _of_kind(reading.facts, "menu"):
            reply = await self._ask(work.code, Visit(need.url, VisitRole.FRAME, visit.depth, visit.url))
            reading.asked.append(reply.page)
            if reply.raw is not None:
                raw = as_part(reply.raw, reading.kept.url) if need.reason == MENU_IS_PART else reply.raw
                reading.facts = with_menu(reading.facts, work.read(raw, VisitRole.FRAME).columns)

    async def _ask_endpoints(self, work: SiteWork, reading: Reading) -> None:
        visit = reading.visit
        for need in _of_kind(reading.facts, "endpoint"):
            target = Visit(need.url, VisitRole.ENDPOINT, visit.depth, visit.url, visit.column_url, need.body)
            reply = await self._ask(work.code, target)
            reading.asked.append(reply.page)
            if reply.raw is not None:
                reading.facts = with_payload(reading.facts, work.read(reply.raw, VisitRole.ENDPOINT), need)

    async def _ask_assets(self, work: SiteWork, reading: Reading) -> None:
        if reading.visit.role in _ASSET_ROLES:
            await self.ask_footer(work, reading)

    async def ask_footer(self, work: SiteWork, reading: Reading) -> None:
        """Asks for the scripts and includes that may carry the page's footer, each once a site, and reads its marks again."""
        wanted = [need for need in _of_kind(reading.facts, "asset") if need.url not in work.asked_assets]
        if not wanted:
            return
        work.asked_assets.update(need.url for need in wanted)
        known = len(work.assets)
        for need in wanted:
            target = Visit(need.url, VisitRole.ASSET, reading.visit.depth, reading.visit.url)
            reply = await self._ask(work.code, target)
            reading.asked.append(reply.page)
            if reply.raw is not None:
                work.assets[need.url] = reply.text()
        if len(work.assets) == known:
            return
        again = work.read(reading.kept.whole(), reading.visit.role)
        rest = tuple(need for need in again.needs if need.kind not in {"follow", "endpoint"})
        reading.facts = replace(reading.facts, marks=again.marks, needs=rest)

    async def _render(self, work: SiteWork, reading: Reading) -> None:
        wanted = _of_kind(reading.facts, "browser")
        is_trial = reading.visit.role is VisitRole.SEARCH
        most = self._most_rendered // 2 if is_trial else self._most_rendered  # trials must not eat the columns' share
        if not wanted or reading.visit.role not in _RENDERED_ROLES:
            return
        if work.rendered >= most:
            reading.facts = unopened(reading.facts, wanted[0].reason, most)
            return
        reason = wanted[0].reason
        reply = await self._opened(work, reading, reason)
        if reply.raw is None:
            work.rendered += _COST_OF_FAILURE - 1
            reading.note(f"browser ({reason}): {reply.page.fetch.outcome} {reply.page.fetch.detail or ''}".strip())
            return
        reading.facts = work.read(reply.raw, reading.visit.role, sought(reading.visit), rendered=True)
        if reply.missed:
            reading.facts = kept_back(
                reading.facts, f"the browser did not get all that the page asks for: {reply.missed}"
            )
        if reading.kept.broke_off:  # it may have broken off for the browser, too, which does not say so
            reading.facts = broken_off(reading.facts)
        reading.note(f"rendered: {reason}", client="browser", attempts=reading.fetch.attempts + 1)

    async def _opened(self, work: SiteWork, reading: Reading, reason: str) -> Reply:
        """The page in the browser. A home page is opened once more where that failed: without it nothing is told of the site."""
        # Imported with the first page that needs it: the browser's library costs a second of start-up.
        from govcrawl.middlewares.render import browser_meta

        work.rendered += 1
        page = replace(reading.visit, url=reading.kept.url)
        reply = await self._ask(work.code, page, **browser_meta(reason))
        if reply.raw is None and page.role is VisitRole.HOME:
            work.rendered += 1
            reply = await self._ask(work.code, page, **browser_meta(reason))
        return reply

    async def _render_footer(self, work: SiteWork, reading: Reading) -> None:
        """Looks with the browser for marks of the home page that neither its bytes nor its footer files tell."""
        untold = any(mark.present is None for mark in reading.facts.marks)
        is_home, is_rendered = reading.visit.role is VisitRole.HOME, reading.fetch.client == "browser"
        if not untold or not is_home or is_rendered or work.rendered >= self._most_rendered:
            return
        from govcrawl.middlewares.render import browser_meta

        work.rendered += 1
        home = replace(reading.visit, url=reading.kept.url)
        reply = await self._ask(work.code, home, **browser_meta("footer marks that the page's bytes do not tell"))
        if reply.raw is not None:
            seen = work.read(reply.raw, VisitRole.HOME, rendered=True)
            seen = kept_back(seen, f"the browser did not get: {reply.missed}") if reply.missed else seen
            seen = broken_off(seen) if reading.kept.broke_off else seen
            reading.facts = with_marks(reading.facts, seen)
            reading.note("its footer in the browser")


def _share_with_target(reading: Reading) -> None:
    """A column's stub led to a page that may be a column of its own: what was learnt of it since is its facts, too."""
    targets = [number for number, page in enumerate(reading.asked) if page.visit.role is VisitRole.COLUMN]
    if targets and reading.asked[targets[-1]].facts is not None:
        reading.asked[targets[-1]] = replace(reading.asked[targets[-1]], facts=reading.facts)


def _of_kind(facts: PageFacts, kind: str) -> list[Need]:
    return [need for need in facts.needs if need.kind == kind]
