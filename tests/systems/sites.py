"""The small sites: each is one way of building a menu, a list or a door."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from urllib.parse import parse_qs

from tests.systems.web import Answer, SmallSite

AS_OF = date(2026, 11, 20)
Row = tuple[str, str, date]
"""Address, title, day."""


def rows(base: str, newest: date, count: int = 10, suffix: str = ".html") -> list[Row]:
    """Rows of a list, a week apart, the newest first."""
    days = [newest - timedelta(days=7 * number) for number in range(count)]
    return [
        (f"{base}{day:%Y%m}/t{day:%Y%m%d}_{100 + n}{suffix}", f"关于{base}工作情况的第{n}次通报", day)
        for n, day in enumerate(days)
    ]


def plain_list(items: Iterable[Row]) -> str:
    """An ordinary list."""
    return (
        "<ul>"
        + "".join(f'<li><a href="{url}">{title}</a><span>{day}</span></li>' for url, title, day in items)
        + "</ul>"
    )


def page(site: SmallSite, title: str, body: str, menu: str = "") -> str:
    """A page of a site with its footer."""
    head = f'<meta charset="{site.charset}"><title>{title}_{site.name}</title>'
    footer = f'<div class="footer">主办单位：{site.name} 网站标识码：{site.code} 联系电话：0716-8278000 鄂ICP备05003410号</div>'
    return f"<html><head>{head}</head><body>{menu}{body}{footer}</body></html>"


def put_articles(site: SmallSite, items: Iterable[Row], menu: str = "") -> None:
    """The articles that rows lead to."""
    for url, title, day in items:
        text = f"<h1>{title}</h1><p>发布时间：{day}</p><div class='content'>{'<p>正文若干内容，认真贯彻落实。</p>' * 12}</div>"
        site.pages[url.partition("?")[0]] = page(site, title, text, menu)


def framed_menu() -> SmallSite:
    """The menu stands in a frame of an address that says nothing; list rows are cards with the day apart from its month."""
    site = SmallSite("framed.gov.cn", "1310000109", "壬市教育局")
    columns = {
        f"/columns/7f3c1a52-1111-4a6b-9a01-00000000000{n}/": name for n, name in ((1, "教育要闻"), (2, "教育督导"))
    }
    newest = dict(zip(columns, (date(2026, 11, 19), date(2020, 12, 1)), strict=True))
    links = "".join(f'<li><a target="_top" href="{url}index.html">{name}</a></li>' for url, name in columns.items())
    site.pages["/columns/0a1b2c3d-0000-4a6b-9a01-000000000000/index.html"] = (
        f'<ul class="nav"><li><a href="/">首页</a></li>{links}</ul>'
    )
    frame = '<iframe src="/columns/0a1b2c3d-0000-4a6b-9a01-000000000000/index.html" height="120"></iframe>'
    for url, name in columns.items():
        items = rows(url, newest[url])
        cards = "".join(
            f'<div class="card"><div class="d"><span>{day:%Y-%m}</span><b>{day:%d}</b></div><h4><a href="{href}">{title}</a></h4>'
            "<p>为落实2019年5月1日起施行的规定……</p></div>"
            for href, title, day in items
        )
        site.pages[f"{url}index.html"] = page(site, name, f"<div>当前位置：首页 &gt; {name}</div>{cards}", frame)
        put_articles(site, items)
        site.truth[f"{url}index.html"] = (name, newest[url].isoformat())
    site.pages["/"] = page(site, "首页", plain_list(rows(next(iter(columns)), date(2026, 11, 19), 6)), frame)
    return site


def frameset() -> SmallSite:
    """A frameset of a menu and a main page."""
    site = SmallSite("frameset.gov.cn", "4210000201", "子市林业局")
    site.pages["/"] = (
        '<frameset rows="90,*"><frame src="/top.html" name="top"><frame src="/main.html" name="main"></frameset>'
    )
    site.pages["/top.html"] = (
        '<ul class="menu"><li><a href="/lyyw/">林业要闻</a></li><li><a href="/tzgg/">通知公告</a></li></ul>'
    )
    for url, name, newest in (("/lyyw/", "林业要闻", date(2026, 11, 18)), ("/tzgg/", "通知公告", date(2023, 4, 1))):
        items = rows(url, newest)
        site.pages[url] = page(site, name, plain_list(items))
        put_articles(site, items)
        site.truth[url] = (name, newest.isoformat())
    site.pages["/main.html"] = page(
        site, "首页", f"<h2>林业要闻</h2>{plain_list(rows('/lyyw/', date(2026, 11, 18), 5))}"
    )
    return site


def directory() -> SmallSite:
    """A directory kept as data, each heading under a fragment, its rows from a JSON service."""
    site = SmallSite("directory.gov.cn", "4410000105", "戊市生态环境局")
    newest = {5: ("通知公告", date(2026, 11, 15)), 6: ("政策法规", date(2023, 2, 2))}
    tree = [
        {"id": 1, "name": "法定主动公开", "children": [{"id": key, "name": name} for key, (name, _) in newest.items()]}
    ]
    script = f'<div id="app"></div><script>window._CONFIG={{SID:"755001",TREE:{json.dumps(tree)}}};</script>'
    menu = '<ul class="menu"><li><a href="/">首页</a></li><li><a href="/gkmlpt/index">政府信息公开</a></li></ul>'
    site.pages["/"] = page(site, "首页", "<p>欢迎访问本网站</p>", menu)
    site.pages["/gkmlpt/index"] = page(site, "政府信息公开目录", script, menu)
    for key, (name, day) in newest.items():
        articles = [
            {"title": title, "url": f"/content/post_{key}{number}.html", "date": f"{on} 10:00:00"}
            for number, (_, title, on) in enumerate(rows(f"/{key}/", day))
        ]
        text = json.dumps({"articles": articles, "total": len(articles)})
        site.dynamic[f"/gkmlpt/api/all/{key}"] = lambda query, form, headers, text=text: (200, "application/json", text)
        site.truth[f"/gkmlpt/index#{key}"] = (name, day.isoformat())
    return site


def query_strings() -> SmallSite:
    """Columns and articles that differ in their query alone; rows are terms, their days definitions."""
    site = SmallSite("query.gov.cn", "6110000106", "己市文旅局")
    columns = {"11": ("文旅资讯", date(2026, 11, 16)), "12": ("公示公告", date(2026, 11, 2))}
    links = "".join(
        f'<a href="/info/iList.jsp?node_id=N&cat_id={key}">{name}</a>' for key, (name, _) in columns.items()
    )
    menu = f'<div id="menu"><a href="/">首页</a>{links}</div>'

    def listing(query: str, form: str, headers: Mapping[str, str]) -> Answer:
        key = parse_qs(query)["cat_id"][0]
        name, newest = columns[key]
        terms = "".join(
            f'<dt><a href="/info/iIndex.jsp?node_id=N&cat_id={key}&id={number}">{title}</a></dt><dd>[{day}]</dd>'
            for number, (_, title, day) in enumerate(rows(f"/{key}/", newest))
        )
        return 200, "text/html", page(site, name, f"<dl>{terms}</dl>", menu)

    site.dynamic["/info/iList.jsp"] = listing
    site.dynamic["/info/iIndex.jsp"] = lambda *_: (
        200,
        "text/html",
        page(site, "文章", "<h1>关于工作的通报</h1><p>发布时间：2026-11-02</p>" + "<p>正文</p>" * 40, menu),
    )
    site.pages["/"] = page(site, "首页", "<p>欢迎访问</p>", menu)
    site.truth = {
        f"/info/iList.jsp?node_id=N&cat_id={key}": (name, day.isoformat()) for key, (name, day) in columns.items()
    }
    return site


def written_head() -> SmallSite:
    """GBK; the menu and the footer are files of document.write."""
    site = SmallSite("written.gov.cn", "4310000108", "辛县统计局", "gb2312")
    columns = {"/109/171/": ("县内要闻", date(2026, 11, 18)), "/112/171/": ("统计公报", date(2025, 1, 15))}
    links = "".join(f'<li><a href="{url}index.htm">{name}</a></li>' for url, (name, _) in columns.items())
    site.pages["/js/top.js"] = (
        f'document.write(\'<div class="top"><ul><li><a href="/">首页</a></li>{links}</ul></div>\');'
    )
    menu = '<script src="/js/top.js"></script>'
    for url, (name, newest) in columns.items():
        items = rows(url, newest)
        table = "".join(
            f'<tr><td>·<a href="{href}">{title}</a></td><td>{day.year}年{day.month}月{day.day}日</td></tr>'
            for href, title, day in items
        )
        site.pages[f"{url}index.htm"] = page(site, name, f"<table>{table}</table>", menu)
        put_articles(site, items, menu)
        site.truth[f"{url}index.htm"] = (name, newest.isoformat())
    blocks = "".join(
        f'<div><span>{name}</span><a href="{url}index.htm">更多..</a>{plain_list(rows(url, newest, 5))}</div>'
        for url, (name, newest) in columns.items()
    )
    site.pages["/"] = page(site, "首页", blocks, menu)
    return site


def posted_lists() -> SmallSite:
    """Lists that a page asks for by POST with an object of any name; one of them is truly empty."""
    site = SmallSite("posted.gov.cn", "3210000102", "乙市财政局")
    columns: dict[str, tuple[str, date | None]] = {"103": ("政策法规", date(2025, 7, 1)), "105": ("专题报道", None)}
    menu = (
        '<div class="nav"><a href="/">首页</a>'
        + "".join(f'<a href="/col/col{key}/index.html">{name}</a>' for key, (name, _) in columns.items())
        + "</div>"
    )

    def data_proxy(query: str, form: str, headers: Mapping[str, str]) -> Answer:
        newest = columns[parse_qs(form)["columnid"][0]][1]
        items = rows("/art/", newest) if newest else []
        records = "".join(
            f'<record><![CDATA[<li><a href="{url}">{title}</a><span>{day}</span></li>]]></record>'
            for url, title, day in items
        )
        return (
            200,
            "text/xml",
            f"<datastore><totalrecord>{len(items)}</totalrecord><recordset>{records}</recordset></datastore>",
        )

    site.dynamic["/module/web/jpage/dataproxy.jsp"] = data_proxy
    put_articles(site, rows("/art/", date(2025, 7, 1)), menu)
    for key, (name, newest) in columns.items():
        unit = f'{{col:1,webid:1,columnid:{key},unitid:"88{key}",permissiontype:0}}'
        script = f'<div id="88{key}"></div><script>var __u={unit};$.post("/module/web/jpage/dataproxy.jsp?perpage=15",__u);</script>'
        site.pages[f"/col/col{key}/index.html"] = page(site, name, script, menu)
        site.truth[f"/col/col{key}/index.html"] = (name, newest.isoformat() if newest else None)
    site.pages["/"] = page(site, "首页", "<p>欢迎访问</p>", menu)
    return site


def stub_before_a_shell() -> SmallSite:
    """A heading sends its visitor by script to its first column, whose list comes from a data address."""
    site = SmallSite("stub.gov.cn", "4210000211", "戌市气象局")
    columns = {"501": ("气象动态", date(2026, 11, 17)), "502": ("气象公告", date(2024, 2, 2))}
    links = "".join(f'<li><a href="/col/col{key}/index.html">{name}</a></li>' for key, (name, _) in columns.items())
    menu = f'<ul class="nav"><li><a href="/">首页</a></li><li><a href="/col/col500/index.html">气象信息</a><ul>{links}</ul></li></ul>'

    def data_proxy(query: str, form: str, headers: Mapping[str, str]) -> Answer:
        items = rows("/art/", columns[parse_qs(form)["columnid"][0]][1])
        records = "".join(
            f'<record><![CDATA[<li><a href="{url}">{title}</a><span>{day}</span></li>]]></record>'
            for url, title, day in items
        )
        return 200, "text/xml", f"<datastore><totalrecord>10</totalrecord><recordset>{records}</recordset></datastore>"

    site.dynamic["/module/web/jpage/dataproxy.jsp"] = data_proxy
    put_articles(site, [row for _, newest in columns.values() for row in rows("/art/", newest)], menu)
    for key, (name, newest) in columns.items():
        unit = f'{{col:1,webid:1,columnid:{key},unitid:"88{key}",permissiontype:0}}'
        script = f'<div id="88{key}"></div><script>var __u={unit};$.post("/module/web/jpage/dataproxy.jsp?perpage=15",__u);</script>'
        site.pages[f"/col/col{key}/index.html"] = page(site, name, script, menu)
        site.truth[f"/col/col{key}/index.html"] = (name, newest.isoformat())
    site.pages["/col/col500/index.html"] = '<script>location.href="/col/col501/index.html"</script>'
    site.truth["/col/col500/index.html"] = ("气象信息", "2026-11-17")
    site.pages["/"] = page(site, "首页", "<p>欢迎访问</p>", menu)
    return site


def guarded() -> SmallSite:
    """A wall that sends a script first; whoever runs it is let in."""
    site = SmallSite("guarded.gov.cn", "4210000207", "午市工信局")
    script = "<script>document.cookie='__jsl_clearance_s=1;path=/';location.href=location.pathname</script>"
    site.gate = lambda headers: None if "__jsl" in (headers.get("Cookie") or "") else (521, "text/html", script)
    menu = '<div class="nav"><a href="/">首页</a><a href="/gxyw/">工信要闻</a></div>'
    items = rows("/gxyw/", date(2026, 11, 13))
    site.pages["/"] = page(site, "首页", plain_list(items[:5]), menu)
    site.pages["/gxyw/"] = page(site, "工信要闻", plain_list(items), menu)
    put_articles(site, items, menu)
    site.truth["/gxyw/"] = ("工信要闻", "2026-11-13")
    return site


_DOORS = {
    "at-once": "<script>document.cookie='door=1;path=/';location.reload()</script>",
    "to-itself": "<script>document.cookie='door=1;path=/';window.location.href=location.pathname</script>",
    "refresh": "<script>document.cookie='door=1;path=/'</script><meta http-equiv=refresh content='0;url=/gxyw/'>",
    "by-timer": "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/gxyw/'>工信要闻</a></li></ul>"
    "<script>document.cookie='door=1;path=/';setTimeout(function(){location.reload()},1500)</script>",
    "written-apart": "<p>请稍候</p><script>var d=document,l=window['loc'+'ation'];d['coo'+'kie']='door=1;path=/';"
    "setTimeout(function(){l['rel'+'oad']()},900)</script>",
    "never": "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/gxyw/'>工信要闻</a></li></ul>"
    "<script>document.cookie='shut=1;path=/';setTimeout('location.reload()',700)</script>",
}
"""Pages of nobody's make before a column: they set a cookie and open it again, all but the last one in vain."""


