"""The picture beside a report: a badge of ours shows its own, any other one that we draw.

Pictures of strangers are never served: neither as they came, nor fetched from where they are.
"""

import base64
from collections.abc import Mapping, Sequence
from threading import BoundedSemaphore
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
# Drawing takes a processor for a while: more of them at once would only be slower together.
_AT_ONCE = BoundedSemaphore(2)


def pictures_of(report: Mapping[str, Json], session: Session, language: str) -> list[str]:
    """Return the address of a picture for each badge of a report; empty where there is none.

    Where a file holds several, only those of ours have one.
    """
    parts: Sequence[Mapping[str, Json]] = report.get("reports", [report])
    own = [_own_picture(part, session) for part in parts]
    if len(parts) == 1 and not own[0] and parts[0]["credential"]:
        return [_drawn(str(parts[0]["credential"].get("achievement") or ""), language)]
    return own


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


def _drawn(title: str, language: str) -> str:
    """Return a data URL of a badge that bears `title`."""
    with _AT_ONCE:
        try:
            svg = composed_svg(Composition(wording=language), {language: title})
        except PictureError:
            svg = composed_svg(Composition(), {})
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.partition("?")[0])
    except ValueError:
        return None
