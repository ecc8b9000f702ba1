"""Workers are killed, stopped and doubled while they award a batch: each row has one award."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from issuing import Issuer, collaborators, new_issuer
from sleepers import fell_asleep
from sqlalchemy import func, make_url, select
from timing import wait_until

from bulk import confirming
from issuer.db.engine import Database
from issuer.models import Award, BatchState

from . import sheets
from .killable import LOST

TESTS = Path(__file__).parent.parent
ROWS = 400
LEASE_S = 180
"""By so much each worker is later than the one before: what that had in hand is due again."""


@pytest.fixture
def issuer(database: Database, tmp_path: Path) -> Issuer:
    """Return an organisation whose clock shows the hour: workers are other processes."""
    return new_issuer(collaborators(database, tmp_path, lambda: datetime.now(UTC)))


@pytest.fixture
def jobs_url(database_url: str, tmp_path: Path) -> str:
    is_sqlite = make_url(database_url).get_backend_name() == "sqlite"
    return f"sqlite:///{tmp_path / 'jobs.db'}" if is_sqlite else database_url


@pytest.fixture
def batch(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Return a confirmed batch of twenty chunks."""
    monkeypatch.setattr(confirming, "ROWS_OF_A_CHUNK", 20)
    made = sheets.checked_batch(issuer, issuer.template(), sheets.people(ROWS))
    sheets.confirm(issuer, made)
    return made


@contextmanager
def worker(
    records: str, jobs: str, home: Path, ahead: float = 0
) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.batches.killable", records, jobs, str(home), str(ahead)]
    path = f"{TESTS}{os.pathsep}{TESTS.parent}"
    environment = {**os.environ, "PYTHONPATH": path}
    with subprocess.Popen(
        command, cwd=TESTS.parent, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def awarded(issuer: Issuer) -> int:
    with issuer.service.database.reading() as session:
        return session.scalar(select(func.count(Award.id))) or 0


def has_awarded(issuer: Issuer, least: int) -> bool:
    return awarded(issuer) >= least


def is_over(issuer: Issuer, batch: UUID) -> bool:
    return sheets.read(issuer, batch).state == BatchState.FINISHED


def test_a_batch_is_awarded_once_though_its_workers_are_killed(
    issuer: Issuer, batch: UUID, database_url: str, jobs_url: str, tmp_path: Path
) -> None:
    for number, least in enumerate((1, ROWS // 3, 2 * ROWS // 3)):
        with worker(database_url, jobs_url, tmp_path, LEASE_S * number) as process:
            wait_until(partial(has_awarded, issuer, least), seconds=60)
            process.kill()
    with worker(database_url, jobs_url, tmp_path, LEASE_S * 3):
        wait_until(lambda: is_over(issuer, batch), seconds=60)

    assert sheets.books_of(issuer, batch) == sheets.exactly(ROWS)


def test_two_workers_share_a_batch_and_one_that_slept_does_no_harm(
    issuer: Issuer, batch: UUID, database_url: str, jobs_url: str, tmp_path: Path
) -> None:
    with worker(database_url, jobs_url, tmp_path) as sleeper:
        wait_until(lambda: awarded(issuer) > 0, seconds=60)
        wait_until(lambda: fell_asleep(sleeper, database_url, jobs_url), seconds=60)
        later = (database_url, jobs_url, tmp_path, LEASE_S)
        with worker(*later), worker(*later):
            wait_until(lambda: awarded(issuer) > ROWS // 2, seconds=60)
            sleeper.send_signal(signal.SIGCONT)
            assert sleeper.wait(30) == LOST
            wait_until(lambda: is_over(issuer, batch), seconds=60)

    assert sheets.books_of(issuer, batch) == sheets.exactly(ROWS)