def doors() -> Iterable[SmallSite]:
    """A home page and a column that are open, and a column behind a door that a script opens."""
    for number, (name, door) in enumerate(_DOORS.items()):
        site = SmallSite(f"{name}.door.gov.cn", f"42100003{number:02d}", f"门{number}市工信局")
        menu = '<div class="nav"><a href="/">首页</a><a href="/gxyw/">工信要闻</a><a href="/tzgg/">通知公告</a></div>'
        items, notices = rows("/gxyw/", date(2026, 11, 13)), rows("/tzgg/", date(2026, 11, 12))
        shown = page(site, "工信要闻", plain_list(items), menu)
        site.pages["/"] = page(site, "首页", plain_list(items[:5]), menu)
        put_articles(site, [*items, *notices], menu)
        site.pages["/tzgg/"] = page(site, "通知公告", plain_list(notices), menu)
        site.truth["/tzgg/"] = ("通知公告", "2026-11-12")
        site.dynamic["/gxyw/"] = _behind(door, shown)
        if name != "never":
            site.truth["/gxyw/"] = ("工信要闻", "2026-11-13")
        yield site


def _behind(door: str, shown: str) -> Callable[[str, str, Mapping[str, str]], Answer]:
    return lambda query, form, headers: (200, "text/html", shown if "door=1" in headers.get("Cookie", "") else door)


