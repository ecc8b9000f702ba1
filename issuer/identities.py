"""Accounts at an OpenID Connect provider, and whose they are here (rule 30)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.joining import accept_with_identity
from issuer.models import Identity, Person
from issuer.oidc import ProvenIdentity, Provider
from issuer.people import get_person
from issuer.people_errors import IdentityTakenError, IdentityUnknownError
from issuer.sessions import Login, end_session
from issuer.sign_in import admit


def sign_in_with_identity(
    session: Session,
    provider: Provider,
    proven: ProvenIdentity,
    *,
    login: Login | None,
    invitation: str | None,
    language: str,
    now: datetime,
) -> str:
    """Sign in whoever the provider proved to be there; return the value of the cookie.

    The session `login` until then, if any, ends. Raises what `person_of_identity` raises.
    """
    person = person_of_identity(
        session,
        provider,
        proven,
        login=login,
        invitation=invitation,
        language=language,
        now=now,
    )
    if login is not None:
        end_session(session, login.session_id)
    return admit(session, person, now=now)


def person_of_identity(
    session: Session,
    provider: Provider,
    proven: ProvenIdentity,
    *,
    login: Login | None,
    invitation: str | None,
    language: str,
    now: datetime,
) -> Person:
    """Return whom to sign in for what the provider proved.

    A known account is its person's. An unknown one is connected to whoever is signed in, or to the
    new account of an unused invitation if the provider vouches for its address; the address alone
    connects nothing. Raises `IdentityTakenError`, `IdentityUnknownError`, and what
    `accept_with_identity` raises.
    """
    known = session.scalar(
        select(Identity).where(Identity.iss == proven.iss, Identity.sub == proven.sub)
    )
    if known is not None:
        if login is not None and login.person.id != known.person_id:
            raise IdentityTakenError
        return get_person(session, known.person_id)
    if login is not None:
        person = get_person(session, login.person.id)
    elif invitation and proven.email and provider.vouches_for(proven.email):
        person = accept_with_identity(
            session,
            invitation,
            email=proven.email,
            name=proven.name or proven.email.partition("@")[0],
            language=language,
            now=now,
        )
    else:
        raise IdentityUnknownError
    _connect(session, person, proven, now=now)
    return person


def _connect(session: Session, person: Person, proven: ProvenIdentity, *, now: datetime) -> None:
    identity = Identity(person_id=person.id, iss=proven.iss, sub=proven.sub, created_at=now)
    session.add(identity)
    session.flush()
    note(
        session, f"person:{person.id}", "person.identity-connected", ("identity", identity.id),
        organisation=None, now=now,
    )  # fmt: skip
