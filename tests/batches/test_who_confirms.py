"""Two people are two: a program is whoever made its key, and whoever was dismissed is nobody."""

from datetime import timedelta
from uuid import UUID

import pytest
import visitors
from issuing import Issuer

from bulk.batch_errors import SecondPersonNeededError
from bulk.confirming import LATEST, confirm_batch, resume_batch
from bulk.jobs import due_chunks
from issuer.api_keys import create_api_key, revoke_api_key
from issuer.callers import Caller
from issuer.errors import ForbiddenError, InvalidInputError
from issuer.members import change_roles, remove_member
from issuer.models import Batch, BatchState, Organisation, Person, Role
from issuer.rights import Right, rights_of

from . import sheets

ROLES = (Role.ADMINISTRATOR, Role.ISSUER)


@pytest.fixture
def batch(issuer: Issuer) -> UUID:
    """Return a checked batch of an organisation that wants two people."""
    with issuer.writing() as session:
        session.get_one(Organisation, issuer.organisation_id).two_confirm_batches = True
    return sheets.checked_batch(issuer, issuer.template(), sheets.people(2))


@pytest.fixture
def anna(issuer: Issuer) -> Caller:
    """Return an administrator who also awards."""
    return as_caller(issuer, visitors.add_staff(issuer, *ROLES))


@pytest.fixture
def ewa(issuer: Issuer) -> Caller:
    """Return another one."""
    return as_caller(issuer, visitors.add_staff(issuer, *ROLES, email="ewa@example.org"))


def as_caller(issuer: Issuer, person: Person) -> Caller:
    return Caller(
        f"person:{person.id}", issuer.organisation_id, rights_of(ROLES), person_id=person.id
    )


def program_of(issuer: Issuer, maker: Caller) -> Caller:
    """Return a program with a key that somebody made."""
    scopes = [Right.READ, Right.AWARD]
    with issuer.writing() as session:
        made = create_api_key(session, maker, name="A program", scopes=scopes, now=issuer.now)
    return Caller(
        f"api-key:{made.row.id}",
        issuer.organisation_id,
        frozenset(scopes),
        api_key_id=made.row.id,
    )


def confirm(
    issuer: Issuer, who: Caller, batch: UUID, *, later: timedelta = timedelta()
) -> BatchState:
    with issuer.writing() as session:
        found = confirm_batch(
            session, who, batch, hold=timedelta(), due_at=issuer.now + later, now=issuer.now
        )
        return found.state


def resume(issuer: Issuer, who: Caller, batch: UUID) -> None:
    with issuer.writing() as session:
        resume_batch(session, who, batch, now=issuer.now)


def dismiss(issuer: Issuer, who: Caller) -> None:
    assert who.person_id is not None
    with issuer.writing() as session:
        remove_member(session, issuer.caller, who.person_id, now=issuer.now)


def wants_one(issuer: Issuer) -> None:
    with issuer.writing() as session:
        session.get_one(Organisation, issuer.organisation_id).two_confirm_batches = False


def test_whoever_approves_does_not_confirm_with_a_key_of_their_own(
    issuer: Issuer, anna: Caller, ewa: Caller, batch: UUID
) -> None:
    confirm(issuer, anna, batch)
    with pytest.raises(SecondPersonNeededError):
        confirm(issuer, program_of(issuer, anna), batch)

    assert confirm(issuer, program_of(issuer, ewa), batch) == BatchState.CONFIRMED


def test_the_time_that_the_first_gave_counts(
    issuer: Issuer, anna: Caller, ewa: Caller, batch: UUID
) -> None:
    confirm(issuer, anna, batch, later=timedelta(days=2))
    assert sheets.read(issuer, batch).due_at == issuer.now + timedelta(days=2)
    with issuer.writing() as session:
        confirm_batch(session, ewa, batch, hold=timedelta(), now=issuer.now)

    assert sheets.read(issuer, batch).due_at == issuer.now + timedelta(days=2)
    assert due_chunks(issuer.service, batch, 1) == []


def test_nobody_plans_for_more_than_ten_years(issuer: Issuer, anna: Caller, batch: UUID) -> None:
    with pytest.raises(InvalidInputError) as caught:
        confirm(issuer, anna, batch, later=LATEST + timedelta(seconds=1))
    assert [(fault.pointer, fault.code) for fault in caught.value.faults] == [("/at", "E07")]
    assert confirm(issuer, anna, batch, later=LATEST) == BatchState.CHECKED


@pytest.mark.parametrize("made_by", ["a person", "the command line"])
def test_two_keys_of_one_maker_are_one(
    issuer: Issuer, anna: Caller, batch: UUID, made_by: str
) -> None:
    maker = anna if made_by == "a person" else issuer.caller
    confirm(issuer, program_of(issuer, maker), batch)
    with pytest.raises(SecondPersonNeededError):
        confirm(issuer, program_of(issuer, maker), batch)


