"""Things that happen between the taking of a chunk and its storing, or between two tries."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from issuing import Issuer
from sqlalchemy import select
from timing import Clock

from bulk import chunks, confirming, taking
from bulk.batch_errors import ReplacedByBatchError
from bulk.batches import CHUNK, UploadedSheet, create_batch
from bulk.columns import Column
from bulk.jobs import due_chunks
from bulk.outcomes import Outcome
from bulk.reading_job import read_batch
from bulk.results import mark_of, reader_of, results_of
from bulk.revoking import revoke_batch, undo_batch
from bulk.sheet_children import SheetChildren
from bulk.sheets import SheetFile, SheetRow
from issuer.erasure import erase_recipient
from issuer.instance_errors import DatabasePutBackError
from issuer.jobs import rows
from issuer.models import (
    Achievement,
    AuditEntry,
    Award,
    BatchReading,
    BatchRow,
    BatchState,
    DuplicatePolicy,
    Mail,
    MailKind,
    Organisation,
)
from issuer.recollection import stop_awards
from issuer.restoring import restore_records

from . import sheets


def taken(issuer: Issuer, batch_rows: list[sheets.Cells]) -> tuple[UUID, taking.Taken, Outcome]:
    """Return a batch whose only chunk was taken and signed."""
    batch = sheets.checked_batch(issuer, issuer.template(), batch_rows)
    sheets.confirm(issuer, batch)
    (chunk,) = due_chunks(issuer.service, batch, 9)
    found = chunks.take_chunk(chunk, issuer.service)
    assert found is not None
    return batch, found, chunks.sign_chunk(issuer.service, found)


def test_whoever_was_erased_while_their_badge_was_signed_is_not_awarded(issuer: Issuer) -> None:
    batch, found, outcome = taken(issuer, sheets.people(3))
    with issuer.writing() as session:
        erase_recipient(
            session, issuer.caller, issuer.service, "osoba1@example.org", revoke=True,
            now=issuer.now,
        )  # fmt: skip

    assert sheets.store(issuer, found, outcome)
    assert sheets.states(issuer, batch) == {2: "awarded", 3: "refused", 4: "awarded"}
    with issuer.service.database.reading() as session:
        keys = set(session.scalars(select(Award.email_key)))
    assert keys == {"osoba0@example.org", "osoba2@example.org"}


def test_nothing_is_stored_from_a_database_that_was_put_back(issuer: Issuer, clock: Clock) -> None:
    batch, found, outcome = taken(issuer, sheets.people(2))
    with issuer.writing() as session:
        stop_awards(session, now=issuer.now)
    with pytest.raises(DatabasePutBackError):
        sheets.store(issuer, found, outcome)
    clock.advance(taking.LEASE)
    with pytest.raises(DatabasePutBackError):
        chunks.take_chunk(due_chunks(issuer.service, batch, 1)[0], issuer.service)

    with issuer.writing() as session:
        restore_records(session, issuer.service, [], [], seen=None, now=issuer.now)
    stopped = sheets.read(issuer, batch)
    assert stopped.state == BatchState.PAUSED
    assert stopped.failure is not None
    with issuer.writing() as session:
        confirming.resume_batch(session, issuer.caller, batch, now=issuer.now)
    sheets.work(issuer, batch)
    assert sheets.books_of(issuer, batch) == sheets.exactly(2)


def test_chunks_of_a_paused_batch_keep_no_sweep_busy(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(2))
    sheets.confirm(issuer, batch)

    def due() -> int:
        with issuer.service.database.reading() as session:
            return len(rows.due(session, CHUNK, now=issuer.now))

    assert due() == 1
    with issuer.writing() as session:
        confirming.pause_batch(session, issuer.caller, batch, now=issuer.now)
    assert due() == 0


def test_a_row_that_fails_late_is_told_in_the_report(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.DENY)
    batch = sheets.checked_batch(issuer, template, sheets.people(2))
    issuer.award(template, email="osoba1@example.org")
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)

    with issuer.service.database.reading() as session:
        organisation = session.get_one(Organisation, issuer.organisation_id)
    reader = reader_of(organisation, "pl", "https://badges.example")
    found = results_of(issuer.service.database, sheets.read(issuer, batch))
    marks = [mark_of(result, reader) for result in found]
    assert marks[1].status == "Nie przyznano"
    assert marks[1].details.startswith("E12 EMAIL: ")
    assert list(marks[1].wrong) == [Column.EMAIL]


def test_a_policy_that_changed_after_the_check_is_kept_within_a_chunk(issuer: Issuer) -> None:
    rows_ = [*sheets.people(1), {**sheets.people(1)[0], Column.FIRST_NAME: "Jan"}]
    template = issuer.template()
    batch = sheets.checked_batch(issuer, template, rows_)
    assert sheets.codes(issuer, batch)[3] == ["W03"]
    with issuer.writing() as session:
        session.get_one(Achievement, template).duplicate_policy = DuplicatePolicy.DENY
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)

    assert sheets.states(issuer, batch) == {2: "awarded", 3: "failed"}
    assert sheets.codes(issuer, batch)[3] == ["E11"]


def test_what_replaced_earlier_awards_cannot_be_undone(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.REPLACE)
    issuer.award(template, email="osoba0@example.org")
    batch = sheets.checked_batch(issuer, template, sheets.people(2))
    sheets.confirm(issuer, batch, hold=timedelta(minutes=10))
    sheets.work(issuer, batch)

    with pytest.raises(ReplacedByBatchError), issuer.writing() as session:
        undo_batch(session, issuer.caller, batch, now=issuer.now)


def test_who_was_written_to_before_the_undoing_is_told_of_it(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(2))
    sheets.confirm(issuer, batch, hold=timedelta(minutes=10))
    sheets.work(issuer, batch)
    with issuer.writing() as session:
        session.scalars(select(Mail).limit(1)).one().attempts = 1
    with issuer.writing() as session:
        undo_batch(session, issuer.caller, batch, now=issuer.now)
    sheets.work(issuer, batch)

    with issuer.service.database.reading() as session:
        kinds = [str(kind) for kind in session.scalars(select(Mail.kind))]
    assert kinds.count(MailKind.REVOCATION) == 1


def test_whoever_revokes_a_batch_stands_in_the_history_of_its_awards(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(1))
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)
    other = replace(issuer.caller, actor="person:other")
    with issuer.writing() as session:
        revoke_batch(session, other, batch, "Pomyłka.", now=issuer.now)
    sheets.work(issuer, batch)

    with issuer.service.database.reading() as session:
        actor = session.scalar(select(AuditEntry.actor).where(AuditEntry.action == "award.revoked"))
    assert actor == "person:other"


def unread_batch(issuer: Issuer, *, rows: int) -> tuple[UUID, UUID]:
    """Return a batch that was just sent, and the job of reading it."""
    lines = [f"osoba{number}@example.org;Jan;Nowak-{number}" for number in range(rows)]
    content = "\n".join(["EMAIL;IMIĘ;NAZWISKO", *lines]).encode()
    with issuer.writing() as session:
        batch = create_batch(
            session, issuer.caller, issuer.template(), UploadedSheet(content), now=issuer.now
        ).id
        return batch, session.scalars(select(BatchReading.id)).one()


def test_of_two_who_read_a_sheet_only_the_later_writes(issuer: Issuer, clock: Clock) -> None:
    batch, job = unread_batch(issuer, rows=3)
    children = SheetChildren.of(issuer.service.settings)

    def read_slowly(data: bytes) -> SheetFile:
        clock.advance(timedelta(minutes=6))
        read_batch(job, issuer.service, children.read)
        return children.read(data)

    read_batch(job, issuer.service, read_slowly)

    found = sheets.read(issuer, batch)
    assert (found.state, found.rows, found.ok) == (BatchState.CHECKED, 3, 3)
    assert issuer.count(BatchRow) == 3


def test_a_sheet_that_takes_longer_than_its_turn_stays_with_who_reads_it(
    issuer: Issuer, clock: Clock
) -> None:
    batch, job = unread_batch(issuer, rows=8_001)
    children = SheetChildren.of(issuer.service.settings)

    def read_slowly(data: bytes) -> SheetFile:
        sheet = children.read(data)
        return replace(sheet, rows=slowly(sheet.rows))

    def slowly(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
        for row in rows:
            if row.number % 3_000 == 0:
                # Another worker looks whether there is anything to do.
                clock.advance(timedelta(minutes=4))
                read_batch(job, issuer.service, never)
            yield row

    def never(_: bytes) -> SheetFile:
        raise AssertionError("somebody else has read it as well")

    read_batch(job, issuer.service, read_slowly)

    found = sheets.read(issuer, batch)
    assert (found.state, found.rows) == (BatchState.CHECKED, 8_001)
