"""A sheet as a request brings it: a file in a form, or rows as JSON, which become a sheet too.

Rows that a program sends go the same way as those of a file, so that both keep the same rules.
"""

import csv
import io
from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.datastructures import UploadFile

from bulk.batches import UploadedSheet
from bulk.columns import HEADINGS, Column
from bulk.sheet_errors import NoSheetError, SheetTooLargeError

MEGABYTE = 1024 * 1024
_NDJSON = "application/x-ndjson"


class RowBody(BaseModel):
    """One row; a cell that is missing is empty. Days are written as YYYY-MM-DD."""

    model_config = ConfigDict(extra="forbid", strict=True)

    email: str = ""
    first_name: str = ""
    last_name: str = ""
    language: str = ""
    valid_until: str = ""
    narrative: str = ""
    certificate_number: str = ""
    evidence_name: str = ""
    evidence_description: str = ""
    evidence_url: str = ""
    activity_from: str = ""
    activity_to: str = ""
    grade: str = ""
    external_id: str = ""


class RowsBody(BaseModel):
    """The rows of a sheet; the first is row 2, as below headings."""

    model_config = ConfigDict(extra="forbid", strict=True)

    rows: list[RowBody]


_LINE = TypeAdapter(RowBody)


async def sent_sheet(request: Request) -> UploadedSheet:
    """Return what a request brings: a multipart field `file`, `{"rows": […]}`, or NDJSON.

    Raises `SheetTooLargeError` (F07), `NoSheetError`, and `RequestValidationError` for rows that
    are none.
    """
    megabytes: int = request.app.state.collaborators.settings.batch_megabytes
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in {"application/json", _NDJSON}:
        body = await _whole(request, megabytes)
        return UploadedSheet(await run_in_threadpool(_as_sheet, body, kind))
    if kind != "multipart/form-data":
        raise NoSheetError
    async with request.form(max_files=1, max_fields=50) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise NoSheetError
        return UploadedSheet(await read_within(file, megabytes), file.filename or None)


async def read_within(file: UploadFile, megabytes: int) -> bytes:
    """Return the content of a file; raises `SheetTooLargeError` (F07) beyond so many MB."""
    content = await file.read(megabytes * MEGABYTE + 1)
    if len(content) > megabytes * MEGABYTE:
        raise SheetTooLargeError(megabytes=megabytes)
    return content


SheetDep = Annotated[UploadedSheet, Depends(sent_sheet)]


async def _whole(request: Request, megabytes: int) -> bytes:
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > megabytes * MEGABYTE:
            raise SheetTooLargeError(megabytes=megabytes)
    return bytes(found)


def _as_sheet(body: bytes, kind: str) -> bytes:
    try:
        if kind == _NDJSON:
            rows = [_LINE.validate_json(line) for line in body.splitlines() if line.strip()]
        else:
            rows = RowsBody.model_validate_json(body).rows
    except ValidationError as e:
        raise RequestValidationError(e.errors(include_url=False)) from e
    return written_sheet(rows)


def written_sheet(rows: Sequence[RowBody]) -> bytes:
    """Return rows as a sheet (CSV) with our headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([HEADINGS[column].english for column in Column])
    writer.writerows([getattr(row, column) for column in Column] for row in rows)
    return text.getvalue().encode("utf-8-sig")
