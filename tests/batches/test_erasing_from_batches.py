"""What an erasure finds in batches: other spellings, counts, reasons; and what it waits for."""

from datetime import timedelta
from threading import Thread
from uuid import UUID

import pytest
from databases import is_somebody_waiting
from issuing import Issuer
from racing.locking import watched
from sqlalchemy import insert, select
from timing import Clock, wait_until

from bulk.batch_errors import NothingToAwardError
from bulk.batches import cancel_batch
from bulk.clearing import CLEARED_AFTER, GIVEN_UP_AFTER, clear_old_batches
from bulk.columns import Column
from bulk.confirming import pause_batch, resume_batch
from bulk.revoking import revoke_batch
from issuer.award_changes import revoke_award
from issuer.erasure import erase_award, erase_recipient
from issuer.locks import lock
from issuer.models import (
    AuditEntry,
    Award,
    Batch,
    BatchFile,
    BatchReading,
    BatchRow,
    BatchState,
    RowState,
)

from . import sheets

JAN = {Column.EMAIL: "Jan@X.pl", Column.FIRST_NAME: "Jan"}
OLA = {Column.EMAIL: "ola@x.pl", Column.FIRST_NAME: "Ola", Column.LAST_NAME: "Lis"}
ONLY_ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def erase(issuer: Issuer, email: str) -> None:
    with issuer.writing() as session:
        erase_recipient(session, issuer.caller, issuer.service, email, revoke=True, now=issuer.now)


def addresses(issuer: Issuer) -> list[str]:
    with issuer.service.database.reading() as session:
        return [each for each in session.scalars(select(BatchRow.email)) if each]


def clear(issuer: Issuer) -> None:
    with issuer.writing() as session:
        clear_old_batches(session, now=issuer.now)


@pytest.mark.parametrize("asked", ["jan@x.pl", "JAN@x.PL"])
def test_a_refused_row_is_found_whatever_its_capitals(issuer: Issuer, asked: str) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [JAN, OLA])
    erase(issuer, asked)

    assert addresses(issuer) == ["ola@x.pl"]
    with issuer.service.database.reading() as session:
        assert session.get(BatchFile, batch) is None


def test_an_address_that_only_begins_alike_is_left(issuer: Issuer) -> None:
    long = f"{'a' * 60}@{'b' * 50}.example.org"
    other = {**OLA, Column.EMAIL: f"{long}x"}
    sheets.checked_batch(issuer, issuer.template(), [{**OLA, Column.EMAIL: long}, other])
    erase(issuer, long)

    assert addresses(issuer) == [f"{long}x"]


def test_when_everybody_was_erased_there_is_nothing_to_confirm(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [OLA])
    erase(issuer, "ola@x.pl")
    with pytest.raises(NothingToAwardError):
        sheets.confirm(issuer, batch)

    assert sheets.read(issuer, batch).state == BatchState.CHECKED


def test_whoever_was_erased_before_the_confirmation_is_not_counted(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [OLA, *sheets.people(2)])
    erase(issuer, "ola@x.pl")
    sheets.confirm(issuer, batch)

    found = sheets.read(issuer, batch)
    assert (found.rows, found.ok, found.errors) == (3, 2, 1)


@pytest.mark.parametrize("by", ["address", "award"])
def test_a_reason_that_names_whoever_is_erased_goes_with_them(issuer: Issuer, by: str) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [OLA, *sheets.people(1)])
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)
    with issuer.writing() as session:
        revoke_batch(session, issuer.caller, batch, "Ola Lis nie była.", now=issuer.now)
    if by == "address":
        erase(issuer, "ola@x.pl")
    else:
        with issuer.writing() as session:
            hers = session.scalars(select(Award.id).where(Award.email == "ola@x.pl")).one()
            erase_award(session, issuer.caller, issuer.service, hers, revoke=True, now=issuer.now)

    assert sheets.read(issuer, batch).reason == "–"
    with issuer.service.database.reading() as session:
        assert set(session.scalars(select(AuditEntry.text))) == {None}
    sheets.work(issuer, batch)
    assert sheets.read(issuer, batch).revoked == 1


