"""Anybody checks a badge on a page, without an account and without scripts."""

import re

import pytest
from claiming.recipients import claimed, phone
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from starlette.testclient import TestClient

from issuer.award_changes import revoke_award
from issuer.models import Award
from issuer.rates import PUBLIC_VERIFICATION
from signing.baking import bake

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
        assert ">Valid: genuine and in force</h1>" in page
        assert "The issuer signed exactly this, and nothing was changed since." in page
        assert "Akademia" in page


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_time_says_that_it_is_utc(
    stranger: TestClient, issuer: Issuer, award: Award, language: str
) -> None:
    answer = stranger.post(f"/verify?lang={language}", data={"text": issuer.forms(award)["json"]})

    times = re.findall(r"<time [^>]*>([^<]*)</time>", answer.text)
    assert len(times) > 1
    assert all(re.search(r"\d\d:\d\d UTC$", time) for time in times), times
    assert not re.search(r">[^<]*\d\dT\d\d:\d\d:\d\dZ[^<]*</(span|dd)>", answer.text)


def test_a_link_to_a_badge_of_ours_is_checked_as_often_as_a_form(
    stranger: TestClient, award: Award
) -> None:
    codes = [
        stranger.get("/verify", params={"url": _address(award)}).status_code
        for _ in range(PUBLIC_VERIFICATION.count + 1)
    ]

    assert codes == [200] * PUBLIC_VERIFICATION.count + [429]
    assert stranger.get("/verify").status_code == 200


def test_a_changed_badge_is_not_valid(stranger: TestClient, issuer: Issuer, award: Award) -> None:
    text = issuer.forms(award)["json"].replace("Kowalski", "Nowak")

    page = stranger.post(PAGE, data={"text": text}).text

    assert "Not valid: it was changed after it was signed</h1>" in page
    assert "It was changed after it was signed, or" in page


def test_a_badge_of_this_service_is_checked_by_its_address(
    stranger: TestClient, award: Award
) -> None:
    page = stranger.get("/verify", params={"url": _address(award), "lang": "en"}).text

    assert ">Valid: genuine and in force</h1>" in page


def test_a_revoked_badge_is_genuine_and_not_valid(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka", now=issuer.now)

    page = stranger.get("/verify", params={"url": _address(award), "lang": "en"}).text

    assert "Not valid: genuine, but the issuer has revoked it</h1>" in page
    assert "The issuer signed exactly this, and nothing was changed since." in page


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
    assert "Valid: " not in answer.text


def test_nothing_and_nonsense_are_told_apart(stranger: TestClient) -> None:
    nothing = stranger.post(PAGE, data={"text": " "})
    nonsense = stranger.post(PAGE, data={"text": "<p>dzień dobry"})

    assert nothing.status_code == 422
    assert "Choose a file, paste the text of a badge, or give its address." in nothing.text
    assert "<p>dzień dobry" not in nonsense.text
    assert "Valid: " not in nonsense.text


def _address(award: Award) -> str:
    return f"{PUBLIC_URL}/credentials/{award.credential_uuid}"


def test_an_address_in_the_field_is_checked_like_a_file(stranger: TestClient, award: Award) -> None:
    page = stranger.post(PAGE, data={"url": _address(award)}).text

    assert ">Valid: genuine and in force</h1>" in page
    assert f'src="/credentials/{award.credential_uuid}.png"' in page


def test_an_address_of_a_badge_that_the_visitor_may_not_see_tells_nothing(
    stranger: TestClient, issuer: Issuer
) -> None:
    unclaimed = issuer.award(issuer.template())

    assert stranger.post(PAGE, data={"url": _address(unclaimed)}).status_code == 404


@pytest.mark.parametrize("url", ["badge", "ftp://badges.example/1", "javascript:alert(1)", "//x"])
def test_what_is_no_address_is_said_at_its_field(stranger: TestClient, url: str) -> None:
    answer = stranger.post(PAGE, data={"url": url})

    assert answer.status_code == 422
    assert "Give the whole address, beginning with https://." in answer.text
    assert f'value="{url}"' in answer.text


def test_a_link_alone_asks_no_other_site(stranger: TestClient) -> None:
    url = "https://elsewhere.example/badge.json"
    page = stranger.get("/verify", params={"url": url, "lang": "en"}).text

    assert f'value="{url}"' in page
    assert "could not be had" not in page


def test_a_photo_of_a_code_is_a_file_like_any_other(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    form = issuer.forms(award)["json"].encode()

    page = stranger.post(PAGE, files={"photo": ("photo.jpg", form)}).text

    assert ">Valid: genuine and in force</h1>" in page


def test_several_badges_in_one_file_have_a_report_each(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    good = issuer.forms(award)["json"]
    altered = good.replace("Kowalski", "Nowak")

    page = stranger.post(PAGE, data={"text": f"[{good},{altered}]"}).text

    assert page.count("<h1") == 1
    assert "Not all valid: 2 badges in this file</h1>" in page
    assert 'href="#part-2"' in page
    assert "1. Valid: genuine and in force" in page
    assert "2. Not valid: it was changed after it was signed" in page
    assert page.count("Is it genuine?") == 2


def test_a_badge_of_another_service_has_a_picture_that_we_draw(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    text = issuer.forms(award)["json"].replace("Kowalski", "Nowak")

    page = stranger.post(PAGE, data={"text": text}).text

    assert 'src="data:image/svg+xml;base64,' in page
    assert 'src="/credentials/' not in page
    assert "this one was drawn from its title" in page


def test_a_drawing_in_which_a_badge_came_is_shown_as_pixels(
    stranger: TestClient, issuer: Issuer, award: Award
) -> None:
    altered = issuer.forms(award)["json"].replace("Kowalski", "Nowak")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="9"/></svg>'

    page = stranger.post(PAGE, files={"file": ("badge.svg", bake(svg, altered))}).text

    assert 'src="data:image/png;base64,' in page
    assert "The picture is that of the file." in page
    assert "drawn from its title" not in page


def test_the_badge_is_shown_as_it_presents_itself(stranger: TestClient, award: Award) -> None:
    page = stranger.post(PAGE, data={"url": _address(award)}).text

    for words in ("Koordynator projektów", "Jan Kowalski", "Akademia", "Prowadzi projekty"):
        assert words in page
    assert "<strong>projekt</strong>" in page


def test_only_this_page_may_ask_for_the_camera(stranger: TestClient) -> None:
    name = "permissions-policy"

    assert "camera=(self)" in stranger.get("/verify").headers[name]
    assert "camera=(self)" in stranger.post(PAGE, data={"text": "x"}).headers[name]
    assert "camera=()" in stranger.get("/verify/codes").headers[name]
    assert "camera=()" in stranger.get("/").headers[name]
