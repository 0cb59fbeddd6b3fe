"""Our own line: down only where those that answered before are silent, too; what it cost is asked again, and nobody's time runs."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from govcrawl.middlewares import line as module
from govcrawl.middlewares.line import Line, LineLostError, Way
from govcrawl.middlewares.trouble import FetchTrouble, ProxyGone
from govcrawl.model.items import FetchSeen
from govcrawl.model.vocabulary import FetchOutcome

_DEAD = FetchTrouble(FetchOutcome.TIMEOUT_FIRST_BYTE, "no first byte")
_GONE = ProxyGone("refused")


@dataclass
class _Answer:
    status: int = 200


@dataclass
class _World:
    """A clock that goes on by itself a little with every look at it, a line of which `fails` says how, and dead hosts."""

    fails: FetchTrouble | None = None
    heals_at: float = float("inf")
    now: float = 0.0
    gateway: int | None = None
    dead: set[str] = field(default_factory=set)
    looked_at: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    told: list[float | None] = field(default_factory=list)
    is_leaving: bool = False

    def clock(self) -> float:
        self.now += 0.1
        return self.now

    def way(self, patience: float = 100.0) -> Way:
        line = Line(self.clock)
        line.listeners.append(self.told.append)
        return Way(line, self.look, lambda: self.is_leaving, patience)

    def _end(self, host: str) -> FetchTrouble | None:
        if self.fails and self.now < self.heals_at:
            return self.fails
        return _DEAD if host in self.dead else None

    async def look(self, code: str, door: str) -> FetchSeen:
        self.looked_at.append(door)
        end = self._end(door)
        if end and self.gateway:
            return FetchSeen(door, FetchOutcome.HTTP_5XX, datetime.now(UTC), self.gateway)
        outcome = end.outcome if end else FetchOutcome.OK
        return FetchSeen(door, outcome, datetime.now(UTC), None if end else 200)

    async def ask(self, way: Way, host: str) -> _Answer:
        async def once() -> _Answer:
            self.asked.append(host)
            self.now += 1.0
            end = self._end(host)
            if end and self.gateway:
                return _Answer(self.gateway)
            if end:
                raise end
            return _Answer()

        url = f"http://{host}/"
        return await way.ask(url, "4210000001", once, is_proxied=self.gateway is not None, is_door=True)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOMENT", 0.0)


_HOSTS = [f"www.s{number}.gov.cn" for number in range(5)]


@pytest.mark.parametrize(
    ("fails", "gateway"),
    [
        (_DEAD, None),
        (_DEAD, 502),
        (_GONE, None),
        (FetchTrouble(FetchOutcome.DNS_NXDOMAIN, "all names"), None),
        (FetchTrouble(FetchOutcome.BLOCKED_ADDRESS, "all names lead inside"), None),
    ],
    ids=["silence", "bad gateway", "no proxy", "no names", "names inside"],
)
def test_what_failed_with_the_line_is_asked_again(fails: FetchTrouble, gateway: int | None) -> None:
    world = _World(gateway=gateway)
    way = world.way()

    async def story() -> list[_Answer | BaseException]:
        await world.ask(way, "www.good.gov.cn")
        world.fails, world.heals_at = fails, world.now + 20.0
        return await asyncio.gather(*(world.ask(way, host) for host in _HOSTS), return_exceptions=True)

    ended = asyncio.run(story())
    before_it_was_known = 0 if fails is _GONE else 4
    assert sum(end != _Answer(200) for end in ended) == before_it_was_known
    assert ended[-1] == _Answer(200)
    assert not way.line.is_down
    assert [seconds is None for seconds in world.told] == [True, False]
    assert way.is_cut is False


@pytest.mark.parametrize("count", [4, 5, 50])
def test_hosts_that_are_dead_are_no_trouble_of_ours(count: int) -> None:
    world = _World(dead={f"www.d{number}.gov.cn" for number in range(count)})
    way = world.way()

    async def story() -> None:
        await world.ask(way, "www.good.gov.cn")
        for host in sorted(world.dead):
            with pytest.raises(FetchTrouble):
                await world.ask(way, host)

    asyncio.run(story())
    assert world.told == []
    assert len(world.looked_at) == count // 5
    assert set(world.looked_at) <= {"http://www.good.gov.cn/"}


@pytest.mark.parametrize("fails", [None, _GONE], ids=["dead sites", "no proxy"])
def test_nothing_is_held_before_anybody_answered(fails: FetchTrouble | None) -> None:
    """Five dead sites and nothing else: nobody can tell their silence from that of our line, and a mistyped proxy never comes
    back; the end of the run says so."""
    world = _World(dead=set(_HOSTS), fails=fails)
    way = world.way()

    async def story() -> None:
        for host in _HOSTS * 2:
            with pytest.raises(FetchTrouble):
                await world.ask(way, host)

    asyncio.run(story())
    assert world.told == []


def test_an_answer_between_shows_that_the_line_is_well() -> None:
    world = _World(dead=set(_HOSTS))
    way = world.way()

    async def story() -> None:
        for host in _HOSTS * 3:
            with pytest.raises(FetchTrouble):
                await world.ask(way, host)
            await world.ask(way, "www.good.gov.cn")

    asyncio.run(story())
    assert world.looked_at == []


@pytest.mark.parametrize("is_leaving", [False, True], ids=["too long", "told to end"])
def test_a_line_that_stays_away_ends_the_crawl(is_leaving: bool) -> None:
    world = _World(is_leaving=is_leaving)
    way, lost = world.way(patience=60.0), list[float]()
    way.on_lost = lost.append

    async def story() -> list[_Answer | BaseException]:
        await world.ask(way, "www.good.gov.cn")
        world.fails = _GONE
        return await asyncio.gather(*(world.ask(way, host) for host in _HOSTS), return_exceptions=True)

    assert {type(end) for end in asyncio.run(story())} == {LineLostError}
    assert way.is_cut
    assert lost == ([] if is_leaving else [60.0])
    assert len(world.asked) == 2
