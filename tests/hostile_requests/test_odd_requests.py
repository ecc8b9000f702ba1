"""Requests that no decent program sends: a clear refusal, and never an answer of 500."""

from collections.abc import Iterator

import pytest
import visitors
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.api.body_limit import LARGEST_API_BODY, LARGEST_FORM, LARGEST_JSON
from issuer.rights import Right

BODY = {"recipient": {"first_name": "Jan", "last_name": "Kowalski", "email": "jan@example.org"}}


@pytest.fixture
def program(issuer: Issuer) -> TestClient:
    """Return a program that may do everything, and is told of errors as strangers are."""
    client = visitors.program(visitors.serve(issuer.service), issuer, *Right)
    return TestClient(
        client.app,
        str(client.base_url),
        raise_server_exceptions=False,
        headers=dict(client.headers),
    )


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 65_536 + 1):
        yield b" " * 65_536


@pytest.mark.parametrize(
    ("path", "media_type", "limit"),
    [
        ("/api/v1/sessions", "application/json", LARGEST_JSON),
        ("/api/v1/uploads", "multipart/form-data; boundary=x", LARGEST_API_BODY),
        ("/api/v1/verify", "application/octet-stream", LARGEST_API_BODY),
        ("/my", "application/x-www-form-urlencoded", LARGEST_FORM),
    ],
)
def test_what_is_too_large_is_refused(
    program: TestClient, path: str, media_type: str, limit: int
) -> None:
    headers = {"Content-Type": media_type}

    declared = program.post(path, content=b" " * (limit + 1), headers=headers)
    as_it_comes = program.post(path, content=chunks(limit), headers=headers)

    assert declared.status_code == 413
    assert as_it_comes.status_code in {400, 413, 422}
    assert declared.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["\ud800", "x\udfff", "\x00"])
def test_half_a_character_is_told_and_not_a_failure(
    program: TestClient, issuer: Issuer, text: str
) -> None:
    address = f"/api/v1/achievements/{issuer.template()}/awards"
    escaped = text.encode("unicode_escape").decode().replace("\\x00", "\\u0000")
    person = '{"first_name": "Jan", "last_name": "K", "email": "jan@example.org"}'

    answer = program.post(
        address,
        content=f'{{"recipient": {person}, "language": "{escaped}"}}',
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code == 422
    assert answer.json()["faults"][0]["code"] == "E06"


@pytest.mark.parametrize("key", ["a b", "ż" * 3, "x" * 256])
def test_an_odd_idempotency_key_is_refused(program: TestClient, issuer: Issuer, key: str) -> None:
    address = f"/api/v1/achievements/{issuer.template()}/awards"

    answer = program.post(address, json=BODY, headers=[(b"Idempotency-Key", key.encode())])

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/api-keys/a%00b",
        "/issuers/a%00b/did.json",
        "/issuers/a%00b/keys/c%00d",
        "/credentials/26db3e09-1f84-4596-b02f-3a660d2722c2%00",
        "/problems/a%00b",
        "/api/v1/audit?from=0001-01-01T00:00:00%2B02:00",
        "/api/v1/audit?to=9999-12-31T23:59:59-02:00",
    ],
)
def test_an_odd_address_is_no_failure(program: TestClient, address: str) -> None:
    method = "DELETE" if "api-keys" in address else "GET"

    assert program.request(method, address).status_code in {404, 422}


def test_a_badge_with_an_odd_id_is_verified_all_the_same(program: TestClient) -> None:
    answer = program.post("/api/v1/verify", content='{"id": "urn:\\u0000", "type": []}')

    assert answer.status_code == 200
    assert answer.json()["verdict"] != "valid"


def test_no_redirect_names_the_host_of_the_request(program: TestClient) -> None:
    answer = program.get("/templates/", headers={"Host": "evil.example"}, follow_redirects=False)

    assert "evil.example" not in answer.headers.get("location", "")


def test_what_a_session_reads_is_kept_nowhere(program: TestClient) -> None:
    assert program.get("/api/v1/awards").headers["Cache-Control"] == "no-store"
