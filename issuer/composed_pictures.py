"""Pictures of templates that are put together from choices, which are kept beside the picture.

The choices stand with the upload: they belong to the picture, and never enter a badge.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.errors import Fault
from issuer.models import Organisation, Upload
from issuer.organisations import check_open
from issuer.pictures.badge import MOST_LETTERS
from issuer.pictures.composition import Composition, composed_svg
from issuer.pictures.errors import PictureError, UnusableMarkError
from issuer.rights import Right
from issuer.upload_errors import InvalidUploadError
from issuer.uploads import UploadPurpose, keep, upload_of


def draw_composition(composition: Composition, titles: Mapping[str, str]) -> bytes:
    """Return the picture of these choices as an SVG, with the title of one language, by `titles`.

    Raises `InvalidUploadError` for letters that cannot be drawn and a colour that is none.
    """
    try:
        return composed_svg(composition, titles)
    except UnusableMarkError as e:
        raise InvalidUploadError([_LETTERS]) from e
    except PictureError as e:
        raise InvalidUploadError([_UNDRAWABLE]) from e


def store_composition(
    session: Session,
    caller: Caller,
    composition: Composition,
    titles: Mapping[str, str],
    *,
    current: UUID | None = None,
    now: datetime,
) -> Upload:
    """Keep the picture of these choices, and the choices; nobody else sees it until published.

    If the `current` picture of the template is the same one already, that is returned. Raises
    `InvalidUploadError` as `draw_composition` does, and `OrganisationClosedError`.
    """
    caller.require(Right.TEMPLATES)
    check_open(session.get_one(Organisation, caller.organisation_id))
    svg = draw_composition(composition, titles)
    if before := _same(session, caller, current, composition, svg):
        return before
    upload = keep(
        session,
        caller.organisation_id,
        UploadPurpose.PICTURE,
        ("image/svg+xml", svg),
        by=caller.actor,
        now=now,
    )
    upload.composition = composition.as_json()
    session.flush()
    note(
        session,
        caller.actor,
        "upload.stored",
        ("upload", upload.id),
        organisation=caller.organisation_id,
        now=now,
        purpose=UploadPurpose.PICTURE.value,
        size=upload.size,
    )
    return upload


def composition_of(session: Session, caller: Caller, upload_id: UUID) -> Composition | None:
    """Return the choices behind a picture of the caller's organisation; none if it was uploaded."""
    caller.require(Right.READ)
    upload = upload_of(session, caller.organisation_id, upload_id, UploadPurpose.PICTURE)
    stored = upload.composition if upload else None
    return Composition.from_json(stored) if stored else None


def _same(
    session: Session, caller: Caller, current: UUID | None, composition: Composition, svg: bytes
) -> Upload | None:
    if current is None:
        return None
    upload = upload_of(session, caller.organisation_id, current, UploadPurpose.PICTURE)
    if upload is None or upload.composition != composition.as_json():
        return None
    return upload if upload.sha256 == hashlib.sha256(svg).hexdigest() else None


_LETTERS = Fault(
    "/letters",
    "unusable-letters",
    f"Take one to {MOST_LETTERS} letters or digits, without spaces.",
    f"Podaj od jednej do {MOST_LETTERS} liter lub cyfr, bez odstępów.",
)
_UNDRAWABLE = Fault(
    "/colour",
    "undrawable-picture",
    "This picture cannot be drawn: choose another colour or a shorter title.",
    "Nie da się narysować tego obrazu – wybierz inny kolor albo krótszy tytuł.",
)
