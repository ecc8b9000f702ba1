"""Reading a file that somebody uploaded, as a sheet of awards."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bulk import sheet_errors
from bulk.headless import ORDERS
from bulk.processes.blocks import PackedRows, checked_count
from bulk.processes.jobs import JobName
from bulk.processes.parcels import Parcel
from bulk.processes.parent import LIMITS, asked
from bulk.sheet_errors import (
    BrokenSheetError,
    EmptySheetError,
    HeavySheetError,
    SheetError,
    SheetTooLargeError,
)
from bulk.sheets import FileKind, Mark, SheetFile, SheetLimits
from keys.strict_json import Json
from verifier.processes.endings import Ending
from verifier.processes.errors import EndedError, FrameError, NoProcessError
from verifier.processes.limits import Limits

MEGABYTE = 1_048_576
USUAL = SheetLimits()

_LONGEST_TEXT = 32_767
_REFUSALS: Mapping[str, type[SheetError]] = MappingProxyType(
    {
        name: value
        for name, value in vars(sheet_errors).items()
        if isinstance(value, type) and issubclass(value, SheetError)
    }
)


def read_sheet(
    data: bytes,
    *,
    limits: SheetLimits = USUAL,
    child: Limits | None = None,
    monotonic: Callable[[], float] = time.monotonic,
) -> SheetFile:
    """Return the sheet of a file (XLSX, CSV, TSV, text), whatever its name is.

    It is opened by a child, which may use what `child` says, or else what so many rows need. Raises
    `SheetError` for what is wrong with the whole file, but looks at no heading; and
    `NoProcessError` where the system has no room for a child.
    """
    if len(data) > limits.megabytes * MEGABYTE:
        raise SheetTooLargeError(megabytes=limits.megabytes)
    if not data:
        raise EmptySheetError
    order = Parcel({"rows": limits.rows, "columns": limits.columns}, (data,))
    try:
        answer = asked(JobName.READ, order, monotonic, child or _room_for(limits))
        return sheet_in(answer, limits)
    except FrameError as e:
        raise BrokenSheetError from e
    except NoProcessError:
        raise
    except EndedError as e:
        if e.ending is not Ending.BROKE_OFF:
            raise HeavySheetError from e
        raise BrokenSheetError from e


def _room_for(limits: SheetLimits) -> Limits:
    # Not more seconds by the clock: a job that is late is given to another worker.
    return replace(
        LIMITS,
        memory_bytes=LIMITS.memory_bytes * limits.scale,
        processor_seconds=min(LIMITS.processor_seconds * limits.scale, LIMITS.seconds),
    )


def sheet_in(answer: Parcel, limits: SheetLimits) -> SheetFile:
    """Return the sheet that a child answers with, of which nothing is believed unseen.

    Raises the `SheetError` that it answers with instead, and `FrameError` for everything else.
    """
    message = answer.message
    if "refused" in message:
        raise _refusal(message["refused"], message.get("facts"))
    headings = message.get("headings")
    if message.get("kind") not in list(FileKind) or headings is None or not _are_texts(headings):
        raise FrameError("The answer is no sheet.")
    rows = PackedRows(answer.contents)
    if len(headings) > limits.columns:
        raise FrameError("The answer has too many headings.")
    kind = FileKind(message["kind"])
    first = 1 if kind in ORDERS else 2
    count = checked_count(rows, columns=len(headings) + 1, first=first)
    if not 0 < count <= limits.rows:
        raise FrameError("The answer has too many rows, or none.")
    mark = _mark(message.get("mark"))
    return SheetFile(kind, tuple(headings), rows, count, mark)


def _refusal(name: Json, facts: Json) -> SheetError:
    refusal = _REFUSALS.get(name) if isinstance(name, str) else None
    if refusal is None or not isinstance(facts, Mapping):
        raise FrameError("The refusal is none that is known.")
    told = {key: value for key, value in facts.items() if isinstance(value, str | int)}
    try:
        return refusal((), **told)
    except (KeyError, TypeError) as e:
        raise FrameError("The refusal says something else than agreed.") from e


def _mark(told: Json) -> Mark | None:
    if told is None:
        return None
    try:
        mark = Mark(**told)
    except TypeError as e:
        raise FrameError("The mark is none.") from e
    texts = [mark.achievement_id, mark.language, mark.batch_id or ""]
    if not _are_texts(texts) or type(mark.schema) is not int:
        raise FrameError("The mark is none.")
    return mark


def _are_texts(texts: Json) -> bool:
    return isinstance(texts, list | tuple) and all(
        isinstance(text, str) and len(text) <= _LONGEST_TEXT and "\0" not in text for text in texts
    )
