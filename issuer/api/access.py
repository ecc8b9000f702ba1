"""Who is asking, and whether they may: looked at before any route is entered.

`authorise` is a dependency of the whole application. It finds the route's row in the table of
permissions, the caller of the request, and refuses what does not fit; `check_table` refuses to
start with a route that has no row.
"""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from issuer import api_keys, sessions
from issuer.api.body_limit import LARGEST_FORM
from issuer.api.cookies import Cookie, read_cookie
from issuer.api.dependencies import collaborators, instant
from issuer.api.origins import check_site, client_address
from issuer.api.permissions import OPEN_TO_OTHER_SITES, PERMISSIONS, Access, Permission
from issuer.api.problems import language_of, problem_of
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.errors import ForbiddenError, UnauthenticatedError
from issuer.passwords import Passwords
from issuer.people_errors import FormOutdatedError
from issuer.rates import (
    KEPT_REPORTS,
    KEY_READS,
    KEY_WRITES,
    PUBLIC_VERIFICATION,
    Rate,
    open_rates,
)
from issuer.rights import Right
from issuer.sign_in import Door

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_FIELD = "csrf"
"""The hidden field of every form that is shown to somebody who is signed in."""
FORM_HEADER = "X-CSRF-Token"
"""Where a script may put it instead."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
_BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)

PUBLIC_RATES: Mapping[tuple[str, str], Rate] = {
    ("POST", "/api/v1/verify"): PUBLIC_VERIFICATION,
    ("POST", "/verify"): PUBLIC_VERIFICATION,
    ("POST", "/verify/report.pdf"): PUBLIC_VERIFICATION,
    ("POST", "/verify/keep"): KEPT_REPORTS,
    ("GET", "/reports/{token}.pdf"): PUBLIC_VERIFICATION,
}
"""How often one machine may call a route that needs no account."""

SignInPage = Callable[[Request], Response]

_log = structlog.get_logger()


@dataclass(frozen=True)
class Credentials:
    """What a request shows to say who it is from."""

    login: sessions.Login | None = None
    program: api_keys.Program | None = None

    @property
    def caller(self) -> Caller | None:
        """Who they say it is."""
        shown = self.program or self.login
        return shown.caller if shown else None


def install(app: FastAPI, *, sign_in_page: SignInPage | None = None) -> None:
    """Prepare `app` for `authorise`.

    `sign_in_page` answers people in a browser who must sign in first; without it, and for the API,
    the answer is a problem document.
    """

    def unauthenticated(request: Request, error: Exception) -> Response:
        if not isinstance(error, UnauthenticatedError):
            raise error
        if sign_in_page is not None and wants_page(request):
            return sign_in_page(request)
        return problem_of(request, error)

    app.add_exception_handler(UnauthenticatedError, unauthenticated)


def bind(app: FastAPI, passwords: Passwords) -> None:
    """Give `app`, which holds its collaborators, what signing in needs."""
    service: Collaborators = app.state.collaborators
    app.state.door = Door(service.database, open_rates(service.database), passwords)


async def authorise(request: Request) -> AsyncIterator[None]:
    """Let the request through, with `state.caller` and `state.login` set, or raise.

    Raises `UnauthenticatedError`, `ForbiddenError` or `TooManyError`.
    """
    try:
        await _let_through(request)
        yield
    finally:
        # Files of a form that was read to find its token, in a route that reads no form itself.
        await request.close()


def wants_page(request: Request) -> bool:
    """Tell whether a person in a browser asks for a page, not a program for data."""
    accepts = request.headers.get("accept", "")
    return "text/html" in accepts and not request.url.path.startswith("/api/")


def form_token(request: Request, cookie: Cookie = Cookie.STAFF) -> str | None:
    """Return what the hidden field `csrf` of a form must hold in the session of this request.

    The forms of a recipient's pages take that of `Cookie.RECIPIENT`.
    """
    value = read_cookie(request, cookie)
    return sessions.csrf_token(value) if value else None


def holding_of(request: Request, session: Session) -> sessions.Holding | None:
    """Return the recipient's session of this request, if there is one."""
    value = read_cookie(request, Cookie.RECIPIENT)
    return sessions.find_holding(session, value, now=instant(request)) if value else None


