"""Webhooks are made, listed, given new secrets and deleted by who may."""

import json
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer, new_issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.models import AuditEntry, Webhook, WebhookDelivery
from issuer.rights import Right
from issuer.webhooks import MOST_WEBHOOKS

NEW = {"url": "https://records.example/insygnia", "events": ["awarded", "revoked"]}


def _made(program: TestClient, **changes: Any) -> Any:
    answer = program.post("/api/v1/webhooks", json={**NEW, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json()


def _listed(program: TestClient) -> Any:
    return program.get("/api/v1/webhooks").json()["items"]


def test_a_secret_is_shown_once_and_kept_sealed(program: TestClient, issuer: Issuer) -> None:
    made = _made(program)

    secret = made.pop("secret")
    assert secret.startswith("whsec_")
    assert _listed(program) == [made]
    assert made["secrets"] == 1
    with issuer.service.database.reading() as session:
        kept = json.dumps(session.scalars(select(Webhook)).one().secrets)
    assert secret.removeprefix("whsec_") not in kept
    assert '"alg": "A256GCM"' in kept


def test_a_new_secret_leaves_the_one_before_it_active(program: TestClient) -> None:
    made = _made(program)
    path = f"/api/v1/webhooks/{made['id']}/rotate-secret"

    rotated = [program.post(path).json() for _ in range(3)]

    assert len({made["secret"], *(each["secret"] for each in rotated)}) == 4
    assert [each["secrets"] for each in rotated] == [2, 2, 2]


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "http://records.example/"},
        {"url": "https://user:password@records.example/"},
        {"url": "records.example"},
        {"url": ""},
        {"url": "https://records.example/" + "x" * 2083},
        {"events": []},
        {"events": ["deleted"]},
        {"events": "awarded"},
        {"secret": "whsec_abc"},
    ],
    ids=str,
)
def test_what_cannot_be_called_is_refused(
    program: TestClient, issuer: Issuer, changes: dict[str, Any]
) -> None:
    assert program.post("/api/v1/webhooks", json={**NEW, **changes}).status_code == 422
    assert issuer.count(Webhook) == 0


def test_there_are_ten_at_most(program: TestClient) -> None:
    for number in range(MOST_WEBHOOKS):
        _made(program, url=f"https://records.example/{number}")

    refused = program.post("/api/v1/webhooks", json=NEW)

    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/problems/too-many-webhooks")
    program.delete(f"/api/v1/webhooks/{_listed(program)[0]['id']}")
    _made(program)


def test_a_deleted_webhook_is_gone_with_its_calls(program: TestClient, issuer: Issuer) -> None:
    made = _made(program)
    issuer.award(issuer.template())
    assert issuer.count(WebhookDelivery) == 1

    assert program.delete(f"/api/v1/webhooks/{made['id']}").status_code == 204

    assert _listed(program) == []
    assert issuer.count(WebhookDelivery) == 0
    assert program.delete(f"/api/v1/webhooks/{made['id']}").status_code == 404


def test_another_organisation_does_not_see_them(
    app: FastAPI, program: TestClient, issuer: Issuer
) -> None:
    made = _made(program)
    other = new_issuer(issuer.service, "politechnika")
    stranger = visitors.program(app, other, Right.ORGANISATION)

    assert _listed(stranger) == []
    for path in ("rotate-secret", "enable"):
        assert stranger.post(f"/api/v1/webhooks/{made['id']}/{path}").status_code == 404
    assert stranger.get(f"/api/v1/webhooks/{made['id']}/deliveries").status_code == 404
    assert stranger.delete(f"/api/v1/webhooks/{made['id']}").status_code == 404


def test_the_audit_trail_tells_of_each_change_and_of_no_address(
    program: TestClient, issuer: Issuer
) -> None:
    made = _made(program)
    program.post(f"/api/v1/webhooks/{made['id']}/rotate-secret")
    program.delete(f"/api/v1/webhooks/{made['id']}")

    with issuer.service.database.reading() as session:
        rows = session.scalars(
            select(AuditEntry).where(AuditEntry.subject_id == made["id"]).order_by(AuditEntry.id)
        ).all()
    assert [row.action for row in rows] == [
        "webhook.created",
        "webhook.secret-rotated",
        "webhook.deleted",
    ]
    assert all("records.example" not in str(row.facts) for row in rows)
