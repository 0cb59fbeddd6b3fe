"""Every way in which a fetch can end has words for an office."""

import pytest

from govcrawl.checks.outcomes import outcome_words
from govcrawl.model.vocabulary import FetchOutcome


@pytest.mark.parametrize("outcome", FetchOutcome)
def test_every_outcome_has_words(outcome: FetchOutcome) -> None:
    words = outcome_words(outcome, 404)
    assert words == "HTTP 404" if outcome.startswith("http_") else not words.isascii()
