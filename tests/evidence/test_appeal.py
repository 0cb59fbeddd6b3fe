"""`govcrawl review appeal` as a process: the claim, the first look and every later one are kept, and the packet shows them."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from sqlalchemy import text

from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.inspection import Inspection
from govcrawl.model.site import Site
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem, SiteKind, SiteLevel, Verdict
from govcrawl.store.appeals import appeals_of
from govcrawl.store.database import Database
from govcrawl.store.inspections import create_inspection
from govcrawl.store.judgements import save_judgement
from govcrawl.store.register import save_sites
from govcrawl.store.reviews import review_queue
from tests.systems.web import SmallSite, served

NAME, EDITION, CODE = "春查", "national_2015", "4210000040"
HOME = "http://slj.example.gov.cn/"
COLUMN, LINK = f"{HOME}yw/", f"{HOME}gone.html"
FINDINGS = (
    Finding(
        "news_not_updated", IndicatorKind.FINDING, Outcome.BREACHED, "要闻", Problem.STALE_COLUMN, COLUMN, HOME,
        detail="“要闻”栏目更新不及时", confidence=Confidence.CONFIRMED,
    ),
    Finding(
        "link_availability", IndicatorKind.DEDUCTION, Outcome.BREACHED, "链接", Problem.DEAD_LINK, LINK, HOME,
        detail="“链接”无法打开", confidence=Confidence.CONFIRMED,
    ),
)  # fmt: skip


def list_page(*days: str) -> str:
    rows = "".join(
        f'<li><a href="art/{number}.html">关于第{number}号事项的通报</a><span>{day}</span></li>'
        for number, day in enumerate(days)
    )
    return (
        f'<html><head><meta charset="utf-8"><title>要闻</title></head><body><ul class="list">{rows}</ul></body></html>'
    )


def judged(database: Database) -> dict[str | None, str]:
    """Stores the judged site; returns the findings' keys by address."""
    site = Site(CODE, "示例市水利局", HOME, SiteKind.DEPARTMENT, SiteLevel.CITY)
    judgement = Judgement(CODE, EDITION, "d", "0", Verdict.QUALIFIED, findings=FINDINGS)
    with database.engine.begin() as connection:
        save_sites(connection, [site])
        create_inspection(connection, Inspection(NAME, EDITION, date(2018, 2, 28), {}), [CODE])
        save_judgement(connection, NAME, judgement)
        return {one.finding.url: one.key for one in review_queue(connection, NAME, EDITION, every=True)}


def govcrawl(database: Database, home: Path, proxy: str, *words: str) -> subprocess.CompletedProcess[str]:
    proxies = {"http_proxy": proxy, "https_proxy": proxy, "HTTP_PROXY": proxy, "HTTPS_PROXY": proxy, "no_proxy": ""}
    own = {"GOVCRAWL_DATABASE_URL": database.url, "GOVCRAWL_HOME": str(home), "NO_PROXY": ""}
    command = [sys.executable, "-c", "from govcrawl.cli import main; main()", *words]
    return subprocess.run(command, env=os.environ | proxies | own, capture_output=True, text=True, timeout=180)


def test_a_claim_is_looked_at_at_once_and_all_is_kept(database: Database, tmp_path: Path) -> None:
    keys = judged(database)
    site = SmallSite(
        "slj.example.gov.cn", CODE, "示例市水利局", pages={"/": list_page(), "/yw/": list_page(*["2016-06-14"] * 4)}
    )
    with served({site.host: site}) as proxy:
        for claim, key in (("首页已更新", keys[COLUMN]), ("链接能打开", keys[LINK])):
            done = govcrawl(
                database, tmp_path, proxy, "review", "appeal", NAME, key, "--by", "水利局", "--claim", claim
            )
            assert done.returncode == 0, done.stderr
        site.pages["/yw/"] = list_page("2018-02-27", *["2016-06-14"] * 4)
        again = ("review", "appeal", NAME, keys[COLUMN], "--by", "水利局", "--claim", "现已更新")
        assert govcrawl(database, tmp_path, proxy, *again).returncode == 0
    with database.engine.connect() as connection:
        said = {one.claim: one.seen for one in appeals_of(connection, NAME, CODE)}
        verdict = connection.scalar(text("SELECT review FROM report.findings WHERE problem = 'stale_column'"))
        records = connection.scalars(text("SELECT kind FROM govcrawl.evidence WHERE url = :url"), {"url": COLUMN}).all()
    newest = {
        claim: [one["newest_item_on"] for one in seen or () if one["url"] == COLUMN] for claim, seen in said.items()
    }
    assert newest == {"首页已更新": ["2016-06-14"], "链接能打开": [], "现已更新": ["2018-02-27"]}
    link = [(one["client"], one["outcome"], one["status"]) for one in said["链接能打开"] or () if one["url"] == LINK]
    assert [row[1:] for row in link] == [("http_4xx", 404)] * 2  # the second client was asked, too
    assert len({row[0] for row in link}) == 2
    assert verdict == "none"  # only a person decides
    assert sorted(records) == ["response", "response", "screenshot", "screenshot"]  # both looks, each with its picture

    assert (
        govcrawl(database, tmp_path, "", "report", "packet", NAME, "--site", CODE, "--out", str(tmp_path)).returncode
        == 0
    )
    packet = next(path.read_text("utf-8") for path in tmp_path.glob("*.html") if COLUMN in path.read_text("utf-8"))
    for words in (
        "首页已更新",
        "现已更新",
        "2018-02-27",
        "计算过程",
        "data:image/png;base64,",
        "该网站的全部判定依据和计分",
    ):
        assert words in packet
    assert packet.count("data:application/warc;base64,") == 2 + 3  # of the column, and of the page that carries it
    assert packet.count("data:image/png;base64,") == 2 + 1  # the home page looked the same both times


def test_a_claim_is_kept_where_nothing_can_be_asked(database: Database, tmp_path: Path) -> None:
    keys = judged(database)
    done = govcrawl(
        database,
        tmp_path,
        "http://127.0.0.1:9",
        "review",
        "appeal",
        NAME,
        keys[COLUMN],
        "--by",
        "水利局",
        "--claim",
        "x",
    )
    assert done.returncode == 0, done.stderr
    with database.engine.connect() as connection:
        (appeal,) = appeals_of(connection, NAME, CODE)
    assert {one["outcome"] for one in appeal.seen or ()} == {"own_trouble"}  # our proxy is away: no word about the site


def test_an_unknown_finding_or_an_empty_claim_is_refused(database: Database, tmp_path: Path) -> None:
    keys = judged(database)
    for key, claim in (("0000000000", "x"), (keys[COLUMN], " ")):
        done = govcrawl(database, tmp_path, "", "review", "appeal", NAME, key, "--by", "水利局", "--claim", claim)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
    with database.engine.connect() as connection:
        assert appeals_of(connection, NAME, CODE) == ()
