"""The all-sites table of a city's circular, in its published order of columns (荆州, 2018-02-28)."""

from collections.abc import Iterator
from dataclasses import dataclass

from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.phrases import cell
from govcrawl.reports.words import word

_YES_NO = {"zh": ("是", "否"), "en": ("yes", "no")}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. `problems` is None where the site was not read: that is not the same as `无`."""

    number: int
    site_id_code: str
    name: str
    is_portal: str
    url: str
    problems: str | None
    result: str

    def cells(self) -> tuple[int | str, ...]:
        """The row in the order of the table's headers."""
        return (
            self.number,
            self.site_id_code,
            self.name,
            self.is_portal,
            self.url,
            self.problems or "",
            self.result,
        )


def table_row(number: int, site: SiteReport, lang: str = "zh") -> TableRow:
    """The row of one site."""
    row = site.verdict
    phrases = site.phrases(lang)
    silent = not phrases and site.result in {"not_inspected", "undetermined"}
    yes, no = _YES_NO[lang]
    return TableRow(
        number,
        row.site_id_code,
        row.site_name,
        yes if row.kind == "portal" else no,
        row.url,
        None if silent else cell(phrases, lang),
        word("verdict", site.result, lang),
    )


def table_rows(content: Content, lang: str = "zh") -> Iterator[TableRow]:
    """The rows of every site, numbered from 1."""
    return (table_row(number, site, lang) for number, site in enumerate(content.sites(), 1))
