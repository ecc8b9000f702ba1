"""What a worker was at when it died is done by another one, once."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from databases import ServerProcess, server_programs
from sleepers import fell_asleep
from sqlalchemy import func, select
from timing import Clock, wait_until

from issuer.db.engine import Database, open_database
from issuer.db.upgrade import upgrade
from issuer.jobs import heartbeat
from issuer.jobs.enqueueing import Enqueuer
from issuer.models import Delivery, Mail, Worker

from .killable import LOST
from .outbox import QUICK, is_sent, mail_of, marks_sent, queue_mail, running_engine

SCRIPT = Path(__file__).with_name("killable.py")
ROOT = SCRIPT.parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "worker"
    made.mkdir()
    return made


@contextmanager
def killable_worker(
    database_url: str, url: str, folder: Path, ahead: float = 0
) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, str(SCRIPT), database_url, url, str(folder), str(ahead)]
    with subprocess.Popen(
        command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def workers(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Worker)) or 0


def test_another_worker_does_what_a_killed_one_had_in_hand(
    database: Database, database_url: str, url: str, folder: Path, clock: Clock
) -> None:
    (folder / "hold").touch()
    mail = queue_mail(database, datetime.now(UTC))
    with killable_worker(database_url, url, folder) as killed:
        wait_until((folder / "begun").exists)
        killed.kill()
    # The clock of the test shows 2030: to this worker the lease of the other is long over.
    with running_engine(database, url, marks_sent(database, clock), clock, QUICK):
        wait_until(lambda: is_sent(database, mail))
        wait_until(lambda: workers(database) == 1)


def test_a_worker_that_was_taken_for_dead_ends_when_it_wakes(
    database: Database, database_url: str, url: str, folder: Path, clock: Clock
) -> None:
    (folder / "hold").touch()
    mail = queue_mail(database, datetime.now(UTC))
    with killable_worker(database_url, url, folder) as sleeper:
        wait_until((folder / "begun").exists)
        wait_until(lambda: fell_asleep(sleeper, database_url, url))
        with running_engine(database, url, marks_sent(database, clock), clock, QUICK):
            wait_until(lambda: is_sent(database, mail))
            sleeper.send_signal(signal.SIGCONT)
            assert sleeper.wait(20) == LOST
    assert mail_of(database, mail).attempts == 1


def test_no_mail_is_lost_and_none_is_sent_twice_when_workers_are_killed(
    database: Database, database_url: str, url: str, folder: Path
) -> None:
    mails = [queue_mail(database, datetime.now(UTC)) for _ in range(40)]

    def enough_sent(least: int) -> bool:
        with database.reading() as session:
            states = session.scalars(select(Mail.state))
            return sum(state == Delivery.SENT for state in states) >= least

    for number, enough in enumerate((8, 40)):
        with killable_worker(database_url, url, folder, ahead=60 * number) as process:
            wait_until(partial(enough_sent, enough))
            process.kill()
    assert [mail_of(database, mail).attempts for mail in mails] == [1] * 40


def test_a_worker_that_ended_leaves_nobody_waiting(
    database: Database, url: str, clock: Clock
) -> None:
    handler = marks_sent(database, clock)
    with running_engine(database, url, handler, clock), database.reading() as session:
        assert heartbeat.is_alive(session, now=clock())
        assert not heartbeat.is_alive(session, now=clock() + timedelta(seconds=31))
    with database.reading() as session:
        assert not heartbeat.is_alive(session, now=clock())
    with running_engine(database, url, handler, clock, QUICK):
        wait_until(lambda: workers(database) == 1)


@pytest.fixture
def fragile_server() -> Iterator[ServerProcess]:
    server = ServerProcess(server_programs())
    yield server
    server.remove()


def test_jobs_go_on_when_the_database_is_restarted(
    fragile_server: ServerProcess, clock: Clock
) -> None:
    url = fragile_server.admin.render_as_string()
    upgrade(url)
    database, enqueuer = open_database(url), Enqueuer(url)
    with running_engine(database, url, marks_sent(database, clock), clock, QUICK):
        first = queue_mail(database, clock())
        wait_until(lambda: is_sent(database, first))
        fragile_server.stop()
        enqueuer.enqueue([("mail", first)])
        fragile_server.start()
        second = queue_mail(database, clock())
        enqueuer.enqueue([("mail", second)])
        wait_until(lambda: is_sent(database, second))
    enqueuer.close()
    database.dispose()
