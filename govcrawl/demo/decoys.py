"""Sets decoys: things that look like a fault to a careless checker and are none. `traps.toml` tells each in words."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from govcrawl.demo.letters import fill_letters
from govcrawl.demo.plan import Decoy, PlanError
from govcrawl.demo.records import Column
from govcrawl.demo.site import DemoSite

_HISTORICAL = "党的群众路线教育实践活动"


def set_decoy(site: DemoSite, decoy: Decoy) -> None:
    """Set one decoy on the site. Raises PlanError for an unknown word."""
    if decoy.trap in ON_COLUMN:
        column = site.column(decoy.column)
        column.traps.add(decoy.trap)
        ON_COLUMN[decoy.trap](site, column)
    elif decoy.trap in ON_SITE:
        site.traps.add(decoy.trap)
        ON_SITE[decoy.trap](site)
    else:
        raise PlanError(f"{site.plan.code}: unknown trap {decoy.trap}")


def _nothing(_site: DemoSite, _column: Column) -> None:
    """The trap is drawn by the template alone."""


def _pinned(site: DemoSite, column: Column) -> None:
    old = site.add_article(column, site.as_of - timedelta(days=640))
    old.pinned = True


def _unsorted(_site: DemoSite, column: Column) -> None:
    column.articles[min(5, len(column.articles) - 1)].pinned = True


def _future(site: DemoSite, column: Column) -> None:
    column.articles[2].printed = f"{site.as_of.year + 1}-12-31"


def _unset(_site: DemoSite, column: Column) -> None:
    column.articles[-1].printed = "1970-01-01"


def _school_year(_site: DemoSite, column: Column) -> None:
    for article in column.articles:
        article.title = f"{article.day.year}-{article.day.year + 1}学年{article.title}"


def _notice_box(site: DemoSite, column: Column) -> None:
    box = site.add_column("投诉信箱", "tsxx", "letters", "other", column.parent)
    box.traps.add("empty_with_words")


def _complaints(site: DemoSite, column: Column) -> None:
    box = site.add_column("举报投诉", "jbts", "letters", "other", column.parent)
    fill_letters(site, box, Random(f"complaints {site.plan.code}"))
    for letter in box.letters[5:7]:
        letter.answered = None


def _historical(site: DemoSite) -> None:
    parent = next((column for column in site.columns if column.name == "专题专栏"), None)
    special = site.add_column(_HISTORICAL, "qzlx", "list", "special", parent)
    day = date(2014, 10, 20)
    for index in range(8):
        site.add_article(special, day - timedelta(days=9 * index))


def _home(anchor: str, url: str) -> Callable[[DemoSite], None]:
    def add(site: DemoSite) -> None:
        site.home_links.append((anchor, url))

    return add


def _flaky(site: DemoSite) -> None:
    path = "/zt/fwzn.html"
    site.flaky.add(path)
    site.home_links.append(("政务服务导航", path))


def _draw(_site: DemoSite) -> None:
    """The trap is drawn by the templates alone."""


ON_COLUMN: dict[str, Callable[[DemoSite, Column], None]] = {
    "pinned": _pinned,
    "unsorted": _unsorted,
    "future": _future,
    "unset_date": _unset,
    "summary_date": _nothing,
    "undated": _nothing,
    "month_day": _nothing,
    "split_date": _nothing,
    "glued_date": _nothing,
    "relative_days": _nothing,
    "document_numbers": _nothing,
    "school_year": _school_year,
    "endpoint": _nothing,
    "notice_box": _notice_box,
    "complaints": _complaints,
}
ON_SITE: dict[str, Callable[[DemoSite], None]] = {
    "historical": _historical,
    "waf_link": _home("安全生产监督管理总局", "http://www.chinasafety.gov.cn/"),
    "login_link": _home("湖北政务服务网", "http://zwfw.hubei.gov.cn/login"),
    "flaky_link": _flaky,
    "odd_schemes": _draw,
    "commented_link": _draw,
    "head_405": _draw,
    "page_clock": _draw,
    "hidden_menu": _draw,
    "script_navigation": _draw,
    "migrated_tag": _draw,
    "script_date": _draw,
    "hot_news": _draw,
}
