"""What the front page of another host says of whose site it is."""

from datetime import date

from govcrawl.cms.read import read_page
from govcrawl.extract.page import RawPage
from govcrawl.model.items import PageFacts
from govcrawl.model.vocabulary import VisitRole


def read_twin(raw: RawPage, as_of: date) -> PageFacts:
    """Title, rows, tags and footer marks of the page; nothing that would lead the crawl on; never raises."""
    facts = read_page(raw, as_of, role=VisitRole.TWIN)
    return PageFacts(
        url=facts.url,
        charset=facts.charset,
        cms=facts.cms,
        page_kind=facts.page_kind,
        title=facts.title,
        digest=facts.digest,
        repaired=facts.repaired,
        items=facts.items,
        marks=facts.marks,
        tags=facts.tags,
    )
