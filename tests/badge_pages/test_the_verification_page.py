"""Anybody checks a badge on a page, without an account and without scripts."""

import pytest
from claiming.recipients import claimed, phone
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from starlette.testclient import TestClient

from issuer.award_changes import revoke_award
from issuer.models import Award

PAGE = "/verify?lang=en"


@pytest.fixture
def award(app: FastAPI, issuer: Issuer) -> Award:
    """Return an award that was claimed."""
    made = issuer.award(issuer.template())
    claimed(app, issuer, made)
    return made


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """Return the browser of somebody without an account."""
    return phone(app)


@pytest.mark.parametrize("form", ["json", "jwt"])
def test_a_file_or_a_pasted_text_is_checked(
    stranger: TestClient, issuer: Issuer, award: Award, form: str
) -> None:
    text = issuer.forms(award)[form]

    by_file = stranger.post(PAGE, files={"file": ("badge", text.encode())}).text
    pasted = stranger.post(PAGE, data={"text": f"\n{text}\n"}).text

    for page in (by_file, pasted):
        assert "Valid</h1>" in page
        assert "Yes: it is what its issuer signed." in page
        assert "Akademia" in page


def test_a_changed_badge_is_not_valid(stranger: TestClient, issuer: Issuer, award: Award) -> None:
    text = issuer.forms(award)["json"].replace("Kowalski", "Nowak")

    page = stranger.post(PAGE, data={"text": text}).text

    assert "Not valid</h1>" in page
    assert "No: it is not what its issuer signed." in page


def test_a_badge_of_this_service_is_checked_by_its_address(
    stranger: TestClient, award: Award
) -> None:
    page = stranger.get("/verify", params={"url": _address(award), "lang": "en"}).text

    assert "Valid</h1>" in page


def test_a_revoked_badge_is_genuine_and_not_valid(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka", now=issuer.now)

    page = stranger.get("/verify", params={"url": _address(award), "lang": "en"}).text

    assert "Not valid</h1>" in page
    assert "Yes: it is what its issuer signed." in page


def test_what_the_visitor_may_not_see_is_not_told(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    unclaimed = issuer.award(issuer.template())

    assert stranger.get("/verify", params={"url": _address(unclaimed)}).status_code == 404


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/credentials/x", f"{PUBLIC_URL}/credentials/x", "x", "//x"]
)
def test_any_other_address_only_shows_the_form(stranger: TestClient, url: str) -> None:
    answer = stranger.get("/verify", params={"url": url, "lang": "en"})

    assert answer.status_code == 200
    assert "</h1>" in answer.text
    assert "Valid</h1>" not in answer.text


def test_nothing_and_nonsense_are_told_apart(stranger: TestClient) -> None:
    nothing = stranger.post(PAGE, data={"text": " "})
    nonsense = stranger.post(PAGE, data={"text": "<p>dzień dobry"})

    assert nothing.status_code == 422
    assert "Choose a file, or paste the text of a badge." in nothing.text
    assert "<p>dzień dobry" not in nonsense.text
    assert "Valid</h1>" not in nonsense.text


def _address(award: Award) -> str:
    return f"{PUBLIC_URL}/credentials/{award.credential_uuid}"
