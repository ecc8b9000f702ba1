"""Browsers that are signed in: rows in the database, found by the hash of the cookie's value.

No right is kept in a session: what a person may do is read with every request, so that a right
taken back is gone with the next one. The value of the cookie is replaced when somebody signs in,
works for another organisation, or gets other roles or another password.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from issuer.callers import Caller
from issuer.errors import UnauthenticatedError
from issuer.links import hash_of, new_token
from issuer.locks import not_held
from issuer.models import LoginSession, Membership, Organisation, Person
from issuer.people_errors import MemberNotFoundError
from issuer.rights import Right, rights_of

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
FRESH = timedelta(hours=1)
"""How long after signing in somebody without a password may choose one: as long as a link that
resets one works. A browser that is left open for days must not become a way in that lasts."""
_TOUCHED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class Login:
    """A person who is signed in, and what they may do now."""

    session_id: UUID
    person: Person
    organisation: Organisation | None
    caller: Caller
    begun_at: datetime
    last_seen_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether the person signed in a short time ago."""
        return now - self.begun_at <= FRESH

    def is_to_be_touched(self, now: datetime) -> bool:
        """Tell whether it is time to note that this session is in use."""
        return now - self.last_seen_at >= _TOUCHED_EVERY


@dataclass(frozen=True)
class Holding:
    """The session of a recipient, who opened the link of one award."""

    session_id: UUID
    award_id: UUID
    begun_at: datetime
    covers_mailbox: bool = False
    """Whether it is good for every award to the same mailbox."""

    def age(self, now: datetime) -> timedelta:
        """Return how long ago the mailbox was proven; binding a wallet needs a young session."""
        return now - self.begun_at


def begin_session(
    session: Session, person: Person, *, now: datetime, organisation_id: UUID | None = None
) -> str:
    """Sign `person` in and return the cookie's value, which is not kept."""
    return _begin(session, now, person_id=person.id, organisation_id=organisation_id)


def begin_holding(
    session: Session, award_id: UUID, *, now: datetime, covers_mailbox: bool = False
) -> str:
    """Let whoever opened the link of an award go on; return the cookie's value.

    With `covers_mailbox` it is good for every award to the mailbox of that award.
    """
    return _begin(session, now, award_id=award_id, covers_mailbox=covers_mailbox)


def find_login(session: Session, token: str, *, now: datetime) -> Login | None:
    """Return who is signed in with this cookie, with the roles they have at this moment."""
    row = session.execute(
        select(LoginSession, Person)
        .join(Person, Person.id == LoginSession.person_id)
        .where(_alive(token, now), Person.disabled_at.is_(None))
    ).first()
    if row is None:
        return None
    login_session, person = row
    workplaces = workplaces_of(session, person.id)
    chosen = next(
        (place for place in workplaces if place[0].id == login_session.organisation_id),
        workplaces[0] if workplaces else None,
    )
    return Login(
        login_session.id,
        person,
        chosen[0] if chosen else None,
        _caller(person, chosen),
        login_session.created_at,
        login_session.last_seen_at,
    )


def find_holding(session: Session, token: str, *, now: datetime) -> Holding | None:
    """Return the recipient's session of this cookie."""
    row = session.scalar(
        select(LoginSession).where(_alive(token, now), LoginSession.award_id.is_not(None))
    )
    if row is None or row.award_id is None:
        return None
    return Holding(row.id, row.award_id, row.created_at, row.covers_mailbox)


Workplace = tuple[Organisation, Membership]


def workplaces_of(session: Session, person_id: UUID) -> Sequence[Workplace]:
    """Return the organisations that a person works for, the first they joined first."""
    rows = session.execute(
        select(Organisation, Membership)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.created_at, Membership.id)
    )
    return [(organisation, membership) for organisation, membership in rows]


def touch_session(session: Session, session_id: UUID, *, now: datetime) -> None:
    """Note that the session was in use now."""
    session.execute(
        update(LoginSession).where(LoginSession.id == session_id).values(last_seen_at=now)
    )


def renew_session(session: Session, session_id: UUID) -> str:
    """Give the session another cookie and return its value; the old one is nobody's any more."""
    token = new_token()
    renewed = session.execute(
        update(LoginSession)
        .where(LoginSession.id == session_id)
        .values(token_hash=hash_of(token))
        .returning(LoginSession.id)
    )
    if renewed.first() is None:
        raise UnauthenticatedError
    return token


def switch_organisation(session: Session, login: Login, organisation_id: UUID) -> str:
    """Let the session work for another organisation of the person; return the new cookie's value.

    Raises `MemberNotFoundError` if the person does not work there.
    """
    places = workplaces_of(session, login.person.id)
    if organisation_id not in {organisation.id for organisation, _ in places}:
        raise MemberNotFoundError(id=login.person.id)
    session.execute(
        update(LoginSession)
        .where(LoginSession.id == login.session_id)
        .values(organisation_id=organisation_id)
    )
    return renew_session(session, login.session_id)


def end_session(session: Session, session_id: UUID) -> None:
    """Sign this browser out."""
    session.execute(delete(LoginSession).where(LoginSession.id == session_id))


def end_sessions_of(session: Session, person_id: UUID, *, but: UUID | None = None) -> None:
    """Sign a person out everywhere, except in the session `but`."""
    session.execute(
        delete(LoginSession).where(LoginSession.person_id == person_id, LoginSession.id != but)
        if but
        else delete(LoginSession).where(LoginSession.person_id == person_id)
    )


def forget_old_sessions(session: Session, *, now: datetime) -> None:
    """Delete sessions that are over."""
    over = select(LoginSession.id).where(
        or_(LoginSession.expires_at <= now, LoginSession.last_seen_at <= now - IDLE)
    )
    session.execute(delete(LoginSession).where(LoginSession.id.in_(not_held(over))))


def csrf_token(token: str) -> str:
    """Return what a form shown in the session with this cookie carries in its hidden field."""
    return hmac.new(token.encode(), b"insygnia form v1", hashlib.sha256).hexdigest()


def is_csrf_token(token: str, sent: str) -> bool:
    """Tell whether `sent` is the field of a form shown in the session with this cookie."""
    return hmac.compare_digest(csrf_token(token).encode(), sent.encode("utf-8", "replace"))


def _begin(
    session: Session,
    now: datetime,
    *,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    award_id: UUID | None = None,
    covers_mailbox: bool = False,
) -> str:
    token = new_token()
    session.add(
        LoginSession(
            token_hash=hash_of(token),
            person_id=person_id,
            award_id=award_id,
            covers_mailbox=covers_mailbox,
            organisation_id=organisation_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + LONGEST,
        )
    )
    session.flush()
    return token


def _alive(token: str, now: datetime) -> ColumnElement[bool]:
    return and_(
        LoginSession.token_hash == hash_of(token),
        LoginSession.expires_at > now,
        LoginSession.last_seen_at > now - IDLE,
    )


def _caller(person: Person, place: Workplace | None) -> Caller:
    rights: frozenset[Right] = frozenset()
    if place is not None:
        organisation, membership = place
        rights = rights_of(membership.roles)
        if organisation.closed_at is not None:
            # A closed organisation can be looked at; it does nothing any more.
            rights &= {Right.READ}
    return Caller(
        actor=f"person:{person.id}",
        organisation=place[0].id if place else None,
        rights=rights,
        person_id=person.id,
        is_operator=person.is_operator,
        language="pl" if person.language.startswith("pl") else "en",
    )
