"""API keys: the access of programs to one organisation.

A key reads `insygnia_<id>_<secret>`. The id finds the row; of the secret, 256 random bits, only the
SHA-256 is kept, so that a copy of the database opens nothing.
"""

import hmac
import re
import secrets
import string
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller, the_service
from issuer.errors import Fault, InvalidInputError, NotFoundError
from issuer.lasting_access import check_giver, hold_batches_of, person_behind
from issuer.links import hash_of, new_token
from issuer.locks import lock
from issuer.models import ApiKey, Organisation, Role
from issuer.people_errors import ApiKeyNotFoundError, ApiKeyRefusedError, GrantTooWideError
from issuer.rights import Right, rights_of
from issuer.text.names import short_text, visible

PREFIX = "insygnia_"
_FORM = re.compile(r"insygnia_([a-z0-9]{12})_([A-Za-z0-9_-]{43})")
_LETTERS = string.ascii_lowercase + string.digits
_ONLY_WHEN_NAMED = frozenset({Right.KEYS, Right.MEMBERS})
_TOUCHED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class NewApiKey:
    """A key that was just made, and its whole text, which is never seen again."""

    row: ApiKey
    text: str


@dataclass(frozen=True)
class Program:
    """A program that showed its key."""

    key_id: str
    caller: Caller
    last_used_at: datetime | None

    def is_to_be_touched(self, now: datetime) -> bool:
        """Tell whether it is time to note that this key is in use."""
        return self.last_used_at is None or now - self.last_used_at >= _TOUCHED_EVERY


def scopes_of_role(role: Role) -> frozenset[Right]:
    """Return what a key made for `role` may do: keys and members only when named (rule 35)."""
    return rights_of([role]) - _ONLY_WHEN_NAMED


def create_api_key(
    session: Session,
    caller: Caller,
    *,
    name: str,
    scopes: Collection[Right],
    now: datetime,
    expires_at: datetime | None = None,
) -> NewApiKey:
    """Make a key for the caller's organisation; it ends when its maker may make none any more.

    Raises `GrantTooWideError` if a program would give more than it has, and `InvalidInputError`
    without scopes or with an expiry that is over; `TextError` for a name that shows nothing.
    """
    caller.require(Right.MEMBERS)
    if caller.api_key_id is not None and not set(scopes) <= caller.rights:
        raise GrantTooWideError
    _check(scopes, expires_at, now)
    known_by = visible(short_text(name, 250))
    check_giver(session, caller)
    key_id = "".join(secrets.choice(_LETTERS) for _ in range(12))
    secret = new_token()
    row = ApiKey(
        id=key_id,
        organisation_id=caller.organisation_id,
        name=known_by,
        secret_hash=hash_of(secret),
        scopes=sorted({str(scope) for scope in scopes}),
        created_by=person_behind(session, caller),
        created_at=now,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    note(
        session, caller.actor, "api-key.created", ("api-key", key_id),
        organisation=caller.organisation_id, now=now, scopes=row.scopes,
    )  # fmt: skip
    return NewApiKey(row, f"{PREFIX}{key_id}_{secret}")


def create_api_key_of(
    session: Session, slug: str, role: Role, *, name: str, now: datetime
) -> NewApiKey:
    """Make a key for the organisation `slug`; for the command line, which needs no rights."""
    organisation = session.scalar(select(Organisation.id).where(Organisation.slug == slug))
    if organisation is None:
        raise NotFoundError
    caller = the_service(organisation)
    return create_api_key(session, caller, name=name, scopes=scopes_of_role(role), now=now)


def list_api_keys(session: Session, caller: Caller) -> Sequence[ApiKey]:
    """Return the keys of the caller's organisation, the newest first, revoked ones too."""
    caller.require(Right.MEMBERS)
    return session.scalars(
        select(ApiKey)
        .where(ApiKey.organisation_id == caller.organisation_id)
        .order_by(ApiKey.created_at.desc(), ApiKey.id)
    ).all()


def revoke_api_key(session: Session, caller: Caller, key_id: str, *, now: datetime) -> ApiKey:
    """Let a key not work any more, from the next request on; raises `ApiKeyNotFoundError`."""
    caller.require(Right.MEMBERS)
    lock(session, Organisation, caller.organisation_id)
    key = session.scalar(
        select(ApiKey).where(ApiKey.id == key_id, ApiKey.organisation_id == caller.organisation_id)
    )
    if key is None:
        raise ApiKeyNotFoundError(id=key_id)
    if key.revoked_at is None:
        key.revoked_at = now
        session.flush()
        hold_batches_of(session, caller, [f"api-key:{key_id}"], now=now)
        note(
            session, caller.actor, "api-key.revoked", ("api-key", key_id),
            organisation=caller.organisation_id, now=now,
        )  # fmt: skip
    return key


def find_program(session: Session, text: str, *, now: datetime) -> Program:
    """Return whose key this is; raises `ApiKeyRefusedError`, whatever is wrong with it."""
    form = _FORM.fullmatch(text)
    row = session.execute(
        select(ApiKey, Organisation.closed_at)
        .join(Organisation, Organisation.id == ApiKey.organisation_id)
        .where(ApiKey.id == (form[1] if form else ""))
    ).first()
    if form is None or row is None:
        raise ApiKeyRefusedError
    key, closed_at = row
    right = hmac.compare_digest(key.secret_hash, hash_of(form[2]))
    if not right or key.revoked_at or (key.expires_at and key.expires_at <= now):
        raise ApiKeyRefusedError
    rights = frozenset(Right(scope) for scope in key.scopes)
    caller = Caller(
        actor=f"api-key:{key.id}",
        organisation=key.organisation_id,
        # A closed organisation can be looked at; it does nothing any more.
        rights=rights & {Right.READ} if closed_at else rights,
        api_key_id=key.id,
    )
    return Program(key.id, caller, key.last_used_at)


def touch_api_key(session: Session, key_id: str, *, now: datetime) -> None:
    """Note that the key was used now."""
    session.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now))


def _check(scopes: Collection[Right], expires_at: datetime | None, now: datetime) -> None:
    faults = []
    if not scopes:
        faults.append(_NO_SCOPE)
    if expires_at is not None and expires_at <= now:
        faults.append(_OVER)
    if faults:
        raise InvalidInputError(faults)


_NO_SCOPE = Fault(
    "/scopes", "missing", "Choose at least one scope.", "Wybierz co najmniej jeden zakres."
)
_OVER = Fault("/expires_at", "in-the-past", "Choose a time to come.", "Wybierz przyszły termin.")
