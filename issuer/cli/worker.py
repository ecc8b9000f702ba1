"""`insygnia worker`: one worker, which does what is to be done after commits."""

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from bulk.batches import CHUNK, READING
from bulk.clearing import clear_old_batches
from bulk.jobs import work_on_batch
from bulk.reading_job import read_batch
from bulk.sheet_children import SheetChildren
from issuer.award_lists import note_expired
from issuer.cli.lifeline import end_with_parent
from issuer.cli.preparing import prepare_tables
from issuer.cli.remembering import recall
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.collaborators import Collaborators
from issuer.composition import compose
from issuer.erasure_jobs import finish_erasure
from issuer.idempotency import forget_answers
from issuer.jobs.engine import JobEngine, Work
from issuer.jobs.enqueueing import Enqueuer
from issuer.key_errors import KeyUnavailableError
from issuer.links import forget_old_links
from issuer.mailing import send_mail
from issuer.rates import forget_old_counts
from issuer.sessions import forget_old_sessions
from issuer.status_lists import due_lists, renew_list
from issuer.uploads import forget_unused_evidence
from issuer.verification_reports.kept import forget_old_reports
from issuer.webhook_calls import make_call

LOST = 3
"""The exit code of a worker whose work others have taken over."""

_ANSWERS_KEPT = timedelta(days=2)
_SWITCHES_S = 0.0005
"""So long one thread computes while another would. A thread that signs computes without a pause;
the one that stores meanwhile asks the database often, and should not wait after each answer."""
_PATIENCE = 5
_log = structlog.get_logger()


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
    # Who waits for an answer goes before what is done afterwards.
    os.nice(_PATIENCE)
    sys.setswitchinterval(_SWITCHES_S)
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

    sheets = SheetChildren.of(service.settings)

    def reading(row: UUID) -> None:
        read_batch(row, service, sheets.read)

    def chunk(row: UUID) -> None:
        work_on_batch(row, service)

    return Work(
        {"mail": mail, "webhook": webhook, "erasure": erasure, READING: reading, CHUNK: chunk},
        chores=(
            partial(renew_lists, service),
            partial(_recall, service),
            *(partial(_do, service, chore) for chore in _CHORES),
        ),
    )


def renew_lists(service: Collaborators) -> None:
    """Sign again what is due, each list in a transaction of its own.

    A key that cannot be used stops the lists of its own organisation only.
    """
    with service.database.reading() as session:
        due = due_lists(session, now=service.clock())
    for list_id in due:
        try:
            with service.database.writing() as session, session.begin():
                renew_list(session, service, list_id, now=service.clock())
        except KeyUnavailableError as e:
            _log.error("status_list_not_renewed", list=str(list_id), reason=e.facts["reason"])


def _recall(service: Collaborators) -> None:
    recall(service.settings, service.database, now=service.clock())


def _forget_answers(session: Session, *, now: datetime) -> None:
    forget_answers(session, before=now - _ANSWERS_KEPT)


_CHORES: Sequence[Chore] = (
    clear_old_batches,
    note_expired,
    _forget_answers,
    forget_old_counts,
    forget_old_links,
    forget_old_reports,
    forget_old_sessions,
    forget_unused_evidence,
)


def _do(service: Collaborators, chore: Chore) -> None:
    with service.database.writing() as session, session.begin():
        chore(session, now=service.clock())
