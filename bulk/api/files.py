"""The files of a batch: the workbook to fill in, the report, the workbook that comes back."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from bulk import batches
from bulk.batch_errors import BatchClearedError
from bulk.making.orders import FileName
from bulk.making.parent import FileMakers
from bulk.page_facts import has_file
from bulk.workbooks import template_for
from issuer.api.dependencies import CallerDep, Reading, Service
from issuer.api.negotiation import wanted_languages
from issuer.api.problems import language_of
from issuer.callers import Caller
from issuer.models import Batch, Organisation

router = APIRouter(tags=["batches"])

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Lang = Annotated[
    Literal["pl", "en"] | None,
    Query(description="Else that of `Accept-Language`, else the organisation's."),
]
_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {XLSX: {}}}}


@router.get(
    "/api/v1/achievements/{achievement_id}/import-template.xlsx",
    summary="The workbook to fill in",
    response_class=Response,
    responses=_FILE,
)
def import_template(
    achievement_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Reading,
    lang: Lang = None,
) -> Response:
    """Return the import template of an achievement, with headings in `lang`."""
    language = lang or language_of(request)
    content = template_for(session, caller, achievement_id, language)
    return Response(content, media_type=XLSX, headers=_saved(f"import-{language}.xlsx"))


@router.get(
    "/api/v1/batches/{batch_id}/report.csv",
    summary="The report as CSV",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}}},
)
def csv_report(
    batch_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Reading,
    service: Service,
    lang: Lang = None,
) -> StreamingResponse:
    """Return what became of each row: UTF-8 with a byte order mark, `;`."""
    batch, language = _read(session, caller, batch_id, request, lang)
    chunks = _makers(request).made(FileName.CSV, service, batch, language)
    return _stream(chunks, f"report-{batch.id}.csv", "text/csv; charset=utf-8")


@router.get(
    "/api/v1/batches/{batch_id}/report.xlsx",
    summary="The report as a workbook",
    response_class=StreamingResponse,
    responses=_FILE,
)
def xlsx_report(
    batch_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Reading,
    service: Service,
    lang: Lang = None,
) -> StreamingResponse:
    """Return the same as a workbook."""
    batch, language = _read(session, caller, batch_id, request, lang)
    chunks = _makers(request).made(FileName.XLSX, service, batch, language)
    return _stream(chunks, f"report-{batch.id}.xlsx", XLSX)


@router.get(
    "/api/v1/batches/{batch_id}/workbook.xlsx",
    summary="The uploaded workbook with its results",
    response_class=StreamingResponse,
    responses=_FILE,
)
def workbook(
    batch_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Reading,
    service: Service,
    lang: Lang = None,
) -> StreamingResponse:
    """Return the uploaded workbook with the state of each row; corrected, it can be uploaded again.

    Where it cannot be kept as it is, a new workbook comes back and says why.
    """
    batch, language = _read(session, caller, batch_id, request, lang)
    if not has_file(session, batch):
        raise BatchClearedError
    chunks = _makers(request).made(FileName.WORKBOOK, service, batch, language)
    return _stream(chunks, f"results-{batch.id}.xlsx", XLSX)


def _read(
    session: Session, caller: Caller, batch_id: UUID, request: Request, lang: str | None
) -> tuple[Batch, str]:
    """Return a batch, and in which language its results are told."""
    batch = batches.find_batch(session, caller, batch_id)
    organisation = session.get_one(Organisation, batch.organisation_id)
    ours = (wanted[:2] for wanted in wanted_languages(request) if wanted[:2] in {"pl", "en"})
    return batch, lang or next(ours, organisation.language)


def _makers(request: Request) -> FileMakers:
    makers: FileMakers = request.app.state.file_makers
    return makers


def _stream(chunks: Iterator[bytes], name: str, kind: str) -> StreamingResponse:
    return StreamingResponse(chunks, media_type=kind, headers=_saved(name))


def _saved(name: str) -> dict[str, str]:
    return {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
    }
