"""Trials of a site's own search: it is asked for titles that its home page shows, by its form or, where a script writes
the request, by typing them into its box in a browser.

Planned from the home page alone, so that a resumed crawl plans the same trials. The words are the last parameter of the
address or of the form body; nothing but titles of the site is ever typed, and only a search of the site's own owner is asked.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

from govcrawl.extract.urls import as_query, host_of, scope_of
from govcrawl.model.items import ItemSeen, PageFacts, SearchSeen, Visit
from govcrawl.model.vocabulary import Scope, VisitRole

TRIALS = 4
"""抽查4条标题 (2019 list, D19-405)."""
_SHORTEST, _LONGEST = 8, 40
"""Characters of a title that tells one item from all others, and of one that any search takes."""
_CUT = ("…", "...", "..", "．．")
RESULTS_MARK = "data-results-of-trial"
"""The attribute by which the browser marks the results of a trial that it typed: a page without it was never left."""
_TYPED = "/trial?"
"""How the fragment of a trial begins that a browser types: it makes each trial an address of its own."""
_WORDS_IN = "/words?"
"""How the fragment of a trial begins that names the charset of its words, where it is none of those that bytes tell."""
_TOLD = ("utf-8", "gb18030")
_OWN = frozenset({Scope.SAME_SITE, Scope.SAME_OWNER})


def plan_trials(visit: Visit, facts: PageFacts) -> list[Visit]:
    """The trials that a home page makes possible: none where its search is another owner's."""
    form = facts.search
    if form is None or (form.method != "script" and not (form.action and form.field)):
        return []
    if form.action and scope_of(form.action, (host_of(facts.url),)) not in _OWN:
        return []
    charset = form.charset or facts.charset
    charset = "utf-8" if charset.startswith("utf") else charset
    return [_trial(form, item.title, visit, facts, charset) for item in _choice(facts, charset)]


def sought(visit: Visit) -> str | None:
    """The title that a trial asks for; None where the visit is no trial."""
    if visit.role is not VisitRole.SEARCH:
        return None
    if typed := typed_search(visit):
        return typed[1]
    parts = urlsplit(visit.url)
    words = visit.body or parts.query
    named = parts.fragment.removeprefix(_WORDS_IN) if parts.fragment.startswith(_WORDS_IN) else ""
    for encoding in (named,) if named else _TOLD:
        pairs = parse_qsl(words, keep_blank_values=True, encoding=encoding, errors="replace")
        if pairs and "\ufffd" not in pairs[-1][1]:
            return pairs[-1][1]
    return ""


def typed_search(visit: Visit) -> tuple[str, str] | None:
    """The name of the box and the title that a browser types into it; None where the visit is asked by its address."""
    if visit.role is not VisitRole.SEARCH:
        return None
    fragment = urlsplit(visit.url).fragment
    if not fragment.startswith(_TYPED):
        return None
    (_, box), (_, title) = parse_qsl(fragment.removeprefix(_TYPED), keep_blank_values=True)
    return box, title


def _trial(form: SearchSeen, title: str, visit: Visit, facts: PageFacts, charset: str) -> Visit:
    if form.method == "script":
        asked = urlencode({"box": form.field, "title": title})
        return Visit(f"{facts.url.partition('#')[0]}#{_TYPED}{asked}", VisitRole.SEARCH, 1, visit.url)
    bare, _, _ = form.action.partition("#")
    mark = "" if charset in _TOLD else f"#{_WORDS_IN}{charset}"
    if form.method == "post":
        body = as_query([*form.fixed, (form.field, title)], charset)
        return Visit(bare + mark, VisitRole.SEARCH, 1, visit.url, body=body)
    words = as_query([(form.field, title)], charset)
    return Visit(f"{bare}{'&' if '?' in bare else '?'}{words}{mark}", VisitRole.SEARCH, 1, visit.url)


def _choice(facts: PageFacts, charset: str) -> list[ItemSeen]:
    """Titles of the site's own items, the oldest of the home page first: what was put up today may not be indexed yet."""
    host = host_of(facts.url)
    titles = {item.title: item for item in facts.items if host_of(item.url) == host and _is_fit(item.title, charset)}
    dated = [item for item in titles.values() if item.printed_on]
    dated.sort(key=lambda item: (item.printed_on, item.url))
    return (dated or list(titles.values()))[:TRIALS]


def _is_fit(title: str, charset: str) -> bool:
    """Whole, of a fit length, and of letters that the charset holds: others reach the search as something else."""
    if not _SHORTEST <= len(title) <= _LONGEST or title.rstrip().endswith(_CUT):
        return False
    return title.encode(charset, "ignore").decode(charset, "ignore") == title
