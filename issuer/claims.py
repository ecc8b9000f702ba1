"""Claims: the recipient opens the link of a mail, takes the badge or says that it is not theirs.

Nothing of this needs an account. Looking at a link changes nothing (rule 29); the buttons redeem
it, and what they give is a session of the recipient.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.badge_contents import BadgeContents, read_contents
from issuer.badges import holds, newest_json
from issuer.claim_errors import BadgeNotFoundError, NothingToClaimError
from issuer.links import create_link, look_up, redeem
from issuer.locks import lock
from issuer.models import (
    Achievement,
    Award,
    AwardState,
    Link,
    LinkPurpose,
    LoginSession,
    Mail,
    MailKind,
    Organisation,
)
from issuer.outbox import announce, queue_mail
from issuer.people_errors import LinkUnusableError
from issuer.sessions import Holding, begin_holding
from issuer.text.emails import normalised_email
from issuer.text.errors import TextError

_BETWEEN_MAILS = timedelta(minutes=1)
MOST_SHOWN = 200


@dataclass(frozen=True)
class Offer:
    """What waits behind a link, or stands in somebody's list."""

    award: Award
    organisation: Organisation
    contents: BadgeContents

    @property
    def can_be_claimed(self) -> bool:
        """Whether there is still something to claim."""
        return self.award.revoked_at is None and self.award.replaced_by_id is None


def look_at_claim(session: Session, token: str, *, now: datetime) -> Offer:
    """Return what the link of a mail offers, and change nothing; raises `LinkUnusableError`."""
    award = _award_of(session, look_up(session, token, LinkPurpose.CLAIM, now=now))
    return _offer(session, award, newest_json(session, [award])[award.id])


def claim_award(session: Session, token: str, *, now: datetime) -> tuple[Award, str]:
    """Redeem a link: the award is claimed by whoever has it.

    Returns the award and the value of the cookie of the recipient's session. Raises
    `LinkUnusableError` and `NothingToClaimError`, which leave the link as it is.
    """
    award = _redeemed(session, token, now)
    _claim(session, award, now)
    return award, begin_holding(session, award.id, now=now)


def decline_award(session: Session, token: str, *, now: datetime) -> Award:
    """Redeem a link by saying “this was not me”, and return the award.

    An award that was claimed already keeps its state; the link is used up all the same.
    """
    award = _redeemed(session, token, now)
    if award.state == AwardState.AWARDED:
        award.state = AwardState.DECLINED
        _note(session, "award.declined", award, now)
    return award


def claim_held(session: Session, credential_uuid: UUID, holding: Holding, *, now: datetime) -> None:
    """Claim an award from the list of “my badges”.

    Raises `BadgeNotFoundError` unless the session is good for it, and `NothingToClaimError`.
    """
    award = session.scalars(
        select(Award).where(Award.credential_uuid == credential_uuid, Award.erased_at.is_(None))
    ).one_or_none()
    if award is None:
        raise BadgeNotFoundError
    _lock(session, award)
    if award.erased_at is not None or not holds(session, holding, award):
        raise BadgeNotFoundError
    _claim(session, award, now)


def ask_for_badges(session: Session, email: str, language: str, *, now: datetime) -> None:
    """Send a link to everything that was awarded to this address, if that is anything.

    Whoever asks learns nothing about that. Not more than one mail a minute goes to an address.
    """
    try:
        key = normalised_email(email)
    except TextError:
        return
    held = (Award.email_key == key, Award.erased_at.is_(None), Award.state != AwardState.DECLINED)
    newest = select(Award).where(*held).order_by(Award.awarded_at.desc(), Award.id)
    award = session.scalars(newest.limit(1)).one_or_none()
    if award is None or award.email is None or _asked_just_now(session, award, now):
        return
    link = create_link(session, LinkPurpose.MY_BADGES, award_id=award.id, now=now)
    queue_mail(
        session,
        MailKind.MY_BADGES,
        recipient=award.email,
        language=language,
        award_id=award.id,
        link_id=link.id,
        now=now,
    )


