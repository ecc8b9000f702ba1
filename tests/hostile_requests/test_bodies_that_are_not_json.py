"""A body that is not JSON, or is not called so, is told in words."""

import pytest
import visitors
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.models import ApiKey
from issuer.rights import Right

KEYS = "/api/v1/api-keys"
NEW_KEY = b'{"name": "A program", "scopes": ["read"]}'


@pytest.fixture
def program(issuer: Issuer) -> TestClient:
    """Return a program that may do everything."""
    return visitors.program(visitors.serve(issuer.service), issuer, *Right)


@pytest.mark.parametrize(
    "media_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "application/xml", "json",
     "application/jsonl", "multipart/form-data; boundary=x"],
)  # fmt: skip
def test_json_that_is_not_called_so_is_refused(
    program: TestClient, issuer: Issuer, media_type: str
) -> None:
    before = issuer.count(ApiKey)
    answer = program.post(KEYS, content=NEW_KEY, headers={"Content-Type": media_type})

    assert answer.status_code == 415
    assert answer.json()["type"].endswith("/problems/unsupported-media-type")
    assert "Content-Type: application/json" in answer.json()["detail"]
    assert issuer.count(ApiKey) == before


@pytest.mark.parametrize(
    "media_type", ["application/json", "application/json; charset=utf-8", "application/a.b+json"]
)
def test_json_that_is_called_so_is_read(program: TestClient, media_type: str) -> None:
    answer = program.post(KEYS, content=NEW_KEY, headers={"Content-Type": media_type})

    assert answer.status_code == 201


@pytest.mark.parametrize(("body", "place"), [(b"{", "znaku 1"), (b'{"name": }', "znaku 9")])
def test_what_is_no_json_is_told_with_its_place(
    program: TestClient, body: bytes, place: str
) -> None:
    headers = {"Content-Type": "application/json", "Accept-Language": "pl"}
    answer = program.post(KEYS, content=body, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problems/bad-request")
    assert answer.json()["detail"].endswith(f"{place}.")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b""])
def test_json_of_another_shape_is_invalid_input(program: TestClient, body: bytes) -> None:
    answer = program.post(KEYS, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/problems/invalid-input")


def test_each_of_these_problems_has_a_page(program: TestClient) -> None:
    for name in ("bad-request", "unsupported-media-type", "method-not-allowed"):
        assert program.get(f"/problems/{name}").status_code == 200
