"""A badge as the public sees it: who may, what it says, what state it is in.

Before the claim there is nothing to see, except for its recipient, the staff and programs of its
organisation; what its holder hides only they themselves see (rule 32). Whoever may not see it gets
the same answer as for a badge that does not exist.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.badge_contents import BadgeContents, read_contents
from issuer.callers import Caller
from issuer.claim_errors import BadgeErasedError, BadgeNotFoundError, PictureMissingError
from issuer.models import (
    AchievementVersion,
    Award,
    AwardState,
    Form,
    FormKind,
    Generation,
    Organisation,
    Upload,
)
from issuer.rights import Right
from issuer.sessions import Holding
from issuer.validity import Validity, validity_of
from signing.baking import PictureKind, bake


class Visibility(StrEnum):
    """Who sees a badge, as its holder chooses."""

    PUBLISHED = "published"
    """Everybody; search engines may list it."""
    UNLISTED = "unlisted"
    """Whoever has the address."""
    HIDDEN = "hidden"
    """Nobody but the holder."""


@dataclass(frozen=True)
class Viewer:
    """Who looks at a badge: a member or program, a recipient, both, or a stranger."""

    caller: Caller | None = None
    holding: Holding | None = None


@dataclass(frozen=True)
class Badge:
    """The newest generation of an award, in all its signed forms."""

    award: Award
    organisation: Organisation
    forms: Mapping[FormKind, Form]
    is_holder: bool
    """Whether the viewer is its holder."""
    is_open: bool
    """Whether a stranger would see it as well."""

    @property
    def contents(self) -> BadgeContents:
        """What the signed document says."""
        return read_contents(self.forms[FormKind.JSON].content)

    @property
    def visibility(self) -> Visibility:
        """Who sees it."""
        if self.award.hidden:
            return Visibility.HIDDEN
        return Visibility.PUBLISHED if self.award.published else Visibility.UNLISTED

    def validity(self, now: datetime) -> Validity:
        """Return whether it is in force at `now`."""
        return validity_of(self.award, now)


def find_badge(session: Session, credential_uuid: UUID, viewer: Viewer) -> Badge:
    """Return the badge at this public address.

    Raises `BadgeNotFoundError` when there is none or the viewer may not see it, and
    `BadgeErasedError` when the person it was about was erased.
    """
    row = session.execute(
        select(Award, Organisation)
        .join(Organisation, Organisation.id == Award.organisation_id)
        .where(Award.credential_uuid == credential_uuid)
    ).one_or_none()
    if row is None:
        raise BadgeNotFoundError
    award, organisation = row
    if award.erased_at is not None:
        raise BadgeErasedError
    is_holder = holds(session, viewer.holding, award)
    is_open = award.state == AwardState.CLAIMED and not award.hidden
    if not (is_open or is_holder or _is_staff(viewer.caller, award)):
        raise BadgeNotFoundError
    return Badge(award, organisation, newest_forms(session, award), is_holder, is_open)


def newest_forms(session: Session, award: Award) -> Mapping[FormKind, Form]:
    """Return the signed forms of the newest generation of an award."""
    forms = session.scalars(
        select(Form)
        .join(Generation, Form.generation_id == Generation.id)
        .where(Generation.award_id == award.id, Generation.number == award.generation)
    )
    return {FormKind(form.kind): form for form in forms}


def newest_json(session: Session, awards: Collection[Award]) -> Mapping[UUID, str]:
    """Return the JSON form of the newest generation of each of the awards, by their ids."""
    forms = session.execute(
        select(Award.id, Form.content)
        .join(Generation, Generation.award_id == Award.id)
        .join(Form, Form.generation_id == Generation.id)
        .where(
            Award.id.in_([award.id for award in awards]),
            Generation.number == Award.generation,
            Form.kind == FormKind.JSON,
        )
    )
    return {row.id: row.content for row in forms}


def holds(session: Session, holding: Holding | None, award: Award) -> bool:
    """Tell whether a recipient's session is good for `award`."""
    if holding is None or award.state == AwardState.DECLINED:
        return False
    if holding.award_id == award.id:
        return True
    if not holding.covers_mailbox or award.email_key is None:
        return False
    mailbox = session.scalar(select(Award.email_key).where(Award.id == holding.award_id))
    return mailbox == award.email_key


def picture_of(session: Session, award: Award, kind: PictureKind) -> bytes:
    """Return the picture of the version that was awarded, with nothing baked into it.

    Raises `PictureMissingError` if there is none in this format.
    """
    version = session.get_one(AchievementVersion, award.version_id)
    name = {PictureKind.PNG: "png", PictureKind.SVG: "svg"}[kind]
    upload = version.pictures.get(award.language, {}).get(name)
    content = (
        session.scalar(select(Upload.content).where(Upload.id == UUID(upload))) if upload else None
    )
    if content is None:
        raise PictureMissingError
    return content


def baked_picture(session: Session, badge: Badge, kind: PictureKind) -> bytes:
    """Return the picture with the JSON form baked into it; raises `PictureMissingError`."""
    return bake(picture_of(session, badge.award, kind), badge.forms[FormKind.JSON].content)


def evidence_upload(session: Session, badge: Badge, upload_id: UUID) -> Upload:
    """Return a file of the badge's evidence; raises `BadgeNotFoundError` for any other file."""
    named = {piece.get("upload") for piece in badge.award.evidence}
    upload = session.get(Upload, upload_id)
    if upload is None or upload.award_id != badge.award.id or str(upload.id) not in named:
        raise BadgeNotFoundError
    return upload


def show_badge(
    session: Session,
    credential_uuid: UUID,
    holding: Holding | None,
    visibility: Visibility,
    *,
    now: datetime,
) -> None:
    """Let the holder choose who sees the badge; raises `BadgeNotFoundError` for anybody else."""
    badge = find_badge(session, credential_uuid, Viewer(holding=holding))
    if not badge.is_holder or badge.award.state != AwardState.CLAIMED:
        raise BadgeNotFoundError
    session.execute(
        update(Award)
        .where(Award.id == badge.award.id)
        .values(
            published=visibility == Visibility.PUBLISHED, hidden=visibility == Visibility.HIDDEN
        )
    )
    note(
        session,
        "recipient",
        f"award.{visibility}",
        ("award", badge.award.id),
        organisation=badge.award.organisation_id,
        now=now,
    )


def _is_staff(caller: Caller | None, award: Award) -> bool:
    if caller is None or award.hidden:
        return False
    return caller.organisation == award.organisation_id and Right.READ in caller.rights
