"""Batches: many awards of one template from one file."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from bulk import batches, confirming, revoking, rows
from bulk.api.sent_rows import RowBody, SheetDep
from bulk.api.views import (
    BatchView,
    BatchWithProgress,
    RowView,
    batch_view,
    progress_view,
    row_view,
)
from bulk.progress import progress_of
from issuer import idempotency
from issuer.api.awards import ReasonBody
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.api.fields import Instant
from issuer.api.paging import USUAL_LIMIT, Cursor, Limit, Listing, listing
from issuer.api.problems import language_of
from issuer.callers import Caller
from issuer.models import Batch

router = APIRouter(tags=["batches"])

IdempotencyKey = Annotated[str | None, Header(pattern="^[!-~]{1,255}$")]
_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["rows"],
                    "properties": {"rows": {"type": "array", "items": RowBody.model_json_schema()}},
                }
            },
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}


class ConfirmBody(BaseModel):
    """When awarding begins; at once without a time."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"example": {"at": "2026-06-30T08:00:00Z"}}
    )

    at: Instant | None = None


@router.post(
    "/api/v1/batches", status_code=202, summary="Upload a sheet of awards", openapi_extra=_UPLOAD
)
def create_batch(
    achievement: Annotated[UUID, Query(description="The template that is awarded.")],
    sheet: SheetDep,
    request: Request,
    response: Response,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
    idempotency_key: IdempotencyKey = None,
) -> BatchView:
    """Keep a sheet (XLSX, CSV, TSV, text) or rows as JSON; it is read and checked after the answer.

    Nothing is awarded before the batch is confirmed. With an `Idempotency-Key`, sending the same
    file again returns the batch that it made.
    """
    language = language_of(request)
    asked = f"{request.url.path}?{achievement}\n".encode() + sheet.content
    earlier = _earlier(session, caller, idempotency_key, asked, response, now)
    if earlier is not None:
        return batch_view(earlier, language)
    most = service.settings.batches_unread
    batch = batches.create_batch(session, caller, achievement, sheet, now=now, most_unread=most)
    if idempotency_key:
        idempotency.note_batch(session, caller.organisation_id, idempotency_key, batch.id)
    response.headers["Location"] = f"{service.settings.base_url}/api/v1/batches/{batch.id}"
    return batch_view(batch, language)


class RowsPage(BaseModel):
    """How rows are sorted and which are wanted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sort: rows.Sorting = rows.Sorting.NUMBER
    descending: bool = False
    shown: rows.Shown = rows.Shown.ALL
    limit: Limit = USUAL_LIMIT
    cursor: Cursor = None


@router.get("/api/v1/batches", summary="List the batches")
def list_batches(
    request: Request,
    caller: CallerDep,
    session: Reading,
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = None,
) -> Listing[BatchView]:
    """Return a page of the organisation's batches, the newest first."""
    language = language_of(request)
    page = batches.list_batches(session, caller, cursor=cursor, limit=limit)
    return listing(page, lambda batch: batch_view(batch, language))


@router.get("/api/v1/batches/{batch_id}", summary="One batch")
def get_batch(
    batch_id: UUID, request: Request, caller: CallerDep, session: Reading, now: Now
) -> BatchWithProgress:
    """Return where a batch stands, and how far it is."""
    batch = batches.find_batch(session, caller, batch_id)
    facts = batch_view(batch, language_of(request)).model_dump()
    progress = progress_view(progress_of(session, batch, now=now))
    return BatchWithProgress(**facts, progress=progress)


@router.get("/api/v1/batches/{batch_id}/rows", summary="The rows of a batch")
def list_rows(
    batch_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Reading,
    query: Annotated[RowsPage, Query()],
) -> Listing[RowView]:
    """Return a page of the rows, sorted by a column; names in the order of the Polish alphabet."""
    batch = batches.find_batch(session, caller, batch_id)
    view = rows.View(query.sort, query.descending, query.shown)
    page = rows.list_rows(session, batch, view, cursor=query.cursor, limit=query.limit)
    language = language_of(request)
    return listing(page, lambda row: row_view(row, language))


