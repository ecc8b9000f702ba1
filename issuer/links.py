"""Links in mails: 256 random bits each, kept only as their hash, used once (rule 29).

Looking at a link changes nothing, because programs that check mail open every link in it; the
button on its page redeems it. A link is made without a token: the job that sends the mail makes
one (`renew_token`), so that nobody can read it from the records.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from issuer.locks import not_held
from issuer.models import Link, LinkPurpose, Mail, Role
from issuer.people_errors import LinkUnusableError

LIFETIMES: Mapping[LinkPurpose, timedelta] = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.SIGN_IN: timedelta(minutes=15),
    LinkPurpose.MY_BADGES: timedelta(minutes=15),
    LinkPurpose.CLAIM: timedelta(days=180),
}
"""How long a link works, from the sending of its mail."""
_KEPT = timedelta(days=30)


def new_token() -> str:
    """Return 256 random bits as 43 characters that need no escaping in addresses."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is kept of a token: SHA-256 in hexadecimal; it needs no salt, being random."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def create_link(  # noqa: PLR0913 - the columns of a row, each named by the caller
    session: Session,
    purpose: LinkPurpose,
    *,
    now: datetime,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    award_id: UUID | None = None,
    email: str | None = None,
    roles: Sequence[Role] = (),
    makes_operator: bool = False,
) -> Link:
    """Add a link that nobody can use yet: nobody knows a token for it."""
    link = Link(
        purpose=purpose,
        token_hash=hash_of(new_token()),
        organisation_id=organisation_id,
        person_id=person_id,
        award_id=award_id,
        email=email,
        roles=sorted(roles),
        makes_operator=makes_operator,
        created_at=now,
        expires_at=now + LIFETIMES[purpose],
    )
    session.add(link)
    session.flush()
    return link


def renew_token(session: Session, link: Link, *, now: datetime) -> str:
    """Return a new token for `link`, the only one that works from now on, for its whole lifetime.

    Raises `LinkUnusableError` for a link that was used.
    """
    token = new_token()
    renewed = session.execute(
        update(Link)
        .where(Link.id == link.id, Link.used_at.is_(None))
        .values(token_hash=hash_of(token), expires_at=now + LIFETIMES[LinkPurpose(link.purpose)])
        .returning(Link.id)
    )
    if renewed.first() is None:
        raise LinkUnusableError
    return token


def look_up(session: Session, token: str, purpose: LinkPurpose, *, now: datetime) -> Link:
    """Return the link with this token and leave it as it is; raises `LinkUnusableError`."""
    found = session.scalar(
        select(Link).where(
            Link.token_hash == hash_of(token),
            Link.purpose == purpose,
            Link.used_at.is_(None),
            Link.expires_at > now,
        )
    )
    if found is None:
        raise LinkUnusableError
    return found


def redeem(session: Session, token: str, purpose: LinkPurpose, *, now: datetime) -> Link:
    """Use the link up and return it; of several at once, one succeeds.

    The others, and all later ones, get `LinkUnusableError`.
    """
    won: Link | None = session.scalar(
        update(Link)
        .where(
            Link.token_hash == hash_of(token),
            Link.purpose == purpose,
            Link.used_at.is_(None),
            Link.expires_at > now,
        )
        .values(used_at=now)
        .returning(Link)
    )
    if won is None:
        raise LinkUnusableError
    return won


def end_links(session: Session, purpose: LinkPurpose, *, now: datetime, person_id: UUID) -> None:
    """Let no link of this purpose work for that person any more."""
    session.execute(
        update(Link)
        .where(Link.purpose == purpose, Link.person_id == person_id, Link.used_at.is_(None))
        .values(used_at=now)
    )


def forget_old_links(session: Session, *, now: datetime) -> int:
    """Delete links that stopped working a month ago and that no mail names; return how many."""
    named = select(Mail.link_id).where(Mail.link_id.is_not(None))
    old = select(Link.id).where(Link.expires_at < now - _KEPT, Link.id.not_in(named))
    gone = session.execute(delete(Link).where(Link.id.in_(not_held(old))).returning(Link.id))
    return len(gone.all())
