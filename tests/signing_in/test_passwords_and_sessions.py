"""Signing in with a password, and what becomes of the session."""

from datetime import timedelta

import pytest
import visitors
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock
from visitors import ANNA, PASSWORD

from issuer.collaborators import Collaborators
from issuer.models import LoginSession, Person
from issuer.sessions import IDLE, LONGEST

COOKIE = "__Host-insygnia"


def test_a_person_signs_in_and_is_known(app: FastAPI, service: Collaborators) -> None:
    person = visitors.add_person(service)

    me = visitors.sign_in(app).get("/api/v1/me")

    assert me.status_code == 200
    assert me.json()["person_id"] == str(person.id)
    assert me.json()["workplaces"] == []


def test_the_address_may_be_typed_in_capitals(app: FastAPI, service: Collaborators) -> None:
    visitors.add_person(service)

    assert visitors.sign_in(app, "  Anna@EXAMPLE.org ").get("/api/v1/me").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (ANNA, "siedem zielonych parasolek"),
        (ANNA, ""),
        ("nobody@example.org", PASSWORD),
        ("not an address", PASSWORD),
        (ANNA, "x" * 4000),
    ],
)
def test_a_wrong_pair_is_refused_with_one_answer(
    app: FastAPI, service: Collaborators, email: str, password: str
) -> None:
    visitors.add_person(service)

    answer = visitors.browser(app).post(
        "/api/v1/sessions", json={"email": email, "password": password}
    )

    assert answer.status_code == 401
    assert answer.json()["type"].endswith("/problems/sign-in-refused")
    assert "set-cookie" not in answer.headers


def test_somebody_without_a_password_does_not_get_in_without_one(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service, has_password=False)

    answer = visitors.browser(app).post("/api/v1/sessions", json={"email": ANNA, "password": ""})

    assert answer.status_code == 401


def test_a_disabled_person_is_out_at_once(app: FastAPI, service: Collaborators) -> None:
    person = visitors.add_person(service)
    client = visitors.sign_in(app)
    with service.database.writing() as session, session.begin():
        session.get_one(Person, person.id).disabled_at = service.clock()

    assert client.get("/api/v1/me").status_code == 401
    again = {"email": ANNA, "password": PASSWORD}
    assert visitors.browser(app).post("/api/v1/sessions", json=again).status_code == 401


def test_the_cookie_is_for_this_host_and_for_no_script(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service)
    answer = visitors.browser(app).post(
        "/api/v1/sessions", json={"email": ANNA, "password": PASSWORD}
    )

    cookie = answer.headers["set-cookie"]

    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_only_the_hash_of_the_cookie_is_kept(app: FastAPI, service: Collaborators) -> None:
    visitors.add_person(service)
    token = visitors.sign_in(app).cookies[COOKIE]

    with service.database.reading() as session:
        row = session.scalars(select(LoginSession)).one()

    assert len(token) == 43
    assert token not in {str(value) for value in vars(row).values()}


def test_a_session_ends_when_nothing_is_done_for_half_a_day(
    app: FastAPI, service: Collaborators, clock: Clock
) -> None:
    visitors.add_person(service)
    client = visitors.sign_in(app)

    clock.advance(IDLE - timedelta(seconds=1))
    assert client.get("/api/v1/me").status_code == 200
    clock.advance(IDLE - timedelta(seconds=1))
    assert client.get("/api/v1/me").status_code == 200
    clock.advance(IDLE + timedelta(seconds=1))
    assert client.get("/api/v1/me").status_code == 401


def test_a_session_ends_after_a_week_however_busy(
    app: FastAPI, service: Collaborators, clock: Clock
) -> None:
    visitors.add_person(service)
    client = visitors.sign_in(app)

    for _ in range(LONGEST // timedelta(hours=8)):
        assert client.get("/api/v1/me").status_code == 200
        clock.advance(timedelta(hours=8))

    assert client.get("/api/v1/me").status_code == 401


def test_signing_out_ends_the_session_and_not_only_the_cookie(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service)
    client = visitors.sign_in(app)
    token = client.cookies[COOKIE]

    assert client.delete("/api/v1/sessions/current").status_code == 204

    assert COOKIE not in client.cookies
    stolen = visitors.browser(app).get("/api/v1/me", headers={"Cookie": f"{COOKIE}={token}"})
    assert stolen.status_code == 401


def test_changing_the_password_ends_all_other_sessions(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service)
    here, elsewhere = visitors.sign_in(app), visitors.sign_in(app)
    new = {"current": PASSWORD, "new": "pięć cichych latarni"}

    assert here.post("/api/v1/me/password", json=new).status_code == 204

    assert here.get("/api/v1/me").status_code == 200
    assert elsewhere.get("/api/v1/me").status_code == 401
    visitors.sign_in(app, password="pięć cichych latarni")


def test_the_current_password_must_be_known_to_change_it(
    app: FastAPI, service: Collaborators
) -> None:
    visitors.add_person(service)
    client = visitors.sign_in(app)

    answer = client.post(
        "/api/v1/me/password", json={"current": "wrong", "new": "pięć cichych latarni"}
    )

    assert answer.status_code == 401
    visitors.sign_in(app)


def test_on_plain_http_the_cookie_has_a_name_that_browsers_take(
    service: Collaborators,
) -> None:
    app = visitors.serve(visitors.on_this_machine(service))
    visitors.add_person(service)
    client = TestClient(app, "http://localhost:8000")

    answer = client.post("/api/v1/sessions", json={"email": ANNA, "password": PASSWORD})

    assert answer.headers["set-cookie"].startswith("insygnia=")
    assert "Secure" not in answer.headers["set-cookie"]
    assert client.get("/api/v1/me").status_code == 200
