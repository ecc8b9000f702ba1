"""The page of a badge, and how its holder chooses who sees it."""

from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, Response

from issuer import badges
from issuer.api.access import holding_of
from issuer.api.dependencies import Now, Service, Writing
from issuer.api.negotiation import preferred
from issuer.badges import Badge, Visibility
from issuer.claim_errors import UnknownVisibilityError
from issuer.collaborators import Collaborators
from issuer.documents.linkedin import ProfileEntry, add_to_profile_url, share_url
from issuer.models import AwardState, FormKind
from issuer.web.badge_files import (
    JSON_TYPES,
    BadgeDep,
    address_of,
    form_response,
    parsed_id,
    spoken,
)
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["badges"])

PAGE = "text/html"
FORMS = {
    **dict.fromkeys(JSON_TYPES, FormKind.JSON),
    "application/vc+jwt": FormKind.JWT,
    "text/plain": FormKind.JWT,
}
"""What the address of a badge serves beside its page, by media type."""


@router.get(
    "/credentials/{badge_id}",
    summary="The badge: a page, JSON-LD or a VC-JWT",
    response_class=Response,
    responses={200: {"content": {PAGE: {}, **{media_type: {} for media_type in FORMS}}}},
)
def get_badge(request: Request, badge: BadgeDep, service: Service, now: Now) -> Response:
    """Return the badge in the form that `Accept` asks for; browsers and whoever is vague get HTML.

    Before the claim, and while its holder hides it, strangers get 404; after an erasure, 410.
    """
    media_type = preferred(request.headers.get("accept", ""), (PAGE, *FORMS)) or PAGE
    if media_type in FORMS:
        return form_response(request, badge, FORMS[media_type], media_type)
    values = {**_values(badge, service), "state": badge.validity(now)}
    headers = {"Vary": "Accept, Accept-Language, Cookie"}
    if not values["listed"]:
        headers["X-Robots-Tag"] = "noindex"
    language = spoken(badge.award.language)
    return page(request, "badge.html", values, headers=headers, fallback_language=language)


@router.post("/credentials/{badge_id}/visibility", include_in_schema=False)
def choose_visibility(
    badge_id: str,
    request: Request,
    session: Writing,
    now: Now,
    visibility: Annotated[str, Form()] = "",
) -> Response:
    """Let the holder say who sees the badge."""
    try:
        chosen = Visibility(visibility)
    except ValueError as error:
        raise UnknownVisibilityError from error
    found = parsed_id(badge_id)
    badges.show_badge(session, found, holding_of(request, session), chosen, now=now)
    return see_other(f"/credentials/{found}", notice="shown")


def _values(badge: Badge, service: Collaborators) -> dict[str, object]:
    contents, address = badge.contents, address_of(badge, service)
    return {
        "badge": contents,
        "address": address,
        "path_of": urlsplit(address).path,
        "zone": badge.organisation.time_zone,
        "slug": badge.organisation.slug,
        "is_open": badge.is_open,
        "is_holder": badge.is_holder,
        "claimed": badge.award.state == AwardState.CLAIMED,
        "hidden": badge.award.hidden,
        "listed": badge.is_open and badge.award.published,
        "visibility": badge.visibility,
        "linkedin_profile": _profile_entry(badge, address),
        "linkedin_post": share_url(address),
    }


def _profile_entry(badge: Badge, address: str) -> str:
    contents, organisation = badge.contents, badge.organisation
    entry = ProfileEntry(
        title=contents.title,
        organisation=contents.issuer_name,
        organisation_id=organisation.linkedin_id,
        awarded=contents.awarded_at,
        valid_until=contents.valid_until,
        page=address,
        number=str(badge.award.credential_uuid).partition("-")[0],
    )
    return add_to_profile_url(entry, ZoneInfo(organisation.time_zone))
