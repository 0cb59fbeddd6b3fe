"""The text of a circular (通报), in the order that offices use. Every sentence rests on a count, a finding or the letter."""

from calendar import month_name
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from govcrawl.reports.annexes import regions_of
from govcrawl.reports.content import Content, SiteReport
from govcrawl.reports.imports import FindErrors
from govcrawl.reports.letter import Letter
from govcrawl.reports.numbers import percent, points_change, trim
from govcrawl.reports.phrases import problem_phrases
from govcrawl.reports.words import table, word
from govcrawl.store.reporting import FindingRow
from govcrawl.store.reporting_ledger import change_rows

_NAMED_SITES = 10
"""Sites named under one kind of problem; the annex has them all."""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document's text, ready for any format."""

    title: str
    document_no: str
    addressee: str
    opening: str
    sections: tuple[Section, ...]
    annexes: tuple[str, ...]
    issuer: str
    signed_on: str
    lang: str = "zh"

    @property
    def annex_word(self) -> str:
        """What stands before an annex's number."""
        return word("paper", "annex", self.lang)


@dataclass(frozen=True, slots=True)
class Brought:
    """What the office brings along, and the inspection before this one."""

    letter: Letter = field(default_factory=Letter)
    previous: Content | None = None
    find_errors: FindErrors | None = None
    accountability: Mapping[str, int] = field(default_factory=dict)
    decimals: int = 1


def write_paper(content: Content, brought: Brought, annexes: Sequence[str]) -> Paper:
    """The circular's text."""
    letter = brought.letter
    title = f"{letter.issuer}关于{letter.period}{letter.region}政府网站检查情况的通报{content.held_mark()}"
    overall = (
        *_sites(content, brought),
        *_comparison(content, brought),
        *_brought_figures(brought),
        *_rectified(content, brought),
    )
    chapters = [
        ("总体情况", tuple(overall)),
        ("发现的主要问题", tuple(_problems(content))),
        ("待核查事项", tuple(_open(content))),
        ("下一步工作要求", tuple(_requirements(content, letter))),
    ]
    numbered = zip("一二三四", (chapter for chapter in chapters if chapter[1]), strict=False)
    return Paper(
        title,
        letter.document_no,
        f"{letter.addressee}：" if letter.addressee else "",
        _opening(letter),
        tuple(Section(f"{number}、{heading}", paragraphs) for number, (heading, paragraphs) in numbered),
        tuple(annexes),
        letter.issuer,
        chinese_date(letter.signed_on) if letter.signed_on else "",
    )


def chinese_date(day: date) -> str:
    """2018-02-28 as 2018年2月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_words(day: date, lang: str = "zh") -> str:
    """A day as a letter writes it: 2018年2月28日, 28 February 2018."""
    return chinese_date(day) if lang == "zh" else f"{day.day} {month_name[day.month]} {day.year}"


def _opening(letter: Letter) -> str:
    basis = f"按照{'、'.join(letter.basis)}要求，" if letter.basis else ""
    window = f"于{'至'.join(chinese_date(day) for day in letter.window)}" if letter.window else ""
    method = f"通过{letter.method}的方式，" if letter.method else ""
    return f"{basis}{letter.issuer}{window}{method}组织开展了{letter.period}{letter.region}政府网站检查。现将有关情况通报如下："


def _sites(content: Content, brought: Brought) -> Iterator[str]:
    """Running, inspected and failed sites, by category; who reached 100 %."""
    totals, decimals = content.totals, brought.decimals
    kinds = [f"{word('kind', kind)}{part.judged}个" for kind, part in content.totals_by_kind.items() if part.judged]
    listed = f"，其中{'，'.join(kinds)}" if len(kinds) > 1 else ""
    yield (
        f"截至{chinese_date(content.inspection.as_of)}，{_scope(content, decimals)}{listed}；"
        f"合格{totals.qualified}个，不合格{totals.unqualified}个，合格率{totals.pass_rate(decimals)}。"
    )
    left = [
        f"{what}{number}个"
        for what, number in (
            ("尚待人工核查", totals.undetermined),
            ("未能检查", totals.not_inspected),
            ("抽中后经批准下线或关停", totals.offline if is_draw(content) else 0),
        )
        if number
    ]
    if left:
        yield f"此外，{'，'.join(left)}，{'均' * (len(left) > 1)}未列入上述检查数，不作为问题网站。"
    if len(content.totals_by_kind) > 1:
        rates = [
            f"{word('kind', kind)}合格率{sum_.pass_rate(decimals)}"
            for kind, sum_ in content.totals_by_kind.items()
            if sum_.judged
        ]
        yield "，".join(rates) + "。" if rates else ""
    regions = [region for region in regions_of(content) if region.judged and not region.undetermined]
    full = [region.name for region in regions if not region.failing]
    if len(regions) > 1 and full and len(full) < len(regions):
        counted = f"等{len(full)}个地区" if len(full) > 1 else ""
        yield f"{'、'.join(full)}{counted}合格率达到100%。"


def _scope(content: Content, decimals: int) -> str:
    """How many sites there are, and how many of them were inspected: of a draw, the share of all that could be drawn."""
    totals = content.totals
    if is_draw(content):
        candidates = int(content.inspection.scope["candidates"])
        share = percent(totals.judged, candidates, decimals)
        return f"列入范围的现有政府网站{candidates}个。本次随机抽查政府网站{totals.judged}个，抽查比例为{share}"
    judgeable = totals.selected - totals.offline
    offline = f"，经批准临时下线或关停{totals.offline}个，正常迎检网站{judgeable}个" if totals.offline else ""
    share = percent(totals.judged, judgeable, decimals)
    return f"列入范围的现有政府网站{totals.selected}个{offline}。本次检查政府网站{totals.judged}个，检查比例为{share}"


def is_draw(content: Content) -> bool:
    """Whether the sites were drawn from more."""
    return "candidates" in content.inspection.scope


def _comparison(content: Content, brought: Brought) -> Iterator[str]:
    """Change of the pass rate against the inspection before, in percentage points."""
    if brought.previous is None:
        return
    now, before = content.totals, brought.previous.totals
    change = points_change((now.qualified, now.judged), (before.qualified, before.judged), brought.decimals)
    if change is None:
        return
    name = brought.previous.inspection.inspection
    if change == 0:
        yield f"合格率与上次检查（{name}）持平。"
        return
    direction = "提高" if change > 0 else "下降"
    yield (
        f"与上次检查（{name}）的合格率{before.pass_rate(brought.decimals)}相比，{direction}{trim(abs(change))}个百分点。"
    )


def _rectified(content: Content, brought: Brought) -> Iterator[str]:
    """What became of the last inspection's problems, on the sites that both inspections judged."""
    if brought.previous is None:
        return
    last = brought.previous.inspection
    now_key = (content.inspection.inspection, content.inspection.edition)
    rows = tuple(change_rows(content.connection, now_key, (last.inspection, last.edition)))
    counts = Counter(row.change for row in rows)
    found = counts["fixed"] + counts["still_open"] + counts["not_told"]
    if found:
        untold = f"，{counts['not_told']}个本次未能判断" if counts["not_told"] else ""
        yield (
            f"上次检查（{last.inspection}）在这些网站发现的{found}个问题中，已整改{counts['fixed']}个，"
            f"仍存在{counts['still_open']}个{untold}。"
        )
    still = list(dict.fromkeys(row.site_name for row in rows if row.change == "still_open"))
    if still:
        named = "、".join(still[:_NAMED_SITES]) + ("等" if len(still) > _NAMED_SITES else "")
        yield f"{named}{len(still)}个网站尚有上次通报的问题未整改到位。"
    if counts["reopened"]:
        yield f"已整改又反弹的问题{counts['reopened']}个。"