@router.post("/api/v1/batches/{batch_id}/confirm", summary="Award the rows that keep all rules")
def confirm_batch(
    batch_id: UUID,
    request: Request,
    response: Response,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
    body: ConfirmBody | None = None,
    idempotency_key: IdempotencyKey = None,
) -> BatchView:
    """Begin to award, now or at a time; rows with errors are left out.

    Where two people must confirm, the first call only approves.
    """
    at = body.at if body else None
    asked = f"{request.url.path}\n{at}".encode()
    language = language_of(request)
    earlier = _earlier(session, caller, idempotency_key, asked, response, now)
    if earlier is not None:
        return batch_view(earlier, language)
    hold = timedelta(minutes=service.settings.batch_hold_minutes)
    batch = confirming.confirm_batch(session, caller, batch_id, hold=hold, due_at=at, now=now)
    if idempotency_key:
        idempotency.note_batch(session, caller.organisation_id, idempotency_key, batch.id)
    return batch_view(batch, language)


@router.post("/api/v1/batches/{batch_id}/pause", summary="Pause a batch")
def pause_batch(
    batch_id: UUID, request: Request, caller: CallerDep, session: Writing, now: Now
) -> BatchView:
    """Award nothing more until the batch is resumed."""
    batch = confirming.pause_batch(session, caller, batch_id, now=now)
    return batch_view(batch, language_of(request))


@router.post("/api/v1/batches/{batch_id}/resume", summary="Resume a batch")
def resume_batch(
    batch_id: UUID, request: Request, caller: CallerDep, session: Writing, now: Now
) -> BatchView:
    """Go on with a paused batch."""
    batch = confirming.resume_batch(session, caller, batch_id, now=now)
    return batch_view(batch, language_of(request))


@router.post(
    "/api/v1/batches/{batch_id}/cancel",
    summary="Give a batch up",
    responses={204: {"description": "It was not confirmed; nothing of it is left."}},
)
def cancel_batch(
    batch_id: UUID, request: Request, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Award nothing more of a batch; one that was not confirmed is deleted with its file."""
    batch = batches.cancel_batch(session, caller, batch_id, now=now)
    if batch is None:
        return Response(status_code=204)
    view = batch_view(batch, language_of(request))
    return Response(view.model_dump_json(), media_type="application/json")


@router.post("/api/v1/batches/{batch_id}/undo", summary="Undo a batch")
def undo_batch(
    batch_id: UUID, request: Request, caller: CallerDep, session: Writing, now: Now
) -> BatchView:
    """Revoke everything that a batch awarded while its mails are held; nobody is written to."""
    return batch_view(revoking.undo_batch(session, caller, batch_id, now=now), language_of(request))


@router.post("/api/v1/batches/{batch_id}/revoke", summary="Revoke a batch")
def revoke_batch(
    batch_id: UUID,
    body: ReasonBody,
    request: Request,
    caller: CallerDep,
    session: Writing,
    now: Now,
) -> BatchView:
    """Revoke everything that a batch awarded, for ever; the recipients read the reason."""
    batch = revoking.revoke_batch(session, caller, batch_id, body.reason, now=now)
    return batch_view(batch, language_of(request))


def _earlier(
    session: Session,
    caller: Caller,
    key: str | None,
    asked: bytes,
    response: Response,
    now: datetime,
) -> Batch | None:
    """Return the batch that this request made before, and say that it is a repetition."""
    if key is None:
        return None
    found = idempotency.earlier_answer(session, caller.organisation_id, key, asked, now=now)
    if found is None or found.batch_id is None:
        return None
    response.headers["Idempotent-Replayed"] = "true"
    return batches.find_batch(session, caller, found.batch_id)
