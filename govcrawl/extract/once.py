"""What several readers ask of the same page is worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from govcrawl.extract.page import Page

T = TypeVar("T")


def once(read: Callable[[Page], T]) -> Callable[[Page], T]:
    """A reader that keeps its answer as long as the page lives."""
    known: WeakKeyDictionary[Page, T] = WeakKeyDictionary()

    @wraps(read)
    def kept(page: Page) -> T:
        answer = known.get(page)
        if answer is None:
            answer = known[page] = read(page)
        return answer

    return kept
