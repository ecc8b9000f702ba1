"""Programs have keys: shown once, as narrow as wanted, over when somebody says so."""

from datetime import timedelta
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from starlette.testclient import TestClient
from timing import Clock

from issuer.api_keys import create_api_key_of, scopes_of_role
from issuer.collaborators import Collaborators
from issuer.errors import NotFoundError
from issuer.models import ApiKey, Organisation, Role
from issuer.rights import Right


@pytest.fixture
def anna(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return the browser of an administrator."""
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    return visitors.sign_in(app)


def _make(client: TestClient, **body: Any) -> Any:
    return client.post("/api/v1/api-keys", json={"name": "Student records", **body})


def _ask(app: FastAPI, key: str) -> int:
    return visitors.browser(app).get("/api/v1/members", headers=visitors.bearer(key)).status_code


def test_a_key_is_shown_once_and_opens_what_its_scopes_say(app: FastAPI, anna: TestClient) -> None:
    made = _make(anna, scopes=["read"])

    assert made.status_code == 201
    key = made.json()["key"]
    assert key.startswith(f"insygnia_{made.json()['id']}_")
    assert _ask(app, key) == 200
    listed = anna.get("/api/v1/api-keys").json()["items"]
    assert [item["id"] for item in listed] == [made.json()["id"]]
    assert key.split("_", 2)[2] not in anna.get("/api/v1/api-keys").text
    assert anna.get("/api/v1/invitations").status_code == 200
    program = visitors.browser(app)
    refused = program.get("/api/v1/invitations", headers=visitors.bearer(key))
    assert refused.status_code == 403


def test_a_role_is_short_for_its_scopes_without_keys_and_members(anna: TestClient) -> None:
    assert _make(anna, role="issuer").json()["scopes"] == ["award", "read"]
    assert scopes_of_role(Role.ADMINISTRATOR) == {Right.READ, Right.ORGANISATION, Right.ERASE}
    assert _make(anna, scopes=["keys", "members"]).json()["scopes"] == ["keys", "members"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"scopes": ["read"], "role": "issuer"},
        {"scopes": ["read"], "name": ""},
        {"scopes": ["read"], "expires_at": "2030-03-01T12:00:00Z"},
        {"scopes": ["read"], "expires_at": "2031-01-01T00:00:00"},
        {"scopes": ["read"], "expires_at": 1924992000},
        {"scopes": ["read"], "organisation_id": "x"},
    ],
)
def test_what_makes_no_sense_makes_no_key(
    anna: TestClient, issuer: Issuer, body: dict[str, Any]
) -> None:
    assert _make(anna, **body).status_code == 422
    assert issuer.count(ApiKey) == 0


def test_a_revoked_key_is_over_with_the_next_request(app: FastAPI, anna: TestClient) -> None:
    made = _make(anna, role="viewer").json()
    assert _ask(app, made["key"]) == 200

    assert anna.delete(f"/api/v1/api-keys/{made['id']}").status_code == 204

    assert _ask(app, made["key"]) == 401
    assert anna.get("/api/v1/api-keys").json()["items"][0]["revoked_at"] is not None
    assert anna.delete("/api/v1/api-keys/zzzzzzzzzzzz").status_code == 404


def test_a_key_ends_when_it_was_said_to(app: FastAPI, issuer: Issuer, clock: Clock) -> None:
    key = visitors.new_key(issuer, Right.READ, expires_at=clock() + timedelta(hours=1))

    clock.advance(timedelta(minutes=59))
    assert _ask(app, key) == 200
    clock.advance(timedelta(minutes=1))
    assert _ask(app, key) == 401


def test_its_last_use_is_noted_at_most_once_a_minute(
    app: FastAPI, issuer: Issuer, clock: Clock
) -> None:
    key = visitors.new_key(issuer, Right.READ)
    first = clock()

    _ask(app, key)
    clock.advance(timedelta(seconds=59))
    _ask(app, key)
    assert _last_use(issuer) == first
    clock.advance(timedelta(seconds=1))
    _ask(app, key)
    assert _last_use(issuer) == clock()


def test_a_key_that_makes_keys_makes_no_wider_ones(app: FastAPI, issuer: Issuer) -> None:
    program = visitors.program(app, issuer, Right.MEMBERS, Right.READ)

    assert _make(program, scopes=["read"]).status_code == 201
    refused = _make(program, scopes=["read", "award"])

    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/problems/grant-too-wide")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer insygnia_",
        "Bearer insygnia_aaaaaaaaaaaa_" + "a" * 43,
        "Bearer insygnia_AAAAAAAAAAAA_" + "a" * 43,
        "Bearer something-else",
        "Bearer insygnia_aaaaaaaaaaaa_" + "a" * 5000,
    ],
)
def test_what_is_no_key_is_refused(app: FastAPI, issuer: Issuer, header: str) -> None:
    client = visitors.browser(app)

    answer = client.get("/api/v1/members", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.json()["type"].endswith("/problems/api-key-refused")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_bearer_tokens_of_other_protocols_do_not_close_public_routes(
    app: FastAPI, issuer: Issuer
) -> None:
    client = visitors.browser(app)

    def ask(token: str) -> int:
        return client.get("/.well-known/jwks.json", headers=visitors.bearer(token)).status_code

    assert ask("a.token.of-a-wallet") == 200
    assert ask("insygnia_aaaaaaaaaaaa_" + "a" * 43) == 401


def test_a_key_is_no_person(app: FastAPI, issuer: Issuer) -> None:
    program = visitors.program(app, issuer, *Right)

    assert program.get("/api/v1/me").status_code == 403
    assert program.delete("/api/v1/sessions/current").status_code == 403


def test_the_command_line_makes_a_key_for_a_role(
    app: FastAPI, issuer: Issuer, service: Collaborators
) -> None:
    with issuer.writing() as session:
        made = create_api_key_of(session, "akademia", Role.VIEWER, name="cli", now=issuer.now)
        with pytest.raises(NotFoundError):
            create_api_key_of(session, "nowhere", Role.VIEWER, name="cli", now=issuer.now)

    assert _ask(app, made.text) == 200


def test_a_closed_organisation_can_only_be_looked_at(app: FastAPI, issuer: Issuer) -> None:
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    client, program = visitors.sign_in(app), visitors.program(app, issuer, *Right)
    with issuer.writing() as session:
        session.get_one(Organisation, issuer.organisation_id).closed_at = issuer.now

    for each in (client, program):
        assert each.get("/api/v1/members").status_code == 200
        assert _make(each, scopes=["read"]).status_code == 403


def _last_use(issuer: Issuer) -> object:
    with issuer.service.database.reading() as session:
        return session.query(ApiKey).one().last_used_at
