"""One built city a name for all tests of this room."""

from functools import cache

import pytest

from govcrawl.demo.city import City, load_city
from govcrawl.demo.plan import city_names


@cache
def _city(name: str) -> City:
    return load_city(name)


@pytest.fixture(params=city_names())
def city(request: pytest.FixtureRequest) -> City:
    """Every city that ships with the project."""
    return _city(request.param)


@pytest.fixture
def jingzhou() -> City:
    """The city of the first quarter of 2018."""
    return _city("jingzhou_2018q1")