def sibling_hosts() -> tuple[SmallSite, ...]:
    """A column on another host that carries the site's code, and one on a host of another organ."""
    site = SmallSite("www.twin.gov.cn", "4210000203", "寅县人民政府")
    other = SmallSite("zwgk.twin.gov.cn", "4210000203", "寅县人民政府")
    stranger = SmallSite("fgw.twin.gov.cn", "4210000999", "寅县发改委")
    columns = {
        "http://zwgk.twin.gov.cn/gkml/": "政府信息公开目录",
        "http://fgw.twin.gov.cn/xmsp/": "项目审批公示",
        "http://www.twin.gov.cn/xwzx/": "新闻中心",
    }
    menu = '<div class="nav"><a href="http://www.twin.gov.cn/">首页</a>' + "".join(
        f'<a href="{url}">{name}</a>' for url, name in columns.items()
    )
    menu += "</div>"
    for holder, path, name, newest in (
        (site, "/xwzx/", "新闻中心", date(2026, 11, 19)),
        (other, "/gkml/", "政府信息公开目录", date(2025, 3, 1)),
        (stranger, "/xmsp/", "项目审批公示", date(2019, 1, 1)),
    ):
        items = rows(path, newest)
        holder.pages[path] = page(holder, name, plain_list(items), menu)
        put_articles(holder, items, menu)
        if holder is not stranger:
            holder.truth[path] = (name, newest.isoformat())
    site.pages["/"] = page(site, "首页", plain_list(rows("/xwzx/", date(2026, 11, 19), 5)), menu)
    return site, other, stranger


