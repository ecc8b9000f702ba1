"""The picture beside a report: a badge of ours shows its own, any other one what came with it.

Pictures of strangers are never served as they came, nor fetched from where they are: their pixels
were written anew in a child. Where there are none that can be shown, we draw one.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from threading import BoundedSemaphore
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from issuer.badges import Viewer, find_badge
from issuer.claim_errors import BadgeErasedError, BadgeNotFoundError
from issuer.pictures.composition import Composition, composed_svg
from issuer.pictures.errors import PictureError
from issuer.replacements import award_signed_as
from keys.strict_json import Json

_BADGES = "/credentials/"
_URN = "urn:uuid:"
# Whoever writes a file must not be able to make a page that takes long to draw.
_MOST_DRAWN = 20
# Drawing takes a processor for a while: more of them at once would only be slower together.
_AT_ONCE = BoundedSemaphore(2)


class CamePicture(Protocol):
    """A picture that came with a badge, as the verifier made it anew."""

    @property
    def png(self) -> bytes:
        """Its pixels, as a small PNG."""

    @property
    def place(self) -> Enum:
        """Where it stood: `file`, `signed` (under the signature) or `inside` (the badge)."""


@dataclass(frozen=True)
class ShownPicture:
    """What a page shows beside a report."""

    address: str
    """Where it is: a path or a data URL; empty if there is none."""
    place: str = ""
    """Where a stranger's picture stood, as `CamePicture` says, or `drawn`; empty for ours."""


def pictures_of(
    report: Mapping[str, Json],
    came: Sequence[CamePicture | None],
    session: Session,
    language: str,
) -> list[ShownPicture]:
    """Return a picture for each badge of a report; `came` is what came with the first of them.

    Of many in one file, those beyond `_MOST_DRAWN` have none if they are not ours.
    """
    parts: Sequence[Mapping[str, Json]] = report.get("reports", [report])
    pictures = [ShownPicture(_own_picture(part, session)) for part in parts]
    for number, (part, own) in enumerate(zip(parts, pictures, strict=True)):
        if number < _MOST_DRAWN and not own.address and part["credential"]:
            found = came[number] if number < len(came) else None
            pictures[number] = _strangers_picture(part["credential"], found, language)
    return pictures


def _strangers_picture(
    credential: Mapping[str, Json], came: CamePicture | None, language: str
) -> ShownPicture:
    """Return what came with a badge, else a picture that we draw."""
    if came is not None:
        return ShownPicture(_data_url("image/png", came.png), came.place.value)
    title = str(credential.get("achievement") or "")
    return ShownPicture(_data_url("image/svg+xml", _drawn(title, language)), "drawn")


def badge_at(url: str, base_url: str) -> UUID | None:
    """Return the id of the badge of this service that has this address or identifier."""
    if url.startswith(_URN):
        return _uuid(url.removeprefix(_URN))
    beginning = base_url + _BADGES
    return _uuid(url.removeprefix(beginning)) if url.startswith(beginning) else None


def _own_picture(report: Mapping[str, Json], session: Session) -> str:
    """Return where the picture of a badge of ours is, if strangers may see it (rule 32)."""
    credential = report["credential"]
    if not credential or report["genuine"] != "yes":
        return ""
    award = award_signed_as(session, credential)
    if award is None:
        return ""
    try:
        badge = find_badge(session, award.credential_uuid, Viewer())
    except (BadgeErasedError, BadgeNotFoundError):
        return ""
    return f"{_BADGES}{badge.award.credential_uuid}.png"


def _drawn(title: str, language: str) -> bytes:
    """Return a drawing of a badge that bears `title`."""
    with _AT_ONCE:
        try:
            return composed_svg(Composition(wording=language), {language: title})
        except PictureError:
            return composed_svg(Composition(), {})


def _data_url(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.partition("?")[0])
    except ValueError:
        return None
