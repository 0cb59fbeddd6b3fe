"""The bytes of an answer on their way to the spider: set aside where Scrapy does not hold them, and no more than is read.

Scrapy keeps a response for as long as its callback runs, and the last page of a site runs until the site's links are checked.
"""

from collections.abc import Sequence

from scrapy import Request
from scrapy.http import Response

from govcrawl.extract.part import readable
from govcrawl.middlewares.decompress import decompress
from govcrawl.middlewares.room import LIGHT, Load
from govcrawl.middlewares.trouble import FetchTrouble
from govcrawl.model.vocabulary import FetchOutcome


def set_aside(request: Request, response: Response) -> None:
    """Moves the body into `request.meta`, where `take_body` finds it; of a giant only what is read."""
    body, part = response.body, None
    if len(body) > LIGHT:
        body, part = readable(body)
    request.meta["body"], request.meta["part"] = body, part
    # In place: a copy of the response would copy its headers name by name, and Scrapy has not weighed it yet.
    response._set_body(b"")


async def decompress_in_room(
    request: Request, body: bytes, encodings: Sequence[bytes], limit: int
) -> tuple[bytes, bool]:
    """See `decompress`; what grows large waits for room, as it would have waited had it come so large."""
    load: Load = request.meta.get("load") or Load()
    while load.size < limit:
        try:
            return decompress(body, encodings, load.size)
        except FetchTrouble as trouble:
            if trouble.outcome is not FetchOutcome.BOMB:
                raise
        await load.grow(load.size + 1, limit)
        request.meta["load"] = load
    return decompress(body, encodings, limit)


def take_body(response: Response) -> tuple[bytes, str | None]:
    """The body and, where it is not the whole, why; from now on only the caller holds it, and its room is free again."""
    body, part = response.meta.pop("body", response.body), response.meta.pop("part", None)
    give_back(response.meta.pop("load", None))
    return body, part


def give_back(load: Load | None) -> None:
    """Frees the room of an answer that nobody wants."""
    if load is not None:
        load.release()
