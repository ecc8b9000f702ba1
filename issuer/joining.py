"""Accepting an invitation: with a new account, with one's own, or with a provider's word."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.errors import UnauthenticatedError
from issuer.invitations import address_of
from issuer.links import look_up, redeem
from issuer.locks import lock
from issuer.members import add_member
from issuer.models import Link, LinkPurpose, Organisation, Person, Role
from issuer.passwords import Passwords, accepted_password
from issuer.people import create_person, find_person_by_email, get_person
from issuer.people_errors import AccountExistsError, LinkUnusableError
from issuer.sessions import Login, renew_session
from issuer.sign_in import admit
from issuer.text.emails import normalised_email


@dataclass(frozen=True)
class NewAccount:
    """What somebody who is invited and has no account yet chooses."""

    name: str
    password: str
    language: str


def accept(
    session: Session,
    passwords: Passwords,
    token: str,
    *,
    login: Login | None,
    account: NewAccount | None,
    now: datetime,
) -> tuple[Person, str]:
    """Accept as whoever is signed in, else with a new account; return the cookie's value too.

    Raises `UnauthenticatedError` when there is neither, and what the two ways raise.
    """
    if login is not None:
        person = accept_as(session, login.person.id, token, now=now)
        return person, renew_session(session, login.session_id)
    if account is None:
        raise UnauthenticatedError
    person = accept_as_new(session, passwords, token, account, now=now)
    return person, admit(session, person, now=now)


def accept_as_new(
    session: Session, passwords: Passwords, token: str, account: NewAccount, *, now: datetime
) -> Person:
    """Make the account of somebody who was invited; their mailbox is proven by the link.

    Raises `LinkUnusableError`, `PasswordRefusedError`, and `AccountExistsError` when there is an
    account with that address, which only its owner can join with (`accept_as`).
    """
    link = _redeemed(session, token, now)
    email = address_of(link)
    if find_person_by_email(session, email) is not None:
        raise AccountExistsError
    names = [account.name, *_organisation_names(session, link)]
    password = accepted_password(account.password, email=email, names=names)
    person = create_person(
        session,
        email=email,
        name=account.name,
        password_hash=passwords.hashed(password),
        language=account.language,
        now=now,
    )
    return _admit(session, link, person, now=now)


def accept_as(session: Session, person_id: UUID, token: str, *, now: datetime) -> Person:
    """Let somebody who is signed in accept an invitation, whichever address it was sent to.

    Raises `LinkUnusableError`, `AlreadyMemberError`.
    """
    link = _redeemed(session, token, now, person_id=person_id)
    return _admit(session, link, get_person(session, person_id), now=now)


def accept_with_identity(
    session: Session, token: str, *, email: str, name: str, language: str, now: datetime
) -> Person:
    """Make an account without a password for whom a provider vouches (rule 30).

    `email` is what the provider says and has checked; it must be the invited address. Raises
    `LinkUnusableError` otherwise, and `AccountExistsError`.
    """
    link = _redeemed(session, token, now)
    if normalised_email(email) != normalised_email(address_of(link)):
        raise LinkUnusableError
    person = create_person(
        session, email=email, name=name, password_hash=None, language=language, now=now
    )
    return _admit(session, link, person, now=now)


def _redeemed(
    session: Session, token: str, now: datetime, *, person_id: UUID | None = None
) -> Link:
    """Use an invitation up and return it; who may change is locked first (`issuer.locks`)."""
    link = look_up(session, token, LinkPurpose.INVITATION, now=now)
    if link.organisation_id is not None:
        lock(session, Organisation, link.organisation_id)
    if person_id is not None:
        lock(session, Person, person_id)
    return redeem(session, token, LinkPurpose.INVITATION, now=now)


def _admit(session: Session, link: Link, person: Person, *, now: datetime) -> Person:
    if link.organisation_id is not None:
        roles = [Role(role) for role in link.roles]
        add_member(session, link.organisation_id, person, roles, now=now)
    if link.makes_operator and not person.is_operator:
        person.is_operator = True
        session.flush()
        note(
            session, f"person:{person.id}", "operator.joined", ("person", person.id),
            organisation=None, now=now,
        )  # fmt: skip
    return person


def _organisation_names(session: Session, link: Link) -> list[str]:
    if link.organisation_id is None:
        return []
    return list(session.get_one(Organisation, link.organisation_id).names.values())
