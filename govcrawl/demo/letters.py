"""The interactive parts of a simulated site: letters with answers, surveys with results, service guides."""

from datetime import timedelta
from random import Random

from govcrawl.demo.records import Column, Guide, Letter, Survey
from govcrawl.demo.site import DemoSite


def fill_letters(site: DemoSite, column: Column, random: Random) -> None:
    """Letters of the past year, each answered within two weeks; the newest is three days old and still open."""
    day = site.last_day - timedelta(days=3)
    for index in range(8):
        waited = random.randint(1, 13)
        answered = None if index == 0 else min(day + timedelta(days=waited), site.last_day)
        title = site.writer.title("letter")
        column.letters.append(Letter(site.number(), title, day, answered, site.unit, column))
        day -= timedelta(days=random.randint(24, 44))


def fill_surveys(site: DemoSite, column: Column, random: Random) -> None:
    """Surveys of the past year, each closed and with a result; portals seven, others four (the 2015 list asks 6 and 3)."""
    closed = site.last_day - timedelta(days=random.randint(5, 20))
    for _ in range(7 if site.plan.portal else 4):
        opened = closed - timedelta(days=14)
        title = site.writer.title("survey")
        column.surveys.append(Survey(site.number(), title, opened, closed, has_result=True, column=column))
        closed -= timedelta(days=random.randint(28, 40))


def fill_guides(site: DemoSite, column: Column) -> None:
    """Service guides with all elements of the checklists, every second with a form to download."""
    for index in range(6 if site.plan.portal else 5):
        title = site.writer.title("guide")
        number = site.number()
        form = f"{title}申请表" if index % 2 == 0 else None
        column.guides.append(Guide(number, title, site.writer.guide(number, title), column, form))
