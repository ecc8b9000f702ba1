"""Imports in tests in a browser: sheets, and the worker that reads and awards them when asked."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from batches import sheets
from sqlalchemy import select, update

from bulk.batches import UploadedSheet, create_batch
from bulk.columns import HEADINGS, Column
from bulk.confirming import confirm_batch
from bulk.jobs import do_chunk, due_chunks
from bulk.reading_job import read_batch
from bulk.sheet_children import SheetChildren
from issuer.callers import Caller
from issuer.models import Batch, BatchReading, JobState, Person
from issuer.rights import Right

from .desk import Desk

PEOPLE = ("Jan", "Kowalski"), ("Jan", "Kowalski"), ("Żaneta", "Gęślą-Jaźń")
"""The example of the manual: two people of the same name with different addresses."""


def csv_of(desk: Desk, *rows: tuple[str, str, str], language: str = "pl") -> bytes:
    """Return a sheet with these addresses, first names and surnames, by default `PEOPLE`."""
    people = rows or [
        (f"osoba{number}@{desk.slug}.example", *names) for number, names in enumerate(PEOPLE, 2)
    ]
    columns = (Column.EMAIL, Column.FIRST_NAME, Column.LAST_NAME)
    lines = [tuple(HEADINGS[column].text(language) for column in columns), *people]
    return "".join(";".join(line) + "\r\n" for line in lines).encode()


def read_sheets(desk: Desk) -> None:
    """Read and check every sheet that waits, as a worker does."""
    service = desk.site.service
    with service.database.reading() as session:
        waiting = session.scalars(
            select(BatchReading.id)
            .join(Batch, Batch.id == BatchReading.batch_id)
            .where(
                BatchReading.state == JobState.QUEUED,
                Batch.organisation_id == desk.issuer.organisation_id,
            )
        ).all()
    children = SheetChildren.of(service.settings)
    for job in waiting:
        read_batch(job, service, children.read)


def work(desk: Desk, *, chunks: int = 1_000_000) -> int:
    """Do so many chunks of this organisation's imports that are due, and return how many."""
    done = 0
    for batch in batches_of(desk):
        while done < chunks and (due := due_chunks(desk.site.service, batch.id, 1)):
            assert do_chunk(due[0], desk.site.service)
            done += 1
    return done


def batches_of(desk: Desk) -> Sequence[Batch]:
    """Return the imports of this organisation, the newest first."""
    with desk.site.service.database.reading() as session:
        return session.scalars(
            select(Batch)
            .where(Batch.organisation_id == desk.issuer.organisation_id)
            .order_by(Batch.created_at.desc())
        ).all()


def caller_of(desk: Desk, person: Person) -> Caller:
    """Return somebody of this organisation who may do everything."""
    organisation = desk.issuer.organisation_id
    return Caller(f"person:{person.id}", organisation, frozenset(Right), person_id=person.id)


def imported(
    desk: Desk, template: UUID, content: bytes, name: str, caller: Caller | None = None
) -> UUID:
    """Return an import of a file that was read and checked."""
    with desk.issuer.writing() as session:
        sheet = UploadedSheet(content, name)
        batch = create_batch(
            session, caller or desk.issuer.caller, template, sheet, now=desk.issuer.now
        )
    read_sheets(desk)
    return batch.id


def confirmed(desk: Desk, batch: UUID, caller: Caller | None = None) -> None:
    """Let an import be awarded, its messages held for ten minutes."""
    who, hold = caller or desk.issuer.caller, timedelta(minutes=10)
    with desk.issuer.writing() as session:
        confirm_batch(session, who, batch, hold=hold, now=desk.issuer.now)


def checked(desk: Desk, template: UUID, *rows: tuple[str, str, str], name: str) -> UUID:
    """Return an import of a file called `name` whose rows were checked."""
    columns = (Column.EMAIL, Column.FIRST_NAME, Column.LAST_NAME)
    cells = [dict(zip(columns, row, strict=True)) for row in rows]
    batch = sheets.checked_batch(desk.issuer, template, cells)
    with desk.issuer.writing() as session:
        session.execute(update(Batch).where(Batch.id == batch).values(file_name=name))
    return batch
