"""Beside a stranger's badge stands the picture that came with it, made anew, and whose it is."""

import base64
import re
from io import BytesIO

import pytest
from claiming.recipients import claimed, phone
from fastapi import FastAPI
from issuing import Issuer
from PIL import Image
from starlette.testclient import TestClient
from verifying.edits import Edit, put, same
from verifying.securing import bytes_of, well

from signing.baking import bake

PAGE = "/verify?lang={}"
SHOWN = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
OF_THE_FILE = {
    "en": "No signature covers it: whoever had the file could change it.",
    "pl": "Żaden podpis go nie obejmuje: mógł go zmienić każdy, kto miał ten plik.",
}
SIGNED = {"en": "its signature covers it.", "pl": "objęty jej podpisem."}


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (640, 640), (20, 120, 60)).save(file, "PNG")
    return file.getvalue()


def with_image(after: Edit = same) -> bytes:
    url = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    image = {"id": url, "type": "Image"}
    return bytes_of(well(put("/credentialSubject/achievement/image", image), after=after)())


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """Return the browser of somebody without an account."""
    return phone(app)


def page_about(stranger: TestClient, badge: bytes, language: str = "en") -> str:
    return stranger.post(PAGE.format(language), files={"file": ("badge", badge)}).text


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_picture_of_a_file_is_shown_and_said_to_be_unsigned(
    stranger: TestClient, language: str
) -> None:
    sent = bake(picture(), bytes_of(well()()).decode())
    page = page_about(stranger, sent, language)
    (shown,) = SHOWN.findall(page)
    content = base64.b64decode(shown)
    with Image.open(BytesIO(content), formats=("PNG",)) as made:
        assert made.size == (400, 400)
    assert b"credential" not in content
    assert OF_THE_FILE[language] in page
    assert SIGNED[language] not in page


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_picture_under_the_signature_is_said_to_be_so(
    stranger: TestClient, language: str
) -> None:
    page = page_about(stranger, with_image(), language)
    assert len(SHOWN.findall(page)) == 1
    assert SIGNED[language] in page
    assert OF_THE_FILE[language] not in page


def test_of_a_changed_badge_nothing_is_said_to_be_signed(stranger: TestClient) -> None:
    page = page_about(stranger, with_image(after=put("/name", "Inna")))
    assert "Not valid" in page
    assert SIGNED["en"] not in page


def test_a_badge_of_ours_is_shown_with_our_picture_whatever_it_was_baked_into(
    stranger: TestClient, app: FastAPI, issuer: Issuer
) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    page = page_about(stranger, bake(picture(), issuer.forms(award)["json"]))
    assert f'src="/credentials/{award.credential_uuid}.png"' in page
    assert SHOWN.findall(page) == []
    assert OF_THE_FILE["en"] not in page


def test_a_report_of_a_program_holds_no_picture(stranger: TestClient) -> None:
    answer = stranger.post("/api/v1/verify", content=bake(picture(), bytes_of(well()()).decode()))
    assert answer.json()["verdict"] == "valid"
    assert "image/png" not in answer.text


def test_each_of_several_badges_is_shown_as_it_looks(stranger: TestClient) -> None:
    plain, pictured = bytes_of(well()()).decode(), with_image().decode()

    page = page_about(stranger, f"[{plain},{pictured}]".encode())

    first, second = page.split('<section class="part"')[1:]
    assert 'src="data:image/svg+xml;base64,' in first
    assert "drawn from its title" in first
    assert not SHOWN.search(first)
    assert SHOWN.search(second)
    assert SIGNED["en"] in second


def test_of_very_many_badges_the_first_twenty_have_a_picture(stranger: TestClient) -> None:
    badges = ",".join([bytes_of(well()()).decode()] * 23)

    page = page_about(stranger, f"[{badges}]".encode())

    parts = page.split('<section class="part"')[1:]
    assert [part.count("<img") for part in parts] == [1] * 20 + [0] * 3
