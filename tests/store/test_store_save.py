"""Whole pages go in, once, and come back."""

import asyncio
from datetime import UTC, date, datetime
from govcrawl.model.inspection import Inspection
from govcrawl.model.items import *
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import *
from govcrawl.store.inspections import create_inspection
from govcrawl.store.load import frontier, site_facts
from govcrawl.store.register import save_sites
from govcrawl.store.save import PageWriter

CODE = "4210000001"
NOW = datetime(2018, 2, 28, 1, 0, tzinfo=UTC)


def test_round(database):
    with database.engine.begin() as c:
        save_sites(c, [Site(CODE, "x", "http://x.gov.cn/", SiteKind.PORTAL, SiteLevel.CITY)])
        n = create_inspection(c, Inspection("q1", "national_2015", date(2018, 2, 28)), [CODE]).number
    home = PageVisited(
        CODE,
        Visit("http://x.gov.cn/", VisitRole.HOME),
        FetchSeen("http://x.gov.cn/", FetchOutcome.OK, NOW, 200),
        PageFacts("http://x.gov.cn/", "utf-8", "generic", PageKind.HOME, columns=(ColumnSeen("通知", "http://x.gov.cn/tz/", path=("通知",)),),
            links=(LinkSeen("http://x.gov.cn/tz/","/tz/","通知",Place.NAVIGATION,Scope.SAME_SITE,Resource.PAGE),), tags={"SiteName": "a\x00b"},
            marks=(MarkSeen(Mark.CONTACT, True, "x", "html"),)),
        follow=(Visit("http://x.gov.cn/tz/", VisitRole.COLUMN, 1, "http://x.gov.cn/", "http://x.gov.cn/tz/"),),
    )

    async def go():
        async with PageWriter(database.url, n) as w:
            await w.add(home)
            await w.add(home)
    asyncio.run(go())
    with database.engine.connect() as c:
        f = frontier(c, "q1", CODE)
        print(f)
        print(site_facts(c, "q1", CODE))
        assert f.pages == 1
