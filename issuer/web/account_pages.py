"""One's own account: the name that colleagues see, the language, the password."""

from datetime import datetime

from fastapi import APIRouter, Request, Response

from issuer import people
from issuer.api.cookies import Cookie, set_cookie
from issuer.api.dependencies import DoorDep, LoginDep, Now, Writing
from issuer.people_errors import PasswordRefusedError, SignInRefusedError
from issuer.rates import SIGN_IN
from issuer.sessions import Login
from issuer.text.errors import TextError
from issuer.text.names import person_name
from issuer.web.catalogues import LANGUAGES
from issuer.web.forms import FieldsDep, attempt, wrong
from issuer.web.languages import COOKIE as LANGUAGE_COOKIE
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)


@router.get("/account")
def show_account(request: Request, login: LoginDep, now: Now) -> Response:
    """Show the account of who is signed in."""
    return _account(request, login, now)


@router.post("/account")
def change_profile(
    request: Request, sent: FieldsDep, login: LoginDep, session: Writing, now: Now
) -> Response:
    """Change one's name, and the language of one's pages and mails."""
    language = sent.text("language")
    try:
        name = person_name(sent.text("name"))
    except TextError as error:
        faults = wrong(error, language_of_page(request), otherwise="name")
        return _account(request, login, now, faults, sent.text("name"))
    known = language if language in LANGUAGES else None
    people.change_profile(session, login.caller, name=name, language=known)
    response = see_other("/account", notice="saved")
    # What was chosen for this browser before would hide the new choice.
    response.delete_cookie(LANGUAGE_COOKIE, path="/")
    return response


@router.post("/account/password")
def change_password(
    request: Request,
    sent: FieldsDep,
    login: LoginDep,
    session: Writing,
    door: DoorDep,
    now: Now,
) -> Response:
    """Change or choose one's password; everywhere else one is signed out."""
    door.rates.count(SIGN_IN, f"password:{login.person.id}", now=now)
    language = language_of_page(request)
    notice = "password-changed" if login.person.password_hash else "password-chosen"
    try:
        with attempt(session):
            cookie = people.change_password(
                session,
                door.passwords,
                login,
                current=sent.text("current"),
                new=sent.text("new"),
                now=now,
            )
    except SignInRefusedError:
        return _account(request, login, now, {"current": ""})
    except PasswordRefusedError as error:
        return _account(request, login, now, wrong(error, language, otherwise="new"))
    response = see_other("/account", notice=notice)
    set_cookie(request, response, Cookie.STAFF, cookie)
    return response


def _account(
    request: Request,
    login: Login,
    now: datetime,
    faults: dict[str, str] | None = None,
    name: str | None = None,
) -> Response:
    """Show the account; an empty fault is said by the page."""
    values = {
        "person": login.person,
        "name": name or login.person.name,
        "has_password": login.person.password_hash is not None,
        "is_fresh": login.is_fresh(now),
        "faults": faults or {},
    }
    return page(request, "account.html", values, status=422 if faults else 200)
