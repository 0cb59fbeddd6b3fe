"""For every check: a site that meets it, one that breaches it, one that cannot be told, and both sides of its limit.

Each function takes the indicator, so that one situation serves every edition with that edition's own numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from govcrawl.checklists.edition import Indicator
from govcrawl.model.facts import EarlierVisit, PageRead, SiteFacts, SurveyFacts, TwinFacts
from govcrawl.model.items import ArticleSeen, ItemSeen, RelatedSeen, SourceItem, SurveySeen, TamperingSeen
from govcrawl.model.vocabulary import (
    ColumnKind,
    ColumnState,
    FetchOutcome,
    LinkFate,
    Mark,
    Outcome,
    Place,
    Resource,
    Scope,
    SiteState,
    VisitRole,
)
from tests.checks.builders import (
    AS_OF,
    HOME,
    article,
    column,
    columns,
    days_ago,
    facts,
    figures,
    guide,
    home,
    item,
    link,
    marks,
    message,
    page,
    probes,
    site,
    with_columns,
)


@dataclass(frozen=True)
class Situation:
    """Facts, what the indicator must say of them, and the points that it must take where that is fixed."""

    facts: SiteFacts
    outcome: Outcome
    points: Decimal | None = None


@dataclass(frozen=True)
class Situations:
    """The five situations that every indicator needs. `below` is one step short of the limit, `at` on it."""

    met: SiteFacts
    breached: SiteFacts
    unknown: SiteFacts
    below: Situation
    at: Situation


HOME_LOST = facts(pages=(home(outcome=FetchOutcome.TIMEOUT_TOTAL, page_kind=None),))


def inspected(indicator: Indicator) -> Situations:
    def known(share: int) -> SiteFacts:
        unread = columns(100 - share, ColumnKind.OTHER, None, ColumnState.UNKNOWN, "未读")
        return facts(columns=(*columns(share, ColumnKind.NEWS, AS_OF), *unread))

    offline = replace(site(), state=SiteState.CLOSED)
    return Situations(
        met=facts(),
        breached=facts(site=offline),
        unknown=HOME_LOST,
        below=Situation(known(49), Outcome.UNKNOWN),
        at=Situation(known(50), Outcome.MET),
    )


def redesign(indicator: Indicator) -> Situations:
    def moved(kept: int) -> SiteFacts:
        return facts(earlier=EarlierVisit("上季度", 100, kept, True))

    return Situations(
        met=facts(),
        breached=moved(0),
        unknown=moved(0),
        below=Situation(moved(19), Outcome.UNKNOWN),
        at=Situation(moved(20), Outcome.MET),
    )


def home_not_updated(indicator: Indicator) -> Situations:
    def newest(days: int) -> SiteFacts:
        return facts(home_items=tuple(item(number, days_ago(days + number)) for number in range(5)), columns=())

    days = indicator.window("window").days
    return Situations(
        met=facts(),
        breached=newest(60),
        unknown=HOME_LOST,
        below=Situation(newest(days), Outcome.MET),
        at=Situation(newest(days + 1), Outcome.BREACHED),
    )


def home_updates(indicator: Indicator) -> Situations:
    def updates(count: int) -> SiteFacts:
        old = tuple(item(100 + number, days_ago(90)) for number in range(20))
        return facts(home_items=(*(item(number, days_ago(3)) for number in range(count)), *old), columns=())

    least = indicator.count("least_updates")
    return Situations(
        met=facts(),
        breached=updates(1),
        unknown=facts(home_items=tuple(item(number, None) for number in range(30)), columns=()),
        below=Situation(updates(least - 1), Outcome.BREACHED, indicator.points),
        at=Situation(updates(least), Outcome.MET),
    )


def column_not_updated(indicator: Indicator) -> Situations:
    limit = indicator.count("overdue_limit")
    stale, unread = days_ago(800), columns(limit, ColumnKind.OTHER, None, ColumnState.UNKNOWN)
    return Situations(
        met=facts(),
        breached=with_columns(*columns(limit, ColumnKind.OTHER, stale)),
        unknown=with_columns(*unread),
        below=Situation(with_columns(*columns(limit - 1, ColumnKind.OTHER, stale)), Outcome.MET),
        at=Situation(with_columns(*columns(limit, ColumnKind.OTHER, stale)), Outcome.BREACHED),
    )


def stale_columns(indicator: Indicator) -> Situations:
    kind = ColumnKind(indicator.words("kinds")[0])
    since = indicator.windows("windows")[kind.value].since(AS_OF)

    def newest(days_before: int) -> SiteFacts:
        return facts(columns=(column("某栏目", kind, since - timedelta(days=days_before)),))

    return Situations(
        met=facts(),
        breached=newest(400),
        unknown=facts(columns=(column("某栏目", kind, None, ColumnState.UNKNOWN),)),
        below=Situation(newest(0), Outcome.MET),
        at=Situation(newest(1), Outcome.BREACHED, indicator.points),
    )


def other_columns(indicator: Indicator) -> Situations:
    since = indicator.windows("windows")["other"].since(AS_OF)
    blank = column("空栏目", ColumnKind.OTHER, None, ColumnState.BLANK)
    return Situations(
        met=facts(),
        breached=with_columns(blank),
        unknown=with_columns(column("某栏目", ColumnKind.OTHER, None, ColumnState.UNKNOWN)),
        below=Situation(with_columns(column("某栏目", ColumnKind.OTHER, since)), Outcome.MET),
        at=Situation(
            with_columns(column("某栏目", ColumnKind.OTHER, since - timedelta(days=1))),
            Outcome.BREACHED,
            indicator.number("points_stale"),
        ),
    )


def blank_columns(indicator: Indicator) -> Situations:
    blank = column("空栏目", ColumnKind.OTHER, None, ColumnState.BLANK)
    return Situations(
        met=facts(),
        breached=with_columns(blank),
        unknown=facts(gathered=frozenset()),
        below=Situation(with_columns(column("某栏目", ColumnKind.OTHER, None, ColumnState.UNDATED)), Outcome.MET),
        at=Situation(with_columns(blank), Outcome.BREACHED),
    )


def channel_fresh(indicator: Indicator) -> Situations:
    kind = ColumnKind(indicator.words("kinds")[0])
    since = indicator.windows("windows")[kind.value].since(AS_OF)

    def newest(days_before: int) -> SiteFacts:
        return facts(columns=(column("某栏目", kind, since - timedelta(days=days_before)),))

    return Situations(
        met=facts(),
        breached=newest(300),
        unknown=facts(columns=(column("无关栏目", ColumnKind.OTHER),)),
        below=Situation(newest(0), Outcome.MET),
        at=Situation(newest(1), Outcome.BREACHED, indicator.points),
    )


def links(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(),
        breached=facts(links=(link(1), link(2, LinkFate.BROKEN_IMAGE, resource=Resource.IMAGE))),
        unknown=facts(links=(link(1, LinkFate.UNKNOWN),)),
        below=Situation(facts(links=(link(1, LinkFate.SKIPPED), link(2, LinkFate.UNCHECKED))), Outcome.MET),
        at=Situation(facts(links=(link(1),)), Outcome.BREACHED, indicator.number("points_home")),
    )


def external_links(indicator: Indicator) -> Situations:
    inside = article(1, AS_OF)

    def linking(scope: Scope) -> SiteFacts:
        foreign = link(1, LinkFate.ALIVE, scope=scope, place=Place.BODY, parent_url=inside.url, on_home=False)
        return facts(pages=(home(), inside), links=(foreign,))

    return Situations(
        met=facts(),
        breached=linking(Scope.OTHER),
        unknown=facts(gathered=frozenset({"columns"})),
        below=Situation(linking(Scope.OTHER_GOV), Outcome.MET),
        at=Situation(linking(Scope.OTHER), Outcome.BREACHED),
    )


def footer_marks(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(),
        breached=facts(pages=(home(marks=marks(*Mark)),)),
        unknown=facts(pages=(home(marks=marks(unknown=Mark)),)),
        below=Situation(facts(), Outcome.MET),
        at=Situation(facts(pages=(home(marks=marks(Mark.POLICE_FILING)),)), Outcome.BREACHED, indicator.points),
    )


def error_report_entry(indicator: Indicator) -> Situations:
    entry = Mark.ERROR_REPORT_ENTRY
    inner = tuple(page(f"{HOME}a{n}/", VisitRole.COLUMN, marks=marks(entry)) for n in range(3))
    return Situations(
        met=facts(),
        breached=facts(pages=(home(marks=marks(entry)),)),
        unknown=facts(pages=(home(marks=marks(unknown=[entry])),)),
        below=Situation(facts(), Outcome.MET),
        at=Situation(facts(pages=(home(), *inner)), Outcome.BREACHED, 3 * indicator.number("points_elsewhere")),
    )


def site_id_code(indicator: Indicator) -> Situations:
    other = tuple(replace(seen, value="4210000041") if seen.value else seen for seen in marks())
    return Situations(
        met=facts(),
        breached=facts(pages=(home(marks=other),)),
        unknown=HOME_LOST,
        below=Situation(facts(pages=(home(marks=marks(Mark.SITE_ID_CODE), tags={}),)), Outcome.MET),
        at=Situation(facts(pages=(home(tags={"SiteIDCode": "4210000041"}),)), Outcome.BREACHED),
    )


def page_tags(indicator: Indicator) -> Situations:
    def bare(count: int) -> SiteFacts:
        tagged = tuple(article(number, AS_OF) for number in range(5 - count))
        return facts(pages=(home(), *tagged, *(article(10 + n, AS_OF, tags={}) for n in range(count))))

    return Situations(
        met=bare(0),
        breached=bare(5),
        unknown=facts(),
        below=Situation(bare(0), Outcome.MET),
        at=Situation(bare(1), Outcome.BREACHED, indicator.points),
    )


def domain(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(),
        breached=facts(site=site(url="http://www.slj.com/")),
        unknown=facts(site=site(url="http://127.0.0.1:8000/")),
        below=Situation(facts(site=site(url="http://www.jz.gov.cn/")), Outcome.MET),
        at=Situation(facts(site=site(url="http://www.jzgov.cn/")), Outcome.BREACHED, indicator.points),
    )


def name(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(),
        breached=facts(pages=(home(title="湖北信息网", tags={}),)),
        unknown=facts(pages=(home(title=None, tags={}),)),
        below=Situation(facts(pages=(home(title="荆州水务", tags={}),)), Outcome.MET),
        at=Situation(facts(pages=(home(title="荆门某某", tags={}),)), Outcome.BREACHED),
    )


def offline(indicator: Indicator) -> Situations:
    down = replace(site(), state=SiteState.TEMPORARILY_OFFLINE, offline_approval="荆政办〔2019〕3号")
    return Situations(
        met=facts(),
        breached=facts(site=replace(down, offline_approval=None)),
        unknown=facts(pages=()),
        below=Situation(facts(site=replace(down, offline_to=AS_OF)), Outcome.MET),
        at=Situation(facts(site=replace(down, offline_to=days_ago(1))), Outcome.BREACHED),
    )


def site_unreachable(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(),
        breached=facts(probes=probes(60)),
        unknown=facts(probes=None),
        below=Situation(facts(probes=probes(6)), Outcome.MET),
        at=Situation(facts(probes=probes(7)), Outcome.BREACHED),
    )


def home_availability(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(),
        breached=facts(probes=probes(5)),
        unknown=facts(probes=probes(5, 139)),
        below=Situation(facts(probes=probes(1)), Outcome.MET),
        at=Situation(facts(probes=probes(2)), Outcome.BREACHED, indicator.points),
    )


def slow_site(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(),
        breached=facts(probes=probes(0, p95_seconds=9.0)),
        unknown=facts(probes=probes(0, p95_seconds=None)),
        below=Situation(facts(probes=probes(0, p95_seconds=3.0)), Outcome.MET),
        at=Situation(facts(probes=probes(0, p95_seconds=3.01)), Outcome.BREACHED),
    )


def unanswered_messages(indicator: Indicator) -> Situations:
    deadline = indicator.window("answer_within").since(AS_OF)
    return Situations(
        met=facts(),
        breached=facts(messages=(message(days_ago(200)),)),
        unknown=facts(messages=(message(days_ago(200), None),)),
        below=Situation(facts(messages=(message(deadline),)), Outcome.MET),
        at=Situation(facts(messages=(message(deadline - timedelta(days=1)),)), Outcome.BREACHED),
    )


def poor_response(indicator: Indicator) -> Situations:
    return replace(unanswered_messages(indicator), breached=facts(columns=(column(),), messages=()))


def consultation(indicator: Indicator) -> Situations:
    since = indicator.window("window").since(AS_OF)

    def box(newest: object, state: ColumnState = ColumnState.DATED) -> SiteFacts:
        return facts(columns=(column("局长信箱", ColumnKind.INTERACTION, newest, state),), messages=())

    return Situations(
        met=facts(),
        breached=box(None, ColumnState.BLANK),
        unknown=box(None, ColumnState.UNKNOWN),
        below=Situation(box(since), Outcome.MET),
        at=Situation(box(since - timedelta(days=1)), Outcome.BREACHED, indicator.points),
    )


def public_letters(indicator: Indicator) -> Situations:
    since = indicator.window("window").since(AS_OF)

    def newest(day: object) -> SiteFacts:
        return facts(messages=(message(day, True, day),))

    return Situations(
        met=facts(),
        breached=facts(messages=(message(days_ago(3), True, None, answering_unit=None),)),
        unknown=facts(messages=()),
        below=Situation(newest(since), Outcome.MET),
        at=Situation(newest(since - timedelta(days=1)), Outcome.BREACHED, indicator.number("points_stale")),
    )


def interpretation_links(indicator: Indicator) -> Situations:
    document, texts = f"{HOME}zcwj/1.html", f"{HOME}政策解读/"

    def interpreted(number: int, *to: RelatedSeen) -> PageRead:
        seen = ArticleSeen("解读", days_ago(number), "shown", related=to)
        url = f"{HOME}zcjd/{number}.html"
        return page(url, VisitRole.ARTICLE, title=f"解读{number}", article=seen, column_url=texts)

    def linked(back: bool) -> SiteFacts:
        to, back_to = RelatedSeen("document", document, "原文"), RelatedSeen("interpretation", texts, "解读")
        seen = ArticleSeen("办法", days_ago(9), "shown", related=(back_to,) if back else ())
        return facts(pages=(home(), interpreted(1, to), page(document, VisitRole.ARTICLE, title="办法", article=seen)))

    bare = (interpreted(number) for number in range(indicator.count("sample") + 1))
    return Situations(
        met=linked(True),
        breached=facts(pages=(home(), *bare)),
        unknown=facts(),
        below=Situation(linked(True), Outcome.MET),
        at=Situation(linked(False), Outcome.BREACHED, indicator.points),
    )


def service_statistics(indicator: Indicator) -> Situations:
    month, quarter = indicator.window("window"), indicator.window("long_window")

    def newest(day: date | None) -> SiteFacts:
        return facts(pages=(home(statistics=(figures("service", day),)),))

    return Situations(
        met=facts(),
        breached=newest(quarter.since(AS_OF) - timedelta(days=1)),
        unknown=newest(None),
        below=Situation(newest(month.since(AS_OF)), Outcome.MET),
        at=Situation(
            newest(month.since(AS_OF) - timedelta(days=1)), Outcome.BREACHED, indicator.number("points_stale")
        ),
    )


def items_published(indicator: Indicator) -> Situations:
    classes, least = indicator.words("classes"), indicator.count("least_classes")

    def classed(count: int) -> SiteFacts:
        return with_columns(*(column(name, ColumnKind.SERVICE) for name in classes[:count]))

    platform = link(1, LinkFate.ALIVE, anchor="湖北政务服务网", scope=Scope.OTHER_GOV)
    return Situations(
        met=classed(least),
        breached=facts(columns=(column(),)),
        unknown=facts(columns=(column(),), links=(platform,)),
        below=Situation(classed(least - 1), Outcome.BREACHED, indicator.points),
        at=Situation(classed(least), Outcome.MET),
    )


def activities(indicator: Indicator) -> Situations:
    name = {"survey": "网上调查", "interview": "在线访谈"}[indicator.word("channel")]
    least = indicator.count("least_portal")

    def held(count: int, state: ColumnState = ColumnState.DATED) -> SiteFacts:
        recent = tuple(item(number, days_ago(30 + number)) for number in range(count))
        newest = recent[0].printed_on if recent else None
        return facts(columns=(column(name, ColumnKind.INTERACTION, newest, state, recent=recent),))

    return Situations(
        met=held(least),
        breached=held(0, ColumnState.BLANK),
        unknown=held(0, ColumnState.UNKNOWN),
        below=Situation(held(least - 1), Outcome.BREACHED, indicator.number("points_few")),
        at=Situation(held(least), Outcome.MET),
    )


def survey_results(indicator: Indicator) -> Situations:
    due = indicator.window("result_within").since(AS_OF)

    def ended(day: object, has_result: bool | None = False) -> SiteFacts:
        seen = SurveySeen("关于水价的调查", f"{HOME}survey/1", day, has_result)
        return facts(surveys=(SurveyFacts(seen, "网上调查", f"{HOME}网上调查/"),))

    return Situations(
        met=ended(days_ago(90), True),
        breached=ended(days_ago(90)),
        unknown=facts(gathered=frozenset()),
        below=Situation(ended(due), Outcome.MET),
        at=Situation(ended(due - timedelta(days=1)), Outcome.BREACHED),
    )


def guides(indicator: Indicator) -> Situations:
    return Situations(
        met=facts(pages=(home(), guide(1))),
        breached=facts(pages=(home(), guide(1, ["materials", "place"]), guide(2, ["phone"]))),
        unknown=facts(),
        below=Situation(facts(pages=(home(), guide(1))), Outcome.MET),
        at=Situation(facts(pages=(home(), guide(1, ["materials"]))), Outcome.BREACHED, indicator.points),
    )


def service_unusable(indicator: Indicator) -> Situations:
    missing = ["materials", "place", "time", "phone"]

    def poor(count: int) -> SiteFacts:
        pages = (guide(number, missing if number < count else ()) for number in range(8))
        return facts(pages=(home(), *pages))

    return Situations(
        met=poor(0),
        breached=facts(columns=(column(),)),
        unknown=facts(),
        below=Situation(poor(4), Outcome.MET),
        at=Situation(poor(5), Outcome.BREACHED),
    )


def forms(indicator: Indicator) -> Situations:
    def form(fate: LinkFate) -> SiteFacts:
        form_link = link(1, fate, resource=Resource.ATTACHMENT, parent_url=guide(1).url, on_home=False)
        return facts(pages=(home(), guide(1)), links=(form_link,))

    return Situations(
        met=form(LinkFate.ALIVE),
        breached=form(LinkFate.BROKEN_ATTACHMENT),
        unknown=facts(gathered=frozenset({"columns"})),
        below=Situation(form(LinkFate.ALIVE), Outcome.MET),
        at=Situation(form(LinkFate.BROKEN_ATTACHMENT), Outcome.BREACHED, indicator.points),
    )


def site_search(indicator: Indicator) -> Situations:
    broken = link(1, url=f"{HOME}search")
    return Situations(
        met=facts(),
        breached=facts(pages=(home(search=None),)),
        unknown=HOME_LOST,
        below=Situation(facts(links=(replace(broken, confirmed=False),)), Outcome.MET),
        at=Situation(facts(links=(broken,)), Outcome.BREACHED, indicator.points),
    )


def required_column(indicator: Indicator) -> Situations:
    name = indicator.words("names")[0]
    return Situations(
        met=with_columns(column(name)),
        breached=facts(),
        unknown=with_columns(column(name, ColumnKind.SPECIAL_COLUMN, None, ColumnState.UNKNOWN)),
        below=Situation(with_columns(column(name, newest=days_ago(1))), Outcome.MET),
        at=Situation(with_columns(column(name, newest=days_ago(2))), Outcome.BREACHED),
    )


def column_present(indicator: Indicator) -> Situations:
    name = indicator.words("names")[0]
    blank = column(name, ColumnKind.OVERVIEW, None, ColumnState.BLANK)
    return Situations(
        met=facts(columns=(column("无关栏目"),), gathered=frozenset()),
        breached=facts(columns=(blank,)),
        unknown=facts(),
        below=Situation(facts(columns=(replace(blank, state=ColumnState.TEXT),)), Outcome.UNKNOWN),
        at=Situation(facts(columns=(blank,)), Outcome.BREACHED, indicator.points),
    )


def annual_report(indicator: Indicator) -> Situations:
    title = f"{AS_OF.year - 1}年政府网站工作年度报表"

    def published(day: int) -> SiteFacts:
        shown = item(1, AS_OF.replace(month=1, day=31) + timedelta(days=day), title)
        return facts(home_items=(shown,))

    return Situations(
        met=published(-3),
        breached=facts(),
        unknown=facts(gathered=frozenset()),
        below=Situation(published(0), Outcome.MET),
        at=Situation(published(1), Outcome.BREACHED),
    )


def relay_columns(indicator: Indicator) -> Situations:
    since = indicator.window("window").since(AS_OF)

    def newest(days_before: int) -> SiteFacts:
        posted = tuple(item(number, AS_OF - timedelta(days=number)) for number in range(30))
        return with_columns(column("重要信息转载", newest=since - timedelta(days=days_before), recent=posted))

    return Situations(
        met=newest(-5),
        breached=newest(30),
        unknown=facts(),
        below=Situation(newest(0), Outcome.MET),
        at=Situation(newest(1), Outcome.BREACHED),
    )


def relays(indicator: Indicator) -> Situations:
    """A notice of the State Council at noon, and the hour at which the site's column for re-posted items shows it."""
    hours, noon = indicator.count("hours"), datetime(2019, 11, 14, 12, tzinfo=timezone(timedelta(hours=8)))
    title = "国务院关于加强和规范事中事后监管的指导意见"

    def posted(minutes: int) -> SiteFacts:
        at = noon + timedelta(hours=hours, minutes=minutes)
        row = ItemSeen(title, f"{HOME}art/relay.html", at.date())
        opened = page(row.url, VisitRole.ARTICLE, article=ArticleSeen(title, at.date(), clock=f"{at:%H:%M}"))
        old = ItemSeen("国务院关于另一件事项的指导意见", f"{HOME}art/old.html", days_ago(30))
        listed = column("国务院信息转载", newest=at.date(), recent=(row, old))
        site = with_columns(listed)
        return replace(site, pages=(*site.pages, opened), sources=(SourceItem(title, "", noon),))

    return Situations(
        met=posted(-60),
        breached=posted(3000),
        unknown=facts(),
        below=Situation(posted(0), Outcome.MET),
        at=Situation(posted(1), Outcome.BREACHED),
    )