def look_at_my_badges(session: Session, token: str, *, now: datetime) -> None:
    """Raise `LinkUnusableError` unless this link opens somebody's badges; changes nothing."""
    look_up(session, token, LinkPurpose.MY_BADGES, now=now)


def open_my_badges(session: Session, token: str, *, now: datetime) -> str:
    """Redeem a link to somebody's badges; return the value of the cookie of their session."""
    award = _award_of(session, redeem(session, token, LinkPurpose.MY_BADGES, now=now))
    return begin_holding(session, award.id, covers_mailbox=True, now=now)


def my_badges(session: Session, holding: Holding) -> Sequence[Offer]:
    """Return what a recipient's session is good for, newest first; what they declined is left out.

    A session that came from the link of one award shows that award alone.
    """
    anchor = session.get(Award, holding.award_id)
    if anchor is None or anchor.erased_at is not None:
        return ()
    wanted = (
        Award.email_key == anchor.email_key if holding.covers_mailbox else Award.id == anchor.id
    )
    awards = session.scalars(
        select(Award)
        .where(wanted, Award.erased_at.is_(None), Award.state != AwardState.DECLINED)
        .order_by(Award.awarded_at.desc(), Award.id)
        .limit(MOST_SHOWN)
    ).all()
    forms = newest_json(session, awards)
    return [_offer(session, award, forms[award.id]) for award in awards]


def end_holding(session: Session, holding: Holding) -> None:
    """End a recipient's session."""
    row = session.get(LoginSession, holding.session_id)
    if row is not None:
        session.delete(row)


def _redeemed(session: Session, token: str, now: datetime) -> Award:
    """Use the link of an award up and return the award, locked."""
    award = _award_of(session, look_up(session, token, LinkPurpose.CLAIM, now=now))
    _lock(session, award)
    return _award_of(session, redeem(session, token, LinkPurpose.CLAIM, now=now))


def _lock(session: Session, award: Award) -> None:
    lock(session, Achievement, award.achievement_id)
    lock(session, Award, award.id)


def _award_of(session: Session, link: Link) -> Award:
    award = session.get(Award, link.award_id) if link.award_id else None
    if award is None or award.erased_at is not None or award.state == AwardState.DECLINED:
        raise LinkUnusableError
    return award


def _offer(session: Session, award: Award, form: str) -> Offer:
    organisation = session.get_one(Organisation, award.organisation_id)
    return Offer(award, organisation, read_contents(form))


def _claim(session: Session, award: Award, now: datetime) -> None:
    # The condition decides: of two claims at once, one counts.
    claimed = session.execute(
        update(Award)
        .where(
            Award.id == award.id,
            Award.state == AwardState.AWARDED,
            Award.revoked_at.is_(None),
            Award.replaced_by_id.is_(None),
        )
        .values(state=AwardState.CLAIMED, claimed_at=now)
        .returning(Award.id)
    ).first()
    if claimed is None:
        session.refresh(award)
        if award.state != AwardState.CLAIMED:
            raise NothingToClaimError
        return
    session.execute(
        update(Achievement)
        .where(Achievement.id == award.achievement_id)
        .values(claimed_count=Achievement.claimed_count + 1)
    )
    _note(session, "award.claimed", award, now)
    ids = {"award": str(award.id), "achievement": str(award.achievement_id)}
    announce(session, award.organisation_id, "claimed", ids, now=now)


def _asked_just_now(session: Session, award: Award, now: datetime) -> bool:
    recent = select(Mail.id).where(
        Mail.award_id == award.id,
        Mail.kind == MailKind.MY_BADGES,
        Mail.created_at > now - _BETWEEN_MAILS,
    )
    return session.scalars(recent.limit(1)).first() is not None


def _note(session: Session, action: str, award: Award, now: datetime) -> None:
    note(
        session,
        "recipient",
        action,
        ("award", award.id),
        organisation=award.organisation_id,
        now=now,
    )
