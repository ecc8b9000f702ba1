"""Signing in and out, and the pages of the links for it: sign in, new password, invitation."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from issuer import invitations, joining, people, sessions, sign_in
from issuer.api.cookies import Cookie, clear_cookie, set_cookie
from issuer.api.dependencies import DoorDep, LoginDep, Now, Reading, Service, Writing
from issuer.api.origins import client_address
from issuer.errors import ConflictError, InvalidInputError, TooManyError
from issuer.links import look_up
from issuer.models import Link, LinkPurpose, Organisation
from issuer.next_address import next_address
from issuer.people_errors import AccountExistsError, LinkUnusableError, SignInRefusedError
from issuer.rates import MAIL_REQUEST
from issuer.text.errors import TextError
from issuer.web.forms import FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other
from issuer.web.security_headers import CONTENT_POLICY

router = APIRouter(tags=["pages"], include_in_schema=False)

HOME = "/templates"
_SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
Next = Annotated[str, Query(alias="next", max_length=2000)]


@router.get("/sign-in")
def show_sign_in(request: Request, wanted: Next = HOME) -> Response:
    """Show the form to sign in."""
    return _sign_in_form(request, wanted)


@router.post("/sign-in")
def do_sign_in(
    request: Request, fields: FieldsDep, door: DoorDep, service: Service, now: Now
) -> Response:
    """Sign in and go to where one wanted to go."""
    wanted, email = fields.text("next"), fields.text("email")
    try:
        cookie = sign_in.sign_in(
            door,
            email,
            fields.text("password"),
            address=client_address(request, service.settings),
            now=now,
        )
    except (SignInRefusedError, TooManyError) as error:
        sentence = error.sentence(language_of_page(request))
        status = 429 if isinstance(error, TooManyError) else 401
        return _sign_in_form(request, wanted, email, {"email": sentence}, status)
    response = see_other(_after(wanted))
    set_cookie(request, response, Cookie.STAFF, cookie)
    return response


@router.get("/sign-in/{token}")
def look_at_sign_in_link(token: str, request: Request, session: Reading, now: Now) -> Response:
    """Show the button of a link that signs in."""
    return _behind(
        request, session, token, LinkPurpose.SIGN_IN, now, lambda _: page(
            request, "sign_in_link.html", {"token": token}, headers=_SECRET
        ),
    )  # fmt: skip


@router.post("/sign-in/{token}")
def do_sign_in_by_link(token: str, request: Request, session: Writing, now: Now) -> Response:
    """Use a link up and sign in."""
    try:
        with attempt(session):
            cookie = sign_in.sign_in_by_link(session, token, now=now)
    except LinkUnusableError:
        return _dead_link(request)
    response = see_other(HOME)
    set_cookie(request, response, Cookie.STAFF, cookie)
    return response


@router.post("/sign-out")
def do_sign_out(request: Request, login: LoginDep, session: Writing) -> Response:
    """End the session."""
    sessions.end_session(session, login.session_id)
    response = see_other("/sign-in", notice="signed-out")
    clear_cookie(request, response, Cookie.STAFF)
    return response


@router.get("/reset")
def ask_for_reset(request: Request) -> Response:
    """Ask whose password is to be set anew."""
    return page(request, "reset_ask.html")


@router.post("/reset")
def do_ask_for_reset(
    request: Request,
    fields: FieldsDep,
    door: DoorDep,
    service: Service,
    session: Writing,
    now: Now,
) -> Response:
    """Send the link; the answer is the same if there is no such account."""
    email = fields.text("email")
    door.rates.count(MAIL_REQUEST, client_address(request, service.settings), now=now)
    door.rates.count(MAIL_REQUEST, people.account_key(email), now=now)
    people.request_reset(session, email, now=now)
    return page(request, "reset_asked.html")


@router.get("/reset/{token}")
def look_at_reset(token: str, request: Request, session: Reading, now: Now) -> Response:
    """Show the form for a new password."""
    return _behind(
        request, session, token, LinkPurpose.RESET, now, lambda _: _reset_form(request, token)
    )


@router.post("/reset/{token}")
def do_reset(
    token: str, request: Request, fields: FieldsDep, door: DoorDep, session: Writing, now: Now
) -> Response:
    """Set the new password; everybody who was signed in with the account is signed out."""
    try:
        with attempt(session):
            people.reset_password(session, door.passwords, token, fields.text("password"), now=now)
    except LinkUnusableError:
        return _dead_link(request)
    except InvalidInputError as error:
        faults = wrong(error, language_of_page(request), otherwise="password")
        return _reset_form(request, token, faults)
    return see_other("/sign-in", notice="password-set")


@router.get("/invitations/{token}")
def look_at_invitation(token: str, request: Request, session: Reading, now: Now) -> Response:
    """Show who invites, and the form for an account, or the button for who is signed in."""
    return _behind(
        request, session, token, LinkPurpose.INVITATION, now,
        lambda link: _invitation(request, session, token, link),
    )  # fmt: skip


@router.post("/invitations/{token}")
def accept_invitation(
    token: str, request: Request, fields: FieldsDep, door: DoorDep, session: Writing, now: Now
) -> Response:
    """Join, with a new account or the one that is signed in."""
    language = language_of_page(request)
    account = joining.NewAccount(fields.text("name"), fields.text("password"), language)
    login: sessions.Login | None = request.state.login
    try:
        with attempt(session):
            _, cookie = joining.accept(
                session, door.passwords, token, login=login, account=account, now=now
            )
    except LinkUnusableError:
        return _dead_link(request)
    except (InvalidInputError, TextError) as error:
        place = "name" if isinstance(error, TextError) else "password"
        faults = wrong(error, language, otherwise=place)
    except ConflictError as error:
        faults = {"form": error.sentence(language)}
        if isinstance(error, AccountExistsError):
            return see_other(f"/sign-in?next=/invitations/{token}")
    else:
        response = see_other(HOME, notice="member-of")
        set_cookie(request, response, Cookie.STAFF, cookie)
        return response
    link = invitations.find_invitation(session, token, now=now)
    return _invitation(request, session, token, link, fields.text("name"), faults)


def _after(wanted: str) -> str:
    address = next_address(wanted)
    return HOME if address == "/" else address


def _sign_in_form(
    request: Request,
    wanted: str,
    email: str = "",
    faults: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    values = {
        "next": _after(wanted),
        "email": email,
        "faults": faults or {},
        "has_provider": _has_provider(request),
    }
    return page(request, "sign_in.html", values, status=status, headers=_policy(request))


def _reset_form(request: Request, token: str, faults: dict[str, str] | None = None) -> Response:
    values = {"token": token, "faults": faults or {}}
    status = 422 if faults else 200
    return page(request, "reset.html", values, status=status, headers=_SECRET)


def _invitation(
    request: Request,
    session: Session,
    token: str,
    link: Link,
    name: str = "",
    faults: dict[str, str] | None = None,
) -> Response:
    organisation = (
        session.get_one(Organisation, link.organisation_id) if link.organisation_id else None
    )
    values = {
        "token": token,
        "email": link.email,
        "organisation": organisation,
        "roles": link.roles,
        "name": name,
        "faults": faults or {},
        "has_provider": _has_provider(request),
    }
    status = 422 if faults else 200
    headers = {**_SECRET, **_policy(request)}
    return page(request, "invitation.html", values, status=status, headers=headers)


def _has_provider(request: Request) -> bool:
    return bool(request.app.state.collaborators.settings.oidc_issuer)


def _policy(request: Request) -> dict[str, str]:
    """Return the policy of a page with a form that leads to the provider of accounts.

    Browsers hold `form-action` also against where a form's answer redirects to.
    """
    if not _has_provider(request):
        return {}
    parts = urlsplit(request.app.state.collaborators.settings.oidc_issuer)
    to = f"form-action 'self' https: {parts.scheme}://{parts.netloc}"
    return {"Content-Security-Policy": CONTENT_POLICY.replace("form-action 'self'", to)}


def _behind(
    request: Request,
    session: Session,
    token: str,
    purpose: LinkPurpose,
    now: datetime,
    show: Callable[[Link], Response],
) -> Response:
    """Return what stands behind a link, which is not used by that, or the page for dead links."""
    try:
        link = look_up(session, token, purpose, now=now)
    except LinkUnusableError:
        return _dead_link(request)
    return show(link)


def _dead_link(request: Request) -> Response:
    return page(request, "staff_link_unusable.html", status=404, headers=_SECRET)
