"""A home page whose menus name the site by its server's bare address."""

from tests.extract.test_columns import HOST, columns

BARE = "http://61.153.144.78:80"
NAMES = {"/tzgg/index.jhtml": "通知公告", "/zxzx/index.jhtml": "中心资讯", "/jcdt/index.jhtml": "基层动态"}
MORE = {"/zcfg/index.jhtml": "政策法规", "/zyzn.jhtml": "主要职能"}


def menu(base: str, names: dict[str, str]) -> str:
    return "<ul>" + "".join(f"<li><a href='{base}{path}'>{name}</a></li>" for path, name in names.items()) + "</ul>"


def test_columns_at_the_bare_address_are_the_sites_own() -> None:
    body = f"<div class=nav>{menu(BARE, NAMES | MORE)}</div>"
    blocks = "".join(f"<div><h3>{name}</h3><a href='{path}'>更多</a></div>" for path, name in NAMES.items())
    found = {column.url: column.name for column in columns(body + blocks)}
    assert found == {f"http://{HOST}{path}": name for path, name in (NAMES | MORE).items()}


def test_a_server_that_is_named_one_way_is_a_neighbours() -> None:
    body = f"<div class=nav>{menu('', NAMES)}</div><div class=nav2>{menu(BARE, MORE)}</div>"
    assert {column.name for column in columns(body)} == set(NAMES.values())
    few = dict(list(NAMES.items())[:2])
    body = f"<div class=nav>{menu('', few)}</div><div class=nav2>{menu(BARE, few | MORE)}</div>"
    assert {column.name for column in columns(body)} == set(few.values())


def test_a_neighbours_server_of_the_same_make_stays_a_neighbours_beside_a_menu_of_our_own() -> None:
    own = {f"/own{number}/index.jhtml": name for number, name in enumerate(("机构设置", "人事信息", "规划计划"))}
    body = f"<div class=nav>{menu('', NAMES | own)}</div><div class=nav2>{menu(BARE, NAMES | MORE)}</div>"
    found = {column.name for column in columns(body)}
    assert found == {*NAMES.values(), *own.values()}
