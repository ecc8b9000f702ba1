"""What batches hold of people goes: when it is erased, and when it is not needed any more."""

from datetime import timedelta

from issuing import Issuer
from sqlalchemy import select, text
from timing import Clock

from bulk import chunks, taking
from bulk.clearing import CLEARED_AFTER, FORGOTTEN_AFTER, clear_old_batches
from bulk.columns import Column
from bulk.confirming import resume_batch
from bulk.jobs import due_chunks
from issuer.erasure import erase_award, erase_recipient
from issuer.models import (
    Award,
    Base,
    Batch,
    BatchChunk,
    BatchFile,
    BatchRow,
    Generation,
    StatusList,
)
from issuer.restoring import restore_records

from . import sheets

ALA = {
    Column.EMAIL: "ala.zuk@example.org",
    Column.FIRST_NAME: "Ala",
    Column.LAST_NAME: "Żuk",
    Column.NARRATIVE: "Ala Żuk prowadziła warsztaty.",
}


def everything(issuer: Issuer) -> str:
    """Return every cell of every table."""
    with issuer.service.database.reading() as session:
        return "\n".join(
            repr(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(text(f'SELECT * FROM "{table.name}"'))
        )


def test_whoever_is_erased_is_in_no_row_and_no_file(issuer: Issuer) -> None:
    template = issuer.template()
    batch = sheets.checked_batch(issuer, template, [ALA, *sheets.people(2)])
    other = sheets.checked_batch(issuer, template, [{**ALA, Column.FIRST_NAME: ""}])
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)
    assert "ala.zuk" in everything(issuer)

    with issuer.writing() as session:
        erase_recipient(
            session, issuer.caller, issuer.service, "ALA.zuk@example.org", revoke=True,
            now=issuer.now,
        )  # fmt: skip

    left = everything(issuer)
    assert "ala.zuk" not in left.lower()
    assert "Żuk" not in left
    assert "osoba1@example.org" in left
    with issuer.service.database.reading() as session:
        assert session.get(BatchFile, batch) is None
        assert session.get(BatchFile, other) is None


def test_whoever_is_erased_before_their_turn_is_not_awarded(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [ALA, *sheets.people(2)])
    sheets.confirm(issuer, batch)
    with issuer.writing() as session:
        erase_recipient(
            session, issuer.caller, issuer.service, ALA[Column.EMAIL], revoke=True, now=issuer.now
        )
    sheets.work(issuer, batch)

    assert sheets.states(issuer, batch) == {2: "refused", 3: "awarded", 4: "awarded"}
    assert issuer.count(Award) == 2


def test_an_award_that_is_erased_empties_its_row(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [ALA])
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)
    with issuer.service.database.reading() as session:
        award = session.scalars(select(Award)).one()
    with issuer.writing() as session:
        erase_award(session, issuer.caller, issuer.service, award.id, revoke=False, now=issuer.now)

    assert "Żuk" not in everything(issuer)


def test_sheets_that_nobody_confirmed_are_forgotten(issuer: Issuer, clock: Clock) -> None:
    template = issuer.template()
    old = sheets.checked_batch(issuer, template, [ALA])
    clock.now += FORGOTTEN_AFTER + timedelta(seconds=1)
    young = sheets.checked_batch(issuer, template, sheets.people(1))
    with issuer.writing() as session:
        clear_old_batches(session, now=issuer.now)

    with issuer.service.database.reading() as session:
        assert session.scalars(select(Batch.id)).all() == [young]
        assert session.scalars(select(BatchRow.batch_id)).all() == [young]
    assert str(old) != str(young)


def test_a_batch_that_ended_long_ago_keeps_what_was_awarded_alone(
    issuer: Issuer, clock: Clock
) -> None:
    rows = [ALA, {Column.EMAIL: "x", Column.FIRST_NAME: "Ola", Column.LAST_NAME: "Lis"}]
    batch = sheets.checked_batch(issuer, issuer.template(), rows)
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)
    clock.now += CLEARED_AFTER + timedelta(seconds=1)
    for _ in range(2):
        with issuer.writing() as session:
            clear_old_batches(session, now=issuer.now)

    with issuer.service.database.reading() as session:
        kept = {row.number: row.email for row in session.scalars(select(BatchRow))}
        assert kept == {2: ALA[Column.EMAIL], 3: None}
        assert session.get(BatchFile, batch) is None
        assert session.get_one(Batch, batch).cleared_at is not None
    assert "Ola" not in everything(issuer)


def test_after_a_restore_no_chunk_signs_with_places_from_before(
    issuer: Issuer, clock: Clock
) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(3))
    sheets.confirm(issuer, batch)
    (chunk,) = due_chunks(issuer.service, batch, 9)
    assert chunks.take_chunk(chunk, issuer.service) is not None
    with issuer.writing() as session:
        assert session.get_one(BatchChunk, chunk).entries
        restore_records(session, issuer.service, [], [], seen=None, now=issuer.now)
        resume_batch(session, issuer.caller, batch, now=issuer.now)
    clock.now += taking.LEASE
    sheets.work(issuer, batch)

    with issuer.service.database.reading() as session:
        lists = {
            found.id: found.closed_at is not None for found in session.scalars(select(StatusList))
        }
        used = set(session.scalars(select(Generation.status_list_id)))
    assert len(lists) == 2
    assert [lists[each] for each in used if each] == [False]
