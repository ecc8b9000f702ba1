"""Rows that wait, and engines that work on them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from issuer.db.engine import Database
from issuer.jobs.engine import JobEngine, Pace, Work
from issuer.models import Delivery, Mail, MailKind

Handler = Callable[[UUID], None]

QUICK = Pace(beat=0.05, sweep=0.2, farewell=5)
PATIENT = Pace(beat=0.05, sweep=3600, farewell=5)
"""Sweeps at the start only."""


def queue_mail(database: Database, now: datetime, *, in_future: timedelta = timedelta()) -> UUID:
    """Commit a mail that waits to be sent, and tell nobody."""
    with database.writing() as session, session.begin():
        mail = Mail(kind=MailKind.RESET, recipient="ada@example.org", language="en",
                    due_at=now + in_future, created_at=now)  # fmt: skip
        session.add(mail)
        session.flush()
        return mail.id


def mail_of(database: Database, mail_id: UUID) -> Mail:
    """Return a mail as it stands."""
    with database.reading() as session:
        return session.scalars(select(Mail).where(Mail.id == mail_id)).one()


def is_sent(database: Database, mail_id: UUID) -> bool:
    """Tell whether a mail was sent."""
    return mail_of(database, mail_id).state == Delivery.SENT


def marks_sent(database: Database, now: Callable[[], datetime]) -> Handler:
    """Return a handler that sends nothing, and marks the mail as sent."""

    def handle(mail_id: UUID) -> None:
        with database.writing() as session, session.begin():
            mail = session.get(Mail, mail_id)
            if mail is not None and mail.state == Delivery.QUEUED:
                mail.state, mail.sent_at = Delivery.SENT, now()
                mail.attempts += 1

    return handle


class Calls:
    """Counts how often each row was worked on, and then does what the handler inside does."""

    def __init__(self, inner: Handler) -> None:
        self.rows: list[UUID] = []
        self._inner = inner
        self._lock = threading.Lock()

    def __call__(self, row: UUID) -> None:
        """Count and go on."""
        with self._lock:
            self.rows.append(row)
        self._inner(row)


@contextmanager
def running_engine(
    database: Database,
    url: str,
    handler: Handler,
    now: Callable[[], datetime],
    pace: Pace = PATIENT,
    *,
    on_lost: Callable[[], None] = lambda: None,
) -> Iterator[JobEngine]:
    """Run an engine that sends mails with `handler`."""
    engine = JobEngine(
        database, url, Work({"mail": handler}), clock=now, on_lost=on_lost, pace=pace
    )
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()
