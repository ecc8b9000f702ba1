"""Threat 36: a badge is revoked, and verifiers go on calling it valid."""

import json

from fastapi.testclient import TestClient
from issuing import Issuer
from visitors import serve

from issuer.award_changes import revoke_award
from signing.status_list import decode, status_at


def test_a_stranger_sees_it_with_the_next_copy_which_is_good_for_a_minute(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    status = json.loads(issuer.forms(award)["json"])["credentialStatus"]
    with TestClient(serve(issuer.service), base_url="https://badges.example") as client:
        address = status["statusListCredential"].removeprefix("https://badges.example")
        before = client.get(address)
        unchanged = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

        with issuer.writing() as session:
            revoke_award(session, issuer.caller, issuer.service, award.id, "x", now=issuer.now)
        after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert unchanged.status_code == 304
    assert (before.status_code, after.status_code) == (200, 200)
    assert before.headers["Cache-Control"] == "public, max-age=60"
    assert before.headers["Access-Control-Allow-Origin"] == "*"
    index = int(status["statusListIndex"])
    bits = [decode(answer.json()["credentialSubject"]["encodedList"]) for answer in (before, after)]
    assert [status_at(each, index) for each in bits] == [0, 1]


def test_our_own_verifier_sees_it_at_once(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    form = issuer.forms(award)["json"]
    with TestClient(serve(issuer.service), base_url="https://badges.example") as client:
        before = client.post("/api/v1/verify", content=form)

        with issuer.writing() as session:
            revoke_award(session, issuer.caller, issuer.service, award.id, "x", now=issuer.now)
        after = client.post("/api/v1/verify", content=form)

    assert [answer.json()["verdict"] for answer in (before, after)] == ["valid", "invalid"]
    assert after.json()["genuine"] == "yes"
