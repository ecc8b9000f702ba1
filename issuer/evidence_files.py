"""Files that were uploaded as evidence, as whoever awards sees them: by their names."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.callers import Caller
from issuer.models import Upload
from issuer.rights import Right
from issuer.uploads import UploadPurpose


def file_names(session: Session, caller: Caller, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the names of those files that the caller's organisation has as evidence.

    A file without a name of its own has an empty one; the content is not read.
    """
    caller.require(Right.AWARD)
    rows = session.execute(
        select(Upload.id, Upload.name).where(
            Upload.id.in_(ids),
            Upload.organisation_id == caller.organisation_id,
            Upload.purpose == UploadPurpose.EVIDENCE,
        )
    )
    return {upload_id: name or "" for upload_id, name in rows}
