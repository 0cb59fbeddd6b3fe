"""Trials of a site's own search: it is asked, by its GET form, for titles that its home page shows.

Planned from the home page alone, so that a resumed crawl plans the same trials. The words are the last parameter of the
address; nothing but titles of the site is ever typed, and only a search of the site's own owner is asked.
"""

from urllib.parse import parse_qsl, quote, urlsplit

from govcrawl.extract.urls import host_of, scope_of
from govcrawl.model.items import ItemSeen, PageFacts, SearchSeen, Visit
from govcrawl.model.vocabulary import Scope, VisitRole

TRIALS = 4
"""抽查4条标题 (2019 list, D19-405)."""
_SHORTEST, _LONGEST = 8, 40
"""Characters of a title that tells one item from all others, and of one that any search takes."""
_CUT = ("…", "...", "..", "．．")
_OWN = frozenset({Scope.SAME_SITE, Scope.SAME_OWNER})


def plan_trials(visit: Visit, facts: PageFacts) -> list[Visit]:
    """The trials that a home page makes possible: none where its form is no GET form of the site's own."""
    form = facts.search
    if form is None or form.method != "get" or not form.action or not form.field:
        return []
    if scope_of(form.action, (host_of(facts.url),)) not in _OWN:
        return []
    titles = [item.title for item in _choice(facts)]
    return [Visit(_asking(form, title, facts.charset), VisitRole.SEARCH, 1, visit.url) for title in titles]


def sought(visit: Visit) -> str | None:
    """The title that a trial asks for; None where the visit is no trial."""
    if visit.role is not VisitRole.SEARCH:
        return None
    query = urlsplit(visit.url).query
    for encoding in ("utf-8", "gb18030"):
        pairs = parse_qsl(query, keep_blank_values=True, encoding=encoding, errors="replace")
        if pairs and "\ufffd" not in pairs[-1][1]:
            return pairs[-1][1]
    return ""


def _choice(facts: PageFacts) -> list[ItemSeen]:
    """Titles of the site's own items, the oldest of the home page first: what was put up today may not be indexed yet."""
    host = host_of(facts.url)
    titles = {item.title: item for item in facts.items if host_of(item.url) == host and _is_fit(item.title)}
    dated = [item for item in titles.values() if item.printed_on]
    dated.sort(key=lambda item: (item.printed_on, item.url))
    return (dated or list(titles.values()))[:TRIALS]


def _is_fit(title: str) -> bool:
    return _SHORTEST <= len(title) <= _LONGEST and not title.rstrip().endswith(_CUT)


def _asking(form: SearchSeen, title: str, charset: str) -> str:
    """The address that a browser would ask: the words in the charset of the page that holds the form."""
    try:
        words = quote(title, safe="", encoding=charset)
    except (LookupError, UnicodeEncodeError):
        words = quote(title, safe="")
    bare, _, _ = form.action.partition("#")
    joint = "&" if "?" in bare else "?"
    return f"{bare}{joint}{quote(form.field, safe='')}={words}"