def greeting() -> SmallSite:
    """A front page that only greets; days with the year last; a list that needs a library which does not come."""
    site = SmallSite("greeting.gov.cn", "5306000208", "未县文旅局")
    columns = {"/wl/wlyw/": ("文旅要闻", date(2026, 11, 9)), "/wl/hdyg/": ("文化活动", date(2025, 3, 12))}
    links = "".join(f'<li><a href="{url}">{name}</a></li>' for url, (name, _) in columns.items())
    menu = f'<ul class="menu"><li><a href="/wl/">首页</a></li>{links}<li><a href="/wl/tzgg/">通知公告</a></li></ul>'
    site.pages["/"] = '<img src="/a.jpg"><p><a href="/wl/">进入网站</a> <a href="http://www.b.gov.cn/">县政府</a></p>'
    for url, (name, newest) in columns.items():
        items = rows(url, newest, suffix=".aspx")
        posts = "".join(
            f'<article><h2><a href="{href}">{title}</a></h2><p>发布于 {day:%d/%m/%Y} 由 <a href="/author/admin">admin</a></p></article>'
            for href, title, day in items
        )
        site.pages[url] = page(site, name, posts, menu)
        put_articles(site, items, menu)
        site.truth[url] = (name, newest.isoformat())
    script = '<ul id="list"></ul><script>$.getJSON("/tzgg.json", function (d) { $("#list").html(d.rows); });</script>'
    site.pages["/wl/tzgg/"] = page(site, "通知公告", script, menu)
    site.pages["/wl/"] = page(site, "首页", plain_list(rows("/wl/wlyw/", date(2026, 11, 9), 5)), menu)
    return site


