"""Threat 41: canaries go through every route, in every place that a request has; no log sings.

Walks the table of permissions, so that a route which is added is asked as well.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog
import visitors
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from log_lines import Log, written_log
from starlette.testclient import TestClient
from timing import Clock

from issuer.api.permissions import PERMISSIONS
from issuer.collaborators import Collaborators
from issuer.models import LinkPurpose, Role
from issuer.rights import Right

from .example_bodies import example_body

# Not like a token, so that no pattern takes it out: it must never get there.
CANARY = "kanarek"
PARAMETER = re.compile(r"{\w+(:\w+)?}")
SOME_ID = "5f0c7c1e-0d0c-4c7e-9a55-0f6d6c7f2b11"


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    return visitors.serve(service)


@pytest.fixture
def log() -> Iterator[Log]:
    with written_log() as log:
        yield log


def rows() -> list[tuple[str, str]]:
    return sorted(PERMISSIONS)


def with_canaries(value: Any) -> Any:
    """Return the same body with a canary in every text."""
    if isinstance(value, dict):
        return {key: with_canaries(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_canaries(inner) for inner in value]
    return f"{CANARY} {value}" if isinstance(value, str) else value


def assert_told_and_silent(log: Log, requests: int, *secrets: str) -> None:
    assert len(log.events("request")) >= requests, "the log was not written at all"
    for secret in (CANARY, *secrets):
        assert secret not in log.text


def test_what_a_stranger_sends_is_in_no_log(app: FastAPI, log: Log, clock: Clock) -> None:
    client = TestClient(app, PUBLIC_URL, raise_server_exceptions=False, follow_redirects=False)
    headers = {
        "Authorization": f"Bearer {CANARY}",
        "Cookie": f"__Host-insygnia={CANARY}; __Host-insygnia-holder={CANARY}",
        "Origin": PUBLIC_URL,
        "Referer": f"{PUBLIC_URL}/claim/{CANARY}",
        "User-Agent": CANARY,
        "Idempotency-Key": CANARY,
        "X-Forwarded-For": CANARY,
    }
    for method, template in rows():
        for value in (CANARY, SOME_ID):
            path = PARAMETER.sub(value, template)
            client.request(
                method, f"{path}?q={CANARY}&cursor={CANARY}", headers=headers,
                data={"email": f"{CANARY}@example.org", "password": CANARY, "csrf": CANARY},
            )  # fmt: skip
            clock.advance(timedelta(seconds=10))
    assert_told_and_silent(log, len(rows()), "@example.org")


def test_what_a_program_sends_is_in_no_log(
    app: FastAPI, issuer: Issuer, log: Log, clock: Clock
) -> None:
    key = visitors.new_key(issuer, *Right)
    client = TestClient(app, PUBLIC_URL, raise_server_exceptions=False, follow_redirects=False)
    document = client.get("/api/v1/openapi.json").json()
    for method, template in rows():
        path = PARAMETER.sub(SOME_ID, template)
        body = example_body(document, method, template)
        for arguments in (body, with_canaries(body) if "json" in body else {}):
            client.request(method, path, headers=visitors.bearer(key), **arguments)
            clock.advance(timedelta(seconds=10))
    _, key_id, secret = key.split("_", 2)
    assert_told_and_silent(log, len(rows()), key, secret, "@example.org")
    assert key_id


def test_the_secrets_of_people_are_in_no_log(
    app: FastAPI, service: Collaborators, issuer: Issuer, log: Log
) -> None:
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    client = visitors.sign_in(app)
    cookie = client.cookies["__Host-insygnia"]
    made = client.post("/api/v1/api-keys", json={"name": CANARY, "role": "issuer"})
    invited = {"email": f"{CANARY}@example.org", "roles": ["viewer"]}
    client.post("/api/v1/invitations", json=invited)
    token = visitors.token_in_mail(service, LinkPurpose.INVITATION)
    visitors.browser(app).get(f"/invitations/{token}")
    # The secret may hold the sign that parts it from the id.
    secret = made.json()["key"].split("_", 2)[2]
    assert_told_and_silent(
        log, 3, cookie, secret, token, visitors.PASSWORD, visitors.ANNA, "@example.org"
    )


def test_a_canary_that_sings_is_heard(log: Log) -> None:
    structlog.get_logger().info("request", word=CANARY)
    with pytest.raises(AssertionError):
        assert_told_and_silent(log, 1)