def _brought_figures(brought: Brought) -> Iterator[str]:
    """Find-error messages and accountability, as imported."""
    errors = brought.find_errors
    if errors is not None:
        rate = percent(errors.answered, errors.received, brought.decimals)
        done = f"，办结率{rate}" if errors.received else ""
        yield f"“我为政府网站找错”平台收到网民留言{errors.received}条，已办结{errors.answered}条{done}。"
        if errors.due and errors.on_time is not None:
            rate = percent(errors.on_time, errors.due, brought.decimals)
            yield f"到期留言{errors.due}条，按期办结{errors.on_time}条，按期办结率{rate}。"
    if brought.accountability:
        forms: Mapping[str, str] = table("imports")["accountability"]["forms"]
        parts = "，".join(f"{count}人{forms[form]}" for form, count in brought.accountability.items())
        yield f"共有{sum(brought.accountability.values())}人次被问责，其中{parts}。"


def _problems(content: Content) -> Iterator[str]:
    """Each kind of problem with its sites: first the sites that failed, then the kinds by how many sites they touch."""
    by_title: dict[str, list[tuple[str, tuple[FindingRow, ...]]]] = {}
    failed: list[str] = []
    for site in content.sites():
        if site.result == "unqualified":
            failed.append(f"{site.verdict.site_name}（{'；'.join(site.phrases()) or '经人工认定'}）")
        for title, findings in _by_title(site).items():
            by_title.setdefault(title, []).append((site.verdict.site_name, tuple(findings)))
    if failed:
        yield f"（一）不合格网站。共{len(failed)}个：{'；'.join(failed)}。"
    ordered = sorted(by_title.items(), key=lambda pair: -len(pair[1]))
    for number, (title, sites) in enumerate(ordered, 2 if failed else 1):
        named = "；".join(f"{name}：{'、'.join(problem_phrases(found))}" for name, found in sites[:_NAMED_SITES])
        more = "等" if len(sites) > _NAMED_SITES else ""
        yield f"（{chinese_number(number)}）{title}。涉及{len(sites)}个网站：{named}{more}。"


def _by_title(site: SiteReport) -> dict[str, list[FindingRow]]:
    grouped: dict[str, list[FindingRow]] = {}
    for finding in site.problems:
        if finding.problem:
            grouped.setdefault(str(table("problems")[finding.problem]["title"]["zh"]), []).append(finding)
    return grouped


def _open(content: Content) -> Iterator[str]:
    """What the machine could not tell: counted and apart, no site is blamed."""
    sites = [row for row in content.verdicts if row.verdict == "undetermined" and not row.official_verdict]
    if sites:
        named = "、".join(row.site_name for row in sites[:_NAMED_SITES]) + ("等" if len(sites) > _NAMED_SITES else "")
        yield f"{named}{len(sites)}个网站因部分内容未能判断，须人工核查后认定，本次不作为问题通报。"


def _requirements(content: Content, letter: Letter) -> Iterator[str]:
    """The office's own words; the deadline where it set one."""
    yield from letter.requirements
    deadline = letter.rectify_by(letter.signed_on or content.inspection.as_of)
    if deadline is not None and content.totals.unqualified:
        to = f"书面报{letter.issuer}" if letter.issuer else "书面反馈"
        contact = f"（{letter.contact}）" if letter.contact else ""
        yield f"请存在问题的网站主办单位立即整改，于{chinese_date(deadline)}前将整改情况{to}{contact}。"


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十二, 二十, 二十一."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones or not tens else "")
