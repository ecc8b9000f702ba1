"""Databases in which an engine ran before: no test waits until the tables of the queue are made."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import PostgresServer
from sqlalchemy import delete, make_url

from issuer.db.engine import open_database
from issuer.jobs.enqueueing import Enqueuer
from issuer.models import Worker

from .outbox import running_engine


@pytest.fixture(scope="session")
def sqlite_jobs_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the tables of the queue and no jobs."""
    folder = tmp_path_factory.mktemp("jobs")
    records = shutil.copyfile(sqlite_template, folder / "records.db")
    _run_once(f"sqlite:///{records}", f"sqlite:///{folder / 'jobs.db'}")
    return folder / "jobs.db"


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgresServer, postgresql_template: str) -> Iterator[str]:
    """Yield the name of a database that holds the tables of the queue as well."""
    with postgresql.new_database(like=postgresql_template) as name:
        _run_once(postgresql.url(name), postgresql.url(name))
        yield name


@pytest.fixture
def url(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Return where the job engine keeps its tables beside these records."""
    if make_url(database_url).get_backend_name() != "sqlite":
        return database_url
    template: Path = request.getfixturevalue("sqlite_jobs_template")
    return f"sqlite:///{shutil.copyfile(template, tmp_path / 'jobs.db')}"


@pytest.fixture
def enqueuer(url: str) -> Iterator[Enqueuer]:
    """Yield the queue as a web process sees it."""
    with closing(Enqueuer(url)) as made:
        yield made


def _run_once(records_url: str, jobs_url: str) -> None:
    database = open_database(records_url)
    with running_engine(database, jobs_url, lambda _: None, lambda: datetime.now(UTC)):
        pass
    with database.writing() as session, session.begin():
        session.execute(delete(Worker))
    database.dispose()
