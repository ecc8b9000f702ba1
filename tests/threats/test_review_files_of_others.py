"""Ids of another organisation's files in the bodies of requests: as if they did not exist."""

import pytest
import visitors
from issuing import CONTENT, Issuer, new_issuer
from starlette.testclient import TestClient

from issuer.app import create_app
from issuer.rights import Right

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
RECIPIENT = {"first_name": "Jan", "last_name": "Kowalski", "email": "jan@example.org"}


def _upload(client: TestClient, purpose: str) -> str:
    content = b"Praca" if purpose == "evidence" else SVG
    name = "praca.txt" if purpose == "evidence" else "obraz.svg"
    answer = client.post(
        "/api/v1/uploads", data={"purpose": purpose}, files={"file": (name, content)}
    )
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


@pytest.mark.parametrize("whose", ["own", "foreign"])
def test_files_are_taken_from_the_own_organisation_only(issuer: Issuer, whose: str) -> None:
    app = create_app(issuer.service)
    other = new_issuer(issuer.service, "druga")
    own, foreign = (visitors.program(app, each, *Right) for each in (issuer, other))
    template = issuer.template()
    uploader = own if whose == "own" else foreign
    logo, picture, evidence = (_upload(uploader, each) for each in ("logo", "picture", "evidence"))

    answers = [
        own.patch(f"/api/v1/organisations/{issuer.organisation_id}", json={"logo_id": logo}),
        own.post("/api/v1/achievements", json={"content": {**CONTENT, "image": picture}}),
        own.post(
            f"/api/v1/achievements/{template}/awards",
            json={"recipient": RECIPIENT, "evidence": [{"upload": evidence}]},
        ),
    ]

    expected = [200, 201, 201] if whose == "own" else [422, 422, 422]
    assert [answer.status_code for answer in answers] == expected
