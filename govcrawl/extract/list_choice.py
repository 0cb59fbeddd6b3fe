"""Which block of a page is its own list: not the hot news beside it, not the menu above it.

What tells, in this order: the pager that follows the list, a head that names side content, a head that is the page's
own name, the weight of the rows.
"""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from govcrawl.extract.block_heads import are_neighbours, cell_around, head_over, own_names
from govcrawl.extract.column_names import clean_name
from govcrawl.extract.endpoints import empty_lists, rowless
from govcrawl.extract.list_blocks import Block
from govcrawl.extract.main_menu import is_inside, main_menus
from govcrawl.extract.once import once
from govcrawl.extract.page import Page
from govcrawl.extract.text import squeeze
from govcrawl.extract.urls import same_page_key
from govcrawl.extract.zones import BESIDE_HEADING, SIDE_HEADING

_PAGER = frozenset({"下一页", "下页", "后一页", "尾页", "末页", "最后一页", "next", "last"})
_MORE = re.compile(r"(?:更多|more|查看全部)\W*$", re.IGNORECASE)
_FRAME = " []【】>»·|"
_COLUMN_NUMBER = re.compile(r"/col/col(\d+)/")
_FILE = re.compile(r"[^/?#]+\.[^/?#]+(?:\?[^#]*)?")
_CHANNEL = re.compile(r"/c\d{5,}/")
_MANY = 12
"""Dated rows that no side block has."""
_SHARED = 2
"""Other columns in one folder from which it is no column's own."""
_ROWS = 3
"""Undated rows that make a list: fewer are a link to a form, or what a list begins with."""
_TITLE = 8
"""Characters of a title, on the average; names of columns are shorter."""
_ROOT_SLASHES = 3
"""Slashes in the address of a site's root folder."""
_PAGER_LEVELS = 8
_CONTENT = "a[href], img, svg, canvas, iframe, form, input, object, embed, video, audio, script, [style*='url(']"
_NAME_LEVELS = 4
"""Elements above an empty one of which one must hold the page's name, and nothing else."""


def choose_blocks(blocks: list[Block], page: Page) -> list[Block]:
    """The page's own list: one block, or on a front page of several lists all that weigh alike."""
    content = [block for block in blocks if block.is_own] or [block for block in blocks if block.dated] or blocks
    if are_beside(content, page) and (listed := _undated_list(blocks, page)):
        return listed
    if all(block.zone == "side" for block in content) and (listed := _titled(blocks, page)):
        return listed
    if len(content) < 2:
        return content
    pager = _pager(page)
    if pager is not None and (listed := _before_pager(pager, blocks)):
        return [max(listed, key=lambda block: block.weight)]
    content = _own_folder(_named(content, page), page)
    best = max(content, key=lambda block: block.weight)
    return [block for block in content if block is best or (block.dated and best.dated < 3 * block.dated)]


def _undated_list(blocks: list[Block], page: Page) -> list[Block]:
    """Where only blocks beside a list are dated: the rows without a day that lie in the column's own folder, or right before
    the pager and have titles, not names. They are the page's list."""
    names, mark, pager = own_names(page), _own_mark(page), _pager(page)
    free = [block for block in blocks if not block.zone and not _is_beside(block, head_over(page, block.first), names)]
    free = [block for block in free if not _leads_nowhere(block, page)]
    own = [block for block in free if mark is not None and len(block.items) > 1 and _is_of(block, mark)]
    paged = _before_pager(pager, free) if pager is not None and not own else []
    return own or [block for block in paged if len(block.items) > 1 and block.weight >= _TITLE * len(block.items)]


def _titled(blocks: list[Block], page: Page) -> list[Block]:
    """Where only columns called a side hold days, none of them under the page's own name: the rows without a day in the
    middle of the page that have titles, not names."""
    names = own_names(page)
    if any(block.dated and head_over(page, block.first) in names for block in blocks):
        return []
    free = [
        block for block in blocks if not block.zone and len(block.items) >= _ROWS and not _leads_nowhere(block, page)
    ]
    return [block for block in free if block.weight >= _TITLE * len(block.items)]


def _leads_nowhere(block: Block, page: Page) -> bool:
    """Whether all rows lead to the page itself: a bar of filters."""
    own = same_page_key(page.url)
    return all(same_page_key(item.url) == own for item in block.items)


