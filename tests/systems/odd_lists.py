"""Small sites whose lists are made in unusual ways: folding rows, films, archives of years, fresh blocks beside old lists."""

from datetime import date

from tests.systems.sites import Row, page, plain_list, put_articles, rows
from tests.systems.web import SmallSite


def menu_of(columns: dict[str, tuple[str, date | None]], home: str = "/") -> str:
    """A main menu."""
    links = "".join(f'<li><a href="{url}">{name}</a></li>' for url, (name, _) in columns.items())
    return f'<ul class="nav"><li><a href="{home}">首页</a></li>{links}</ul>'


def tell(site: SmallSite, columns: dict[str, tuple[str, date | None]]) -> None:
    """Notes the truth of columns."""
    site.truth |= {url: (name, newest.isoformat() if newest else None) for url, (name, newest) in columns.items()}


def folding_rows() -> SmallSite:
    """Rows that fold out and have no link but "details"; films that open by script; links that order a list."""
    site = SmallSite("folding.gov.cn", "6205210001", "甲县融媒体中心")
    columns: dict[str, tuple[str, date | None]] = {
        "/gsgg/": ("公示公告", date(2026, 11, 9)),
        "/spxw/": ("视频新闻", date(2026, 11, 18)),
        "/zcwj/": ("政策文件", date(2026, 9, 30)),
    }
    menu = menu_of(columns)
    made = {url: rows(url, newest) for url, (_, newest) in columns.items() if newest}
    fold = '<section><h4 onclick="fold(this)">{title}<small>{day}</small></h4><div>须于2026年12月30日前办理。<a href="{url}">查看详情</a></div></section>'
    folding = "".join(fold.format(url=url, title=title, day=day) for url, title, day in made["/gsgg/"])
    film = "<div onclick=\"play('{url}')\"><img src=/v.jpg><b>{title}</b><i>{day}</i></div>"
    first, *rest = made["/spxw/"]
    films = film.format(url=first[0], title=first[1], day=first[2]) + plain_list(rest)
    order = '<div>排序：<a href="?o=1">时间</a> <a href="?o=2">点击量</a></div>'
    bodies = {"/gsgg/": folding, "/spxw/": films, "/zcwj/": order + plain_list(made["/zcwj/"])}
    for url, body in bodies.items():
        site.pages[url] = page(site, columns[url][0], f"<div class=main>{body}</div>", menu)
        put_articles(site, made[url], menu)
    site.pages["/"] = page(site, "首页", "<p>欢迎访问</p>", menu)
    tell(site, columns)
    return site


def archives() -> SmallSite:
    """Documents by year: only the latest year can be updated, and what is old beside it is no fault."""
    site = SmallSite("archives.gov.cn", "6205210002", "甲县档案局")
    years: dict[str, tuple[str, date | None]] = {
        f"/wj/{year}/": (f"{year}年", day)
        for year, day in ((2026, date(2026, 10, 20)), (2025, date(2025, 12, 1)), (2019, date(2019, 11, 5)))
    }
    side = (
        '<div class="leftmenu"><h3>政策文件</h3><ul>'
        + "".join(f'<li><a href="{url}">{name}</a></li>' for url, (name, _) in years.items())
        + "</ul></div>"
    )
    top: dict[str, tuple[str, date | None]] = {
        "/wj/2026/": ("政策文件", None),
        "/dt/": ("工作动态", date(2026, 11, 17)),
    }
    menu = menu_of({"/wj/": top["/wj/2026/"], "/dt/": top["/dt/"]})
    way = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/wj/">政策文件</a></div>'
    for url, (name, newest) in years.items():
        items = rows(url, newest or date.min)
        site.pages[url] = page(site, name, way + side + f"<div>{plain_list(items)}</div>", menu)
        put_articles(site, items, menu)
    site.pages["/wj/"] = page(site, "政策文件", way + side, menu)
    news = rows("/dt/", date(2026, 11, 17))
    site.pages["/dt/"] = page(site, "工作动态", plain_list(news), menu)
    put_articles(site, news, menu)
    site.pages["/"] = page(site, "首页", "<p>欢迎访问</p>", menu)
    tell(site, years | {"/dt/": top["/dt/"], "/wj/": ("政策文件", date(2026, 10, 20))})
    return site


