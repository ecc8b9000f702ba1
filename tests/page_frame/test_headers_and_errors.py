"""What every answer tells browsers, and how errors look to people and to programs."""

import re

import pytest
import visitors
from claiming.recipients import phone
from fastapi import FastAPI
from issuing import Issuer

from issuer.models import Role
from issuer.web.static_files import static_address, static_files

PAGES = ("/", "/my", "/sign-in", "/reset", "/verify", "/claim/x", "/sign-in/x", "/nowhere",
         "/api/v1/members", "/credentials/x", "/static/frame.css")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_forbids_what_pages_do_not_need(app: FastAPI, page: str) -> None:
    headers = phone(app).get(page, follow_redirects=False).headers

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"]
    assert "referrer-policy" in headers


@pytest.mark.parametrize("page", ["/", "/my", "/sign-in", "/verify", "/claim/x"])
def test_no_page_has_a_script_or_style_within_or_loads_from_elsewhere(
    app: FastAPI, page: str
) -> None:
    text = phone(app).get(page).text

    assert not re.search(r"<script(?![^>]*src=)", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=", text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


@pytest.mark.parametrize("page", ["/", "/my", "/sign-in", "/reset", "/verify"])
def test_every_field_has_a_label_and_every_page_one_heading(app: FastAPI, page: str) -> None:
    text = phone(app).get(page).text

    assert text.count("<h1") == 1
    for name in re.findall(r'<(?:input|select|textarea) id="([^"]+)"', text):
        assert f'<label for="{name}">' in text


def test_people_who_must_sign_in_are_led_there_and_back(app: FastAPI) -> None:
    answer = phone(app).get("/awards?q=x", follow_redirects=False)

    assert answer.headers["location"] == "/sign-in?next=%2Fawards%3Fq%3Dx"


def test_a_program_gets_problems_and_never_a_page(app: FastAPI) -> None:
    client = visitors.browser(app)

    for address, status in (("/awards", 401), ("/nowhere", 404), ("/credentials/x", 404)):
        answer = client.get(address, headers={"Accept": "application/json"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["content-type"]) == (
            status,
            "application/problem+json",
        )


@pytest.mark.parametrize("language", ["pl", "en"])
def test_an_error_is_a_page_that_says_what_to_do(app: FastAPI, language: str) -> None:
    answer = phone(app).get(f"/credentials/x?lang={language}")

    assert answer.status_code == 404
    assert {"pl": "Nie ma tu żadnej odznaki", "en": "There is no badge here"}[
        language
    ] in answer.text
    assert 'href="/my"' in answer.text


def test_a_right_that_is_lacking_is_said_on_a_page(app: FastAPI, issuer: Issuer) -> None:
    visitors.add_staff(issuer, Role.VIEWER)
    client = visitors.sign_in(app)

    answer = client.get("/templates/new", headers={"Accept": "text/html"})

    assert answer.status_code == 403
    assert "administrator" in answer.text.lower()


def test_an_error_undoes_what_the_request_did(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client = visitors.browser(app)

    refused = client.post(
        f"/awards/{award.id}/revoke", data={"reason": "x"}, headers={"Accept": "text/html"}
    )

    assert refused.status_code == 401
    assert issuer.read(award).revoked_at is None


def test_files_of_pages_are_kept_until_they_change(app: FastAPI) -> None:
    client = phone(app)

    for name in static_files():
        current = client.get(static_address(name))
        assert current.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert client.get(f"/static/{name}").headers["cache-control"] == "no-cache"
    assert client.get("/static/..%2frendering.py").status_code == 404
