"""The job that reads the sheet of a new batch and checks its rows.

Doing it again does no harm: what a try that fell over has left is deleted first. A sheet that
cannot be read is an answer and no failure: the batch says why.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bulk.batch_errors import SheetsBusyError
from bulk.batches import note_batch
from bulk.checking import CheckedRow, Rules, check_rows
from bulk.entries import entry_of
from bulk.headings import Headings, match_headings
from bulk.records import Records, columns_of_row
from bulk.sheet_errors import OpenBatchError, SheetError, WrongTemplateError
from bulk.sheets import SheetFile
from issuer.collaborators import Collaborators
from issuer.db.many_rows import insert_rows
from issuer.erasing_rows import erase_rows_of_erased
from issuer.generations import Subject, subject_of
from issuer.locks import lock
from issuer.models import (
    Achievement,
    AchievementState,
    Batch,
    BatchFile,
    BatchReading,
    BatchRow,
    BatchState,
    JobState,
    Organisation,
    RowState,
)

Read = Callable[[bytes], SheetFile]
"""Reads a sheet in a child; raises `SheetError`."""

_OVER = frozenset({BatchState.FINISHED, BatchState.CANCELLED, BatchState.FAILED})
_LEASE = timedelta(minutes=5)
_LATER = timedelta(seconds=30)
"""When a sheet is looked at again for which there was no place."""
_ROWS_OF_A_TRANSACTION = 4_000
T = TypeVar("T")


@dataclass(frozen=True)
class _Begun:
    """What there is to read, and what its rows are held against."""

    batch_id: UUID
    attempt: int
    """Which try this is; another one, begun later, takes over."""
    template: Subject
    rules: Rules


def read_batch(job_id: UUID, service: Collaborators, read: Read) -> None:
    """Read and check the sheet of a batch, if that is still to be done.

    It makes its own transactions. Raises `SheetsBusyError`, after putting the job off.
    """
    begun = _begin(job_id, service)
    if begun is None:
        return
    try:
        sheet = _sheet_of(service, begun, read)
        if sheet is None:
            return
        headings = match_headings(sheet.headings)
        _check_mark(sheet, begun.template.achievement.id)
        origin = _origin(service, sheet, begun)
    except SheetError as e:
        _refuse(service, job_id, begun, e)
        return
    except SheetsBusyError:
        _put_off(service, job_id, begun)
        raise
    counts = _write_rows(service, job_id, begun, sheet, headings, origin)
    if counts is not None:
        _finish(service, job_id, begun, sheet, headings, counts)


def _write_rows(
    service: Collaborators,
    job_id: UUID,
    begun: _Begun,
    sheet: SheetFile,
    headings: Headings,
    origin: UUID | None,
) -> Counter[str] | None:
    """Check and keep the rows; return how many there are of each kind.

    None if it was for nothing: somebody else does it, or nobody wants it any more.
    """
    organisation, achievement = begun.template.organisation.id, begun.template.achievement.id
    known = Records(service.database, organisation, achievement, origin)
    entries = (entry_of(row, headings) for row in sheet.rows)
    counts: Counter[str] = Counter()
    # Rows become what is stored at once: thousands of them as objects would take long to sort out.
    rows = (
        columns_of_row(begun.batch_id, row, headings.ignored)
        for row in _counted(check_rows(entries, begun.rules, known), counts)
    )
    for some in _some(rows, _ROWS_OF_A_TRANSACTION):
        with service.database.writing() as session, session.begin():
            job = _own_job(session, job_id, begun)
            if job is None:
                return None
            # A million rows take longer than the lease.
            job.due_at = service.clock() + _LEASE
            insert_rows(session, BatchRow, some)
    return counts


def _begin(job_id: UUID, service: Collaborators) -> _Begun | None:
    now = service.clock()
    with service.database.writing() as session, session.begin():
        job = session.get(BatchReading, job_id)
        if job is None:
            return None
        batch = session.get_one(Batch, job.batch_id)
        lock(session, Organisation, batch.organisation_id)
        batch = lock(session, Batch, batch.id) or batch
        job = lock(session, BatchReading, job_id)
        if job is None or job.state != JobState.QUEUED or job.due_at > now:
            return None
        job.due_at, job.attempts = now + _LEASE, job.attempts + 1
        template = session.get_one(Achievement, batch.achievement_id)
        if template.active_version is None:
            return None
        session.execute(
            delete(BatchRow)
            .where(BatchRow.batch_id == batch.id)
            .execution_options(synchronize_session=False)
        )
        subject = subject_of(session, template, template.active_version)
        zone = ZoneInfo(subject.organisation.time_zone)
        rules = Rules(subject.content, zone, template.duplicate_policy, now)
        return _Begun(batch.id, job.attempts, subject, rules)


def _sheet_of(service: Collaborators, begun: _Begun, read: Read) -> SheetFile | None:
    """Return the sheet of a batch, without keeping its file; none if it was discarded."""
    with service.database.reading() as session:
        file = session.get(BatchFile, begun.batch_id)
    return None if file is None else read(file.content)


def _check_mark(sheet: SheetFile, achievement_id: UUID) -> None:
    """Raise `WrongTemplateError` (F05) for the sheet of another template."""
    if sheet.mark is not None and sheet.mark.achievement_id != str(achievement_id):
        raise WrongTemplateError


def _came_from(sheet: SheetFile) -> UUID | None:
    """Return the batch of which the sheet says that it came back."""
    try:
        return UUID(sheet.mark.batch_id) if sheet.mark and sheet.mark.batch_id else None
    except ValueError:
        return None


def _origin(service: Collaborators, sheet: SheetFile, begun: _Begun) -> UUID | None:
    """Note and return the first of the batches from which the sheet came back, if it did.

    Raises `OpenBatchError` (F05) while one of them may go on: it may award rows of this sheet.
    """
    named = _came_from(sheet)
    if named is None:
        return None
    own = begun.template.organisation.id
    with service.database.writing() as session, session.begin():
        lock(session, Organisation, own)
        before = session.get(Batch, named)
        if before is not None and before.organisation_id != own:
            return None
        origin = (before.came_from if before is not None else None) or named
        same = or_(Batch.id == origin, Batch.came_from == origin)
        others = select(Batch.id).where(same, Batch.id != begun.batch_id)
        if session.scalar(others.where(Batch.state.not_in(_OVER)).limit(1)) is not None:
            raise OpenBatchError
        session.get_one(Batch, begun.batch_id).came_from = origin
        return origin


def _refuse(service: Collaborators, job_id: UUID, begun: _Begun, error: SheetError) -> None:
    with service.database.writing() as session, session.begin():
        batch = _ended(session, job_id, begun, service.clock())
        if batch is not None:
            batch.state, batch.finished_at = BatchState.FAILED, service.clock()
            # Nothing else is done with it, and whoever is named in it could not be found.
            batch.file_name, batch.erased = None, []
            session.execute(
                delete(BatchFile)
                .where(BatchFile.batch_id == batch.id)
                .execution_options(synchronize_session=False)
            )
            batch.failure = {
                "code": error.code,
                "en": error.sentence("en"),
                "pl": error.sentence("pl"),
            }
            note_batch(session, "service", "batch.refused", batch, service.clock(), code=error.code)


def _put_off(service: Collaborators, job_id: UUID, begun: _Begun) -> None:
    with service.database.writing() as session, session.begin():
        job = _own_job(session, job_id, begun)
        if job is not None:
            job.due_at = service.clock() + _LATER


def _finish(
    service: Collaborators,
    job_id: UUID,
    begun: _Begun,
    sheet: SheetFile,
    headings: Headings,
    counts: Counter[str],
) -> None:
    now = service.clock()
    with service.database.writing() as session, session.begin():
        batch = _ended(session, job_id, begun, now)
        if batch is None:
            return
        batch.state, batch.checked_at, batch.file_kind = BatchState.CHECKED, now, sheet.kind
        batch.headings = list(headings.ignored)
        batch.rows, batch.warnings = counts["rows"], counts["warned"]
        batch.ok, batch.errors = counts[RowState.READY], counts[RowState.REFUSED]
        batch.done = counts[RowState.DONE]
        template = session.get_one(Achievement, batch.achievement_id)
        if template.state != AchievementState.ACTIVE:
            batch.ok = 0
        session.flush()
        erase_rows_of_erased(session, batch)
        note_batch(session, "service", "batch.checked", batch, now, rows=batch.rows, ok=batch.ok)


def _ended(session: Session, job_id: UUID, begun: _Begun, now: datetime) -> Batch | None:
    """End the job, and return its batch; none if somebody discarded that meanwhile."""
    batch = session.get(Batch, begun.batch_id)
    if batch is None:
        return None
    lock(session, Organisation, batch.organisation_id)
    batch = lock(session, Batch, begun.batch_id)
    job = _own_job(session, job_id, begun)
    if batch is None or job is None or batch.state != BatchState.UPLOADED:
        return None
    job.state, job.due_at = JobState.DONE, now
    return batch


def _own_job(session: Session, job_id: UUID, begun: _Begun) -> BatchReading | None:
    """Return the job, locked; none if another has taken it over, or nobody wants it any more."""
    job = lock(session, BatchReading, job_id)
    is_ours = job is not None and (job.state, job.attempts) == (JobState.QUEUED, begun.attempt)
    return job if is_ours else None


def _counted(rows: Iterable[CheckedRow], counts: Counter[str]) -> Iterator[CheckedRow]:
    for row in rows:
        counts["rows"] += 1
        counts[row.state] += 1
        if row.state == RowState.READY and row.faults:
            counts["warned"] += 1
        yield row


def _some(rows: Iterable[T], most: int) -> Iterator[list[T]]:
    waiting = iter(rows)
    while some := list(islice(waiting, most)):
        yield some
