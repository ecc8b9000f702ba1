"""Threat 40: whoever can write to the job tables gets no code run by the worker."""

import os
import pickle
from pathlib import Path

import pytest
from dbos import DBOSClient
from jobs.outbox import is_sent, marks_sent, queue_mail, running_engine
from sqlalchemy.engine import make_url
from timing import Clock, wait_until

from issuer.db.engine import Database
from issuer.jobs.enqueueing import Enqueuer
from issuer.jobs.system import APPLICATION, VERSION, WORKFLOW, open_engine


class Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.path),)


@pytest.fixture
def url(database_url: str, tmp_path: Path) -> str:
    is_file = make_url(database_url).get_backend_name() == "sqlite"
    return f"sqlite:///{tmp_path / 'jobs.db'}" if is_file else database_url


def plant(url: str, bomb: Bomb) -> None:
    """Add a job as the library writes it when it is left to its own ways: as a pickle."""
    engine = open_engine(url)
    intruder = DBOSClient(system_database_engine=engine, application_name=APPLICATION)
    intruder.enqueue(
        {"workflow_name": WORKFLOW, "queue_name": "mail", "app_version": VERSION}, bomb, "x"
    )
    intruder.destroy()
    engine.dispose()


def test_the_bomb_explodes_when_it_is_unpickled(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Bomb(tmp_path / "crater")))
    assert (tmp_path / "crater").exists()


def test_a_planted_pickle_is_not_read_and_hinders_nobody(
    database: Database, url: str, tmp_path: Path, clock: Clock
) -> None:
    with running_engine(database, url, marks_sent(database, clock), clock):
        plant(url, Bomb(tmp_path / "crater"))
        mail = queue_mail(database, clock())
        enqueuer = Enqueuer(url)
        enqueuer.enqueue([("mail", mail)])
        wait_until(lambda: is_sent(database, mail))
        enqueuer.close()
    # The next worker finds both in its tables again.
    with running_engine(database, url, marks_sent(database, clock), clock):
        again = queue_mail(database, clock())
        enqueuer = Enqueuer(url)
        enqueuer.enqueue([("mail", again)])
        wait_until(lambda: is_sent(database, again))
        enqueuer.close()
    assert not (tmp_path / "crater").exists()
