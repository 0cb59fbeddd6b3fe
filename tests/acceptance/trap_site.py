"""A small site full of look-alikes: fresh columns that a careless reader takes for old, and old ones behind later dates."""

from govcrawl.demo.answers import Answer
from tests.acceptance.form_sites import NEWS, article, footer, rows
from tests.acceptance.shape_sites import NAME, made
from tests.acceptance.small_web import SmallSite

_TRAPS = "2103000350"


def _dated(rows_: list[tuple[str, str]], more: str = "") -> str:
    return "<ul class=list>" + "".join(f"<li>{row}</li>" for _, row in rows_) + f"</ul>{more}"


def _lists(day: str, *, count: int = 6, href: str = "t{n}.html") -> list[tuple[str, str]]:
    titles = [f"关于第{'甲乙丙丁戊己'[n]}号事项的工作情况" for n in range(count)]
    return [
        (title, f"<a href='{href.format(n=n)}'>{title}</a>{day.format(n=n, d=20 - n)}")
        for n, title in enumerate(titles)
    ]


FRESH = {
    "月日动态": _dated(_lists("<span>11-{d}</span>", href="t202611{n}0_{n}.html".replace("{n}0", "1{n}"))),
    "分段要闻": _dated(_lists("<em>--2026--</em><b>11-{d}</b>")),
    "文号公告": _dated(_lists("某政发〔2026〕{n}号2026-11-{d}")),
    "乱序新闻": _dated(_lists("<span>2026-11-{d}</span>")[::-1]),
    "置顶通知": _dated([("", "<a href='old.html'>[置顶]关于长期有效的办事须知</a><span>2021-03-01</span>"), *_lists("<span>2026-11-{d}</span>")]),
    "未设日期公示": _dated([*_lists("<span>2026-11-{d}</span>"), ("", "<a href='u.html'>未设置日期的公示事项</a><span>1970-01-01</span>")]),
    "脚本日期要闻": _dated(_lists("<script>var d='2026-11-{d}';document.write(d)</script>")),
    "刷新公告": "",
    "提示新闻": _dated(_lists("<span>2026-11-{d}</span>"),
                   "<div class=layer><p>您访问的链接即将离开“某某市人民政府”门户网站，是否继续？无法找到该网页</p></div>"
                   "<iframe src='/module/visitcount/visit.jsp' width=0 height=0 style='display:none'></iframe>"),
    "目录政策": "<frameset><frame src='/c8/inner.html'></frameset>",
}  # fmt: skip
"""Columns that are fresh, each with what a careless reader falls for."""
STALE = {
    "摘要要闻": _dated(
        [
            (title, f"{row}<p>会议指出，到2026年11月19日前完成整改。</p>")
            for title, row in _lists("<span>2018-01-{d}</span>")
        ]
    ),
    "截止公告": _dated(_lists("<span>2017-06-{d}</span><i>（有效期至2026-11-30）</i>")),
    "时钟动态": "<p>今天是：2026年11月22日 星期日</p>" + _dated(_lists("<span>2019-02-{d}</span>")),
}
"""Columns that are old behind later dates that are no item's."""


def _trap_site() -> SmallSite:
    bodies = {**FRESH, **STALE, "办事指南": rows(["取水许可办事指南"])}
    paths = {name: f"/c{number}/" for number, name in enumerate(bodies)}
    refreshed = "<head><meta charset=utf-8><meta http-equiv='Refresh' content='0;URL=./dwgk/'></head><body></body>"
    framed = f"<head><meta charset=utf-8><title>政策</title></head><frameset cols='100%'><frame src='{paths['目录政策']}inner.html'></frameset>"
    guide = "<p>办理说明见附件</p><p><a href='/P020261120.doc'>取水许可办事指南.doc</a></p>"
    one = made(
        50, bodies,
        **{
            f"{paths['办事指南']}t20261120_0.html": article(NAME, "办事指南", "取水许可办事指南", guide, footer(_TRAPS)),
            "/P020261120.doc": Answer(200, b"\xd0\xcf\x11\xe0" + bytes(2000), "application/msword"),
            f"{paths['刷新公告']}dwgk/": f"<head><meta charset=utf-8><title>公告</title></head><body>{rows(NEWS)}{footer(_TRAPS)}</body>",
            f"{paths['目录政策']}inner.html": f"<head><meta charset=utf-8></head><body>{rows(['关于印发供水办法的通知', '关于公园管理的决定', '关于养犬的规定'])}</body>",
        },
    )  # fmt: skip
    pages = {**one.pages, paths["刷新公告"]: refreshed, paths["目录政策"]: framed}
    home = str(pages["/"]).replace("</body>", "<script src='/stat.php'></script></body>")
    pages |= {"/": home, "/stat.php": home}  # a missing script that is answered with the home page
    return SmallSite(one.code, one.host, one.name, pages)


TRAPS = _trap_site()
