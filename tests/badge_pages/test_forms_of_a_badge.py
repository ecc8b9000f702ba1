"""One address serves the page and the signed forms; each form is what was signed."""

from uuid import UUID

import pytest
from claiming.recipients import claimed, phone
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.models import Award
from signing.baking import unbake
from signing.pdf import extract_pdf
from verifier.report import Verdict

JSON_TYPES = ("application/vc", "application/vc+ld+json", "application/ld+json", "application/json")
JWT_TYPES = ("application/vc+jwt", "text/plain")


@pytest.fixture
def badge(app: FastAPI, issuer: Issuer) -> str:
    """Return the path of a badge that was claimed."""
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    return f"/credentials/{award.credential_uuid}"


@pytest.fixture
def forms(issuer: Issuer, badge: str) -> dict[str, str]:
    """Return the signed forms of `badge` as they are stored."""
    with issuer.service.database.reading() as session:
        award = session.scalars(
            select(Award).where(Award.credential_uuid == UUID(badge.rpartition("/")[2]))
        ).one()
    return issuer.forms(award)


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """Return the browser of somebody who only has the address."""
    return phone(app)


@pytest.mark.parametrize("media_type", JSON_TYPES)
def test_json_is_served_byte_for_byte_as_signed(
    stranger: TestClient, badge: str, forms: dict[str, str], media_type: str
) -> None:
    answer = stranger.get(badge, headers={"Accept": media_type})

    assert answer.content == forms["json"].encode()
    assert answer.headers["content-type"] == media_type


@pytest.mark.parametrize("media_type", JWT_TYPES)
def test_the_token_is_served_byte_for_byte_as_signed(
    stranger: TestClient, badge: str, forms: dict[str, str], media_type: str
) -> None:
    answer = stranger.get(badge, headers={"Accept": media_type})

    assert answer.content == forms["jwt"].encode()
    assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    ("accept", "served"),
    [
        ("*/*", "text/html"),
        ("", "text/html"),
        ("image/webp", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/json;q=0.5, application/vc+jwt", "application/vc+jwt"),
        ("text/html;q=0.1, application/vc", "application/vc"),
        ("APPLICATION/VC", "application/vc"),
        ("application/*", "application/vc"),
    ],
)
def test_the_client_chooses_the_form(
    stranger: TestClient, badge: str, accept: str, served: str
) -> None:
    answer = stranger.get(badge, headers={"Accept": accept})

    assert answer.headers["content-type"].partition(";")[0] == served
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "served"),
    [
        ("", "application/vc"),
        ("*/*", "application/vc"),
        ("text/html", "application/vc"),
        ("application/vc", "application/vc"),
        ("application/json", "application/json"),
        # What @digitalbazaar/http-client sends; it reads JSON only from a type that names it.
        ("application/ld+json, application/json", "application/ld+json"),
        ("application/vc+ld+json, application/json;q=0.9", "application/vc+ld+json"),
    ],
)
def test_the_address_of_the_json_is_called_what_the_client_reads(
    stranger: TestClient, badge: str, forms: dict[str, str], accept: str, served: str
) -> None:
    answer = stranger.get(f"{badge}.json", headers={"Accept": accept})

    assert answer.headers["content-type"] == served
    assert "Accept" in answer.headers["vary"]
    assert answer.content == forms["json"].encode()


@pytest.mark.parametrize(("ending", "form"), [(".json", "json"), (".jwt", "jwt")])
def test_each_form_has_an_address_of_its_own(
    stranger: TestClient, badge: str, forms: dict[str, str], ending: str, form: str
) -> None:
    assert stranger.get(badge + ending).text == forms[form]


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_picture_carries_the_signed_json(
    stranger: TestClient, badge: str, forms: dict[str, str], issuer: Issuer, ending: str
) -> None:
    picture = stranger.get(badge + ending).content

    assert unbake(picture) == forms["json"]
    assert issuer.verify(picture).verdict is Verdict.VALID


def test_the_certificate_carries_the_signed_json(
    stranger: TestClient, badge: str, forms: dict[str, str], issuer: Issuer
) -> None:
    answer = stranger.get(f"{badge}.pdf")

    assert answer.headers["content-type"] == "application/pdf"
    assert extract_pdf(answer.content) == forms["json"]
    assert issuer.verify(answer.content).verdict is Verdict.VALID


@pytest.mark.parametrize("ending", [".json", ".jwt", ".png", ".svg", ".pdf", "/qr.svg",
                                    "/share.png"])  # fmt: skip
def test_what_did_not_change_is_not_sent_again(
    stranger: TestClient, badge: str, ending: str
) -> None:
    tag = stranger.get(badge + ending).headers["etag"]

    again = stranger.get(badge + ending, headers={"If-None-Match": f'"x", W/{tag}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("ending", [".json", ".jwt"])
def test_scripts_of_other_sites_may_read_what_anybody_may_see(
    stranger: TestClient, badge: str, ending: str
) -> None:
    answer = stranger.get(badge + ending, headers={"Origin": "https://other.example"})

    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert stranger.options(badge + ending).headers["access-control-allow-origin"] == "*"


def test_scripts_of_other_sites_read_no_page(stranger: TestClient, badge: str) -> None:
    answer = stranger.get(badge, headers={"Origin": "https://other.example"})

    assert "access-control-allow-origin" not in answer.headers


def test_the_code_leads_to_the_badge_and_the_shared_picture_has_its_size(
    stranger: TestClient, badge: str
) -> None:
    shared = stranger.get(f"{badge}/share.png").content

    assert (int.from_bytes(shared[16:20], "big"), int.from_bytes(shared[20:24], "big")) == (
        1200,
        627,
    )
    assert stranger.get(f"{badge}/qr.svg").text.startswith("<?xml")
    assert f'content="{PUBLIC_URL}{badge}/share.png"' in stranger.get(badge).text
