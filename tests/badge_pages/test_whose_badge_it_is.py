"""Our records speak only of what our organisations signed, whatever id a stranger's badge bears."""

import json
from typing import Any

import pytest
from claiming.recipients import claimed, phone
from fastapi import FastAPI
from issuing import Issuer
from starlette.testclient import TestClient
from verifying.people import by_did_key
from verifying.securing import sign

from issuer.models import Award

STRANGER = by_did_key(salt=7)


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """Return the browser of somebody without an account."""
    return phone(app)


@pytest.fixture
def award(app: FastAPI, issuer: Issuer) -> Award:
    """Return an award that was claimed."""
    made = issuer.award(issuer.template())
    claimed(app, issuer, made)
    return made


def signed_by_a_stranger(text: str) -> str:
    """Return our badge with all that it says, as a stranger may sign it."""
    document: dict[str, Any] = json.loads(text)
    del document["proof"]
    document.pop("credentialStatus", None)
    document["issuer"]["id"] = STRANGER.issuer
    document["validFrom"] = "2020-01-01T00:00:00Z"
    achievement = document["credentialSubject"]["achievement"]
    achievement.pop("creator", None)
    return json.dumps(sign(document, STRANGER))


def test_the_id_of_a_badge_of_ours_gets_a_stranger_neither_its_picture_nor_its_successor(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    forged = signed_by_a_stranger(issuer.forms(award)["json"])

    report = stranger.post("/api/v1/verify", content=forged).json()
    page = stranger.post("/verify?lang=en", data={"text": forged}).text

    assert report["genuine"] == "yes"
    assert "replaced_by" not in report
    assert f"/credentials/{award.credential_uuid}.png" not in page
