"""Page tags (网页标签): the compulsory meta tags of column and article pages (guideline 2017; 2019 D19-407)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from govcrawl.checklists.edition import Indicator
from govcrawl.checks.findings import breached, met, unknown
from govcrawl.checks.rules import read_toml
from govcrawl.model.facts import PageRead, SiteFacts
from govcrawl.model.findings import Finding
from govcrawl.model.vocabulary import ColumnKind, PageKind, Problem, VisitRole

_NOT_INFORMATION = frozenset({ColumnKind.INTERACTION, ColumnKind.SERVICE})
_CODE = "siteidcode"


def page_tags(facts: SiteFacts, indicator: Indicator) -> Iterator[Finding]:
    """A sample of article and of column pages: each must carry the site's tags and those of its own kind.

    A page without one whole group is a sure fault; single tags missing or empty are for a person.
    """
    size = indicator.count("sample")
    articles, columns = _sample(_articles(facts), size), _sample(_column_pages(facts), size)
    if not articles and not columns:
        yield unknown(indicator, "未读到可抽查的栏目页和内容页", is_open=False)
        return
    site, column, article = (indicator.words(key) for key in ("site_tags", "column_tags", "article_tags"))
    groups = [(page, (site, article)) for page in articles] + [(page, (site, column)) for page in columns]
    own = facts.site.site_id_code
    bare = [
        page
        for page, asked in groups
        if any(len(_missing(page, group)) == len(group) for group in asked) and not _is_anothers(page, own)
    ]
    partial = [
        page for page, asked in groups if page not in bare and any(_wanting(page, group, own) for group in asked)
    ]
    if bare:
        yield _fault(bare, f"抽查{len(groups)}个页面，{len(bare)}个没有规定的页面标签", indicator, True)
    elif partial:
        names = dict.fromkeys(name for page, asked in groups for group in asked for name in _wanting(page, group, own))
        detail = f"抽查{len(groups)}个页面，{len(partial)}个页面标签不全（{'、'.join(names)}）"
        yield _fault(partial, detail, indicator, False)
    else:
        yield met(indicator, f"抽查{len(groups)}个页面")


def _articles(facts: SiteFacts) -> Iterator[PageRead]:
    """Pages of information (内容页): dated articles, not letters, surveys or guides, which are no articles of a column."""
    others = {column.url for column in facts.columns if column.kind in _NOT_INFORMATION}
    for page in facts.pages:
        is_article = page.page_kind is PageKind.ARTICLE and page.article and page.article.printed_on
        if is_article and page.role is VisitRole.ARTICLE and page.column_url not in others:
            yield page


def _column_pages(facts: SiteFacts) -> Iterator[PageRead]:
    return (page for page in facts.pages if page.page_kind is PageKind.LIST and page.role is VisitRole.COLUMN)


def _sample(pages: Iterable[PageRead], size: int) -> list[PageRead]:
    """The first pages by address, so that the same facts give the same sample."""
    return sorted((page for page in pages if page.outcome.is_whole), key=lambda page: page.url)[:size]


def _missing(page: PageRead, group: Sequence[str]) -> list[str]:
    """The tags that are not there, are empty, or hold what a template holds before it is filled."""
    values = {name.lower(): value.strip() for name, value in page.tags.items()}
    return [name for name in group if _is_unfilled(values.get(name.lower(), ""), name)]


def _wanting(page: PageRead, group: Sequence[str], code: str) -> list[str]:
    """The missing tags, and a site code that is another site's: a copied template."""
    values = {name.lower(): value.strip().upper() for name, value in page.tags.items()}
    missing = _missing(page, group)
    copied = [name for name in group if name.lower() == _CODE and name not in missing and values[_CODE] != code.upper()]
    return [*missing, *(f"{name}为其他网站的标识码" for name in copied)]


def _is_anothers(page: PageRead, code: str) -> bool:
    """Whether the page says that it is another site's, which one in a folder of a shared host may truly be."""
    said = next((value.strip() for name, value in page.tags.items() if name.lower() == _CODE), "")
    return not _is_unfilled(said, _CODE) and said.upper() != code.upper()


def _is_unfilled(value: str, name: str) -> bool:
    return value.lower() in {"", name.lower()} or _unfilled().fullmatch(value) is not None


@cache
def _unfilled() -> re.Pattern[str]:
    return re.compile(read_toml("words.toml")["unfilled_tags"]["pattern"], re.IGNORECASE)


def _fault(pages: list[PageRead], detail: str, indicator: Indicator, is_sure: bool) -> Finding:
    return breached(
        indicator,
        Problem.MISSING_PAGE_TAGS,
        f"{detail}，如{pages[0].url}",
        points=indicator.points * len(pages),
        is_sure=is_sure,
    )
