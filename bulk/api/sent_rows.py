"""A sheet as a request brings it: a file in a form, or rows as JSON, which become a sheet too.

Rows that a program sends go the same way as those of a file, so that both keep the same rules.
They are read one by one: as objects, all of them would take a hundred times the room.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails
from starlette.datastructures import UploadFile

from bulk.api.upload_room import Room
from bulk.batches import UploadedSheet
from bulk.columns import HEADINGS, Column
from bulk.sheet_errors import (
    JsonTooLargeError,
    NoSheetError,
    SheetError,
    SheetTooLargeError,
    TooManyRowsError,
)
from issuer.api.body_limit import LARGEST_JSON
from issuer.settings import Settings
from keys.strict_json import Json

MEGABYTE = 1024 * 1024
LONGEST_LINE = 256 * 1024
"""Bytes of a line of NDJSON, which is one row."""
MOST_FAULTS = 20
"""What is wrong with rows is looked for until so much was found."""
_NDJSON = "application/x-ndjson"


def _without_controls(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("this holds a control character")
    return text


# A sheet of text could not hold others: it would not be taken for text.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
Cell = Annotated[str, Field(max_length=32_767), AfterValidator(_without_controls)]
"""As much as a cell of a workbook holds."""


class RowBody(BaseModel):
    """One row; a cell that is missing is empty. Days are written as YYYY-MM-DD."""

    model_config = ConfigDict(extra="forbid", strict=True)

    email: Cell = ""
    first_name: Cell = ""
    last_name: Cell = ""
    language: Cell = ""
    valid_until: Cell = ""
    narrative: Cell = ""
    certificate_number: Cell = ""
    evidence_name: Cell = ""
    evidence_description: Cell = ""
    evidence_url: Cell = ""
    activity_from: Cell = ""
    activity_to: Cell = ""
    grade: Cell = ""
    external_id: Cell = ""


class RowsBody(BaseModel):
    """The rows of a sheet; the first is row 2, as below headings."""

    model_config = ConfigDict(extra="forbid", strict=True)

    rows: list[Any]
    """Each is a `RowBody`, and read as one only when it is its turn."""


_JSON = TypeAdapter[Json](Any)
# What leads a place is left out; `body` would mean that the whole can be no JSON.
_PART = "sheet"
_LINE = re.compile(rb"\S[^\n]*")


async def sent_sheet(request: Request, _: Room) -> UploadedSheet:
    """Return what a request brings: a multipart field `file`, `{"rows": […]}`, or NDJSON.

    Raises `SheetTooLargeError`, `JsonTooLargeError` (F07), `TooManyRowsError` (F04),
    `NoSheetError`, and `RequestValidationError` for rows that are none.
    """
    settings: Settings = request.app.state.collaborators.settings
    megabytes = settings.batch_megabytes
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await _whole(request, LARGEST_JSON, _too_large())
        return UploadedSheet(await run_in_threadpool(_of_document, body, settings.batch_rows))
    if kind == _NDJSON:
        body = await _whole(request, megabytes * MEGABYTE, SheetTooLargeError(megabytes=megabytes))
        return UploadedSheet(await run_in_threadpool(_of_lines, body, settings.batch_rows))
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


SheetDep = Annotated[UploadedSheet, Depends(sent_sheet, scope="function")]


async def _whole(request: Request, most: int, error: SheetError) -> bytes:
    """Return the body of a request; raises `error` beyond so many bytes."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > most:
            raise error
    return bytes(found)


def _too_large() -> JsonTooLargeError:
    return JsonTooLargeError(megabytes=LARGEST_JSON // MEGABYTE, kilobytes=LONGEST_LINE // 1024)


def _of_document(body: bytes, most: int) -> bytes:
    try:
        sent = RowsBody.model_validate(_cut(_JSON.validate_json(body), RowsBody)).rows
    except ValidationError as e:
        raise RequestValidationError(_placed(e)) from e
    return written_sheet(_rows(sent, most))


def _of_lines(body: bytes, most: int) -> bytes:
    return written_sheet(_rows(_lines(body), most))


def _lines(body: bytes) -> Iterator[bytes]:
    """Yield the lines that are not blank."""
    for line in _LINE.finditer(body):
        if line.end() - line.start() > LONGEST_LINE:
            raise _too_large()
        yield line[0]


def _rows(sent: Iterable[Json], most: int) -> Iterator[RowBody]:
    """Yield the rows, of which lines are not parsed yet; raise at their end what is wrong."""
    faults: list[ErrorDetails] = []
    waiting = iter(sent)
    for place, row in enumerate(islice(waiting, most)):
        try:
            value = _JSON.validate_json(row) if isinstance(row, bytes) else row
            yield RowBody.model_validate(_cut(value, RowBody))
        except ValidationError as e:
            faults += _placed(e, "rows", place)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise RequestValidationError(faults[:MOST_FAULTS])
    if more := sum(1 for _ in waiting):
        raise TooManyRowsError(rows=most + more, limit=most)


def _cut(value: Json, model: type[BaseModel]) -> Json:
    """Return an object with one member more than it may have, where it has many: one says it."""
    if not isinstance(value, dict):
        return value
    return dict(islice(value.items(), len(model.model_fields) + 1))


def _placed(error: ValidationError, *place: str | int) -> list[ErrorDetails]:
    """Return what is wrong with a part of the body, at its place there; without the value."""
    found = error.errors(include_url=False, include_input=False)
    return [{**each, "loc": (_PART, *place, *each["loc"])} for each in found]


def written_sheet(rows: Iterable[RowBody]) -> bytes:
    """Return rows as a sheet (CSV) with our headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([HEADINGS[column].english for column in Column])
    writer.writerows([getattr(row, column) for column in Column] for row in rows)
    return text.getvalue().encode("utf-8-sig")
