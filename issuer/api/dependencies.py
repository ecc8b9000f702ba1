"""What routes are given: the collaborators, one transaction, the caller, the instant.

One request is one transaction. It is committed when the route has returned and before the answer is
sent (`scope="function"`): a failed commit is never answered with success. Whatever the transaction
put into the outbox is handed to the job engine after the commit.
"""

from asyncio import Semaphore
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from sqlalchemy.orm import Session

from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.db.engine import Database
from issuer.errors import ForbiddenError, UnauthenticatedError
from issuer.outbox import take_jobs
from issuer.sessions import Login
from issuer.sign_in import Door


def collaborators(request: Request) -> Collaborators:
    """Return what `app` composed."""
    found: Collaborators = request.app.state.collaborators
    return found


def instant(request: Request) -> datetime:
    """Return the instant of this request, the same one wherever it is asked for."""
    if not hasattr(request.state, "now"):
        request.state.now = collaborators(request).clock()
    now: datetime = request.state.now
    return now


def reading(request: Request) -> Iterator[Session]:
    """Yield a session for reading."""
    with collaborators(request).database.reading() as session:
        yield session


async def writing(request: Request) -> AsyncIterator[Session]:
    """Yield a session that is committed after the route, or rolled back if it raised.

    Those who would wait for the database's lock wait here first, in order and without a thread:
    if they held all threads, whoever has the lock could not finish.
    """
    service = collaborators(request)
    writers: Semaphore = request.app.state.writers
    async with writers, contextmanager_in_threadpool(_transaction(service.database)) as session:
        yield session
    await run_in_threadpool(service.jobs.enqueue, take_jobs(session))


@contextmanager
def _transaction(database: Database) -> Iterator[Session]:
    with database.writing() as session, session.begin():
        yield session


def caller(request: Request) -> Caller:
    """Return who asks; `issuer.api.access` found out before the route was entered."""
    found: Caller = request.state.caller
    return found


def login(request: Request) -> Login:
    """Return the session of the person who asks; raises `ForbiddenError` for programs."""
    found: Login | None = request.state.login
    if found is None:
        raise ForbiddenError if caller(request).api_key_id else UnauthenticatedError
    return found


def door(request: Request) -> Door:
    """Return what signing in needs: counters and passwords."""
    found: Door = request.app.state.door
    return found


Service = Annotated[Collaborators, Depends(collaborators)]
Now = Annotated[datetime, Depends(instant)]
Reading = Annotated[Session, Depends(reading, scope="function")]
Writing = Annotated[Session, Depends(writing, scope="function")]
CallerDep = Annotated[Caller, Depends(caller)]
LoginDep = Annotated[Login, Depends(login)]
DoorDep = Annotated[Door, Depends(door)]