def grave_signs(indicator: Indicator) -> Situations:
    def signed(kind: str) -> SiteFacts:
        return facts(pages=(home(tampering=(TamperingSeen(kind, "页面标题为博彩内容"),)),))

    return Situations(
        met=facts(),
        breached=signed("foreign_title"),
        unknown=facts(),
        below=Situation(signed("foreign_script"), Outcome.UNKNOWN),
        at=Situation(signed("bad_links"), Outcome.BREACHED),
    )


def one_domain(indicator: Indicator) -> Situations:
    rows = tuple(item(number, AS_OF) for number in range(20))

    def twin(same: int, url: str = "http://new.jingzhou.gov.cn/") -> SiteFacts:
        other = tuple(item(100 + number, AS_OF) for number in range(5))
        seen = TwinFacts(page(url, VisitRole.TWIN, tags={}), (*rows[:same], *other))
        return facts(home_items=rows, home_led_to=HOME, twins=(seen,))

    return Situations(
        met=facts(home_led_to=HOME),
        breached=twin(20),
        unknown=facts(home_led_to=None),
        below=Situation(twin(4), Outcome.MET),
        at=Situation(twin(5), Outcome.BREACHED),
    )


def unregistered_sites(indicator: Indicator) -> Situations:
    def linked(known: int, strange: int) -> SiteFacts:
        hosts = [f"bumen{number}.jingzhou.gov.cn" for number in range(known + strange)]
        links = tuple(
            link(number, LinkFate.ALIVE, url=f"http://{host}/", anchor="市水利局", scope=Scope.SAME_OWNER)
            for number, host in enumerate(hosts)
        )
        return facts(links=links, registered_hosts=frozenset(hosts[:known]))

    return Situations(
        met=linked(3, 0),
        breached=linked(3, 2),
        unknown=HOME_LOST,
        below=Situation(linked(2, 3), Outcome.UNKNOWN),
        at=Situation(linked(2, 2), Outcome.BREACHED),
    )


