"""Pages to measure on: those of a simulated site, brought to a size by more rows or a longer text."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from govcrawl.demo import City, many_sites
from govcrawl.demo.answers import Asked
from govcrawl.extract.page import RawPage, open_page

_ROW = (
    '<li><span class="date">2018-{month:02d}-{day:02d}</span>'
    '<a href="/gzdt/2018{month:02d}/t2018{month:02d}{day:02d}_{number}.html" title="关于做好第{number}号工作的通知" '
    'target="_blank">关于做好第{number}号工作的通知</a></li>\n'
)
_PARAGRAPH = "<p>　　第{number}段：会议要求，各单位要按照职责分工，扎实推进各项工作，确保按期完成年度任务。</p>\n"


def list_pages(size: int, count: int) -> list[RawPage]:
    """Different list pages of one simulated site, each of about `size` bytes."""
    return [_filled(page, size, "</ul>", _ROW, number) for number, page in enumerate(_pages("list", count))]


def article_pages(size: int, count: int) -> list[RawPage]:
    """Different article pages of one simulated site, each of about `size` bytes."""
    return [_filled(page, size, "</p>", _PARAGRAPH, number) for number, page in enumerate(_pages("article", count))]


def _filled(page: RawPage, size: int, mark: str, piece: str, seed: int) -> RawPage:
    """The page with pieces added behind its middle `mark`, no two pages alike."""
    text = page.body.decode("utf-8")
    places = [place for place in _places(text, mark) if place > len(text) // 3]
    at = places[0] if mark == "</ul>" else places[0] + len(mark)
    missing = size - len(page.body)
    one = len(piece.format(number=10000, month=1, day=1).encode("utf-8"))
    added = [
        piece.format(number=1000 * (seed + 1) + row, month=1 + row % 2, day=1 + (seed + row) % 28)
        for row in range(max(0, missing // one))
    ]
    return RawPage(page.url, (text[:at] + "".join(added) + text[at:]).encode("utf-8"), page.headers)


def _places(text: str, mark: str) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _pages(kind: str, count: int) -> list[RawPage]:
    city = many_sites(1, columns=count, pages=1)
    home = _asked(city, city.plan.sites[0].url)
    columns = _linked(city, home, "/gzdt")
    if kind == "list":
        return [page for page in columns if page.url.endswith("/")][:count]
    articles = [article for column in columns[:count] for article in _linked(city, column, "/t2018")[:1]]
    return list({article.url: article for article in articles}.values())[:count]


def _linked(city: City, page: RawPage, part: str) -> list[RawPage]:
    urls = dict.fromkeys(anchor.url for anchor in open_page(page).anchors if anchor.url and part in anchor.url)
    return [_asked(city, url) for url in urls]


def _asked(city: City, url: str) -> RawPage:
    split = urlsplit(url)
    answer = city.answer(Asked("GET", split.netloc, split.path, split.query))
    return RawPage(url, answer.body, {"content-type": answer.content_type}, answer.status)
