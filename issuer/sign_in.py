"""Signing in with an e-mail address and a password, or with a link."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.db.engine import Database
from issuer.links import create_link, look_up, redeem, renew_token
from issuer.locks import lock
from issuer.models import LinkPurpose, Person
from issuer.passwords import Passwords
from issuer.people import account_key, find_person_by_email, get_person
from issuer.people_errors import LinkUnusableError, SignInRefusedError
from issuer.rates import SIGN_IN, Rates
from issuer.sessions import begin_session


@dataclass(frozen=True)
class Door:
    """What signing in needs beside a transaction."""

    database: Database
    rates: Rates
    passwords: Passwords


def sign_in(door: Door, email: str, password: str, *, address: str, now: datetime) -> str:
    """Sign in from the machine at `address` and return the value of the session's cookie.

    Has transactions of its own: tries count also when they are refused, and nobody waits for the
    lock of writers while a password is checked. Raises `SignInRefusedError`, after the same time
    for people who exist and who do not, and `TooManyError` beyond five tries a minute from one
    machine or for one account.
    """
    door.rates.count(SIGN_IN, f"address:{address}", now=now)
    door.rates.count(SIGN_IN, f"account:{account_key(email)}", now=now)
    with door.database.reading() as session:
        person = find_person_by_email(session, email)
    checked = person.password_hash if person and person.disabled_at is None else None
    if not door.passwords.matches(password, checked) or person is None:
        raise SignInRefusedError
    with door.database.writing() as session, session.begin():
        # The password may have been changed while it was checked.
        current = session.get(Person, person.id)
        if current is None or current.disabled_at or current.password_hash != checked:
            raise SignInRefusedError
        return admit(session, current, now=now)


def admit(session: Session, person: Person, *, now: datetime) -> str:
    """Begin a session for somebody who proved who they are; return the cookie's value."""
    note(
        session, f"person:{person.id}", "person.signed-in", ("person", person.id),
        organisation=None, now=now,
    )  # fmt: skip
    return begin_session(session, person, now=now)


def create_sign_in_link(session: Session, person_id: UUID, *, now: datetime) -> str:
    """Return the token of a link that signs this person in once, within 15 minutes."""
    link = create_link(session, LinkPurpose.SIGN_IN, person_id=person_id, now=now)
    return renew_token(session, link, now=now)


def sign_in_by_link(session: Session, token: str, *, now: datetime) -> str:
    """Use a sign-in link and return the cookie's value; raises `LinkUnusableError`."""
    link = look_up(session, token, LinkPurpose.SIGN_IN, now=now)
    if link.person_id is None:
        raise LinkUnusableError
    lock(session, Person, link.person_id)
    redeem(session, token, LinkPurpose.SIGN_IN, now=now)
    return admit(session, get_person(session, link.person_id), now=now)