def are_beside(blocks: list[Block], page: Page) -> bool:
    """Whether all that was chosen stands beside a list: hot news, related and recommended items."""
    names = own_names(page)
    return bool(blocks) and all(_is_beside(block, head_over(page, block.first), names) for block in blocks)


def stands_beside(node: LexborNode, page: Page) -> bool:
    """Whether an element stands under a head of side content (相关信息): what a script writes there is no list of the page's."""
    head = head_over(page, node)
    return BESIDE_HEADING.search(head) is not None and head not in own_names(page)


def may_be_beside(blocks: list[Block], page: Page) -> bool:
    """Whether all that was chosen may stand beside a list: a head of side content (latest items, picture news), no article
    of the column itself, no link to further pages. On some pages such a block is the list: whether one without a row stands
    there as well must be seen."""
    names, mark = own_names(page), _own_mark(page)
    pager = _pager(page)
    if pager is not None and pager.tag == "a":
        return False
    return all(_is_of_others(block, head_over(page, block.first), names, mark) for block in blocks)


def _is_of_others(block: Block, head: str, names: set[str], mark: str | None) -> bool:
    is_own = (
        head in names or block.dated >= _MANY or (mark is not None and any(mark in item.url for item in block.items))
    )
    return not is_own and SIDE_HEADING.search(head) is not None


def are_named(blocks: list[Block], page: Page) -> bool:
    """Whether something of the page says that the chosen rows are its own list: their head, their addresses, a pager, or
    that they are more than a side block has."""
    names, mark = own_names(page), _own_mark(page)
    pager = _pager(page)
    paged = {id(block) for block in _before_pager(pager, blocks)} if pager is not None else set()
    return any(
        id(block) in paged
        or block.dated >= _MANY
        or head_over(page, block.first) in names
        or (mark is not None and _is_of(block, mark))
        for block in blocks
    )


def _is_beside(block: Block, head: str, names: set[str]) -> bool:
    return head not in names and (BESIDE_HEADING.search(head) is not None if head else block.zone == "side")


def _named(blocks: list[Block], page: Page) -> list[Block]:
    """The blocks whose head is the page's own name, else those whose head does not announce side content."""
    heads = [(block, head_over(page, block.first)) for block in blocks]
    names = own_names(page)
    own = [block for block, head in heads if head in names]
    if own and len(own) < len(blocks) and (max(block.dated for block in own) or _are_of_others(heads, own, page)):
        return own
    return [block for block, head in heads if not SIDE_HEADING.search(head)] or blocks


def are_of_a_named_column(blocks: list[Block], page: Page) -> bool:
    """Whether a block's head is another column's by a link of the page: that column's own, or "more" beside the head."""
    head = head_over(page, blocks[0].first)
    bare = _MORE.sub("", head).strip(_FRAME)
    return bool(bare) and any(
        anchor.url is not None
        and anchor.text.strip(_FRAME) == bare
        and same_page_key(anchor.url) != same_page_key(page.url)
        for anchor in page.anchors
    )


def _are_of_others(heads: list[tuple[Block, str]], own: list[Block], page: Page) -> bool:
    """Whether undated articles stand under the page's own name, and all dated rows in one block that is another column's."""
    others = [block for block, _ in heads if block not in own and block.dated]
    is_list = all(block.is_own for block in own) and sum(len(block.items) for block in own) >= _ROWS
    return is_list and are_of_others(others, page)


def has_own_empty_list(page: Page) -> bool:
    """Whether a list without a row stands under the page's own name."""
    return bool(_under_own_name(empty_lists(page), page))


def _under_own_name(lists: list[LexborNode], page: Page) -> list[LexborNode]:
    return [node for node in lists if head_over(page, node) in own_names(page)]


def stand_beside_empty(blocks: list[Block], page: Page) -> bool:
    """Whether a list or table without a row stands under the page's own name, and all rows in the cell beside it."""
    empty = _under_own_name(rowless(page), page)
    parts = [row for block in blocks for row in block.parts.values()]
    return bool(empty and parts) and all(
        head_over(page, row) not in own_names(page) and any(are_neighbours(row, node) for node in empty)
        for row in parts
    )


def has_lone_list(page: Page) -> bool:
    """Whether a list without a row stands under the page's own name, and both alone."""
    return any(_stands_alone(node, page) for node in empty_lists(page))


