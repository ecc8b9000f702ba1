"""`insygnia worker`: one worker, which does what is to be done after commits."""

import os
import signal
import threading
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from issuer.award_lists import note_expired
from issuer.cli.lifeline import end_with_parent
from issuer.cli.preparing import prepare_tables
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.collaborators import Collaborators
from issuer.composition import compose
from issuer.erasure_jobs import finish_erasure
from issuer.idempotency import forget_answers
from issuer.jobs.engine import JobEngine, Work
from issuer.jobs.enqueueing import Enqueuer
from issuer.links import forget_old_links
from issuer.mailing import send_mail
from issuer.rates import forget_old_counts
from issuer.sessions import forget_old_sessions
from issuer.status_lists import renew_lists
from issuer.webhook_calls import make_call

LOST = 3
"""The exit code of a worker whose work others have taken over."""

_ANSWERS_KEPT = timedelta(days=2)


class Chore(Protocol):
    """Something that is due by itself; calling it too often does no harm."""

    def __call__(self, session: Session, *, now: datetime) -> object:
        """Do it, in a transaction that is committed afterwards."""


def run(options: Namespace) -> int:
    """Work until SIGTERM or SIGINT."""
    settings = read_settings(options)
    end_with_parent(options.lifeline)
    prepare_home(settings)
    prepare_tables(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with closing(Enqueuer(settings.jobs_database)) as enqueuer:
        service = compose(settings, os.environ, enqueuer)
        engine = JobEngine(
            service.database,
            settings.jobs_database,
            work_of(service),
            clock=service.clock,
            on_lost=lambda: os._exit(LOST),
        )
        try:
            engine.start()
            stop.wait()
        finally:
            engine.stop()
            service.database.dispose()
    return 0


def work_of(service: Collaborators) -> Work:
    """Return what a worker does: what waits in rows, and what is due by itself."""

    def mail(row: UUID) -> None:
        send_mail(row, service)

    def webhook(row: UUID) -> None:
        make_call(row, service)

    def erasure(row: UUID) -> None:
        finish_erasure(row, service)

    return Work(
        {"mail": mail, "webhook": webhook, "erasure": erasure},
        chores=tuple(partial(_do, service, chore) for chore in _chores(service)),
    )


def _chores(service: Collaborators) -> Sequence[Chore]:
    """Return what is done every minute, each in a transaction of its own."""

    def renew(session: Session, *, now: datetime) -> object:
        return renew_lists(session, service, now=now)

    def forget_answered(session: Session, *, now: datetime) -> None:
        forget_answers(session, before=now - _ANSWERS_KEPT)

    return (
        renew,
        note_expired,
        forget_answered,
        forget_old_counts,
        forget_old_links,
        forget_old_sessions,
    )


def _do(service: Collaborators, chore: Chore) -> None:
    with service.database.writing() as session, session.begin():
        chore(session, now=service.clock())
