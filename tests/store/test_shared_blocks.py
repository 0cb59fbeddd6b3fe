"""Rows that stand on the pages of many columns are a block's of the template, and tell of none of them."""

from dataclasses import replace
from datetime import date

from store_samples import column, item

from govcrawl.model.facts import ColumnFacts
from govcrawl.model.items import ItemSeen
from govcrawl.model.vocabulary import ColumnState
from govcrawl.store.shared_blocks import without_shared_blocks

ROWS = tuple(item(number, date(2018, 2, 20)) for number in range(6))


def told(name: str, rows: tuple[ItemSeen, ...] = ROWS) -> ColumnFacts:
    seen = column(name)
    newest = date(2018, 2, 20)
    return ColumnFacts(
        seen.name, seen.url, 1, seen.kind, ColumnState.DATED, newest_item_on=newest, items=len(rows), recent=rows
    )


def states(*columns: ColumnFacts) -> list[ColumnState]:
    return [one.state for one in without_shared_blocks(columns)]


def test_rows_on_three_columns_tell_of_none() -> None:
    columns = [told("甲"), told("乙"), told("丙")]
    found = without_shared_blocks(columns)
    assert {(one.state, one.newest_item_on, one.items) for one in found} == {(ColumnState.UNKNOWN, None, 0)}


def test_two_may_be_a_column_and_the_one_above_it() -> None:
    assert states(told("甲"), told("乙")) == [ColumnState.DATED] * 2


def test_rows_in_the_folder_of_a_column_are_its_list() -> None:
    own = tuple(replace(row, url=f"http://www.linjiang.gov.cn/yw/{number}.html") for number, row in enumerate(ROWS))
    owner = replace(told("要闻", own), url="http://www.linjiang.gov.cn/yw/")
    assert states(owner, told("甲", own), told("乙", own)) == [ColumnState.DATED] * 3


def test_other_rows_and_long_lists_stay() -> None:
    long = tuple(item(number, date(2018, 2, 20)) for number in range(20))
    assert states(told("甲", long), told("乙", long), told("丙", long)) == [ColumnState.DATED] * 3
    assert states(told("甲", ROWS[:5]), told("乙", ROWS[1:]), told("丙")) == [ColumnState.DATED] * 3
