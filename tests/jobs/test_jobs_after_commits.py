"""What was committed is worked on, once, whoever falls over."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from timing import Clock, wait_until

from issuer.db.engine import Database
from issuer.jobs.enqueueing import Enqueuer

from .outbox import (
    QUICK,
    Calls,
    is_sent,
    mail_of,
    marks_sent,
    queue_mail,
    running_engine,
)


def test_a_row_that_is_handed_over_is_worked_on(
    database: Database, url: str, enqueuer: Enqueuer, clock: Clock
) -> None:
    calls = Calls(marks_sent(database, clock))
    with running_engine(database, url, calls, clock):
        mail = queue_mail(database, clock())
        enqueuer.enqueue([("mail", mail), ("mail", mail)])
        enqueuer.enqueue([("mail", mail)])
        wait_until(lambda: is_sent(database, mail))
        enqueuer.enqueue([("mail", mail)])
    assert calls.rows == [mail]


def test_rows_that_nobody_handed_over_are_found_at_the_start(
    database: Database, url: str, clock: Clock
) -> None:
    mails = [queue_mail(database, clock()) for _ in range(20)]
    calls = Calls(marks_sent(database, clock))
    with running_engine(database, url, calls, clock):
        wait_until(lambda: all(is_sent(database, mail) for mail in mails))
    assert sorted(calls.rows) == sorted(mails)


def test_rows_that_nobody_handed_over_are_found_by_the_sweep(
    database: Database, url: str, clock: Clock
) -> None:
    with running_engine(database, url, marks_sent(database, clock), clock, QUICK):
        mail = queue_mail(database, clock())
        wait_until(lambda: is_sent(database, mail))


def test_a_row_that_is_not_due_is_left_alone(database: Database, url: str, clock: Clock) -> None:
    calls = Calls(marks_sent(database, clock))
    with running_engine(database, url, calls, clock) as engine:
        later = queue_mail(database, clock(), in_future=timedelta(minutes=1))
        assert engine.sweep() == 0
        clock.advance(timedelta(minutes=1))
        assert engine.sweep() == 1
        wait_until(lambda: is_sent(database, later))


def test_a_web_process_answers_before_there_is_a_queue(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    nowhere = f"sqlite:///{tmp_path / 'nothing.db'}"
    mail = queue_mail(database, clock())
    with closing(Enqueuer(nowhere)) as enqueuer:
        enqueuer.enqueue([("mail", mail)])
    with running_engine(database, nowhere, marks_sent(database, clock), clock):
        wait_until(lambda: is_sent(database, mail))


def test_a_kind_that_nobody_works_on_is_refused_at_once(enqueuer: Enqueuer) -> None:
    with pytest.raises(LookupError, match="no jobs of the kind letter"):
        enqueuer.enqueue([("letter", UUID(int=1))])


def test_a_handler_that_raises_leaves_the_row_for_later(
    database: Database, url: str, enqueuer: Enqueuer, clock: Clock
) -> None:
    good = marks_sent(database, clock)

    def fails_twice(row: UUID) -> None:
        if len(calls.rows) < 3:
            raise RuntimeError("ada@example.org is unhappy")
        good(row)

    calls = Calls(fails_twice)
    with running_engine(database, url, calls, clock) as engine:
        mail = queue_mail(database, clock())
        enqueuer.enqueue([("mail", mail)])
        for pause in (timedelta(minutes=1), timedelta(minutes=2)):
            wait_until(lambda: mail_of(database, mail).due_at > clock())
            assert mail_of(database, mail).due_at == clock() + pause
            clock.advance(pause)
            wait_until(lambda: engine.sweep() == 1)
        wait_until(lambda: is_sent(database, mail))
    assert calls.rows == [mail] * 3


def test_a_handler_that_does_nothing_strands_no_row(
    database: Database, url: str, enqueuer: Enqueuer, clock: Clock
) -> None:
    calls = Calls(lambda _: None)
    with running_engine(database, url, calls, clock, QUICK):
        mail = queue_mail(database, clock())
        enqueuer.enqueue([("mail", mail)])
        wait_until(lambda: len(calls.rows) >= 3)


def test_what_runs_may_finish_when_the_engine_stops(
    database: Database, url: str, enqueuer: Enqueuer, clock: Clock
) -> None:
    good = marks_sent(database, clock)
    stop_now: list[UUID] = []

    def slow(row: UUID) -> None:
        stop_now.append(row)
        wait_until(lambda: stopping)
        good(row)

    stopping: list[bool] = []
    with running_engine(database, url, slow, clock):
        mail = queue_mail(database, clock())
        enqueuer.enqueue([("mail", mail)])
        wait_until(lambda: stop_now)
        stopping.append(True)
    assert is_sent(database, mail)
