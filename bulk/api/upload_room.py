"""Room for sheets that are being sent: files that arrive take place on the disk and in memory."""

from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from bulk.batch_errors import TooManyUnreadError
from bulk.batches import check_unread
from issuer.callers import Caller
from issuer.collaborators import Collaborators


@dataclass(frozen=True)
class UploadRoom:
    """How many sheets of each organisation are just arriving at this process."""

    arriving: Counter[UUID] = field(default_factory=Counter)
    """Counted by the one thread that answers requests."""


async def upload_room(request: Request) -> AsyncGenerator[None, None]:
    """Let a sheet of an organisation in before a byte of it is kept.

    Raises `TooManyUnreadError` while as many are arriving, or wait to be read, as may.
    """
    service: Collaborators = request.app.state.collaborators
    arriving: Counter[UUID] = request.app.state.upload_room.arriving
    caller: Caller = request.state.caller
    organisation, most = caller.organisation_id, service.settings.batches_unread
    await run_in_threadpool(_check_unread, service, organisation, most)
    if arriving[organisation] >= most:
        raise TooManyUnreadError(most)
    arriving[organisation] += 1
    try:
        yield
    finally:
        arriving[organisation] -= 1
        if not arriving[organisation]:
            del arriving[organisation]


def _check_unread(service: Collaborators, organisation: UUID, most: int) -> None:
    with service.database.reading() as session:
        check_unread(session, organisation, most)


Room = Annotated[None, Depends(upload_room, scope="function")]
