"""Names of the clients on asyncio, looked up under the guard."""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from govcrawl.middlewares.guard import Guard
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome


class GuardedResolver(AbstractResolver):
    """Resolves names and refuses internal answers: the address given back is the one connected to."""

    def __init__(self, guard: Guard, trusted: frozenset[str] = frozenset()) -> None:
        self._guard = guard
        self._trusted = trusted
        self._inner = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        answers = await self._inner.resolve(host, port, family)
        if host in self._trusted:
            return answers
        if any(self._guard.refuses_address(answer["host"]) for answer in answers):
            raise FetchTrouble(FetchOutcome.BLOCKED_ADDRESS, f"{host} resolves to an internal address")
        return answers

    async def close(self) -> None:
        await self._inner.close()
