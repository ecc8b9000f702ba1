"""Threat 33: an answer is lost, the program asks again, and the person has the badge twice."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from issuing import JAN, Issuer
from sqlalchemy import select
from visitors import serve

from issuer.api_keys import create_api_key
from issuer.award_errors import IdempotencyKeyReusedError
from issuer.awards import award_achievement
from issuer.idempotency import earlier_award, forget_answers, note_award
from issuer.models import Award, Generation, IdempotentAnswer, Mail
from issuer.rights import Right

BODY = {"recipient": {"first_name": "Jan", "last_name": "Kowalski", "email": "jan@example.org"}}


def ask(issuer: Issuer, template: UUID, key: str, request: bytes = b"the same") -> UUID:
    """Do in one transaction what the route does."""
    with issuer.writing() as session:
        earlier = earlier_award(session, issuer.organisation_id, key, request, now=issuer.now)
        if earlier is not None:
            return earlier
        award = award_achievement(
            session, issuer.caller, issuer.service, template, JAN, now=issuer.now
        )
        note_award(session, issuer.organisation_id, key, award.id)
        return award.id


def test_fifty_at_once_with_one_key_make_one_award(issuer: Issuer) -> None:
    template = issuer.template()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: ask(issuer, template, "k"), range(50)))

    assert len(set(answers)) == 1
    assert [issuer.count(table) for table in (Award, Generation, Mail)] == [1, 1, 1]


def test_the_same_key_with_another_request_is_refused(issuer: Issuer) -> None:
    template = issuer.template()
    ask(issuer, template, "k")

    with pytest.raises(IdempotencyKeyReusedError):
        ask(issuer, template, "k", b"another")

    assert issuer.count(Award) == 1


def test_a_key_is_one_organisation_s(issuer: Issuer) -> None:
    template = issuer.template()
    ask(issuer, template, "k")

    with issuer.writing() as session:
        assert earlier_award(session, issuer.organisation_id, "k", b"the same", now=issuer.now)


def test_a_request_that_failed_leaves_its_key_free(issuer: Issuer) -> None:
    template = issuer.template()
    with issuer.service.database.writing() as session:
        earlier_award(session, issuer.organisation_id, "k", b"the same", now=issuer.now)
        session.rollback()

    ask(issuer, template, "k")

    assert issuer.count(Award) == 1


def test_the_api_answers_a_repeated_request_with_the_award_it_made(issuer: Issuer) -> None:
    template = issuer.template()
    with issuer.writing() as session:
        program = create_api_key(
            session, issuer.caller, name="szkoła", scopes=[Right.AWARD, Right.READ], now=issuer.now
        )
    headers = {"Authorization": f"Bearer {program.text}", "Idempotency-Key": "2030/1"}
    with TestClient(serve(issuer.service), base_url="https://badges.example") as client:
        address = f"/api/v1/achievements/{template}/awards"

        first = client.post(address, json=BODY, headers=headers)
        again = client.post(address, json=BODY, headers=headers)
        other = client.post(address, json={**BODY, "language": "en"}, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 422
    assert other.json()["type"].endswith("/problems/idempotency-key-reused")
    assert issuer.count(Award) == 1


def test_keys_are_forgotten_in_the_end(issuer: Issuer) -> None:
    ask(issuer, issuer.template(), "k")

    with issuer.writing() as session:
        forget_answers(session, before=issuer.now)
        assert session.scalars(select(IdempotentAnswer.key)).all() == ["k"]
        forget_answers(session, before=issuer.now.replace(year=2031))

    assert issuer.count(IdempotentAnswer) == 0