def has_own_empty_box(page: Page) -> bool:
    """Whether an element without anything in it stands under the page's own name, and both alone: an empty list."""
    boxes = (node for node in page.tree.css("div, section") if next(node.iter(include_text=True), None) is None)
    return any(_stands_alone(node, page) for node in boxes)


def has_bare_cell(page: Page) -> bool:
    """Whether a list or table without a row stands under the page's own name in a cell that holds nothing else."""
    return any(cell_around(node) is not None and _stands_alone(node, page) for node in rowless(page))


def _stands_alone(node: LexborNode, page: Page) -> bool:
    """Whether what stands round an empty element is the page's own name alone. A spacer under a head stands before a text, a
    picture or a file, and is no list."""
    current = node.parent
    for _ in range(_NAME_LEVELS):
        if current is None or current.tag == "body":
            return False
        text = squeeze(page.visible.of(current))
        if text or current.css_first(_CONTENT) is not None:
            return clean_name(text) in own_names(page) and current.css_first(_CONTENT) is None
        current = current.parent
    return False


def are_of_others(blocks: list[Block], page: Page) -> bool:
    """Whether rows stand under one head, which is not the page's own name, and lead out of its folder. On a front page of
    several blocks each belongs to it."""
    mark = _own_mark(page)
    if mark is not None and any(mark in item.url for block in blocks for item in block.items):
        return False
    heads = {head_over(page, row) for block in blocks for row in block.parts.values()}
    return len(heads) == 1 and "" not in heads and heads.isdisjoint(own_names(page))


def own_islands(fragments: list[str], page: Page) -> list[str]:
    """Of several data islands on a page of hanweb those with articles of the page's own column, where there are any."""
    column = _COLUMN_NUMBER.search(page.url)
    return [one for one in fragments if column and f"/art_{column[1]}_" in one] or fragments


def _own_folder(blocks: list[Block], page: Page) -> list[Block]:
    """Where some dated blocks link to the page's own folder (or column number) and others do not: the former."""
    mark = _own_mark(page)
    own = [block for block in blocks if block.dated and _is_of(block, mark)] if mark else []
    return own or blocks


def _own_mark(page: Page) -> str | None:
    """What the addresses of a column's own items have in common with its address."""
    if column := _COLUMN_NUMBER.search(page.url):
        return f"/art_{column[1]}_"
    if channel := _CHANNEL.search(page.url):
        return channel[0]
    folder = page.url[: page.url.rfind("/") + 1]
    return folder if folder.count("/") > _ROOT_SLASHES and not _is_shared(folder, page) else None


def _is_shared(folder: str, page: Page) -> bool:
    """Whether a folder holds other columns side by side (/views/a.html, /views/b.html): links of the main menu lead to files
    right in it."""
    menus = main_menus(page)
    own = same_page_key(page.url)
    files = (
        anchor
        for anchor in page.anchors
        if anchor.url is not None and anchor.url.startswith(folder) and _FILE.fullmatch(anchor.url, len(folder))
    )
    others = (anchor for anchor in files if same_page_key(anchor.url or "") != own and is_inside(anchor.node, menus))
    return len(list(islice(others, _SHARED))) == _SHARED


def _is_of(block: Block, mark: str) -> bool:
    return 2 * sum(mark in item.url for item in block.items) > len(block.items)


@once
def _pager(page: Page) -> LexborNode | None:
    """The last element that pages a list: a link to the next page, or the call of a paging script."""
    for anchor in reversed(page.anchors):
        if anchor.text.strip(" []()<>»›").lower() in _PAGER:
            return anchor.node
    if "createPage" in page.scripts:
        return next((node for node in page.tree.css("script") if "createPage" in node.text()), None)
    return None


def _before_pager(pager: LexborNode, blocks: list[Block]) -> list[Block]:
    """The blocks in the element nearest before the pager that holds any."""
    above = [(block, _ancestors(block.first)) for block in blocks]
    current: LexborNode | None = pager
    for _ in range(_PAGER_LEVELS):
        if current is None:
            break
        sibling = current.prev
        while sibling is not None:
            found = [block for block, ancestors in above if sibling.mem_id in ancestors]
            if found:
                return found
            sibling = sibling.prev
        current = current.parent
    return []


def _ancestors(node: LexborNode) -> set[int]:
    found = {node.mem_id}
    current = node.parent
    while current is not None:
        found.add(current.mem_id)
        current = current.parent
    return found
