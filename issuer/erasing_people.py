"""Erasing people who work with the service: their account stays as an id that names nobody."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.erasure import clear_audit_texts, clear_mails, is_spelt, queue_cleaning, spellings_of
from issuer.erasure_errors import PersonElsewhereError, PersonNotFoundError
from issuer.errors import ForbiddenError
from issuer.locks import lock, lock_organisations
from issuer.members import find_member, remove_member
from issuer.models import Identity, Link, LoginSession, Mail, Membership, Person
from issuer.rights import Right

ERASED_NAME = "–"
"""The name of whoever was erased, the same in every language."""


def erase_member(session: Session, caller: Caller, person_id: UUID, *, now: datetime) -> None:
    """Erase the account of somebody who works for the caller's organisation and no other.

    Raises `MemberNotFoundError`, `PersonElsewhereError`, and `LastAdministratorError`.
    """
    caller.require(Right.ERASE)
    find_member(session, caller, person_id)
    _lock(session, person_id)
    person, _ = find_member(session, caller, person_id)
    if person.is_operator or len(_workplaces(session, person_id)) > 1:
        raise PersonElsewhereError
    _erase(session, caller, person, now)


def erase_person(session: Session, caller: Caller, person_id: UUID, *, now: datetime) -> None:
    """Erase any account; only operators may.

    Raises `PersonNotFoundError`, also for one that was erased before, and `LastAdministratorError`
    while an organisation would lose its last administrator.
    """
    if not caller.is_operator:
        raise ForbiddenError
    person = _lock(session, person_id)
    if person is None or person.email_key == _placeholder(person_id):
        raise PersonNotFoundError(person=person_id)
    _erase(session, caller, person, now)


def _erase(session: Session, caller: Caller, person: Person, now: datetime) -> None:
    for organisation_id in _workplaces(session, person.id):
        rights = caller.rights | {Right.MEMBERS}
        here = replace(caller, organisation=organisation_id, rights=rights)
        remove_member(session, here, person.id, now=now)
    spellings = spellings_of([person.email, person.email_key])
    person.name, person.password_hash = ERASED_NAME, None
    person.email = person.email_key = _placeholder(person.id)
    person.is_operator, person.disabled_at = False, now
    session.flush()
    session.execute(delete(Identity).where(Identity.person_id == person.id))
    theirs = or_(Mail.person_id == person.id, is_spelt(Mail.recipient, spellings))
    mails = clear_mails(session, theirs & Mail.award_id.is_(None))
    named = or_(Link.person_id == person.id, is_spelt(Link.email, spellings))
    session.execute(delete(Link).where(named).execution_options(synchronize_session=False))
    session.execute(delete(LoginSession).where(LoginSession.person_id == person.id))
    clear_audit_texts(session, caller.organisation, person.id)
    queue_cleaning(session, caller.organisation, mails, now=now)
    note(
        session,
        caller.actor,
        "person.erased",
        ("person", person.id),
        organisation=caller.organisation,
        now=now,
    )


def _lock(session: Session, person_id: UUID) -> Person | None:
    """Lock the organisations that somebody works for, and then the account, and return it."""
    lock_organisations(session, _workplaces(session, person_id))
    return lock(session, Person, person_id)


def _workplaces(session: Session, person_id: UUID) -> list[UUID]:
    rows = session.scalars(
        select(Membership.organisation_id).where(Membership.person_id == person_id)
    )
    return sorted(rows)


def _placeholder(person_id: UUID) -> str:
    return f"erased@{person_id}.invalid"
