"""That a session or a key was used is noted, and nobody is kept out when it cannot be."""

from dataclasses import replace
from datetime import timedelta

import visitors
from issuing import PUBLIC_URL, Issuer
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from starlette.testclient import TestClient
from timing import Clock

from issuer.collaborators import Collaborators
from issuer.models import LoginSession, Role
from issuer.rights import Right
from issuer.sessions import IDLE, LONGEST, forget_old_sessions


def _full_disk() -> Session:
    raise OperationalError("BEGIN", {}, OSError("no space left on device"))


def test_reading_goes_on_when_nothing_can_be_written(issuer: Issuer, clock: Clock) -> None:
    visitors.add_staff(issuer, Role.VIEWER)
    key = visitors.new_key(issuer, Right.READ)
    working = issuer.service
    client = visitors.sign_in(visitors.serve(working))
    clock.advance(timedelta(hours=1))
    database = replace(working.database, writing=_full_disk)
    full = visitors.browser(visitors.serve(replace(working, database=database)))

    cookie = {"Cookie": f"__Host-insygnia={client.cookies['__Host-insygnia']}"}
    assert full.get("/api/v1/members", headers=cookie).status_code == 200
    assert full.get("/api/v1/members", headers=visitors.bearer(key)).status_code == 200


def test_without_a_count_nobody_signs_in(service: Collaborators) -> None:
    visitors.add_person(service)
    database = replace(service.database, writing=_full_disk)
    client = TestClient(
        visitors.serve(replace(service, database=database)),
        PUBLIC_URL,
        raise_server_exceptions=False,
    )
    body = {"email": visitors.ANNA, "password": visitors.PASSWORD}

    answer = client.post("/api/v1/sessions", json=body)

    assert answer.status_code in {500, 503}
    assert "set-cookie" not in answer.headers


def test_sessions_that_are_over_are_deleted(service: Collaborators, clock: Clock) -> None:
    visitors.add_person(service)
    app = visitors.serve(service)
    for _ in range(2):
        visitors.sign_in(app)
        clock.advance(IDLE / 2)

    def left() -> int:
        with service.database.writing() as session, session.begin():
            forget_old_sessions(session, now=clock())
            return len(session.scalars(select(LoginSession)).all())

    assert left() == 1
    clock.advance(LONGEST)
    assert left() == 0
