"""What a site remembers of its links: no more than is ever asked, the home page's first."""

import pytest

from govcrawl.middlewares.link_book import LinkBook
from govcrawl.model.items import LinkSeen
from govcrawl.model.vocabulary import Place, Resource, Scope


def _link(number: int, place: Place = Place.BODY, resource: Resource = Resource.PAGE) -> LinkSeen:
    url = f"http://a.gov.cn/{number}.html"
    return LinkSeen(url, url, "通知", place, Scope.SAME_SITE, resource)


@pytest.mark.parametrize(
    ("most", "asked"), [(2, [3, 4]), (3, [3, 4, 5]), (5, [3, 4, 5, 0, 1]), (9, [3, 4, 5, 0, 1, 2])]
)
def test_no_more_is_kept_than_is_asked(most: int, asked: list[int]) -> None:
    book = LinkBook(most)
    for number in range(6):
        book.add(_link(number), "http://a.gov.cn/", number > 2)
    assert [task.link.url for task in book.to_check(most)] == [_link(number).url for number in asked]
    assert len(book.tasks) <= 2 * most


def test_what_is_not_checked_takes_nobodys_room() -> None:
    book = LinkBook(1)
    book.add(_link(1, place=Place.HIDDEN), "http://a.gov.cn/", True)
    book.add(_link(2, resource=Resource.SCRIPT), "http://a.gov.cn/", True)
    book.add(_link(3), "http://a.gov.cn/", True)
    assert list(book.tasks) == [_link(3).url]
