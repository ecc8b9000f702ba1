"""What the API says of batches and their rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from bulk.headless import order_in_words
from bulk.progress import Progress
from bulk.records import faults_of_row
from issuer.models import Batch, BatchRow

_EXAMPLE: JsonDict = {
    "id": "6a2f4c9e-6f0a-4d0b-9b51-0a8a3f0a8a10",
    "achievement_id": "5c0b0c0e-1111-4d0b-9b51-0a8a3f0a8a10",
    "state": "checked",
    "file_name": "absolwenci.xlsx",
    "rows": 1000,
    "ok": 997,
    "errors": 3,
    "warnings": 12,
    "done": 0,
    "awarded": 0,
    "failed": 0,
    "revoked": 0,
}


class Counted(BaseModel):
    """How many rows there are of each kind."""

    rows: int
    ok: int = Field(description="Rows that keep all rules.")
    errors: int = Field(description="Rows that break rules; they are not awarded.")
    warnings: int = Field(description="Rows of `ok` about which there is a question.")
    done: int = Field(description="Rows that an earlier batch has awarded already.")
    awarded: int
    failed: int = Field(description="Rows of `ok` that could not be awarded when their turn came.")
    revoked: int


class FailureView(BaseModel):
    """Why the whole file was refused, or why a batch was paused."""

    code: str = Field(examples=["F02"])
    detail: str


class ProgressView(BaseModel):
    """How far the awarding of a batch is."""

    done: int = Field(description="Rows that were awarded, or could not be.")
    of: int
    rate: float | None = Field(description="Rows a second since the beginning.")
    seconds_left: float | None


class BatchView(Counted):
    """A batch: a sheet of awards of one template, and what became of it."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    id: UUID
    achievement_id: UUID
    state: str = Field(
        description="uploaded, checked, confirmed, running, paused, finished, cancelled or failed"
    )
    file_name: str | None
    file_kind: str | None = Field(
        description="xlsx or text; of text without headings lines (address first) or names-first"
    )
    assumed_order: str | None = Field(
        description="In which order the columns of text without headings were taken."
    )
    failure: FailureView | None
    ignored_columns: list[str] = Field(description="Headings that no rule knows.")
    confirmations: int = Field(description="How many people have confirmed it so far.")
    created_at: datetime
    checked_at: datetime | None
    confirmed_at: datetime | None
    due_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    undo_until: datetime | None = Field(description="Until when its mails are held.")
    undone_at: datetime | None


class BatchWithProgress(BatchView):
    """A batch, and how far it is."""

    progress: ProgressView


class RowFaultView(BaseModel):
    """What is wrong (E…) or questionable (W…) in a row."""

    column: str
    code: str = Field(examples=["E02"])
    detail: str


class RowView(BaseModel):
    """A row of a batch."""

    number: int = Field(description="The sheet's own; the first row below the headings is 2.")
    state: str = Field(description="ready, refused, done, awarded or failed")
    email: str | None
    first_name: str | None
    last_name: str | None
    values: dict[str, str] = Field(description="The other cells.")
    faults: list[RowFaultView]
    award_id: UUID | None


def batch_view(batch: Batch, language: str) -> BatchView:
    """Return what the API says of a batch, sentences in `language`."""
    names = (*Counted.model_fields, "id", "achievement_id", "state", "file_name", "file_kind",
             "created_at", "checked_at", "confirmed_at", "due_at", "started_at", "finished_at",
             "undone_at")  # fmt: skip
    facts: dict[str, Any] = {name: getattr(batch, name) for name in names}
    return BatchView(
        **facts,
        failure=failure_view(batch, language),
        ignored_columns=list(batch.headings),
        assumed_order=order_in_words(batch.file_kind, language),
        confirmations=sum(who is not None for who in (batch.approved_by, batch.confirmed_by)),
        undo_until=batch.mails_at,
    )


def progress_view(progress: Progress) -> ProgressView:
    """Return what the API says of how far a batch is."""
    return ProgressView(
        done=progress.done,
        of=progress.of,
        rate=progress.rate,
        seconds_left=progress.seconds_left,
    )


def failure_view(batch: Batch, language: str) -> FailureView | None:
    """Return why a batch failed or was paused, in `language`."""
    if batch.failure is None:
        return None
    text = batch.failure["pl" if language == "pl" else "en"]
    return FailureView(code=batch.failure["code"], detail=text)


def row_view(row: BatchRow, language: str) -> RowView:
    """Return what the API says of a row, sentences in `language`."""
    return RowView(
        number=row.number,
        state=row.state,
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        values=row.values,
        faults=[
            RowFaultView(
                column=fault.pointer,
                code=fault.code,
                detail=fault.polish if language == "pl" else fault.english,
            )
            for fault in faults_of_row(row)
        ],
        award_id=row.award_id,
    )