def duplicates(indicator: Indicator) -> Situations:
    def listed_times(count: int) -> SiteFacts:
        rows = tuple(item(number, AS_OF, "关于做好防汛工作的通知") for number in range(count))
        return with_columns(column("通知公告栏", recent=rows))

    return Situations(
        met=facts(),
        breached=listed_times(3),
        unknown=facts(gathered=frozenset()),
        below=Situation(listed_times(1), Outcome.MET),
        at=Situation(listed_times(2), Outcome.BREACHED),
    )


def duplicate_candidates(indicator: Indicator) -> Situations:
    return duplicates(indicator)


SITUATIONS: Mapping[str, Callable[[Indicator], Situations]] = {
    check.__name__: check
    for check in (
        inspected,
        redesign,
        home_not_updated,
        home_updates,
        column_not_updated,
        stale_columns,
        other_columns,
        blank_columns,
        channel_fresh,
        links,
        external_links,
        footer_marks,
        error_report_entry,
        site_id_code,
        page_tags,
        domain,
        name,
        offline,
        site_unreachable,
        home_availability,
        slow_site,
        unanswered_messages,
        poor_response,
        consultation,
        public_letters,
        interpretation_links,
        service_statistics,
        items_published,
        activities,
        survey_results,
        guides,
        service_unusable,
        forms,
        site_search,
        required_column,
        column_present,
        annual_report,
        one_domain,
        relays,
        relay_columns,
        grave_signs,
        unregistered_sites,
        duplicates,
        duplicate_candidates,
    )
} | {"domain_and_name": domain}
