"""Everything else: sites built by hand, and systems that leave no mark."""

from govcrawl.cms.base import PlainSystem
from govcrawl.extract.page import Page


class Generic(PlainSystem):
    """Recognises every page; knows nothing beyond links."""

    name = "generic"

    def recognises(self, page: Page) -> bool:
        return True
