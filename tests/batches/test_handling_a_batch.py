"""A batch is confirmed, paused, resumed, given up, undone and revoked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from issuing import Issuer
from sqlalchemy import select
from timing import Clock

from bulk import chunks, confirming
from bulk.batch_errors import (
    BatchStateError,
    NothingToAwardError,
    NothingToTakeBackError,
    SecondPersonNeededError,
    TooLateToUndoError,
)
from bulk.batches import cancel_batch
from bulk.columns import Column
from bulk.jobs import due_chunks
from bulk.revoking import revoke_batch, undo_batch
from issuer.award_changes import revoke_award
from issuer.models import (
    Award,
    Batch,
    BatchRow,
    BatchState,
    Delivery,
    Form,
    Mail,
    MailKind,
    Organisation,
)
from verifier.report import Verdict

from . import sheets


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, "ROWS_OF_A_CHUNK", 3)


def test_a_paused_batch_waits_until_it_is_resumed(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(7))
    sheets.confirm(issuer, batch)
    first, second = due_chunks(issuer.service, batch, 2)
    chunks.award_chunks(first, issuer.service)
    taken = chunks.take_chunk(second, issuer.service)
    assert taken is not None
    with issuer.writing() as session:
        confirming.pause_batch(session, issuer.caller, batch, now=issuer.now)

    outcome = chunks.sign_chunk(issuer.service, taken)
    assert not sheets.store(issuer, taken, outcome)
    assert not chunks.award_chunks(second, issuer.service)
    assert issuer.count(Award) == 3
    with issuer.writing() as session:
        confirming.resume_batch(session, issuer.caller, batch, now=issuer.now)
    assert sheets.work(issuer, batch) == 2
    assert sheets.books_of(issuer, batch) == sheets.exactly(7)


def test_a_cancelled_batch_awards_nothing_more_and_keeps_what_it_awarded(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(7))
    sheets.confirm(issuer, batch)
    chunks.award_chunks(due_chunks(issuer.service, batch, 1)[0], issuer.service)
    with issuer.writing() as session:
        assert cancel_batch(session, issuer.caller, batch, now=issuer.now) is not None

    assert sheets.work(issuer, batch) == 0
    assert sheets.read(issuer, batch).state == BatchState.CANCELLED
    assert sheets.books_of(issuer, batch) == sheets.exactly(3)


def test_a_batch_that_nobody_confirmed_leaves_nothing(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(3))
    with issuer.writing() as session:
        assert cancel_batch(session, issuer.caller, batch, now=issuer.now) is None

    assert issuer.count(Batch) == issuer.count(BatchRow) == 0


def test_a_batch_begins_at_its_time(issuer: Issuer, clock: Clock) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(1))
    later = issuer.now + timedelta(days=1)
    with issuer.writing() as session:
        confirming.confirm_batch(
            session, issuer.caller, batch, hold=timedelta(), due_at=later, now=issuer.now
        )

    assert sheets.work(issuer, batch) == 0
    clock.now = later
    assert sheets.work(issuer, batch) == 1


def test_where_two_people_must_confirm_one_is_not_enough(issuer: Issuer) -> None:
    with issuer.writing() as session:
        session.get_one(Organisation, issuer.organisation_id).two_confirm_batches = True
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(1))
    sheets.confirm(issuer, batch)
    assert sheets.read(issuer, batch).state == BatchState.CHECKED
    with pytest.raises(SecondPersonNeededError):
        sheets.confirm(issuer, batch)

    second = replace(issuer.caller, actor="person:somebody-else")
    with issuer.writing() as session:
        confirming.confirm_batch(session, second, batch, hold=timedelta(), now=issuer.now)

    assert sheets.read(issuer, batch).state == BatchState.CONFIRMED


def test_nothing_to_award_cannot_be_confirmed(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), [{Column.EMAIL: "x"}])
    with pytest.raises(NothingToAwardError):
        sheets.confirm(issuer, batch)


def test_mails_are_held_and_the_whole_can_be_undone_so_long(issuer: Issuer, clock: Clock) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(4))
    sheets.confirm(issuer, batch, hold=timedelta(minutes=10))
    sheets.work(issuer, batch)
    with issuer.service.database.reading() as session:
        assert set(session.scalars(select(Mail.due_at))) == {issuer.now + timedelta(minutes=10)}
    clock.now += timedelta(minutes=9)

    with issuer.writing() as session:
        undo_batch(session, issuer.caller, batch, now=issuer.now)
    sheets.work(issuer, batch)

    found = sheets.read(issuer, batch)
    assert (found.revoked, found.undone_at) == (4, issuer.now)
    with issuer.service.database.reading() as session:
        assert set(session.scalars(select(Mail.state))) == {Delivery.CANCELLED}
        awards = session.scalars(select(Award)).all()
    assert all(award.revoked_at == issuer.now for award in awards)
    with issuer.service.database.reading() as session:
        content = session.scalars(select(Form.content)).first() or ""
    assert issuer.verify(content).verdict is Verdict.INVALID


def test_whoever_was_told_of_no_award_is_told_of_no_revocation(
    issuer: Issuer, clock: Clock
) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(4))
    sheets.confirm(issuer, batch, hold=timedelta(minutes=10))
    sheets.work(issuer, batch)
    clock.now += timedelta(minutes=9)
    with issuer.writing() as session:
        revoke_batch(session, issuer.caller, batch, "Pomyłka w liście.", now=issuer.now)
    sheets.work(issuer, batch)

    assert sheets.read(issuer, batch).revoked == 4
    with issuer.service.database.reading() as session:
        assert set(session.scalars(select(Mail.kind))) == {MailKind.AWARD}
        assert set(session.scalars(select(Award.delivery))) == {Delivery.CANCELLED}


def test_what_was_mailed_cannot_be_undone_but_revoked(issuer: Issuer, clock: Clock) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(4))
    sheets.confirm(issuer, batch, hold=timedelta(minutes=10))
    sheets.work(issuer, batch)
    clock.now += timedelta(minutes=10)
    with pytest.raises(TooLateToUndoError), issuer.writing() as session:
        undo_batch(session, issuer.caller, batch, now=issuer.now)

    with issuer.writing() as session:
        revoke_batch(session, issuer.caller, batch, "Pomyłka w liście.", now=issuer.now)
    with pytest.raises(BatchStateError), issuer.writing() as session:
        revoke_batch(session, issuer.caller, batch, "Jeszcze raz.", now=issuer.now)
    sheets.work(issuer, batch)

    assert sheets.read(issuer, batch).revoked == 4
    assert sheets.noted(issuer)["award.revoked"] == 4
    with issuer.service.database.reading() as session:
        kinds = sorted(session.scalars(select(Mail.kind)))
    assert kinds == ["award"] * 4 + ["revocation"] * 4


def test_a_batch_whose_awards_were_revoked_one_by_one_cannot_be_taken_back(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(1))
    sheets.confirm(issuer, batch, hold=timedelta(minutes=10))
    sheets.work(issuer, batch)
    with issuer.writing() as session:
        award = session.scalars(select(Award.id).where(Award.batch_id == batch)).one()
        revoke_award(session, issuer.caller, issuer.service, award, "Pomyłka.", now=issuer.now)

    with pytest.raises(NothingToTakeBackError), issuer.writing() as session:
        undo_batch(session, issuer.caller, batch, now=issuer.now)
    with pytest.raises(NothingToTakeBackError), issuer.writing() as session:
        revoke_batch(session, issuer.caller, batch, "Pomyłka.", now=issuer.now)
    assert sheets.noted(issuer)["batch.revoked"] == 0
