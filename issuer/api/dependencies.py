"""What routes are given: the collaborators, one transaction, the caller, the instant.

One request is one transaction. It is committed when the route has returned and before the answer is
sent (`scope="function"`): a failed commit is never answered with success. Whatever the transaction
put into the outbox is handed to the job engine after the commit.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.outbox import take_jobs


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


def writing(request: Request) -> Iterator[Session]:
    """Yield a session that is committed after the route, or rolled back if it raised."""
    service = collaborators(request)
    with service.database.writing() as session:
        with session.begin():
            yield session
        service.jobs.enqueue(take_jobs(session))


def caller(request: Request) -> Caller:
    """Return who asks; `issuer.api.access` found out before the route was entered."""
    found: Caller = request.state.caller
    return found


Service = Annotated[Collaborators, Depends(collaborators)]
Now = Annotated[datetime, Depends(instant)]
Reading = Annotated[Session, Depends(reading, scope="function")]
Writing = Annotated[Session, Depends(writing, scope="function")]
CallerDep = Annotated[Caller, Depends(caller)]
