"""A badge as files: the signed JSON and JWT exactly as stored, pictures, the certificate."""

import hashlib
from threading import BoundedSemaphore
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from issuer.api.access import holding_of
from issuer.api.cors import opened, preflight
from issuer.api.dependencies import Reading, Service
from issuer.api.negotiation import preferred
from issuer.api.uploads import file_response
from issuer.badges import (
    Badge,
    Viewer,
    baked_picture,
    evidence_upload,
    find_badge,
    picture_of,
)
from issuer.claim_errors import BadgeNotFoundError
from issuer.collaborators import Collaborators
from issuer.markdown import as_plain
from issuer.models import FormKind
from issuer.nouns import noun_of
from issuer.pictures.certificate import Certificate, certificate_pdf
from issuer.pictures.qr import qr_svg
from issuer.pictures.share import share_picture
from issuer.text.dates import local_day, whole_seconds
from issuer.uploads import open_upload
from signing.baking import PictureKind

router = APIRouter(tags=["badges"])

JSON_TYPES = (
    "application/vc",
    "application/vc+ld+json",
    "application/ld+json",
    "application/json",
)
"""What the signed JSON can be called. Clients that ask for JSON often read nothing else."""

USUAL_COLOUR = "#1f5fa8"
# Setting a page in type takes a processor for a while; requests beyond these wait for their turn.
_AT_ONCE = BoundedSemaphore(2)


def badge_of(badge_id: str, request: Request, session: Reading) -> Badge:
    """Return the badge of the address, if whoever asks may see it."""
    viewer = Viewer(request.state.caller, holding_of(request, session))
    return find_badge(session, parsed_id(badge_id), viewer)


def parsed_id(text: str) -> UUID:
    """Return the id in an address, written in one way only; raises `BadgeNotFoundError`."""
    try:
        found = UUID(text)
    except ValueError as error:
        raise BadgeNotFoundError from error
    if str(found) != text:
        raise BadgeNotFoundError
    return found


BadgeDep = Annotated[Badge, Depends(badge_of)]


@router.get(
    "/credentials/{badge_id}.json",
    summary="The badge as JSON-LD",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in JSON_TYPES}}},
)
def get_json(request: Request, badge: BadgeDep) -> Response:
    """Return the credential with its Data Integrity proof, exactly as it was signed.

    `Accept` chooses only what it is called; the bytes are the same.
    """
    media_type = preferred(request.headers.get("accept", ""), JSON_TYPES) or JSON_TYPES[0]
    return form_response(request, badge, FormKind.JSON, media_type)


@router.get("/credentials/{badge_id}.jwt", summary="The badge as VC-JWT", response_class=Response)
def get_jwt(request: Request, badge: BadgeDep) -> Response:
    """Return the credential as a compact JWS, exactly as it was signed."""
    return form_response(request, badge, FormKind.JWT, "application/vc+jwt")


@router.get("/credentials/{badge_id}.png", summary="The badge as PNG", response_class=Response)
def get_png(request: Request, badge: BadgeDep, session: Reading) -> Response:
    """Return the picture with the signed JSON baked into it (Open Badges 3.0, section 5.3)."""
    return _picture(request, session, badge, PictureKind.PNG)


@router.get("/credentials/{badge_id}.svg", summary="The badge as SVG", response_class=Response)
def get_svg(request: Request, badge: BadgeDep, session: Reading) -> Response:
    """Return the drawing with the signed JSON baked into it (Open Badges 3.0, section 5.3)."""
    return _picture(request, session, badge, PictureKind.SVG)


@router.get("/credentials/{badge_id}.pdf", summary="The badge as PDF", response_class=Response)
def get_pdf(request: Request, badge: BadgeDep, session: Reading, service: Service) -> Response:
    """Return a certificate (PDF/A-3) with the signed JSON attached."""
    headers = _headers(badge, "pdf", accent_of(badge))
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    picture = picture_of(session, badge.award, PictureKind.PNG)
    certificate = _certificate(badge, picture, service)
    with _AT_ONCE:
        content = certificate_pdf(certificate, made=whole_seconds(badge.contents.valid_from))
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/credentials/{badge_id}/share.png", include_in_schema=False)
def get_share_picture(request: Request, badge: BadgeDep, session: Reading) -> Response:
    """Return what social networks show beside a link to the badge; it names no holder."""
    headers = _headers(badge, "share", accent_of(badge))
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    contents = badge.contents
    language = spoken(contents.language)
    picture = picture_of(session, badge.award, PictureKind.PNG)
    with _AT_ONCE:
        content = share_picture(
            title=contents.title,
            kind=noun_of(contents.achievement_type, language).nominative.capitalize(),
            issuer=contents.issuer_name,
            picture=picture,
            colour=accent_of(badge),
            language=language,
        )
    return Response(content, media_type="image/png", headers=headers)


