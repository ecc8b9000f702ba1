"""Batches with rows, as an upload leaves them when it was checked; and what came of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from issuing import Issuer
from sqlalchemy import func, insert, select

from bulk import chunks
from bulk.batches import UploadedSheet, create_batch
from bulk.checking import Rules, check_rows
from bulk.columns import Column
from bulk.confirming import confirm_batch
from bulk.entries import entry_from
from bulk.jobs import do_chunk, due_chunks
from bulk.outcomes import Outcome
from bulk.records import Records, columns_of_row
from bulk.taking import Taken
from issuer.generations import subject_of
from issuer.models import (
    Achievement,
    AuditEntry,
    Award,
    Batch,
    BatchReading,
    BatchRow,
    BatchState,
    Form,
    Generation,
    JobState,
    Mail,
    RowState,
)

Cells = Mapping[Column, str]


def people(count: int) -> list[Cells]:
    """Return the cells of so many people, each of their own."""
    return [
        {
            Column.EMAIL: f"osoba{number}@example.org",
            Column.FIRST_NAME: "Małgorzata",
            Column.LAST_NAME: f"Gęślą-{number}",
            Column.CERTIFICATE_NUMBER: f"KP/{number}",
        }
        for number in range(count)
    ]


def checked_batch(issuer: Issuer, template: UUID, rows: Sequence[Cells]) -> UUID:
    """Return a batch whose rows were read and checked."""
    database, now = issuer.service.database, issuer.now
    with issuer.writing() as session:
        sheet = UploadedSheet(b"as if it had been read", "osoby.csv")
        batch = create_batch(session, issuer.caller, template, sheet, now=now)
        achievement = session.get_one(Achievement, template)
        subject = subject_of(session, achievement, achievement.active_version or 1)
    entries = [entry_from(number, cells) for number, cells in enumerate(rows, 2)]
    known = Records(database, issuer.organisation_id, template)
    rules = Rules(subject.content, ZoneInfo("Europe/Warsaw"), achievement.duplicate_policy, now)
    checked = list(check_rows(entries, rules, known))
    with issuer.writing() as session:
        session.execute(insert(BatchRow), [columns_of_row(batch.id, row, []) for row in checked])
        record = session.get_one(Batch, batch.id)
        record.state, record.checked_at = BatchState.CHECKED, now
        record.rows = len(checked)
        record.ok = sum(row.state == RowState.READY for row in checked)
        record.errors = record.rows - record.ok
        session.query(BatchReading).filter_by(batch_id=batch.id).update({"state": JobState.DONE})
    return batch.id


def confirm(issuer: Issuer, batch: UUID, *, hold: timedelta = timedelta()) -> None:
    """Let a batch be awarded."""
    with issuer.writing() as session:
        confirm_batch(session, issuer.caller, batch, hold=hold, now=issuer.now)


def work(issuer: Issuer, batch: UUID) -> int:
    """Do every chunk that is due, and return how many there were."""
    done = 0
    while due := due_chunks(issuer.service, batch, 1):
        assert do_chunk(due[0], issuer.service)
        done += 1
    return done


def store(issuer: Issuer, taken: Taken, outcome: Outcome) -> bool:
    """Store what came of a chunk, and nothing else; return whether that was done."""
    session, _ = chunks.store_and_take(issuer.service, taken, outcome, is_going_on=False)
    if session is None:
        return False
    with session:
        session.commit()
    return True


def read(issuer: Issuer, batch: UUID) -> Batch:
    """Return a batch as it is now."""
    with issuer.service.database.reading() as session:
        return session.get_one(Batch, batch)


def states(issuer: Issuer, batch: UUID) -> dict[int, str]:
    """Return the state of each row by its number."""
    query = select(BatchRow.number, BatchRow.state).where(BatchRow.batch_id == batch)
    with issuer.service.database.reading() as session:
        return {number: str(state) for number, state in session.execute(query)}


def codes(issuer: Issuer, batch: UUID) -> dict[int, list[str]]:
    """Return the codes of what is said about each row."""
    query = select(BatchRow.number, BatchRow.faults).where(BatchRow.batch_id == batch)
    with issuer.service.database.reading() as session:
        return {number: [fault[1] for fault in faults] for number, faults in session.execute(query)}


@dataclass(frozen=True)
class Books:
    """What the records hold of a batch."""

    awards: int
    people: int
    generations: int
    forms: int
    entries: int
    mails: int
    rows: int
    counted: int


def books_of(issuer: Issuer, batch: UUID) -> Books:
    """Return how many of everything there are."""
    with issuer.service.database.reading() as session:
        awards = session.scalars(select(Award).where(Award.batch_id == batch)).all()
        ids = [award.id for award in awards]
        own = select(Award.id).where(Award.batch_id == batch)
        generations = session.scalars(select(Generation).where(Generation.award_id.in_(own))).all()
        forms = session.scalar(
            select(func.count(Form.generation_id))
            .join(Generation, Generation.id == Form.generation_id)
            .where(Generation.award_id.in_(own))
        )
        mails = session.scalar(select(func.count(Mail.id)).where(Mail.award_id.in_(own)))
        rows = session.scalars(
            select(BatchRow.award_id).where(
                BatchRow.batch_id == batch, BatchRow.state == RowState.AWARDED
            )
        ).all()
        counted = session.scalar(select(func.sum(Achievement.awarded_count)))
    assert sorted(map(str, rows)) == sorted(map(str, ids))
    return Books(
        awards=len(ids),
        people=len({award.email_key for award in awards}),
        generations=len(generations),
        forms=forms or 0,
        entries=len({(each.status_list_id, each.status_index) for each in generations}),
        mails=mails or 0,
        rows=len(rows),
        counted=counted or 0,
    )


def exactly(count: int) -> Books:
    """Return the books of so many awards, each made once."""
    return Books(count, count, count, 2 * count, count, count, count, count)


def noted(issuer: Issuer) -> Counter[str]:
    """Return how often each action stands in the audit trail."""
    with issuer.service.database.reading() as session:
        return Counter(session.scalars(select(AuditEntry.action)))
