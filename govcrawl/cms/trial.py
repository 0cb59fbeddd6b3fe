"""What the result page of a trial of the site's search shows."""

from govcrawl.extract.endpoints import has_template_rows, is_fed_by_script
from govcrawl.extract.page import Page, RawPage, open_page
from govcrawl.extract.search import has_hit, says_nothing_found
from govcrawl.extract.soft_404 import looks_like_error_page
from govcrawl.extract.template import template_digest
from govcrawl.model.items import Need, PageFacts, SearchTrial
from govcrawl.model.vocabulary import PageKind


def read_trial(raw: RawPage, title: str, *, rendered: bool = False) -> PageFacts:
    """The facts of a result page that was asked for `title`; never raises.

    A page that neither shows the title nor says that there is nothing does not tell; where scripts fill it, a browser can.
    """
    page = open_page(raw)
    found = _found(page, title)
    is_error = found is None and bool(looks_like_error_page(page))
    asks = found is None and not is_error and not rendered and (is_fed_by_script(page) or has_template_rows(page))
    return PageFacts(
        url=page.url,
        charset=page.charset,
        cms="",
        page_kind=PageKind.ERROR if is_error else PageKind.SEARCH,
        title=page.title,
        digest=page.digest,
        template_digest=template_digest(page),
        repaired=page.repaired,
        trial=SearchTrial(title, found),
        needs=(Need("browser", page.url, "search results come by script"),) if asks else (),
    )


def _found(page: Page, title: str) -> bool | None:
    if has_hit(page, title):
        return True
    return False if says_nothing_found(page) else None