@router.get("/credentials/{badge_id}/qr.svg", include_in_schema=False)
def get_qr(request: Request, badge: BadgeDep, service: Service) -> Response:
    """Return a QR code with the address of the badge."""
    headers = _headers(badge, "qr")
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    content = qr_svg(address_of(badge, service))
    return Response(content, media_type="image/svg+xml", headers=headers)


@router.get("/credentials/{badge_id}/evidence/{upload_id}", include_in_schema=False)
def get_evidence(badge: BadgeDep, upload_id: str, session: Reading) -> Response:
    """Return a file of the evidence, which browsers save rather than show."""
    upload = evidence_upload(session, badge, parsed_id(upload_id))
    response = file_response(open_upload(upload), caching="private, no-cache")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@router.options("/credentials/{badge_id}", include_in_schema=False)
@router.options("/credentials/{badge_id}.json", include_in_schema=False)
@router.options("/credentials/{badge_id}.jwt", include_in_schema=False)
def ask_before() -> Response:
    """Tell browsers that scripts of any site may read public badges."""
    return preflight()


def form_response(request: Request, badge: Badge, kind: FormKind, media_type: str) -> Response:
    """Return a signed form, byte for byte; other sites' scripts may read what anybody may see."""
    form = badge.forms[kind]
    headers = {**_headers(badge, ""), "ETag": f'"{form.sha256}"', "Vary": "Accept"}
    if _is_known(request, headers):
        response = Response(status_code=304, headers=headers)
    else:
        # The text of JSON and of tokens is UTF-8 by definition; a parameter would be an error.
        headers["Content-Type"] = media_type
        response = Response(form.content.encode(), headers=headers)
    # A session decides about what is not public: no other site's script may read that (rule 28).
    return opened(response) if badge.is_open else response


def address_of(badge: Badge, service: Collaborators) -> str:
    """Return the public address of a badge."""
    return f"{service.settings.base_url}/credentials/{badge.award.credential_uuid}"


def accent_of(badge: Badge) -> str:
    """Return the colour of the badge's organisation."""
    return badge.organisation.accent or USUAL_COLOUR


def spoken(language: str) -> Literal["pl", "en"]:
    """Return the language in which we print for somebody who reads `language`."""
    return "pl" if language.lower().startswith("pl") else "en"


def _picture(request: Request, session: Session, badge: Badge, kind: PictureKind) -> Response:
    headers = _headers(badge, kind.value)
    if kind is PictureKind.SVG:
        # Drawings of strangers: shown as a picture, harmless when opened.
        headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
        )
    if _is_known(request, headers):
        return Response(status_code=304, headers=headers)
    return Response(baked_picture(session, badge, kind), media_type=kind.value, headers=headers)


def _certificate(badge: Badge, picture: bytes, service: Collaborators) -> Certificate:
    contents, zone = badge.contents, ZoneInfo(badge.organisation.time_zone)
    language = spoken(contents.language)
    return Certificate(
        language=language,
        kind=noun_of(contents.achievement_type, language).nominative.capitalize(),
        title=contents.title,
        holder=contents.holder,
        issuer=contents.issuer_name,
        awarded_on=local_day(contents.awarded_at, zone),
        valid_until=local_day(contents.valid_until, zone) if contents.valid_until else None,
        number=contents.certificate_number or None,
        criteria=as_plain(contents.criteria),
        page=address_of(badge, service),
        credential=badge.forms[FormKind.JSON].content,
        picture=picture,
        colour=accent_of(badge),
    )


def _headers(badge: Badge, *parts: str) -> dict[str, str]:
    """Return what all files have in common: they may be kept, but asked about each time."""
    signed = badge.forms[FormKind.JSON].sha256
    tag = hashlib.sha256("\0".join((signed, *parts)).encode()).hexdigest()
    headers = {
        # Their holder can hide them at any time (rule 32).
        "Cache-Control": "public, no-cache" if badge.is_open else "private, no-store",
        "ETag": f'"{tag}"',
    }
    if not (badge.is_open and badge.award.published):
        headers["X-Robots-Tag"] = "noindex"
    return headers


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    known = request.headers.get("if-none-match", "").split(",")
    return headers["ETag"] in (each.strip().removeprefix("W/") for each in known)
