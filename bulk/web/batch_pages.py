"""Batches for staff: the list of imports, and one of them with its preview, progress and result."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bulk import batches
from bulk.page_facts import titles_of
from bulk.web.batch_page import Typed, Wishes, batch_values, progress_values
from issuer.api.dependencies import CallerDep, Now, Reading
from issuer.audit_trail import actors_of
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, render

router = APIRouter(tags=["pages"], include_in_schema=False)

PAGE_SIZE = 50


class PageWish(BaseModel):
    """Which page of the list is asked for."""

    cursor: str | None = Field(None, max_length=4096)


@router.get("/batches")
def show_batches(
    request: Request, caller: CallerDep, session: Reading, wish: Annotated[PageWish, Query()]
) -> Response:
    """Show the imports of the organisation, the newest first."""
    found = batches.list_batches(session, caller, cursor=wish.cursor, limit=PAGE_SIZE)
    achievements = {batch.achievement_id for batch in found.items}
    values = {
        "batches": found.items,
        "titles": titles_of(session, caller, achievements, language_of_page(request)),
        "named": actors_of(session, {batch.created_by for batch in found.items}),
        "next": request.url.include_query_params(cursor=found.next).query if found.next else None,
        "first": "/batches" if wish.cursor else None,
    }
    return page(request, "batches.html", values)


@router.get("/batches/{batch_id}")
def show_batch(
    batch_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Reading,
    now: Now,
    wishes: Annotated[Wishes, Query()],
) -> Response:
    """Show an import: the preview of its rows, how far awarding is, or what came of it."""
    batch = batches.find_batch(session, caller, batch_id)
    values = batch_values(request, session, caller, batch, wishes, Typed(), now=now)
    return page(request, "batch.html", values)


@router.get("/batches/{batch_id}/progress.json")
def show_progress(
    batch_id: UUID, request: Request, caller: CallerDep, session: Reading, now: Now
) -> JSONResponse:
    """Return what batches.js keeps up to date on the page."""
    batch = batches.find_batch(session, caller, batch_id)
    values = progress_values(session, batch, now=now)
    line = render("batch_progress_line.html", language_of_page(request), {**values})
    progress = values["progress"]
    found = {
        "state": f"{batch.state}{'-revoking' if values['is_revoking'] else ''}",
        "percent": progress.percent,
        "line": " ".join(line.split()),
    }
    return JSONResponse(found, headers={"Cache-Control": "no-store"})
