"""Services that a site offers on another host."""

from typing import Any

import pytest

from govcrawl.checklists.load import load_edition
from govcrawl.checks.run import run_check
from govcrawl.model.vocabulary import LinkFate, Outcome, Scope
from tests.checks.builders import column, facts, link

INDICATOR = load_edition("national_2019").indicator("service_unusable")


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({"anchor": "办事服务", "scope": Scope.OTHER_GOV}, Outcome.UNKNOWN),
        ({"anchor": "政务服务网", "scope": Scope.SAME_OWNER}, Outcome.UNKNOWN),
        ({"anchor": "办事服务", "scope": Scope.OTHER_GOV, "on_home": False}, Outcome.BREACHED),
        ({"anchor": "办事服务", "scope": Scope.OTHER}, Outcome.BREACHED),
        ({"anchor": "市领导调研政务服务中心建设情况", "scope": Scope.OTHER_GOV}, Outcome.BREACHED),
    ],
    ids=["an entry", "a platform", "on an inner page", "no government's", "a headline"],
)
def test_an_entry_on_another_government_host_is_a_service(more: dict[str, Any], outcome: Outcome) -> None:
    site = facts(columns=(column(),), links=(link(1, LinkFate.ALIVE, **more),))
    assert [one.outcome for one in run_check(site, INDICATOR)] == [outcome]
