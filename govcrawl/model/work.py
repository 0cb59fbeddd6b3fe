"""What a crawl of one site starts from: handed to the spider by the door that starts it, read from stored facts."""

from dataclasses import dataclass

from govcrawl.model.items import FetchSeen, LinkSeen, Visit
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import VisitRole


@dataclass(frozen=True, slots=True)
class Asked:
    """An address asked before the crawl was broken off, and how that ended. `template_digest` is empty where no page came."""

    fetch: FetchSeen
    role: VisitRole
    template_digest: str = ""


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that an earlier run could not settle: the page that carries it, and how its last check ended."""

    link: LinkSeen
    parent: str
    on_home: bool
    last: FetchSeen


@dataclass(frozen=True, slots=True)
class SiteTodo:
    """One site's rest of the work. Empty for a site not begun; `pages` counts outcome rows already stored."""

    site: Site
    done: tuple[str, ...] = ()
    pending: tuple[Visit, ...] = ()
    links: tuple[tuple[LinkSeen, str, bool], ...] = ()
    """Links seen and not checked: the link, the page that carries it, whether that is the home page."""
    articles: int = 0
    """Articles already planned or read, counted against the site's sample."""
    asked: tuple[Asked, ...] = ()
    """Answers that stand, redirects on the way included."""
    open_links: tuple[OpenLink, ...] = ()
    """Links to settle on another day; the site's pages are done."""
    ended: str = "done"
    """How its crawl ended: `done` or the budget that was spent."""

    @property
    def pages(self) -> int:
        return len(self.done)
