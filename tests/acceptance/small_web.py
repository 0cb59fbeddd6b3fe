"""A small web written by hand: sites of a few pages each, in any shape, served as they are and really crawled."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govcrawl.demo.answers import Answer, Asked
from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import SiteKind, SiteLevel
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.register import save_sites
from tests.acceptance.crawling import NAME, start
from tests.acceptance.planted import served

AS_OF = date(2026, 11, 22)


@dataclass(frozen=True)
class SmallSite:
    """A site: its register row, its pages by path (with their query), and the head that every page of it bears."""

    code: str
    host: str
    name: str
    pages: Mapping[str, str | Answer]

    kind: SiteKind = SiteKind.PORTAL

    @property
    def site(self) -> Site:
        return Site(self.code, self.name, f"http://{self.host}/", self.kind, SiteLevel.CITY)


@dataclass
class SmallWeb:
    """Answers for its sites; `asked` keeps every request."""

    sites: tuple[SmallSite, ...]
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        site = next((one for one in self.sites if one.host == asked.host), None)
        if site is None:
            return Answer(502, fault="dns_error")
        found = site.pages.get(asked.target, site.pages.get(asked.path))
        if isinstance(found, Answer):
            return found
        return html(found) if found is not None else Answer(404, b"<h1>404 Not Found</h1>")


def html(body: str) -> Answer:
    """A page; a body that begins with a tag of the document is one already."""
    whole = body if body.lstrip().startswith("<!DOCTYPE") else f"<!DOCTYPE html><html>{body}</html>"
    return Answer(200, whole.encode())


@contextmanager
def crawled(
    database: Database, web: SmallWeb, log: Path, *more: str, as_of: date = AS_OF, name: str = NAME
) -> Iterator[None]:
    """The web inspected by a real `govcrawl inspect`, and still served. Raises AssertionError with the log where it failed."""
    with database.engine.begin() as connection:
        save_sites(connection, [one.site for one in web.sites])
        inspection = Inspection(name, "national_2019", as_of, {})
        create_inspection(connection, inspection, [one.code for one in web.sites])
    with served(web) as url:
        # Exit code 3: done, but a site of a home page alone tells too little to be judged.
        assert start(database.url, url, *more, log=log, name=name).wait() in {0, 3}, log.read_text()
        yield
