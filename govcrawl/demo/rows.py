"""The rows of lists and home blocks, with their dates printed as the site prints them."""

from datetime import timedelta
from random import Random

from govcrawl.demo.records import Article
from govcrawl.demo.shapes.base import Shape
from govcrawl.demo.site import DemoSite
from govcrawl.demo.things import image_path

_LATELY = 6
"""Days of which a list says how long they are past, in place of the date."""


def list_rows(site: DemoSite, shape: Shape, articles: list[Article], path: str) -> list[dict[str, object]]:
    """One dict a row: href, title, date (as printed, may be empty), article, summary, is_hidden, image."""
    form = date_form(site, shape)
    return [
        {
            "href": article.link or shape.href(shape.article_path(article), path),
            "title": article.title,
            "date": _printed(site, article, form),
            "article": article,
            "summary": _summary(site, article),
            "is_hidden": "hover_card" in article.column.traps,
            "image": image_path(article),
        }
        for article in articles
    ]


def date_form(site: DemoSite, shape: Shape) -> str:
    """The form of dates on this site's lists: one of its shape's, fixed by the site code."""
    return Random(f"date form {site.plan.code}").choice(shape.date_forms)


def _printed(site: DemoSite, article: Article, form: str) -> str:
    if article.printed is not None:
        return article.printed
    traps = article.column.traps
    if "undated" in traps:
        return ""
    if "month_day" in traps:
        return f"{article.day:%m-%d}"
    days = (site.as_of - article.day).days
    if "relative_days" in traps and days <= _LATELY:
        return {0: "今天", 1: "昨天"}.get(days, f"{days}天前")
    hour, minute = article.clock.split(":")
    return article.day.strftime(form.replace("%H", hour).replace("%M", minute))


def _summary(site: DemoSite, article: Article) -> str:
    """A second text of the row with a date that is not the day of publication."""
    traps = article.column.traps
    if "summary_date" in traps:
        began = article.day.replace(year=article.day.year - 2, day=min(article.day.day, 28))
        return f"据悉，该项工作自{began:%Y年%m月%d日}启动以来，已分批推进，各单位按要求报送了阶段情况。"
    if "deadline" in traps:
        return f"有效期至{site.as_of - timedelta(days=8):%Y-%m-%d}，逾期须重新办理。"
    if "document_numbers" in traps:
        telephone = f"0716-2018{article.number % 900 + 100:03d}"
        return f"文号：政办发〔{article.day.year + 1}〕{article.number % 90 + 1}号　联系电话：{telephone}"
    if "hover_card" in traps:
        return f"浏览统计更新于{site.as_of - timedelta(days=1):%Y-%m-%d}，共{article.number % 900 + 40}次。"
    return ""
