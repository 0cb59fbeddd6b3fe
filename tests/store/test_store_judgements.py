"""Verdicts are appended and one counts; decisions of persons are kept, carried over and taken back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from store_samples import AS_OF, ASKED, CODE, HOME, NAME, begin

from govcrawl.model.findings import Finding, Judgement
from govcrawl.model.vocabulary import Confidence, IndicatorKind, Outcome, Problem, Review, Verdict
from govcrawl.store.database import Database
from govcrawl.store.judgements import (
    iter_judgements,
    load_judgement,
    save_judgement,
    save_judgements,
    verdict_history,
)
from govcrawl.store.load import site_facts
from govcrawl.store.reviews import (
    add_official_verdict,
    add_review,
    find_finding,
    hold_results,
    open_holds,
    release_results,
    review_history,
    review_queue,
)

EDITION = "national_2015"
STALE = Finding(
    "column_freshness",
    IndicatorKind.DEDUCTION,
    Outcome.BREACHED,
    "要闻",
    Problem.STALE_COLUMN,
    f"{HOME}yw/",
    HOME,
    "“要闻”栏目更新不及时",
    Decimal("5.25"),
    observed_at=ASKED,
)
SUSPECT = replace(STALE, subject="通知", url=None, confidence=Confidence.SUSPECTED, points=Decimal(3))
OPEN = Finding("reachability", IndicatorKind.VETO, Outcome.UNKNOWN, "site", detail="尚未采集")


def judgement(code: str = CODE, *findings: Finding, **changes: object) -> Judgement:
    made = Judgement(
        code,
        EDITION,
        "e" * 64,
        "0.1.0",
        Verdict.UNDETERMINED,
        Decimal("60.5"),
        Decimal(90),
        Decimal("5.25"),
        Decimal(0),
        ("home",),
        ("stale_column",),
        ("站点可用性",),
        findings,
        {"column_freshness": Decimal("5.25")},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_judgement_comes_back_as_it_was(database: Database) -> None:
    begin(database)
    made = judgement(CODE, STALE, SUSPECT, OPEN)
    with database.engine.begin() as connection:
        assert save_judgement(connection, NAME, made)
        assert load_judgement(connection, NAME, EDITION, CODE) == made
        assert load_judgement(connection, NAME, "national_2019", CODE) is None


def test_the_same_verdict_is_kept_once_and_every_other_one_stays(database: Database) -> None:
    begin(database)
    good, bad = judgement(verdict=Verdict.QUALIFIED), judgement(CODE, STALE, verdict=Verdict.UNQUALIFIED)
    with database.engine.begin() as connection:
        saved = [save_judgement(connection, NAME, one) for one in (good, good, bad, bad, good)]
        history = verdict_history(connection, NAME, CODE)
        now = load_judgement(connection, NAME, EDITION, CODE)
    assert saved == [True, False, True, False, True]
    assert [one.verdict for one in history] == ["qualified", "unqualified", "qualified"]
    assert now == good


def test_the_same_verdict_as_of_another_day_is_another_one(database: Database) -> None:
    begin(database)
    with database.engine.begin() as connection:
        assert save_judgement(connection, NAME, judgement())
        assert save_judgement(connection, NAME, judgement(), date(2018, 1, 1))


def test_odd_text_in_a_finding_is_cleaned(database: Database) -> None:
    begin(database)
    with database.engine.begin() as connection:
        save_judgement(connection, NAME, judgement(CODE, replace(STALE, detail="a\x00b\ud800")))
        found = load_judgement(connection, NAME, EDITION, CODE)
    assert found is not None
    assert found.findings[0].detail == "a�b�"


def test_many_verdicts_go_in_batches_and_come_in_the_order_of_codes(database: Database) -> None:
    codes = [f"42{number:08}" for number in range(450)]
    begin(database, codes)
    with database.engine.begin() as connection:
        assert save_judgements(connection, NAME, (judgement(code, STALE, OPEN) for code in reversed(codes))) == 450
        assert [one.site_id_code for one in iter_judgements(connection, NAME, EDITION)] == codes
        assert save_judgements(connection, NAME, (judgement(code, STALE, OPEN) for code in codes)) == 0


def test_views_show_the_verdict_that_counts_and_the_rates(database: Database) -> None:
    codes = ["1100000001", "1100000002", "1100000003", "1100000004"]
    begin(database, codes)
    words = (Verdict.QUALIFIED, Verdict.UNQUALIFIED, Verdict.UNDETERMINED, Verdict.NOT_INSPECTED)
    with database.engine.begin() as connection:
        save_judgement(connection, NAME, judgement(codes[0], STALE, verdict=Verdict.UNQUALIFIED))
        for code, verdict in zip(codes, words, strict=True):
            save_judgement(connection, NAME, judgement(code, SUSPECT, verdict=verdict))
        save_judgement(connection, NAME, judgement(codes[0], edition="national_2019", verdict=Verdict.QUALIFIED))
        add_official_verdict(connection, NAME, codes[1], Verdict.QUALIFIED, by="甲", document="通报1号")
        add_official_verdict(connection, NAME, codes[1], Verdict.UNQUALIFIED, by="甲", document="通报2号")
        connection.execute(
            text("UPDATE govcrawl.inspection_sites SET is_offline = true WHERE site_id_code = '1100000004'")
        )
        shown = connection.execute(
            text(
                "SELECT site_id_code, verdict, official_verdict FROM report.verdicts"
                " WHERE edition = 'national_2015' ORDER BY 1"
            )
        ).all()
        subjects = connection.scalars(text("SELECT subject FROM report.findings")).all()
        rates = connection.execute(
            text(
                "SELECT edition, sites_selected, sites_inspected, sites_offline, sites_unqualified, sites_undetermined,"
                " round(pass_rate, 4)::text FROM report.inspections"
            )
        ).all()
        regions = connection.execute(
            text("SELECT portal, inspected, unqualified, round(pass_rate, 4)::text FROM report.regions")
        ).all()
    assert [tuple(row) for row in shown] == [
        (codes[0], "qualified", None),
        (codes[1], "unqualified", "unqualified"),
        (codes[2], "undetermined", None),
        (codes[3], "not_inspected", None),
    ]
    assert subjects == ["通知"] * 4
    assert [tuple(row) for row in rates] == [
        ("national_2015", 4, 3, 1, 1, 1, "0.5000"),
        ("national_2019", 4, 1, 1, 0, 0, "1.0000"),
    ]
    assert [tuple(row) for row in regions] == [(4, 3, 1, "0.5000")]


def test_no_site_inspected_has_no_rate(database: Database) -> None:
    begin(database)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT sites_inspected, pass_rate FROM report.inspections")).one() == (0, None)


def test_the_queue_begins_with_what_decides_a_verdict(database: Database) -> None:
    codes = ["1100000001", "1100000002", "1100000003"]
    begin(database, codes)
    small = replace(SUSPECT, points=Decimal(1), subject="小")
    doubt = replace(OPEN, subject="首页", confidence=Confidence.SUSPECTED)
    with database.engine.begin() as connection:
        save_judgement(connection, NAME, judgement(codes[0], STALE, SUSPECT, verdict=Verdict.UNQUALIFIED))
        save_judgement(connection, NAME, judgement(codes[1], small, verdict=Verdict.QUALIFIED))
        save_judgement(connection, NAME, judgement(codes[2], small, OPEN, SUSPECT, doubt))
        queue = review_queue(connection, NAME, EDITION)
        found = find_finding(connection, NAME, EDITION, queue[0].key)
        assert find_finding(connection, NAME, EDITION, "0") is None
    assert [(one.site_id_code, one.finding.subject) for one in queue] == [
        (codes[2], "首页"),
        (codes[2], "通知"),
        (codes[2], "小"),
        (codes[2], "site"),
        (codes[1], "小"),
        (codes[0], "通知"),
    ]
    assert len({one.key for one in queue}) == 6
    assert found == queue[0]


def test_a_decision_holds_for_its_finding_until_it_is_taken_back(database: Database) -> None:
    begin(database)
    key = (Problem.STALE_COLUMN, "要闻", f"{HOME}yw/")
    with database.engine.begin() as connection:
        add_review(connection, NAME, CODE, STALE, Review.CONFIRMED, reason="看过", by="甲")
        assert site_facts(connection, NAME, CODE).reviews == {key: Review.CONFIRMED}
        add_review(connection, NAME, CODE, STALE, Review.WAIVED, reason="本年无此类信息", by="乙")
        assert site_facts(connection, NAME, CODE).reviews == {key: Review.WAIVED}
        add_review(connection, NAME, CODE, STALE, Review.NONE, reason="误操作", by="乙")
        assert site_facts(connection, NAME, CODE).reviews == {}
        history = review_history(connection, NAME, CODE)
    assert [(one.decision, one.decided_by) for one in history] == [
        (Review.CONFIRMED, "甲"),
        (Review.WAIVED, "乙"),
        (Review.NONE, "乙"),
    ]


def test_two_questions_about_the_site_are_decided_apart(database: Database) -> None:
    begin(database)
    other = replace(OPEN, indicator="grave_error")
    with database.engine.begin() as connection:
        save_judgement(connection, NAME, judgement(CODE, OPEN, other))
        first, second = review_queue(connection, NAME, EDITION)
        assert first.key != second.key
        add_review(connection, NAME, CODE, other, Review.WAIVED, reason="看过", by="甲")
        assert site_facts(connection, NAME, CODE).reviews == {("grave_error", "site", None): Review.WAIVED}


def test_an_explanation_does_not_excuse_what_was_inspected_before_it(database: Database) -> None:
    begin(database, name="later", as_of=date(2018, 6, 30))
    begin(database)
    with database.engine.begin() as connection:
        until = date(2018, 12, 31)
        add_review(connection, "later", CODE, STALE, Review.WAIVED, reason="r", by="b", expires_on=until)
        assert site_facts(connection, NAME, CODE).reviews == {}
        assert site_facts(connection, "later", CODE).reviews == {STALE.review_key: Review.WAIVED}


@pytest.mark.parametrize(("expires_on", "is_excused"), [(None, False), (AS_OF, True), (date(2018, 2, 27), False)])
def test_an_explanation_excuses_later_inspections_until_its_last_day(
    database: Database, expires_on: date | None, is_excused: bool
) -> None:
    begin(database, name="earlier", as_of=date(2017, 12, 31))
    begin(database)
    with database.engine.begin() as connection:
        add_review(connection, "earlier", CODE, STALE, Review.WAIVED, reason="r", by="b", expires_on=expires_on)
        assert bool(site_facts(connection, NAME, CODE).reviews) is is_excused


def test_held_results_are_released_by_a_person(database: Database) -> None:
    begin(database)
    with database.engine.begin() as connection:
        hold_results(connection, NAME, "不合格比例突增")
        hold_results(connection, NAME, "不合格比例突增")
        hold_results(connection, NAME, "疑似改版", CODE)
        assert open_holds(connection, NAME) == ((None, "不合格比例突增"), (CODE, "疑似改版"))
        assert release_results(connection, NAME, by="甲", reason="已核实", site_id_code=CODE) == 1
        assert release_results(connection, NAME, by="甲", reason="已核实") == 1
        assert open_holds(connection, NAME) == ()
