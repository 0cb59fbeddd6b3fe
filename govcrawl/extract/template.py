"""Which pages are built alike."""

import hashlib

from govcrawl.extract.page import Page


def template_digest(page: Page) -> str:
    """Digest of a page's structure without its text: equal for pages of one template, however many rows they hold."""
    names = dict.fromkeys(f"{tag}.{attributes.get('class') or ''}" for _, tag, attributes in page.elements)
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()
