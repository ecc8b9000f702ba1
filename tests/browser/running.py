"""The whole service on this machine: its web application on a free port, over a real database."""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import issuing
import uvicorn
from mailing.mails import filed
from sqlalchemy import select
from timing import wait_until

from issuer.app import create_app
from issuer.collaborators import Collaborators
from issuer.db.engine import open_database
from issuer.mailing import send_mail
from issuer.models import Delivery, Mail

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
_TICK = timedelta(milliseconds=1)


class Ticking:
    """A clock that stands at an instant, but for a thousandth of a second whenever it is read.

    So whatever is done one after the other has times one after the other.
    """

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the instant now, in UTC."""
        self.now += _TICK
        return self.now

    def advance(self, span: timedelta) -> None:
        """Move on by `span`."""
        self.now += span


class Postman:
    """The job engine of a test: it delivers mail at once, and leaves all else undone."""

    def __init__(self) -> None:
        self.service: Collaborators | None = None

    def enqueue(self, jobs: Sequence[tuple[str, UUID]]) -> None:
        """Do the jobs that send mail."""
        for kind, row in jobs:
            if kind == "mail" and self.service is not None:
                send_mail(row, self.service)


@dataclass(frozen=True)
class Site:
    """A running service."""

    service: Collaborators
    clock: Ticking

    @property
    def address(self) -> str:
        """Where its pages are, without a slash at the end."""
        return self.service.settings.base_url

    def last_mail(self, recipient: str) -> EmailMessage:
        """Return the newest mail to somebody, sent now if it still waited.

        Raises `sqlalchemy.exc.NoResultFound` if nobody ever wrote to them.
        """
        with self.service.database.reading() as session:
            newest = (
                select(Mail).where(Mail.recipient == recipient).order_by(Mail.created_at.desc())
            )
            mail = session.scalars(newest.limit(1)).one()
        if mail.state == Delivery.QUEUED:
            send_mail(mail.id, self.service)
        return filed(self.service, mail.id)


@contextmanager
def running_site(database_url: str, home: Path, clock: Ticking | None = None) -> Iterator[Site]:
    """Yield the service at work on `database_url`, as a demonstration at http://localhost:PORT."""
    clock, postman = clock or Ticking(), Postman()
    database = open_database(database_url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://localhost:{listener.getsockname()[1]}"
        made = issuing.collaborators(database, home, clock, public_url=address)
        service = replace(made, jobs=postman)
        postman.service = service
        with _serving(service, listener):
            yield Site(service, clock)
    database.dispose()


@contextmanager
def _serving(service: Collaborators, listener: socket.socket) -> Iterator[None]:
    app = create_app(service)
    configuration = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(configuration)
    run: Callable[[], None] = lambda: server.run(sockets=[listener])  # noqa: E731
    thread = threading.Thread(target=run, name="service", daemon=True)
    thread.start()
    wait_until(lambda: server.started or not thread.is_alive())
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        app.state.verification.close()