def tree_beside_frame() -> SmallSite:
    """A tree of headings as a script's data, and the list of the first one in a frame beside it."""
    site = SmallSite("tree.gov.cn", "2201000209", "申市公安局")
    columns = {
        "/xxgk/list_3.html": ("规范性文件", date(2025, 3, 3)),
        "/xxgk/list_4.html": ("人事信息", date(2026, 6, 6)),
    }
    menu = '<div class="nav"><a href="/">首页</a><a href="/xxgk/">信息公开</a></div>'
    nodes = "".join(f',{{id:1,pId:0,name:"{name}",url:"{url}"}}' for url, (name, _) in columns.items())
    tree = f'<ul id="tree"></ul><iframe src="/xxgk/list_3.html" height="900"></iframe><script>var n=[{{id:0}}{nodes}];</script>'
    way = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a></div>'
    site.pages["/xxgk/"] = page(site, "信息公开", way + tree, menu)
    for url, (name, newest) in columns.items():
        items = rows("/xxgk/", newest)
        site.pages[url] = page(site, name, plain_list(items))
        put_articles(site, items)
        site.truth[url] = (name, newest.isoformat())
    site.pages["/"] = page(site, "首页", "<p>欢迎访问</p>", menu)
    return site


def without_years() -> SmallSite:
    """Days without a year on every list, and nothing in the addresses: only the articles tell that all of it is old."""
    site = SmallSite("yearless.gov.cn", "1305000210", "酉市文物局")
    columns = {"/wwdt/": ("文物动态", date(2023, 5, 10)), "/wwbh/": ("文物保护", date(2022, 12, 20))}
    links = "".join(f'<a href="{url}">{name}</a>' for url, (name, _) in columns.items())
    menu = f'<div class="nav"><a href="/">首页</a>{links}</div>'
    blocks = ""
    for url, (name, newest) in columns.items():
        items = [(f"{url}{number}.html", title, day) for number, (_, title, day) in enumerate(rows(url, newest))]
        listed = "".join(f'<li><a href="{href}">{title}</a><span>{day:%m-%d}</span></li>' for href, title, day in items)
        site.pages[url] = page(site, name, f"<ul>{listed}</ul>", menu)
        put_articles(site, items, menu)
        blocks += f"<h3>{name}</h3><ul>{listed}</ul>"
        site.truth[url] = (name, newest.isoformat())
    site.pages["/"] = page(site, "首页", blocks, menu)
    return site


SITES = {
    site.host: site
    for site in (
        framed_menu(),
        frameset(),
        directory(),
        query_strings(),
        written_head(),
        posted_lists(),
        stub_before_a_shell(),
        guarded(),
        *doors(),
        greeting(),
        tree_beside_frame(),
        without_years(),
        *sibling_hosts(),
    )
}
