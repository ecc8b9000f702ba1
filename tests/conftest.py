"""What all tests share: official vectors, a database of each engine, a mail server, a clock."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import databases
import issuing
import kept_databases
import mail_server
import official_vectors
import pytest
from anyio.from_thread import start_blocking_portal
from hypothesis import HealthCheck, settings
from starlette.testclient import TestClient
from timing import Clock

from issuer import achievement_pictures
from issuer.collaborators import Collaborators
from issuer.db.engine import Database
from issuer.db.upgrade import upgrade
from issuer.pictures.badge import badge_picture

VARIABLE = "INSYGNIA_VECTORS"

# The machine may be slow and shared, and everybody must see the same examples fail.
settings.register_profile(
    "insygnia",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("insygnia")


def pytest_configure() -> None:
    """Refuse to start with a folder of vectors that is not the official one, or on CI without."""
    folder = os.environ.get(VARIABLE)
    if folder:
        if differences := official_vectors.differences(Path(folder)):
            raise pytest.UsageError(f"{VARIABLE}: {differences[0]} ({len(differences)} in all)")
    elif os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI is true, but {VARIABLE} is not set.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the vectors where there are none."""
    if os.environ.get(VARIABLE):
        return
    left_out = [item for item in items if item.get_closest_marker("vectors")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say at the very end, after the counts, what was left out and where to get it."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get(VARIABLE):
        return
    reporter.write_line("The official test vectors were NOT run. Get the folders")
    for name, repository, path, commit in official_vectors.ORIGINS:
        reporter.write_line(f"  {name}: {path} of https://github.com/{repository} at {commit[:12]}")
    reporter.write_line(f"then set {VARIABLE} to the folder that holds the three.")


@pytest.fixture(scope="session", autouse=True)
def _one_loop() -> Iterator[None]:
    """Let all browsers and programs of tests ask over one event loop.

    Otherwise a loop and its threads are started and ended for each request.
    """
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestClient, "portal", portal)
        yield


@pytest.fixture(scope="session", autouse=True)
def _pictures_drawn_once() -> Iterator[None]:
    """Let services draw a badge picture once, however many tests activate that template.

    Equal arguments give equal pictures, which is tested where pictures are drawn (tests/pictures).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(achievement_pictures, "badge_picture", cache(badge_picture))
        yield


@pytest.fixture(scope="session")
def vectors() -> Path:
    """Return the folder that holds the official vectors."""
    return Path(os.environ[VARIABLE])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[databases.PostgresServer]:
    """Yield a PostgreSQL server, the same one for all tests of this process."""
    with databases.postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with all tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "insygnia.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql: databases.PostgresServer) -> Iterator[str]:
    """Yield the name of a database with all tables and no rows, to be copied."""
    with databases.migrated_template(postgresql) as name:
        yield name


@pytest.fixture(scope="session")
def kept_database(
    postgresql: databases.PostgresServer,
) -> Iterator[kept_databases.KeptDatabase]:
    """Yield the database that tests of this process share, one after another."""
    kept = kept_databases.KeptDatabase(postgresql)
    yield kept
    kept.drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of a database with all tables and no rows, once on each engine."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            copy = tmp_path / "insygnia.db"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), copy)
            yield f"sqlite:///{copy}"
        else:
            server: databases.PostgresServer = request.getfixturevalue("postgresql")
            template = request.getfixturevalue("postgresql_template")
            kept: kept_databases.KeptDatabase = request.getfixturevalue("kept_database")
            yield server.url(stack.enter_context(kept.lent(like=template)))


@pytest.fixture(scope="session")
def steady_databases() -> databases.SteadyDatabases:
    """Return the databases of this process, which lead to those of its tests."""
    return databases.SteadyDatabases()


@pytest.fixture
def database(database_url: str, steady_databases: databases.SteadyDatabases) -> Iterator[Database]:
    """Yield an open database with all tables and no rows, once on each engine."""
    opened = steady_databases.at(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def smtp_server() -> Iterator[mail_server.Mailbox]:
    """Yield an SMTP server on loopback that keeps what it is sent."""
    with mail_server.running_mailbox() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    """Return a clock that shows noon of 1 March 2030, UTC."""
    return Clock(datetime(2030, 3, 1, 12, tzinfo=UTC))


@pytest.fixture
def service(database: Database, tmp_path: Path, clock: Clock) -> Collaborators:
    """Return what services work with, on a public https address."""
    return issuing.collaborators(database, tmp_path, clock)


@pytest.fixture
def issuer(service: Collaborators) -> issuing.Issuer:
    """Return an organisation with its keys."""
    return issuing.new_issuer(service)
