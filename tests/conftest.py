"""Fixtures for all rooms: a real PostgreSQL, one server a test session, one database a test."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from govcrawl.store.database import Database, make_database, make_engine
from govcrawl.store.migrate import upgrade
from govcrawl.store.roles import make_roles
from govcrawl.store.server import Cluster, shared_server

_TEMPLATE = "govcrawl_template"

# No test is timed by the clock: a loaded machine says nothing of a reader. `benchmarks.fuzz` measures CPU time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked `torture` take minutes and a machine of their own: they run only where `-m torture` asks for them."""
    if "torture" in config.option.markexpr:
        return
    tortures = [item for item in items if item.get_closest_marker("torture")]
    items[:] = [item for item in items if item not in tortures]
    config.hook.pytest_deselected(items=tortures)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Cluster]:
    """The embedded server of the session, without fsync; workers of pytest-xdist share one."""
    session = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    home = Path(tempfile.gettempdir()) / f"govcrawl-tests-{session.name}-{session.parent.name}"
    with shared_server(home, durable=False) as cluster:
        with cluster.lock:
            _make_template(cluster)
        yield cluster
    _remove_when_unused(cluster, home)


def _make_template(cluster: Cluster) -> None:
    make_database(cluster, _TEMPLATE)
    engine = make_engine(cluster.url(_TEMPLATE))
    try:
        upgrade(engine)
        make_roles(engine)  # roles are of the whole server: made once, before tests run side by side
    finally:
        engine.dispose()


def _remove_when_unused(cluster: Cluster, home: Path) -> None:
    with cluster.lock:
        unused = not cluster.has_users()
    if unused:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def fresh_database(cluster: Cluster) -> Iterator[Database]:
    """A migrated, empty database of its own."""
    name = f"test_{secrets.token_hex(6)}"
    make_database(cluster, name, template=_TEMPLATE)
    url = cluster.url(name)
    engine = make_engine(url)
    try:
        yield Database(url, engine, cluster)
    finally:
        engine.dispose()
        admin = make_engine(cluster.url("postgres"))
        with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
        admin.dispose()


@pytest.fixture
def database(server: Cluster) -> Iterator[Database]:
    """A migrated, empty database of its own for each test."""
    with fresh_database(server) as opened:
        yield opened
