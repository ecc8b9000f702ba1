"""What an operator's machines ask, and what they are told."""

from dataclasses import replace
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import JAN, Issuer
from log_lines import written_log
from sqlalchemy import text
from starlette.testclient import TestClient
from timing import Clock

from issuer.collaborators import Collaborators
from issuer.db.engine import open_database
from issuer.jobs import heartbeat


def with_settings(service: Collaborators, **changes: Any) -> FastAPI:
    settings = type(service.settings).model_validate({**service.settings.model_dump(), **changes})
    return visitors.serve(replace(service, settings=settings))


def asking(app: FastAPI, address: str = "testclient") -> TestClient:
    return TestClient(app, "https://badges.example", client=(address, 50000))


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    return visitors.serve(service)


def beat(service: Collaborators, clock: Clock) -> None:
    with service.database.writing() as session, session.begin():
        heartbeat.enlist(session, "worker-1", now=clock())


def test_it_is_ready_when_a_worker_is_alive(
    app: FastAPI, service: Collaborators, clock: Clock
) -> None:
    before = asking(app).get("/readyz")
    beat(service, clock)
    after = asking(app).get("/readyz")
    assert before.status_code == 503
    assert before.json() == {"ready": False, "database": True, "migrations": True, "worker": False}
    assert after.status_code == 200
    assert after.json()["ready"] is True


def test_it_is_not_ready_with_a_worker_that_fell_silent(
    app: FastAPI, service: Collaborators, clock: Clock
) -> None:
    beat(service, clock)
    clock.advance(heartbeat.LEASE * 1.1)
    assert asking(app).get("/readyz").status_code == 503


def test_it_is_not_ready_with_tables_of_another_version(
    app: FastAPI, service: Collaborators, clock: Clock
) -> None:
    beat(service, clock)
    with service.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    answer = asking(app).get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, False)


def test_without_a_database_it_is_alive_but_not_ready(service: Collaborators) -> None:
    gone = "postgresql://nobody@127.0.0.1:1/nothing"
    app = visitors.serve(replace(service, database=open_database(gone)))
    assert asking(app).get("/healthz").json() == {"alive": True}
    answer = asking(app).get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.parametrize(
    ("token", "sent", "status"),
    [
        (None, None, 404),
        (None, "Bearer guess", 404),
        ("let-me-in", None, 401),
        ("let-me-in", "Bearer guess", 401),
        ("let-me-in", "let-me-in", 401),
        ("let-me-in", "Bearer let-me-in", 200),
    ],
)
def test_metrics_are_for_those_who_have_the_token(
    service: Collaborators, token: str | None, sent: str | None, status: int
) -> None:
    app = with_settings(service, metrics_token=token)
    # A reverse proxy on the same machine would come from loopback as well.
    client = asking(app, "127.0.0.1")
    answer = client.get("/metrics", headers={"Authorization": sent} if sent else {})
    assert answer.status_code == status


@pytest.mark.parametrize(("address", "status"), [("127.0.0.1", 200), ("192.0.2.7", 404)])
def test_a_demonstration_shows_metrics_to_its_own_machine(
    service: Collaborators, address: str, status: int
) -> None:
    app = visitors.serve(visitors.on_this_machine(service))
    assert asking(app, address).get("/metrics").status_code == status


def test_metrics_tell_figures_and_no_persons(
    service: Collaborators, issuer: Issuer, clock: Clock
) -> None:
    app = with_settings(service, metrics_token="let-me-in")
    issuer.award(issuer.template(), JAN)
    beat(service, clock)
    client = asking(app)
    client.get("/healthz")
    client.get("/nothing/here/jan@example.org")
    told = client.get("/metrics", headers={"Authorization": "Bearer let-me-in"})
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in (
        'insygnia_awards{state="awarded"} 1.0',
        'insygnia_mails{state="queued"} 1.0',
        'insygnia_mails{state="failed"} 0.0',
        'insygnia_queue_depth{kind="mail"} 1.0',
        'insygnia_requests_total{method="GET",route="/healthz",status="200"} 1.0',
        'insygnia_requests_total{method="GET",route="none",status="404"} 1.0',
        "insygnia_status_list_age_seconds",
        "insygnia_worker_silence_seconds 0.0",
    ):
        assert line in told.text
    for secret in ("jan@", "Kowalski", "akademia"):
        assert secret not in told.text


def test_each_request_is_one_event_with_its_route(app: FastAPI) -> None:
    with written_log("INFO") as log:
        asking(app).get("/issuers/nobody/did.json?q=jan@example.org")
        asking(app).get("/nothing/here")
        asking(app).get("/healthz")
    told = [(event["method"], event["route"], event["status"]) for event in log.events("request")]
    assert told == [("GET", "/issuers/{slug}/did.json", 404), ("GET", "none", 404)]