def test_what_somebody_approved_who_was_dismissed_does_not_count(
    issuer: Issuer, anna: Caller, ewa: Caller, batch: UUID
) -> None:
    confirm(issuer, anna, batch)
    dismiss(issuer, anna)

    assert sheets.read(issuer, batch).approved_by is None
    assert sheets.noted(issuer)["batch.approval-withdrawn"] == 1
    assert confirm(issuer, ewa, batch) == BatchState.CHECKED
    assert sheets.read(issuer, batch).approved_by == ewa.actor


def test_what_somebody_approved_who_awards_no_more_does_not_count(
    issuer: Issuer, anna: Caller, ewa: Caller, batch: UUID
) -> None:
    confirm(issuer, anna, batch)
    assert anna.person_id is not None
    with issuer.writing() as session:
        change_roles(session, issuer.caller, anna.person_id, [Role.ADMINISTRATOR], now=issuer.now)

    assert confirm(issuer, ewa, batch) == BatchState.CHECKED


@pytest.mark.parametrize("how", ["dismissed", "without the right", "with the key revoked"])
def test_the_time_of_whoever_lost_their_approval_does_not_count(
    issuer: Issuer, anna: Caller, ewa: Caller, batch: UUID, how: str
) -> None:
    first = program_of(issuer, anna) if how == "with the key revoked" else anna
    confirm(issuer, first, batch, later=timedelta(days=30))
    if how == "dismissed":
        dismiss(issuer, anna)
        assert sheets.read(issuer, batch).due_at is None
    with issuer.writing() as session:
        if how == "without the right":
            assert anna.person_id is not None
            reader = [Role.VIEWER]
            change_roles(session, issuer.caller, anna.person_id, reader, now=issuer.now)
        if first.api_key_id is not None:
            revoke_api_key(session, issuer.caller, first.api_key_id, now=issuer.now)
    wants_one(issuer)
    with issuer.writing() as session:
        confirm_batch(session, ewa, batch, hold=timedelta(), now=issuer.now)

    found = sheets.read(issuer, batch)
    assert (found.due_at, found.approved_by) == (issuer.now, None)


def test_a_time_without_an_approval_does_not_count(
    issuer: Issuer, ewa: Caller, batch: UUID
) -> None:
    """Records may hold one, of an approval that was withdrawn when its time was still kept."""
    wants_one(issuer)
    with issuer.writing() as session:
        session.get_one(Batch, batch).due_at = issuer.now + timedelta(days=30)
        confirm_batch(session, ewa, batch, hold=timedelta(), now=issuer.now)

    assert sheets.read(issuer, batch).due_at == issuer.now


@pytest.mark.usefixtures("ewa")
def test_whoever_is_dismissed_while_their_request_waits_confirms_nothing(
    issuer: Issuer, anna: Caller, batch: UUID
) -> None:
    dismiss(issuer, anna)
    with pytest.raises(ForbiddenError):
        confirm(issuer, anna, batch)


@pytest.mark.parametrize("by", ["themselves", "their program"])
def test_what_somebody_let_be_awarded_later_waits_when_they_are_dismissed(
    issuer: Issuer, anna: Caller, ewa: Caller, batch: UUID, by: str
) -> None:
    wants_one(issuer)
    confirmer = anna if by == "themselves" else program_of(issuer, anna)
    assert confirm(issuer, confirmer, batch, later=timedelta(days=30)) == BatchState.CONFIRMED
    dismiss(issuer, anna)

    found = sheets.read(issuer, batch)
    assert found.state == BatchState.PAUSED
    assert found.failure is not None
    assert "no access any more" in found.failure["en"]
    assert "nie ma już dostępu" in found.failure["pl"]

    resume(issuer, ewa, batch)
    found = sheets.read(issuer, batch)
    assert (found.confirmed_by, found.person_id) == (ewa.actor, ewa.person_id)
    assert (found.state, found.failure, found.api_key_id) == (BatchState.CONFIRMED, None, None)


def test_whoever_approved_does_not_take_the_place_of_whoever_confirmed(
    issuer: Issuer, anna: Caller, ewa: Caller, batch: UUID
) -> None:
    confirm(issuer, ewa, batch)
    confirm(issuer, anna, batch, later=timedelta(days=30))
    dismiss(issuer, anna)
    with pytest.raises(SecondPersonNeededError):
        resume(issuer, ewa, batch)

    with issuer.service.database.reading() as session:
        assert session.get_one(Batch, batch).state == BatchState.PAUSED


@pytest.mark.usefixtures("ewa")
def test_whoever_administers_no_more_but_awards_still_keeps_what_they_confirmed(
    issuer: Issuer, anna: Caller, batch: UUID
) -> None:
    wants_one(issuer)
    confirm(issuer, anna, batch, later=timedelta(days=30))
    assert anna.person_id is not None
    with issuer.writing() as session:
        change_roles(session, issuer.caller, anna.person_id, [Role.ISSUER], now=issuer.now)

    assert sheets.read(issuer, batch).state == BatchState.CONFIRMED
