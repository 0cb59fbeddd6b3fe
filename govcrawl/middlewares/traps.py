"""Crawler traps: addresses that a site makes up without end, stopped by rules whose names go into the record."""

import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from importlib import resources
from urllib.parse import urlsplit

from govcrawl.model.items import PageFacts, Visit
from govcrawl.model.vocabulary import VisitRole

_LIMITS: dict[str, int] = tomllib.loads(resources.files(__package__).joinpath("traps.toml").read_text("utf-8"))
_FOLLOWED = frozenset({VisitRole.COLUMN, VisitRole.NEXT_PAGE, VisitRole.ARTICLE, VisitRole.SITE_MAP})
_LISTS = frozenset({VisitRole.COLUMN, VisitRole.NEXT_PAGE})
_REPEATED = re.compile(rf"((?:/[^/]+)+?)\1{{{_LIMITS['repeats']},}}(?=/|$)")
_MONTH = re.compile(
    r"(?:[/=](?P<a>(?:19|20|21)\d\d)[-/](?P<b>0?[1-9]|1[0-2])(?=[-/&#.]|$))"
    r"|(?:[?&](?:year|y|nian)=(?P<c>\d{4})&(?:.*&)?(?:month|m|yue)=(?P<d>\d{1,2})(?=&|#|$))",
    re.IGNORECASE,
)


class TrapWatch:
    """What was asked of one site, as far as the rules need it. Months are counted from year 0."""

    def __init__(self, as_of: date) -> None:
        self._latest = as_of.year * 12 + as_of.month + _LIMITS["months_ahead"]
        self._months: defaultdict[str, set[int]] = defaultdict(set)
        self._queries: Counter[str] = Counter()
        self._facets: Counter[str] = Counter()
        self._values: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._contents: Counter[int] = Counter()
        self._repeaters: set[str] = set()

    def note_page(self, url: str, facts: PageFacts) -> None:
        """Takes what a page shows: its list, or where it has none its whole body."""
        content = " ".join(item.url for item in facts.items) or facts.digest
        shown = hash(content)
        self._contents[shown] += 1
        if content and self._contents[shown] > _LIMITS["same_contents"]:
            self._repeaters.add(url)

    def rule_against(self, visit: Visit) -> str | None:
        """The name of the rule that stops a visit, or None; to be asked once for every visit that is to be sent."""
        if visit.role not in _FOLLOWED:
            return None
        is_repeated = visit.role is VisitRole.COLUMN and visit.parent_url in self._repeaters
        parts = urlsplit(visit.url)
        return (
            _shape_rule(visit.url, parts.path)
            or (self._calendar_rule(visit.url) if visit.role in _LISTS else None)
            or self._query_rule(f"{parts.netloc}{parts.path}", parts.query)
            or ("same_content" if is_repeated else None)
        )

    def _calendar_rule(self, url: str) -> str | None:
        found = _MONTH.search(url)
        if found is None:
            return None
        month = int(found["a"] or found["c"]) * 12 + int(found["b"] or found["d"])
        shown = self._months[re.sub(r"\d+", "0", url)]
        shown.add(month)
        return "calendar" if month > self._latest or len(shown) > _LIMITS["months"] else None

    def _query_rule(self, path: str, query: str) -> str | None:
        if not query:
            return None
        self._queries[path] += 1
        fields = query.split("&")
        if len(fields) >= _LIMITS["facet_fields"]:
            self._facets[path] += 1
            for name, _, value in (field.partition("=") for field in fields):
                self._values[path][name].add(value)
        is_over = self._queries[path] > _LIMITS["queries"] or (
            self._facets[path] > _LIMITS["facets"] and not self._has_number(path)
        )
        return "query_facets" if is_over else None

    def _has_number(self, path: str) -> bool:
        """Whether one field of a path's queries numbers its pages (index.php?m=content&a=show&catid=5&id=607819): it holds
        another value in every few of them. Facets combine a few values again and again."""
        most = max(len(values) for values in self._values[path].values())
        return most * _LIMITS["numbered"] >= self._facets[path]


def _shape_rule(url: str, path: str) -> str | None:
    if len(url) > _LIMITS["length"]:
        return "long_address"
    if path.count("/") > _LIMITS["segments"]:
        return "deep_path"
    return "repeated_segments" if _REPEATED.search(path) else None