def test_a_batchs_reason_goes_from_the_other_awards_and_their_own_reasons_stay(
    issuer: Issuer,
) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [OLA, *sheets.people(2)])
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)
    with issuer.writing() as session:
        other = session.scalars(select(Award.id).where(Award.email == "osoba1@example.org")).one()
        revoke_award(session, issuer.caller, issuer.service, other, "Własny powód.", now=issuer.now)
    with issuer.writing() as session:
        revoke_batch(session, issuer.caller, batch, "Ola Lis nie była.", now=issuer.now)
    sheets.work(issuer, batch)
    erase(issuer, "ola@x.pl")

    with issuer.service.database.reading() as session:
        assert set(session.scalars(select(AuditEntry.text))) == {None, "Własny powód."}


def test_a_batch_that_was_not_revoked_gets_no_reason(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [OLA])
    erase(issuer, "ola@x.pl")
    assert sheets.read(issuer, batch).reason is None


def test_rows_that_a_cancelled_batch_never_awarded_are_cleared(
    issuer: Issuer, clock: Clock
) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [OLA])
    sheets.confirm(issuer, batch)
    with issuer.writing() as session:
        cancel_batch(session, issuer.caller, batch, now=issuer.now)
    assert sheets.states(issuer, batch) == {2: "ready"}
    clock.now += CLEARED_AFTER + timedelta(seconds=1)
    clear(issuer)

    assert addresses(issuer) == []


def test_a_batch_that_is_paused_too_long_is_given_up_and_cleared(
    issuer: Issuer, clock: Clock
) -> None:
    template = issuer.template()
    old, young = (sheets.checked_batch(issuer, template, sheets.people(1)) for _ in range(2))
    for batch in (old, young):
        sheets.confirm(issuer, batch)
        pause(issuer, batch)
    clock.now += GIVEN_UP_AFTER
    with issuer.writing() as session:
        resume_batch(session, issuer.caller, young, now=issuer.now)
    pause(issuer, young)
    clock.now += timedelta(seconds=1)
    clear(issuer)

    assert sheets.read(issuer, old).state == BatchState.CANCELLED
    assert sheets.read(issuer, young).state == BatchState.PAUSED
    assert sheets.noted(issuer)["batch.cancelled"] == 1
    assert sheets.work(issuer, old) == 0
    clock.now += CLEARED_AFTER + timedelta(seconds=1)
    clear(issuer)
    assert sheets.read(issuer, old).cleared_at is not None


def pause(issuer: Issuer, batch: UUID) -> None:
    with issuer.writing() as session:
        pause_batch(session, issuer.caller, batch, now=issuer.now)


@ONLY_ON_POSTGRESQL
def test_an_erasure_locks_batches_before_their_rows(issuer: Issuer) -> None:
    sheets.checked_batch(issuer, issuer.template(), [OLA])
    with watched(issuer.service.database.engine) as transactions:
        erase(issuer, "ola@x.pl")

    tables = [table for each in transactions for table in each.tables]
    assert tables.index("batch") < tables.index("batch_row")


@ONLY_ON_POSTGRESQL
def test_a_batch_is_given_up_while_its_sheet_is_being_read(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(1))
    failures: list[Exception] = []

    def give_up() -> None:
        try:
            with issuer.writing() as session:
                cancel_batch(session, issuer.caller, batch, now=issuer.now)
        except Exception as error:  # noqa: BLE001 - it is looked at below, in the test's thread
            failures.append(error)

    giver = Thread(target=give_up)
    with issuer.service.database.writing() as reader, reader.begin():
        job = reader.scalars(select(BatchReading.id).where(BatchReading.batch_id == batch)).one()
        lock(reader, BatchReading, job)
        giver.start()
        wait_until(lambda: is_somebody_waiting(issuer.service.database) or not giver.is_alive())
        row = {"batch_id": batch, "number": 99, "state": RowState.READY, "sort_status": ""}
        reader.execute(insert(BatchRow), [row])
    giver.join()

    assert failures == []
    assert issuer.count(Batch) == issuer.count(BatchRow) == 0
