"""The pictures of a version: for each of its languages, and each as PNG and as SVG.

A picture that the author uploaded serves all languages; otherwise one is made from the title.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from issuer.achievement_records import newest_version, own_achievement
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.editions import best_language, content_of
from issuer.models import Organisation, Upload
from issuer.pictures.badge import Icon, Language, Picture, Shape, badge_picture
from issuer.pictures.lettering import initials
from issuer.pictures.raster import drawn_svg, printable_png
from issuer.pictures.typesetting import embeddable
from issuer.uploads import OpenedFile, UploadPurpose, keep, open_upload, publish, upload_of

PNG: Literal["image/png"] = "image/png"
SVG: Literal["image/svg+xml"] = "image/svg+xml"
_USUAL_COLOUR = "#1f5fa8"
_SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "MicroCredential": Shape.HEXAGON,
        "Badge": Shape.CIRCLE,
        "Certificate": Shape.ROUNDED_SQUARE,
        "Diploma": Shape.SHIELD,
    }
)


def generated_picture(
    content: AchievementContent, organisation: Organisation, language: str
) -> Picture:
    """Return a picture of the title in one language, in the colour of the organisation."""
    title = content.texts[language].name
    spoken: Language = "pl" if language.lower().startswith("pl") else "en"
    return badge_picture(
        title,
        shape=_SHAPES.get(content.achievement_type, Shape.CIRCLE),
        colour=organisation.accent or _USUAL_COLOUR,
        mark=initials(title) or Icon.STAR,
        language=spoken,
    )


def stored_pictures(
    session: Session,
    caller: Caller,
    organisation: Organisation,
    content: AchievementContent,
    *,
    now: datetime,
) -> dict[str, Any]:
    """Keep and publish the pictures, and return their ids: `{"pl": {"png": …, "svg": …}, …}`."""
    if content.image is not None:
        upload = upload_of(session, organisation.id, UUID(content.image), UploadPurpose.PICTURE)
        if upload is not None:
            formats = _both_formats(session, caller, upload, now)
            return dict.fromkeys(content.languages, formats)
    return {
        language: _kept(
            session, caller, organisation, generated_picture(content, organisation, language), now
        )
        for language in content.languages
    }


def preview_picture(
    session: Session,
    caller: Caller,
    achievement_id: UUID,
    language: str | None,
    media_type: Literal["image/png", "image/svg+xml"],
) -> OpenedFile:
    """Return the picture that badges of the newest version have, or will have once it is active.

    `language` is that of the template that fits best. Raises `AchievementNotFoundError`.
    """
    achievement = own_achievement(session, caller, achievement_id)
    version = newest_version(session, achievement)
    content = content_of(version)
    language = best_language(content.languages, [language] if language else [])
    made = version.pictures.get(language, {}).get("png" if media_type == PNG else "svg")
    chosen = made or content.image
    if chosen is not None:
        upload = upload_of(
            session, achievement.organisation_id, UUID(chosen), UploadPurpose.PICTURE
        )
        if upload is not None:
            return _in_format(open_upload(upload), media_type)
    organisation = session.get_one(Organisation, achievement.organisation_id)
    picture = generated_picture(content, organisation, language)
    return OpenedFile(media_type, picture.png if media_type == PNG else picture.svg)


def _in_format(file: OpenedFile, media_type: Literal["image/png", "image/svg+xml"]) -> OpenedFile:
    if file.media_type == media_type:
        return file
    if media_type == PNG:
        return OpenedFile(PNG, drawn_svg(file.content))
    return OpenedFile(SVG, embeddable(printable_png(file.content)).encode())


def _both_formats(
    session: Session, caller: Caller, upload: Upload, now: datetime
) -> dict[str, str]:
    """Return the ids of an uploaded picture and of the same one in the other format."""
    publish(upload, now=now)
    other = _in_format(open_upload(upload), SVG if upload.media_type == PNG else PNG)
    made = keep(
        session,
        upload.organisation_id,
        UploadPurpose.PICTURE,
        (other.media_type, other.content),
        by=caller.actor,
        now=now,
    )
    publish(made, now=now)
    png, svg = (upload, made) if upload.media_type == PNG else (made, upload)
    return {"png": str(png.id), "svg": str(svg.id)}


def _kept(
    session: Session, caller: Caller, organisation: Organisation, picture: Picture, now: datetime
) -> dict[str, str]:
    ids = {}
    for name, file in (("png", (PNG, picture.png)), ("svg", (SVG, picture.svg))):
        upload = keep(
            session, organisation.id, UploadPurpose.PICTURE, file, by=caller.actor, now=now
        )
        publish(upload, now=now)
        ids[name] = str(upload.id)
    session.flush()
    return ids
