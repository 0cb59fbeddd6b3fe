"""The comparison with the truth counts each fault once and names decoys and everything unplanned."""

from typing import Any

from govcrawl.demo.city import City, load_city
from govcrawl.demo.compare import compare
from govcrawl.model.vocabulary import Problem


def perfect_rows(city: City) -> list[dict[str, Any]]:
    return [
        {
            "site_id_code": one.site_id_code,
            "problem": str(one.problem),
            "subject": one.subject,
            "url": one.url,
            "outcome": "breached",
        }
        for one in city.truth.problems
    ]


def test_reporting_the_truth_is_perfect(city: City) -> None:
    verdicts = {code: str(verdict) for code, verdict in city.truth.verdicts.items()}
    agreement = compare(city.truth, perfect_rows(city), verdicts)
    assert agreement.perfect
    assert agreement.recall == agreement.precision == 1.0


def test_a_missing_row_is_missed(jingzhou: City) -> None:
    agreement = compare(jingzhou.truth, perfect_rows(jingzhou)[1:])
    assert agreement.missed == (jingzhou.truth.problems[0],)
    assert agreement.recall < 1


def test_a_second_row_is_doubled(jingzhou: City) -> None:
    rows = perfect_rows(jingzhou)
    assert compare(jingzhou.truth, [*rows, rows[3]]).doubled == (jingzhou.truth.problems[3],)


def test_falling_for_a_decoy_is_said(jingzhou: City) -> None:
    decoy = next(one for one in jingzhou.truth.decoys if one.subject)
    row = {
        "site_id_code": decoy.site_id_code,
        "problem": "stale_column",
        "subject": decoy.subject,
        "url": decoy.url,
        "outcome": "breached",
    }
    agreement = compare(jingzhou.truth, [*perfect_rows(jingzhou), row])
    assert agreement.decoys == ((decoy, row),)
    assert agreement.precision < 1
    assert any("误报" in line for line in agreement.lines())


def test_suspected_waived_and_unknown_rows_accuse_nobody(jingzhou: City) -> None:
    base = {"site_id_code": "4210020003", "problem": str(Problem.DEAD_LINK), "subject": "x", "url": "http://x.gov.cn/"}
    rows = [
        base | {"outcome": "breached", "confidence": "suspected"},
        base | {"outcome": "breached", "review": "waived"},
        base | {"outcome": "unknown"},
        base | {"outcome": "breached", "problem": None},
    ]
    assert compare(jingzhou.truth, rows).reported == 0


def test_a_wrong_verdict_is_named(jingzhou: City) -> None:
    verdicts = {code: str(verdict) for code, verdict in jingzhou.truth.verdicts.items()} | {"4210020003": "unqualified"}
    agreement = compare(jingzhou.truth, perfect_rows(jingzhou), verdicts)
    assert agreement.wrong_verdicts == (("4210020003", "qualified", "unqualified"),)
    assert not agreement.perfect


def test_what_only_probes_confirm_is_not_missed() -> None:
    yaan = load_city("yaan_2018q2")
    rows = [row for row in perfect_rows(yaan) if row["problem"] != Problem.SLOW_SITE]
    agreement = compare(yaan.truth, rows)
    assert agreement.perfect
    assert [one.problem for one in agreement.beyond] == [Problem.SLOW_SITE]
