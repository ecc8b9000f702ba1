"""Uploaded files: logos, pictures of templates, evidence. They are kept in the database.

A file is what its content says (`issuer.pictures.uploads`). Logos in use and pictures of templates
that were activated are public; evidence is as visible as its award, which `issuer.badges` decides.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.errors import Fault
from issuer.locks import not_held
from issuer.models import Organisation, Upload
from issuer.organisation_errors import OrganisationClosedError
from issuer.pictures.errors import PictureError
from issuer.pictures.uploads import MAX_UPLOAD_BYTES, accepted_evidence, accepted_picture
from issuer.rights import Right
from issuer.text.errors import TextError
from issuer.text.names import short_text
from issuer.upload_errors import InvalidUploadError, UploadErasedError, UploadNotFoundError
from issuer.upload_wording import picture_fault

LARGEST_UPLOAD = MAX_UPLOAD_BYTES
"""Bytes of the largest file."""

_LONGEST_NAME = 250
_UNUSED_KEPT = timedelta(days=1)


class UploadPurpose(StrEnum):
    """What a file is for."""

    LOGO = "logo"
    PICTURE = "picture"
    EVIDENCE = "evidence"


_RIGHTS = {
    UploadPurpose.LOGO: Right.ORGANISATION,
    UploadPurpose.PICTURE: Right.TEMPLATES,
    UploadPurpose.EVIDENCE: Right.AWARD,
}


@dataclass(frozen=True)
class OpenedFile:
    """A file with its content."""

    media_type: str
    content: bytes
    name: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def store_upload(
    session: Session,
    caller: Caller,
    purpose: UploadPurpose,
    name: str,
    content: bytes,
    *,
    now: datetime,
) -> Upload:
    """Keep a file for the caller's organisation; nobody else sees it until it is published.

    A PNG is kept as its pixels alone. Raises `InvalidUploadError` for a file that is too large, of
    a wrong type, damaged or dangerous, and `OrganisationClosedError`.
    """
    caller.require(_RIGHTS[purpose])
    organisation = session.get_one(Organisation, caller.organisation_id)
    if organisation.closed_at is not None:
        raise OrganisationClosedError
    media_type, kept = _accepted(purpose, name, content)
    upload = keep(session, organisation.id, purpose, (media_type, kept), by=caller.actor, now=now)
    upload.name = _file_name(name)
    session.flush()
    note(
        session,
        caller.actor,
        "upload.stored",
        ("upload", upload.id),
        organisation=organisation.id,
        now=now,
        purpose=purpose.value,
        size=upload.size,
    )
    return upload


def keep(
    session: Session,
    organisation_id: UUID,
    purpose: UploadPurpose,
    file: tuple[str, bytes],
    *,
    by: str,
    now: datetime,
) -> Upload:
    """Keep a `file`, its media type and bytes, which was checked before or made by the service."""
    media_type, content = file
    upload = Upload(
        id=uuid4(),
        organisation_id=organisation_id,
        purpose=purpose,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        created_by=by,
        created_at=now,
    )
    session.add(upload)
    session.flush()
    return upload


def publish(upload: Upload, *, now: datetime) -> None:
    """Let anybody see the file from now on."""
    if upload.published_at is None:
        upload.published_at = now


def upload_of(
    session: Session, organisation_id: UUID, upload_id: UUID, purpose: UploadPurpose
) -> Upload | None:
    """Return a file of the organisation that was uploaded for this purpose, or none."""
    return session.scalar(
        select(Upload).where(
            Upload.id == upload_id,
            Upload.organisation_id == organisation_id,
            Upload.purpose == purpose,
        )
    )


def public_upload(session: Session, upload_id: UUID) -> OpenedFile:
    """Return a file that anybody may see; raises `UploadNotFoundError` for every other."""
    upload = session.get(Upload, upload_id)
    if upload is None or upload.published_at is None:
        raise UploadNotFoundError(upload=upload_id)
    return open_upload(upload)


def own_upload(session: Session, caller: Caller, upload_id: UUID) -> OpenedFile:
    """Return a file of the caller's organisation; raises `UploadNotFoundError` for another's."""
    caller.require(Right.READ)
    upload = session.get(Upload, upload_id)
    if upload is None or upload.organisation_id != caller.organisation_id:
        raise UploadNotFoundError(upload=upload_id)
    return open_upload(upload)


def open_upload(upload: Upload) -> OpenedFile:
    """Return the file with its content; whoever calls has decided that it may be seen.

    Raises `UploadErasedError` for a file that was erased with a person.
    """
    if upload.content is None:
        raise UploadErasedError
    return OpenedFile(upload.media_type, upload.content, upload.name)


def upload_url(base_url: str, upload_id: UUID) -> str:
    """Return the public address of a file."""
    return f"{base_url}/uploads/{upload_id}"


def _accepted(purpose: UploadPurpose, name: str, content: bytes) -> tuple[str, bytes]:
    try:
        if purpose is UploadPurpose.EVIDENCE:
            return accepted_evidence(name, content), content
        picture = accepted_picture(content)
    except PictureError as e:
        raise InvalidUploadError([picture_fault(e)]) from e
    return picture.media_type, picture.data


def _file_name(name: str) -> str:
    """Return the last part of a name, without the folders that some browsers send."""
    try:
        return short_text(name.replace("\\", "/").rpartition("/")[2], _LONGEST_NAME)
    except TextError as e:
        fault = Fault("/file", e.code, e.message("en"), e.message("pl"))
        raise InvalidUploadError([fault]) from e


def forget_unused_evidence(session: Session, *, now: datetime) -> None:
    """Delete files that were uploaded as evidence a day ago and never became any award's."""
    unused = select(Upload.id).where(
        Upload.purpose == UploadPurpose.EVIDENCE,
        Upload.award_id.is_(None),
        Upload.created_at < now - _UNUSED_KEPT,
    )
    session.execute(delete(Upload).where(Upload.id.in_(not_held(unused))))
