"""Whoever calls the service in tests: people in browsers, programs with keys, strangers."""

from collections.abc import Collection
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select
from starlette.datastructures import State
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from issuer.api_keys import create_api_key
from issuer.app import bind, routed_app
from issuer.collaborators import Collaborators
from issuer.links import renew_token
from issuer.members import add_member
from issuer.metrics import RequestFigures
from issuer.models import Link, LinkPurpose, Person, Role
from issuer.passwords import Passwords
from issuer.people import create_person
from issuer.rights import Right
from issuer.sessions import csrf_token
from issuer.web.observing import Observer

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
PASSWORD = "siedem zielonych parasoli"
ANNA = "anna@example.org"
_CHEAP = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
PASSWORDS = Passwords(_CHEAP, _CHEAP.hash("nobody's password"))
"""Like those of the service, but for what guessing costs, of which threat 28 has its own tests."""
_KEPT = PASSWORDS.hashed(PASSWORD)


def serve(service: Collaborators) -> FastAPI:
    """Return the application over these collaborators; it checks passwords by `PASSWORDS`.

    Its routes take half a second to build and know no collaborators: all tests share them.
    """
    app = copy(_routed(over_tls=not service.settings.is_demonstration))
    app.state = State(dict(app.state._state))
    app.middleware_stack = None
    app.state.figures = RequestFigures()
    app.user_middleware = [
        Middleware(Observer, figures=app.state.figures) if "figures" in each.kwargs else each
        for each in app.user_middleware
    ]
    bind(app, service, PASSWORDS)
    return app


@cache
def _routed(*, over_tls: bool) -> FastAPI:
    return routed_app(over_tls=over_tls)


def on_this_machine(service: Collaborators) -> Collaborators:
    """Return the same service as a demonstration at http://localhost:8000."""
    address = {"public_url": "http://localhost:8000"}
    return replace(service, settings=service.settings.model_copy(update=address))


def browser(app: FastAPI) -> TestClient:
    """Return a browser on a page of ours, with no cookies yet."""
    return TestClient(app, PUBLIC_URL, headers={"Origin": PUBLIC_URL})


def add_person(
    service: Collaborators,
    email: str = ANNA,
    *,
    name: str = "Anna Nowak",
    has_password: bool = True,
    is_operator: bool = False,
) -> Person:
    """Return somebody who has an account with `PASSWORD`."""
    with service.database.writing() as session, session.begin():
        return create_person(
            session,
            email=email,
            name=name,
            password_hash=_KEPT if has_password else None,
            language="pl",
            is_operator=is_operator,
            now=service.clock(),
        )


def add_staff(issuer: Issuer, *roles: Role, email: str = ANNA, name: str = "Anna Nowak") -> Person:
    """Return somebody who works for the organisation as `roles`."""
    person = add_person(issuer.service, email, name=name)
    join(issuer, person, roles)
    return person


def join(issuer: Issuer, person: Person, roles: Collection[Role]) -> None:
    """Let somebody work for the organisation."""
    with issuer.writing() as session:
        add_member(session, issuer.organisation_id, person, roles, now=issuer.now)


def sign_in(app: FastAPI, email: str = ANNA, password: str = PASSWORD) -> TestClient:
    """Return a browser in which somebody is signed in."""
    client = browser(app)
    answer = client.post("/api/v1/sessions", json={"email": email, "password": password})
    assert answer.status_code == 204, answer.text
    return client


def form_of(client: TestClient, **fields: str) -> dict[str, str]:
    """Return the fields of a form as a page of ours shows it in this browser."""
    cookie = client.cookies.get("__Host-insygnia")
    return {**fields, "csrf": csrf_token(cookie)} if cookie else fields


def program(app: FastAPI, issuer: Issuer, *scopes: Right) -> TestClient:
    """Return a program of the organisation with a key of its own."""
    return TestClient(app, PUBLIC_URL, headers=bearer(new_key(issuer, *scopes)))


def new_key(issuer: Issuer, *scopes: Right, expires_at: datetime | None = None) -> str:
    """Return the text of a new API key."""
    with issuer.writing() as session:
        made = create_api_key(
            session,
            issuer.caller,
            name="A program",
            scopes=scopes,
            expires_at=expires_at,
            now=issuer.now,
        )
    return made.text


def bearer(key: str) -> dict[str, str]:
    """Return the header with which a program shows its key."""
    return {"Authorization": f"Bearer {key}"}


def token_in_mail(service: Collaborators, purpose: LinkPurpose) -> str:
    """Return the token that the mail of the newest link of this purpose carries."""
    with service.database.writing() as session, session.begin():
        newest = select(Link).where(Link.purpose == purpose).order_by(Link.created_at.desc())
        link = session.scalars(newest.limit(1)).one()
        return renew_token(session, link, now=service.clock())
