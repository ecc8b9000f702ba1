"""Beginning an import: the window of the way to many, the file to fill in, the upload."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile

from bulk import batches
from bulk.api.files import XLSX
from bulk.api.sent_rows import read_within
from bulk.api.upload_room import Room
from bulk.batches import UploadedSheet
from bulk.page_facts import awardable_template
from bulk.sheet_errors import NoSheetError, SheetError, SheetTooLargeError
from bulk.workbooks import template_for
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.callers import Caller
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)

_NAMES = {"pl": "wzorzec-importu.xlsx", "en": "import-template.xlsx"}


@dataclass(frozen=True)
class Sent:
    """What a browser sent."""

    sheet: UploadedSheet | SheetError
    """The file, or else the pasted rows; or why there is no sheet."""
    pasted: str = ""


async def _sent(request: Request, _: Room) -> Sent:
    megabytes: int = request.app.state.collaborators.settings.batch_megabytes
    form = await request.form()
    file, text = form.get("file"), form.get("pasted")
    pasted = text if isinstance(text, str) else ""
    if isinstance(file, UploadFile) and file.filename:
        try:
            content = await read_within(file, megabytes)
        except SheetTooLargeError as error:
            return Sent(error, pasted)
        return Sent(UploadedSheet(content, file.filename))
    if pasted.strip():
        return Sent(UploadedSheet(pasted.encode("utf-8", "ignore")))
    return Sent(NoSheetError())


@router.get("/templates/{template_id}/award/many")
def show_way(template_id: UUID, request: Request, caller: CallerDep, session: Reading) -> Response:
    """Show how many people are awarded, with the file to fill in and the import."""
    return _page(request, session, caller, template_id, "award_many.html")


@router.get("/templates/{template_id}/import-template.xlsx")
def import_template(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading
) -> Response:
    """Return the workbook to fill in, in the language of the page."""
    language = language_of_page(request)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(_NAMES[language])}",
    }
    content = template_for(session, caller, template_id, language)
    return Response(content, media_type=XLSX, headers=headers)


@router.get("/templates/{template_id}/import")
def show_import(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading, service: Service
) -> Response:
    """Show where the file is uploaded."""
    return _upload(request, session, caller, template_id, service.settings.batch_megabytes)


@router.post("/templates/{template_id}/import")
def import_sheet(
    template_id: UUID,
    request: Request,
    sent: Annotated[Sent, Depends(_sent, scope="function")],
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Keep the sheet to be checked and go to its batch, or say on the same page what is wrong."""
    awardable_template(session, caller, template_id, "en")
    if isinstance(sent.sheet, SheetError):
        megabytes = service.settings.batch_megabytes
        return _upload(request, session, caller, template_id, megabytes, sent)
    most = service.settings.batches_unread
    batch = batches.create_batch(
        session, caller, template_id, sent.sheet, now=now, most_unread=most
    )
    return see_other(f"/batches/{batch.id}")


def _upload(
    request: Request,
    session: Session,
    caller: Caller,
    template_id: UUID,
    megabytes: int,
    sent: Sent | None = None,
) -> Response:
    refused = sent.sheet if sent and isinstance(sent.sheet, SheetError) else None
    values: dict[str, object] = {
        "faults": {"file": refused.sentence(language_of_page(request))} if refused else {},
        "megabytes": megabytes,
        "pasted": sent.pasted if sent else "",
    }
    return _page(request, session, caller, template_id, "batch_import.html", values)


def _page(
    request: Request,
    session: Session,
    caller: Caller,
    template_id: UUID,
    name: str,
    values: dict[str, object] | None = None,
) -> Response:
    template = awardable_template(session, caller, template_id, language_of_page(request))
    shown = {
        "achievement": template.achievement,
        "content": template.content,
        "title": template.title,
        "title_language": template.language,
        **(values or {}),
    }
    status = 422 if shown.get("faults") else 200
    return page(request, name, shown, status=status)
