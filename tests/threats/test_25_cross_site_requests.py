"""A page of another site makes nobody's browser change anything here."""

import pytest
import visitors
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from starlette.testclient import TestClient

from issuer.api.access import SAFE_METHODS
from issuer.api.permissions import OPEN_TO_OTHER_SITES, PERMISSIONS, Access
from issuer.models import Role
from issuer.rights import Right
from issuer.sessions import csrf_token

UNSAFE = sorted(
    row for row in PERMISSIONS if row[0] not in SAFE_METHODS and row not in OPEN_TO_OTHER_SITES
)
EVIL = "https://evil.example"
FOREIGN = [
    {"Origin": EVIL},
    {"Origin": "null"},
    {"Origin": "http://badges.example"},
    {"Origin": "https://badges.example.evil.example"},
    {"Origin": "https://badges.example:8443"},
    {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": EVIL},
    {},
]
OWN = [
    {"Origin": PUBLIC_URL},
    {"Origin": PUBLIC_URL, "Sec-Fetch-Site": "same-origin"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin"},
]


@pytest.fixture
def app(issuer: Issuer) -> FastAPI:
    """Return an application in which Anna administers an organisation."""
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    return visitors.serve(issuer.service)


def _forge(client: TestClient, headers: dict[str, str]) -> TestClient:
    """Return a client with the cookies of `client` and these headers only."""
    forged = TestClient(client.app, PUBLIC_URL, headers=headers)
    forged.cookies.update(client.cookies)
    return forged


def test_a_foreign_page_calls_no_route_that_changes_anything(app: FastAPI) -> None:
    forged = _forge(visitors.sign_in(app), {"Origin": EVIL})

    statuses = {
        (method, path): forged.request(
            method, path.replace("{", "").replace("}", ""), follow_redirects=False
        ).status_code
        for method, path in UNSAFE
    }

    assert statuses == dict.fromkeys(UNSAFE, 403)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_what_a_foreign_request_looks_like(app: FastAPI, headers: dict[str, str]) -> None:
    client = visitors.sign_in(app)
    forged = _forge(client, headers)

    answer = forged.patch("/api/v1/me", json={"name": "Mallory"})

    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/problems/foreign-site")
    assert client.get("/api/v1/me").json()["name"] == "Anna Nowak"


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_what_our_own_requests_look_like(app: FastAPI, headers: dict[str, str]) -> None:
    own = _forge(visitors.sign_in(app), headers)

    assert own.patch("/api/v1/me", json={"name": "Anna Kowalska"}).status_code == 204


@pytest.mark.parametrize("headers", [*FOREIGN[:-1]], ids=str)
def test_a_foreign_page_signs_nobody_in_as_somebody_else(
    app: FastAPI, headers: dict[str, str]
) -> None:
    body = {"email": visitors.ANNA, "password": visitors.PASSWORD}

    answer = TestClient(app, PUBLIC_URL, headers=headers).post("/api/v1/sessions", json=body)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_program_without_cookies_needs_no_origin(app: FastAPI, issuer: Issuer) -> None:
    body = {"email": visitors.ANNA, "password": visitors.PASSWORD}
    assert TestClient(app, PUBLIC_URL).post("/api/v1/sessions", json=body).status_code == 204

    program = visitors.program(app, issuer, Right.MEMBERS)
    new = {"email": "ewa@example.org", "roles": []}
    assert program.post("/api/v1/invitations", json=new).status_code == 422


def test_anybody_may_verify_from_any_page(app: FastAPI) -> None:
    assert PERMISSIONS["POST", "/api/v1/verify"] is Access.PUBLIC
    forged = _forge(visitors.sign_in(app), {"Origin": EVIL})

    assert forged.post("/api/v1/verify", content=b"{}").status_code == 200


@pytest.mark.parametrize("sent", [None, "", "0" * 64, "token of another session", "żółć"])
def test_a_form_needs_the_token_of_its_session(app: FastAPI, sent: str | None) -> None:
    client, other = visitors.sign_in(app), visitors.sign_in(app)
    if sent == "token of another session":
        sent = csrf_token(other.cookies["__Host-insygnia"])
    fields = {"name": "Mallory"} if sent is None else {"name": "Mallory", "csrf": sent}

    answer = client.patch("/api/v1/me", data=fields)

    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/problems/form-outdated")


@pytest.mark.parametrize("kind", ["data", "files", "header", "plain"])
def test_a_form_with_the_token_of_its_session_is_taken(app: FastAPI, kind: str) -> None:
    client = visitors.sign_in(app)
    token = csrf_token(client.cookies["__Host-insygnia"])
    form: dict[str, dict[str, object]] = {
        "data": {"data": {"csrf": token}},
        "files": {"data": {"csrf": token}, "files": {"file": ("a.txt", b"a")}},
        "header": {"files": {"file": ("a.txt", b"a")}, "headers": {"X-CSRF-Token": token}},
        "plain": {
            "content": "{}",
            "headers": {"Content-Type": "text/plain", "X-CSRF-Token": token},
        },
    }

    answer = client.patch("/api/v1/me", **form[kind])  # type: ignore[arg-type]

    # It was let in: what is refused now is that the body is no JSON.
    assert answer.status_code == 415


def test_the_token_of_a_form_does_not_tell_the_cookie(app: FastAPI) -> None:
    cookie = visitors.sign_in(app).cookies["__Host-insygnia"]

    assert len(csrf_token(cookie)) == 64
    assert cookie not in csrf_token(cookie)
    assert csrf_token(cookie) != csrf_token(cookie[::-1])


def test_a_demonstration_is_used_under_every_name_of_the_machine(issuer: Issuer) -> None:
    visitors.add_staff(issuer, Role.VIEWER)
    app = visitors.serve(visitors.on_this_machine(issuer.service))
    body = {"email": visitors.ANNA, "password": visitors.PASSWORD}

    def sign_in(origin: str) -> int:
        client = TestClient(app, "http://127.0.0.1:8000", headers={"Origin": origin})
        return client.post("/api/v1/sessions", json=body).status_code

    assert sign_in("http://localhost:8000") == sign_in("http://127.0.0.1:8000") == 204
    assert sign_in("http://localhost:9000") == sign_in("http://localhost") == 403