def count_public(request: Request, rate: Rate) -> None:
    """Count a request that needs no account by its machine; raises `TooManyError`."""
    address = client_address(request, collaborators(request).settings)
    door: Door = request.app.state.door
    door.rates.count(rate, address, now=instant(request))


async def _let_through(request: Request) -> None:
    row = _row(request)
    permission = PERMISSIONS[row]
    shown = await run_in_threadpool(_identify, request, permission, row)
    caller = shown.caller or Caller("anonymous", None, language=language_of(request))
    request.state.login = shown.login
    request.state.caller = caller
    _check_permission(permission, shown, caller)
    if request.method not in SAFE_METHODS and shown.program is None:
        await _check_sender(request, permission, row, shown)


def _row(request: Request) -> tuple[str, str]:
    return request.method, request.scope["route"].path


def _identify(request: Request, permission: Permission, row: tuple[str, str]) -> Credentials:
    service, now = collaborators(request), instant(request)
    door: Door = request.app.state.door
    if row in PUBLIC_RATES:
        count_public(request, PUBLIC_RATES[row])
    if row in OPEN_TO_OTHER_SITES:
        return Credentials()
    text = _api_key(request, permission)
    if text is not None:
        with service.database.reading() as session:
            program = api_keys.find_program(session, text, now=now)
        rate = KEY_READS if request.method in SAFE_METHODS else KEY_WRITES
        door.rates.count(rate, program.key_id, now=now)
        shown = Credentials(program=program)
    elif cookie := read_cookie(request, Cookie.STAFF):
        with service.database.reading() as session:
            shown = Credentials(login=sessions.find_login(session, cookie, now=now))
    else:
        return Credentials()
    _note_use(service, shown, request)
    return shown


def _api_key(request: Request, permission: Permission) -> str | None:
    """Return the key of the request; other protocols have bearer tokens of their own."""
    bearer = _BEARER.fullmatch(request.headers.get("authorization", ""))
    if bearer is None:
        return None
    is_ours = bearer[1].startswith(api_keys.PREFIX)
    return bearer[1] if is_ours or permission not in {Access.PUBLIC, Access.RECIPIENT} else None


def _note_use(service: Collaborators, shown: Credentials, request: Request) -> None:
    now = instant(request)
    used = shown.program or shown.login
    if used is None or not used.is_to_be_touched(now):
        return
    try:
        with service.database.writing() as session, session.begin():
            if shown.program:
                api_keys.touch_api_key(session, shown.program.key_id, now=now)
            elif shown.login:
                sessions.touch_session(session, shown.login.session_id, now=now)
    except OperationalError:
        # Reading goes on when nothing can be written.
        _log.warning("use_not_noted", actor=used.caller.actor)


def _check_permission(permission: Permission, shown: Credentials, caller: Caller) -> None:
    if permission in {Access.PUBLIC, Access.RECIPIENT}:
        return
    if shown.caller is None:
        raise UnauthenticatedError
    if isinstance(permission, Right):
        caller.require(permission)
        return
    may = {
        Access.SIGNED_IN: shown.login is not None,
        Access.MEMBER: caller.organisation is not None,
        Access.OPERATOR: caller.is_operator,
    }
    if not may[permission]:
        raise ForbiddenError


async def _check_sender(
    request: Request, permission: Permission, row: tuple[str, str], shown: Credentials
) -> None:
    """Refuse what a page of another site makes a browser send."""
    if row in OPEN_TO_OTHER_SITES:
        return
    staff, recipient = (read_cookie(request, each) for each in (Cookie.STAFF, Cookie.RECIPIENT))
    has_cookie = staff is not None or recipient is not None
    check_site(request, collaborators(request).settings, has_cookie=has_cookie)
    cookie = recipient if permission is Access.RECIPIENT else staff if shown.login else None
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if cookie is not None and media_type in _FORMS:
        sent = request.headers.get(FORM_HEADER) or _field(
            # How much a request may send is said by `BodyLimit`; pasted rows are one long field.
            await request.form(max_part_size=LARGEST_FORM)
        )
        if not sessions.is_csrf_token(cookie, sent):
            raise FormOutdatedError


def _field(form: FormData) -> str:
    value = form.get(FORM_FIELD)
    return value if isinstance(value, str) else ""
