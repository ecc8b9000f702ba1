"""A link signs in once, for a quarter of an hour: the demonstration prints one."""

from datetime import timedelta

import visitors
from fastapi import FastAPI
from timing import Clock

from issuer.collaborators import Collaborators
from issuer.sign_in import create_sign_in_link


def _link(service: Collaborators) -> str:
    person = visitors.add_person(service)
    with service.database.writing() as session, session.begin():
        return create_sign_in_link(session, person.id, now=service.clock())


def test_a_link_signs_in_once(app: FastAPI, service: Collaborators) -> None:
    body = {"token": _link(service)}
    client = visitors.browser(app)

    assert client.post("/api/v1/sessions/link", json=body).status_code == 204

    assert client.get("/api/v1/me").status_code == 200
    assert visitors.browser(app).post("/api/v1/sessions/link", json=body).status_code == 404


def test_a_link_is_over_after_a_quarter_of_an_hour(
    app: FastAPI, service: Collaborators, clock: Clock
) -> None:
    body = {"token": _link(service)}
    clock.advance(timedelta(minutes=15))

    assert visitors.browser(app).post("/api/v1/sessions/link", json=body).status_code == 404
