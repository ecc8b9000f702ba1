"""Accounts of people: making one, its name and language, its password."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.errors import UnauthenticatedError
from issuer.links import create_link, end_links, look_up, redeem
from issuer.locks import lock
from issuer.models import LinkPurpose, MailKind, Person
from issuer.outbox import queue_mail
from issuer.passwords import Passwords, accepted_password
from issuer.people_errors import AccountExistsError, SignInRefusedError
from issuer.sessions import Login, end_sessions_of, renew_session, workplaces_of
from issuer.text.emails import accepted_email, normalised_email
from issuer.text.errors import TextError
from issuer.text.names import person_name


def find_person_by_email(session: Session, email: str) -> Person | None:
    """Return who has an account with this address; none for what is no address."""
    try:
        key = normalised_email(email)
    except TextError:
        return None
    return session.scalar(select(Person).where(Person.email_key == key))


def account_key(email: str) -> str:
    """Return by what requests for an account are counted, whether or not it exists."""
    try:
        return normalised_email(email)
    except TextError:
        return email


def get_person(session: Session, person_id: UUID) -> Person:
    """Return the person of this id, who is signed in; raises `UnauthenticatedError` if gone."""
    person = session.get(Person, person_id)
    if person is None or person.disabled_at is not None:
        raise UnauthenticatedError
    return person


def create_person(
    session: Session,
    *,
    email: str,
    name: str,
    password_hash: str | None,
    language: str,
    now: datetime,
    is_operator: bool = False,
) -> Person:
    """Add an account; raises `AccountExistsError`, and `TextError` for a bad address or name."""
    if find_person_by_email(session, email) is not None:
        raise AccountExistsError
    person = Person(
        email=accepted_email(email),
        email_key=normalised_email(email),
        name=person_name(name),
        password_hash=password_hash,
        language=language,
        is_operator=is_operator,
        created_at=now,
    )
    session.add(person)
    session.flush()
    note(
        session, f"person:{person.id}", "person.created", ("person", person.id),
        organisation=None, now=now,
    )  # fmt: skip
    return person


def change_profile(
    session: Session, caller: Caller, *, name: str | None = None, language: str | None = None
) -> Person:
    """Change the caller's own name or the language of their pages and mails."""
    person = get_person(session, _own_id(caller))
    if name is not None:
        person.name = person_name(name)
    if language is not None:
        person.language = language
    session.flush()
    return person


def change_password(
    session: Session, passwords: Passwords, login: Login, *, current: str, new: str, now: datetime
) -> str:
    """Change the password of who is signed in; return the new value of their cookie.

    All their other sessions, and links to reset the password, end. Who has no password yet gives
    none, and must have signed in within the last hour. Raises `SignInRefusedError` if `current` is
    not the password or the session is older, and `PasswordRefusedError`.
    """
    lock(session, Person, login.person.id)
    person = get_person(session, login.person.id)
    if person.password_hash is None:
        may_change = login.is_fresh(now)
    else:
        may_change = passwords.matches(current, person.password_hash)
    if not may_change:
        raise SignInRefusedError
    _set_password(session, passwords, person, new, now=now)
    end_sessions_of(session, person.id, but=login.session_id)
    return renew_session(session, login.session_id)


def request_reset(session: Session, email: str, *, now: datetime) -> None:
    """Send a link to reset the password, if somebody has an account with this address.

    The caller learns nothing about that.
    """
    person = find_person_by_email(session, email)
    if person is None or person.disabled_at is not None:
        return
    link = create_link(session, LinkPurpose.RESET, person_id=person.id, now=now)
    queue_mail(
        session,
        MailKind.RESET,
        recipient=person.email,
        language=person.language,
        now=now,
        link_id=link.id,
        person_id=person.id,
    )


def reset_password(
    session: Session, passwords: Passwords, token: str, new: str, *, now: datetime
) -> Person:
    """Set a new password with a link from a mail, sign the person out everywhere, return them.

    A refused password leaves the link as it is. Raises `LinkUnusableError`,
    `PasswordRefusedError`.
    """
    lock(session, Person, person_of_reset(session, token, now=now).id)
    link = redeem(session, token, LinkPurpose.RESET, now=now)
    person = get_person(session, _given(link.person_id))
    _set_password(session, passwords, person, new, now=now)
    end_sessions_of(session, person.id)
    return person


def person_of_reset(session: Session, token: str, *, now: datetime) -> Person:
    """Return whose password a link resets, without using it; raises `LinkUnusableError`."""
    link = look_up(session, token, LinkPurpose.RESET, now=now)
    return get_person(session, _given(link.person_id))


def _set_password(
    session: Session, passwords: Passwords, person: Person, new: str, *, now: datetime
) -> None:
    places = workplaces_of(session, person.id)
    names = [person.name, *(name for place, _ in places for name in place.names.values())]
    accepted = accepted_password(new, email=person.email, names=names)
    session.execute(
        update(Person)
        .where(Person.id == person.id)
        .values(password_hash=passwords.hashed(accepted))
    )
    end_links(session, LinkPurpose.RESET, person_id=person.id, now=now)
    end_links(session, LinkPurpose.SIGN_IN, person_id=person.id, now=now)
    note(
        session, f"person:{person.id}", "person.password-changed", ("person", person.id),
        organisation=None, now=now,
    )  # fmt: skip


def _own_id(caller: Caller) -> UUID:
    return _given(caller.person_id)


def _given(person_id: UUID | None) -> UUID:
    if person_id is None:
        raise UnauthenticatedError
    return person_id
