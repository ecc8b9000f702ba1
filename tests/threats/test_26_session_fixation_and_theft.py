"""A value that somebody knew before, or stole, is nobody's cookie after what changes rights."""

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.models import Role

COOKIE = "__Host-insygnia"


@pytest.fixture
def app(issuer: Issuer) -> FastAPI:
    """Return an application in which Anna administers an organisation."""
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    return visitors.serve(issuer.service)


def _works(app: FastAPI, token: str) -> bool:
    answer = visitors.browser(app).get("/api/v1/me", headers={"Cookie": f"{COOKIE}={token}"})
    assert answer.status_code in {200, 401}
    return answer.status_code == 200


def test_a_value_that_was_planted_before_is_not_the_session(app: FastAPI) -> None:
    client = visitors.browser(app)
    client.cookies.set(COOKIE, "planted" * 6)
    body = {"email": visitors.ANNA, "password": visitors.PASSWORD}

    assert client.post("/api/v1/sessions", json=body).status_code == 204

    assert not _works(app, "planted" * 6)


def test_signing_in_again_gives_another_value(app: FastAPI) -> None:
    first = visitors.sign_in(app).cookies[COOKIE]
    second = visitors.sign_in(app).cookies[COOKIE]

    assert first != second


def test_the_old_value_ends_when_roles_change(app: FastAPI, issuer: Issuer) -> None:
    ewa = visitors.add_staff(issuer, Role.VIEWER, email="ewa@example.org")
    stolen = visitors.sign_in(app, "ewa@example.org").cookies[COOKIE]
    assert _works(app, stolen)

    anna = visitors.sign_in(app)
    assert _change(anna, str(ewa.id), "administrator") == 200

    assert not _works(app, stolen)


def test_the_old_value_ends_when_somebody_changes_their_own_roles(app: FastAPI) -> None:
    anna, elsewhere = visitors.sign_in(app), visitors.sign_in(app)
    stolen = anna.cookies[COOKIE]
    own = anna.get("/api/v1/me").json()["person_id"]

    assert _change(anna, own, "administrator", "issuer") == 200

    assert not _works(app, stolen)
    assert not _works(app, elsewhere.cookies[COOKIE])
    assert _works(app, anna.cookies[COOKIE])
    assert anna.cookies[COOKIE] != stolen


def test_the_old_value_ends_when_the_password_changes(app: FastAPI) -> None:
    anna = visitors.sign_in(app)
    stolen = anna.cookies[COOKIE]
    new = {"current": visitors.PASSWORD, "new": "pięć cichych latarni"}

    assert anna.post("/api/v1/me/password", json=new).status_code == 204

    assert not _works(app, stolen)
    assert _works(app, anna.cookies[COOKIE])


def test_the_old_value_ends_when_somebody_signs_out(app: FastAPI) -> None:
    anna = visitors.sign_in(app)
    stolen = anna.cookies[COOKIE]

    assert anna.delete("/api/v1/sessions/current").status_code == 204

    assert not _works(app, stolen)


@pytest.mark.parametrize("value", ["", "x", "x" * 43, "x" * 5000, "\u0142"])
def test_a_value_that_was_guessed_is_nobody(app: FastAPI, value: str) -> None:
    client = visitors.browser(app)

    answer = client.get("/api/v1/me", headers={b"Cookie": f"{COOKIE}={value}".encode()})

    assert answer.status_code == 401


def test_no_cookie_without_https_has_the_name_of_one_with(app: FastAPI, issuer: Issuer) -> None:
    local = visitors.serve(visitors.on_this_machine(issuer.service))
    client = TestClient(local, "http://localhost:8000")
    body = {"email": visitors.ANNA, "password": visitors.PASSWORD}
    assert client.post("/api/v1/sessions", json=body).status_code == 204

    assert list(client.cookies) == ["insygnia"]


def _change(client: TestClient, person: str, *roles: str) -> int:
    answer = client.put(f"/api/v1/members/{person}/roles", json={"roles": roles})
    return answer.status_code
