"""Each event is told once, signed; who does not listen is told again, and then no more."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock

from issuer.award_changes import revoke_award
from issuer.claims import claim_award
from issuer.collaborators import Collaborators
from issuer.key_errors import KeyUnavailableError
from issuer.links import create_link, renew_token
from issuer.models import AuditEntry, Award, LinkPurpose, Webhook
from issuer.webhook_calls import BACK_OFF, MOST_FAILURES, make_call

from .receivers import Receiver, waiting


def _calls(program: TestClient, webhook: Any) -> Any:
    return program.get(f"/api/v1/webhooks/{webhook['id']}/deliveries").json()["items"]


def _awarded(issuer: Issuer) -> tuple[Award, UUID]:
    award = issuer.award(issuer.template())
    (call,) = waiting(issuer)
    return award, call


def test_an_award_is_told_with_ids_and_no_names(
    listening: Collaborators, receiver: Receiver, issuer: Issuer, program: TestClient, webhook: Any
) -> None:
    award, call = _awarded(issuer)

    assert make_call(call, listening) is None

    (received,) = receiver.calls
    assert received.url == "https://records.example/insygnia?from=us"
    assert json.loads(received.body) == {
        "type": "awarded",
        "timestamp": "2030-03-01T12:00:00Z",
        "data": {
            "award": str(award.id),
            "achievement": str(award.achievement_id),
            "replaces": [],
        },
    }
    assert received.headers["webhook-id"] == str(call)
    assert received.headers["webhook-timestamp"] == "1898596800"
    assert received.headers["content-type"] == "application/json"
    assert received.is_signed_with(webhook["secret"])
    (listed,) = _calls(program, webhook)
    assert (listed["state"], listed["status"], listed["attempts"]) == ("sent", 204, 1)


def test_a_claim_and_a_revocation_are_told(
    listening: Collaborators, receiver: Receiver, issuer: Issuer, webhook: Any, clock: Clock
) -> None:
    award, call = _awarded(issuer)
    make_call(call, listening)
    clock.advance(timedelta(minutes=1))
    with issuer.writing() as session:
        link = create_link(session, LinkPurpose.CLAIM, award_id=award.id, now=clock())
        claim_award(session, renew_token(session, link, now=clock()), now=clock())
    clock.advance(timedelta(minutes=1))
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, listening, award.id, "Pomyłka", now=clock())

    for call in waiting(issuer):
        make_call(call, listening)

    told = [json.loads(call.body) for call in receiver.calls]
    assert [each["type"] for each in told] == ["awarded", "claimed", "revoked"]
    assert {each["data"]["award"] for each in told} == {str(award.id)}
    assert all("Pomyłka" not in str(call) and "Kowalski" not in str(call) for call in told)


def test_events_that_nobody_asked_for_are_not_told(issuer: Issuer, program: TestClient) -> None:
    program.post(
        "/api/v1/webhooks", json={"url": "https://records.example/", "events": ["revoked"]}
    )

    issuer.award(issuer.template())

    assert waiting(issuer) == []


def test_while_a_secret_changes_both_sign(
    listening: Collaborators, receiver: Receiver, issuer: Issuer, program: TestClient, webhook: Any
) -> None:
    path = f"/api/v1/webhooks/{webhook['id']}/rotate-secret"
    second, third = (program.post(path).json()["secret"] for _ in range(2))
    _, call = _awarded(issuer)

    make_call(call, listening)

    (received,) = receiver.calls
    assert [received.is_signed_with(each) for each in (webhook["secret"], second, third)] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("status", [None, 301, 302, 400, 404, 429, 500, 503])
def test_who_does_not_listen_is_told_again_with_growing_pauses(
    listening: Collaborators,
    receiver: Receiver,
    issuer: Issuer,
    webhook: Any,
    clock: Clock,
    status: int | None,
) -> None:
    receiver.status = status
    _, call = _awarded(issuer)

    for pause in BACK_OFF:
        again = make_call(call, listening)
        assert again == clock() + pause
        assert make_call(call, listening) is None, "it is not due"
        clock.now = again
    receiver.status = 200
    assert make_call(call, listening) is None

    assert len(receiver.calls) == len(BACK_OFF) + 1
    assert {received.headers["webhook-id"] for received in receiver.calls} == {str(call)}
    assert len({received.headers["webhook-timestamp"] for received in receiver.calls}) == 8
    assert all(received.is_signed_with(webhook["secret"]) for received in receiver.calls)
    assert waiting(issuer) == []


def test_after_the_last_pause_a_call_is_given_up(
    listening: Collaborators,
    receiver: Receiver,
    issuer: Issuer,
    program: TestClient,
    webhook: Any,
    clock: Clock,
) -> None:
    receiver.status = None
    _, call = _awarded(issuer)

    for _ in range(len(BACK_OFF) + 1):
        clock.now = make_call(call, listening) or clock.now

    (listed,) = _calls(program, webhook)
    assert (listed["state"], listed["status"], listed["attempts"]) == ("failed", None, 8)
    assert make_call(call, listening) is None


def test_while_a_receiver_fails_one_call_is_tried_at_a_time(
    listening: Collaborators, receiver: Receiver, issuer: Issuer, webhook: Any, clock: Clock
) -> None:
    template = issuer.template()
    for _ in range(5):
        issuer.award(template)
    calls = waiting(issuer)
    receiver.status = None

    def try_all() -> int:
        before = len(receiver.calls)
        for call in calls:
            make_call(call, listening)
        return len(receiver.calls) - before

    assert try_all() == 1
    clock.advance(BACK_OFF[0])
    assert try_all() == 1
    clock.advance(BACK_OFF[0])
    assert try_all() == 0, "it rests for longer now"
    clock.advance(BACK_OFF[1])
    receiver.status = 204
    assert try_all() == 5, "after the first success the others follow"
    assert waiting(issuer) == []


def test_tries_at_the_same_time_count_once(
    listening: Collaborators, issuer: Issuer, webhook: Any
) -> None:
    template = issuer.template()
    for _ in range(MOST_FAILURES + 1):
        issuer.award(template)
    calls = waiting(issuer)

    class Hanging(Receiver):
        def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> int:
            if calls:
                make_call(calls.pop(), replace(listening, fetch=self))
            return super().post(url, body=body, headers=headers)

    make_call(calls.pop(), replace(listening, fetch=Hanging(status=None)))

    with issuer.service.database.reading() as session:
        row = session.scalars(select(Webhook)).one()
    assert (row.failures, row.disabled_at) == (1, None)


def test_after_many_failed_tries_in_a_row_it_is_disabled(
    listening: Collaborators,
    receiver: Receiver,
    issuer: Issuer,
    program: TestClient,
    webhook: Any,
    clock: Clock,
) -> None:
    template = issuer.template()
    begin = clock()
    receiver.status = 500
    for _ in range(MOST_FAILURES):
        assert program.get("/api/v1/webhooks").json()["items"][0]["disabled_at"] is None
        issuer.award(template)
        made = len(receiver.calls)
        for call in waiting(issuer):
            make_call(call, listening)
        assert len(receiver.calls) == made + 1
        clock.advance(_rest(issuer) - clock())

    assert program.get("/api/v1/webhooks").json()["items"][0]["disabled_at"] is not None
    assert timedelta(days=3) < clock() - begin < timedelta(days=5)
    for call in waiting(issuer):
        make_call(call, listening)
    issuer.award(template)
    assert waiting(issuer) == []
    with issuer.service.database.reading() as session:
        rows = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "webhook.disabled")
        ).all()
    assert [(row.actor, row.subject_id) for row in rows] == [("service", webhook["id"])]

    program.post(f"/api/v1/webhooks/{webhook['id']}/enable")
    issuer.award(template)
    receiver.status = 200
    (call,) = waiting(issuer)
    assert make_call(call, listening) is None
    assert _calls(program, webhook)[0]["state"] == "sent"


def _rest(issuer: Issuer) -> datetime:
    with issuer.service.database.reading() as session:
        until = session.scalars(select(Webhook.resting_until)).one()
    assert until is not None
    return until


def test_who_says_gone_is_not_called_again(
    listening: Collaborators, receiver: Receiver, issuer: Issuer, program: TestClient, webhook: Any
) -> None:
    template = issuer.template()
    for _ in range(2):
        issuer.award(template)
    first, second = waiting(issuer)
    receiver.status = 410

    assert make_call(first, listening) is None
    assert make_call(second, listening) is None

    assert len(receiver.calls) == 1
    assert program.get("/api/v1/webhooks").json()["items"][0]["disabled_at"] is not None
    assert {call["state"] for call in _calls(program, webhook)} == {"failed", "cancelled"}


def test_a_secret_that_cannot_be_opened_now_leaves_the_call_waiting(
    listening: Collaborators, receiver: Receiver, issuer: Issuer, webhook: Any
) -> None:
    _, call = _awarded(issuer)
    with issuer.writing() as session:
        kept = session.scalars(select(Webhook)).one()
        kept.secrets = [{**kept.secrets[0], "kek_id": "lost"}]

    with pytest.raises(KeyUnavailableError):
        make_call(call, listening)

    assert receiver.calls == []
    assert waiting(issuer) == [call]


def test_a_call_of_a_deleted_webhook_is_not_made(
    listening: Collaborators, receiver: Receiver, issuer: Issuer, program: TestClient, webhook: Any
) -> None:
    _, call = _awarded(issuer)
    program.delete(f"/api/v1/webhooks/{webhook['id']}")

    assert make_call(call, listening) is None
    assert receiver.calls == []
