"""What several readers ask of the same page is worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from govcrawl.extract.page import Page

T = TypeVar("T")


def once(read: Callable[[Page], T]) -> Callable[[Page], T]:
    """A reader that keeps its answer as long as the page lives."""

    @wraps(read)
    def kept(page: Page) -> T:
        # Kept on the page itself: an answer that refers to its page would keep it alive in any table outside.
        if read not in page.memo:
            page.memo[read] = read(page)
        answer: T = page.memo[read]
        return answer

    return kept
