"""The pages behind the links in mails: claim, “this was not me”, and everybody's own badges.

Looking changes nothing, the buttons do (rule 29). No address with a token is told to other sites,
and the token is exchanged for a cookie.
"""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.orm import Session

from issuer import claims
from issuer.api.access import holding_of
from issuer.api.cookies import Cookie, clear_cookie, set_cookie
from issuer.api.dependencies import DoorDep, Now, Reading, Service, Writing
from issuer.api.origins import client_address
from issuer.badges import picture_of
from issuer.people import account_key
from issuer.people_errors import LinkUnusableError
from issuer.rates import MAIL_REQUEST
from issuer.text.emails import accepted_email
from issuer.text.errors import TextError
from issuer.validity import validity_of
from issuer.web.badge_files import parsed_id, spoken
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other
from signing.baking import PictureKind

router = APIRouter(tags=["pages"], include_in_schema=False)

_SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
Field = Annotated[str, Form()]


@router.get("/claim/{token}")
def look_at_claim(token: str, request: Request, session: Reading, now: Now) -> Response:
    """Show what was awarded, and the button that claims it."""
    return _offer_page(request, session, token, now, "claim.html")


@router.get("/claim/{token}/picture")
def get_claim_picture(token: str, session: Reading, now: Now) -> Response:
    """Return the picture for the page of a link; it says nothing about the recipient."""
    offer = claims.look_at_claim(session, token, now=now)
    content = picture_of(session, offer.award, PictureKind.PNG)
    headers = {**_SECRET, "Cache-Control": "no-store"}
    return Response(content, media_type=PictureKind.PNG.value, headers=headers)


@router.post("/claim/{token}")
def claim(token: str, request: Request, session: Writing, now: Now) -> Response:
    """Claim the award, begin the recipient's session, and lead to the badge."""
    try:
        award, cookie = claims.claim_award(session, token, now=now)
    except LinkUnusableError:
        return _unusable(request)
    response = see_other(f"/credentials/{award.credential_uuid}", notice="claimed")
    response.headers.update(_SECRET)
    set_cookie(request, response, Cookie.RECIPIENT, cookie)
    return response


@router.get("/claim/{token}/decline")
def look_at_decline(token: str, request: Request, session: Reading, now: Now) -> Response:
    """Ask whether the mail really reached somebody else."""
    return _offer_page(request, session, token, now, "decline.html")


@router.post("/claim/{token}/decline")
def decline(token: str, request: Request, session: Writing, now: Now) -> Response:
    """Note that the mail reached somebody else."""
    try:
        claims.decline_award(session, token, now=now)
    except LinkUnusableError:
        return _unusable(request)
    return page(request, "declined.html", headers=_SECRET)


@router.get("/my")
def my_badges(request: Request, session: Reading, now: Now) -> Response:
    """Show the recipient's badges, or ask for their address."""
    holding = holding_of(request, session)
    if holding is None:
        return page(request, "my_ask.html")
    offers = claims.my_badges(session, holding)
    values = {
        "offers": [(offer, validity_of(offer.award, now)) for offer in offers],
        "covers_mailbox": holding.covers_mailbox,
    }
    return page(request, "my.html", values, headers=_SECRET)


@router.get("/my/ask")
def my_address(request: Request) -> Response:
    """Ask for an address, also within a session."""
    return page(request, "my_ask.html")


@router.post("/my")
def ask_for_link(
    request: Request,
    door: DoorDep,
    service: Service,
    session: Writing,
    now: Now,
    email: Field = "",
) -> Response:
    """Send a link to somebody's badges; the answer is the same whether there are any."""
    language = language_of_page(request)
    try:
        address = accepted_email(email)
    except TextError as error:
        values = {"email": email, "fault": error.message(language)}
        return page(request, "my_ask.html", values, status=422)
    # Counted in transactions of their own, before that of the request has done anything.
    door.rates.count(MAIL_REQUEST, client_address(request, service.settings), now=now)
    door.rates.count(MAIL_REQUEST, account_key(address), now=now)
    claims.ask_for_badges(session, address, language, now=now)
    return page(request, "my_asked.html")


@router.get("/my/{token}")
def look_at_my_link(token: str, request: Request, session: Reading, now: Now) -> Response:
    """Show the button that opens somebody's badges."""
    try:
        claims.look_at_my_badges(session, token, now=now)
    except LinkUnusableError:
        return _unusable(request)
    return page(request, "my_open.html", {"token": token}, headers=_SECRET)


@router.post("/my/end")
def end_my_session(request: Request, session: Writing) -> Response:
    """End the recipient's session."""
    holding = holding_of(request, session)
    if holding is not None:
        claims.end_holding(session, holding)
    response = see_other("/my")
    clear_cookie(request, response, Cookie.RECIPIENT)
    return response


@router.post("/my/{token}")
def open_my_badges(token: str, request: Request, session: Writing, now: Now) -> Response:
    """Begin a session for everything awarded to the mailbox of the link."""
    try:
        cookie = claims.open_my_badges(session, token, now=now)
    except LinkUnusableError:
        return _unusable(request)
    response = see_other("/my")
    response.headers.update(_SECRET)
    set_cookie(request, response, Cookie.RECIPIENT, cookie)
    return response


@router.post("/my/{badge_id}/claim")
def claim_from_list(badge_id: str, request: Request, session: Writing, now: Now) -> Response:
    """Claim an award out of the list."""
    holding = holding_of(request, session)
    if holding is None:
        return see_other("/my")
    found = parsed_id(badge_id)
    claims.claim_held(session, found, holding, now=now)
    return see_other(f"/credentials/{found}", notice="claimed")


def _offer_page(
    request: Request, session: Session, token: str, now: datetime, template: str
) -> Response:
    try:
        offer = claims.look_at_claim(session, token, now=now)
    except LinkUnusableError:
        return _unusable(request)
    language = spoken(offer.award.language)
    values = {"offer": offer, "token": token}
    return page(request, template, values, headers=_SECRET, fallback_language=language)


def _unusable(request: Request) -> Response:
    """Return the one page for links that are used, expired or were never made."""
    return page(request, "link_unusable.html", status=404, headers=_SECRET)