def fresh_beside_old() -> SmallSite:
    """Tables; a block of fresh news of another column beside an old list, one without a row, and one without days."""
    site = SmallSite("beside.gov.cn", "6205210003", "甲县粮食局")
    fresh = rows("/yw/", date(2026, 11, 19))
    columns: dict[str, tuple[str, date | None]] = {
        "/yw/": ("粮食要闻", date(2026, 11, 19)),
        "/tz/": ("通知公告", date(2023, 3, 3)),
        "/zx/": ("专项检查", None),
        "/fg/": ("粮食法规", date(2026, 8, 8)),
    }
    menu = menu_of(columns)
    side = f"<table class=side><tr><td>粮食要闻</td></tr><tr><td>{plain_list(fresh)}</td></tr></table>"
    old, laws = rows("/tz/", date(2023, 3, 3)), rows("/fg/", date(2026, 8, 8))
    undated = [(f"/fg/{number}00012.html", title, day) for number, (_, title, day) in enumerate(laws, 1)]
    bodies = {
        "/yw/": plain_list(fresh),
        "/tz/": f"<div class=con>{plain_list(old)}</div>{side}",
        "/zx/": f"<div class=con><h2>专项检查</h2><ul></ul></div>{side}",
        "/fg/": "<div class=con><h2>粮食法规</h2><ul>"
        + "".join(f'<li><a href="{url}">{title}</a></li>' for url, title, _ in undated)
        + f"</ul></div>{side}<div>2026年11月20日</div>",
    }
    for url, body in bodies.items():
        site.pages[url] = page(site, columns[url][0], body, menu)
    for items in (fresh, old, undated):
        put_articles(site, items, menu)
    site.pages["/"] = page(site, "首页", "<p>欢迎访问</p>", menu)
    tell(site, columns)
    return site


def columns_of_a_sibling() -> tuple[SmallSite, SmallSite]:
    """The disclosure pages lie on a host of their own; only its own front page names its columns, and carries the code."""
    site = SmallSite("www.owner.gov.cn", "6205210004", "乙市人民政府")
    sibling = SmallSite("xxgk.owner.gov.cn", "6205210004", "乙市人民政府")
    news: list[Row] = rows("/yw/", date(2026, 11, 16))
    menu = menu_of({"/yw/": ("乙市要闻", None), "http://xxgk.owner.gov.cn/": ("信息公开", None)})
    site.pages |= {
        "/": page(site, "首页", "<p>欢迎访问</p>", menu),
        "/yw/": page(site, "乙市要闻", plain_list(news), menu),
    }
    put_articles(site, news, menu)
    names = ("公告", "人事任免", "财政信息", "规划计划", "政策文件", "行政处罚")
    own: dict[str, tuple[str, date | None]] = {
        f"/c{number}/": (name, date(2026, 10, 30 - number)) for number, name in enumerate(names)
    }
    inner = menu_of(own, "http://www.owner.gov.cn/")
    for url, (name, newest) in own.items():
        items = rows(url, newest or date.min)
        sibling.pages[url] = page(sibling, name, plain_list(items), inner)
        put_articles(sibling, items, inner)
    sibling.pages["/"] = page(sibling, "信息公开", "<p>本平台统一公开本级政府信息，依法接受监督。</p>" * 9, inner)
    tell(site, {"/yw/": ("乙市要闻", date(2026, 11, 16))})
    tell(sibling, own)
    return site, sibling


ODD_SITES = (folding_rows(), archives(), fresh_beside_old(), *columns_of_a_sibling())
