"""A script of another site reads why a public address failed, also when nobody foresaw that."""

from dataclasses import replace
from typing import Never

import pytest
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from starlette.testclient import TestClient
from visitors import serve

from issuer.collaborators import Collaborators
from issuer.web.security_headers import HEADERS

OTHER = {"Origin": "https://other.example"}
NOBODY = "01890000-0000-7000-8000-000000000000"


class BrokenClock:
    """A clock that fails as nobody foresees."""

    def __call__(self) -> Never:
        """Fail."""
        raise RuntimeError("the secret of this machine")


class BrokenVerification:
    """A verification that fails as nobody foresees."""

    def answer(self, *_: object) -> Never:
        """Fail."""
        raise RuntimeError("the secret of this machine")


def stranger(app: FastAPI) -> TestClient:
    # A server answers, and then tells its log; a test would only be told.
    return TestClient(app, PUBLIC_URL, headers=OTHER, raise_server_exceptions=False)


@pytest.fixture
def broken(service: Collaborators) -> TestClient:
    return stranger(serve(replace(service, clock=BrokenClock())))


def assert_opened(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path, content=b"{}" if method == "POST" else None)
    assert answer.status_code == status
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text


def test_a_verification_that_fails_says_so_to_scripts_of_other_sites(issuer: Issuer) -> None:
    app = serve(issuer.service)
    app.state.verification = BrokenVerification()
    assert_opened(stranger(app), "POST", "/api/v1/verify", 500)


def test_so_does_one_that_fails_before_it_begins(broken: TestClient) -> None:
    assert_opened(broken, "POST", "/api/v1/verify", 500)


@pytest.mark.parametrize(
    "path",
    [
        "/.well-known/did.json",
        "/issuers/nobody",
        "/issuers/nobody/did.json",
        "/issuers/nobody/keys/x",
        f"/achievements/{NOBODY}",
        f"/achievements/{NOBODY}/1/pl",
        f"/status/{NOBODY}",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_why_there_is_no_public_document_can_be_read(
    service: Collaborators, path: str, method: str
) -> None:
    answer = stranger(serve(service)).request(method, path)
    assert answer.status_code == 404
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]


@pytest.mark.parametrize("path", ["/.well-known/jwks.json", "/issuers/nobody/did.json"])
def test_a_public_document_that_fails_says_so(broken: TestClient, path: str) -> None:
    assert_opened(broken, "GET", path, 500)


@pytest.mark.parametrize("path", ["/sign-in", "/api/v1/me", "/credentials/x.json", "/verify"])
def test_no_other_error_is_opened(broken: TestClient, path: str) -> None:
    answer = broken.get(path, headers={"Cookie": "__Host-insygnia=x"})
    assert answer.status_code >= 400
    assert "access-control-allow-origin" not in answer.headers


def test_a_page_about_a_public_document_is_not_opened(issuer: Issuer) -> None:
    for path in ("/issuers/nobody", "/issuers/akademia"):
        answer = stranger(serve(issuer.service)).get(path, headers={"Accept": "text/html"})
        assert answer.headers["content-type"].startswith("text/html")
        assert "access-control-allow-origin" not in answer.headers


def test_an_unforeseen_error_has_the_headers_of_every_answer(broken: TestClient) -> None:
    answer = broken.get("/api/v1/me", headers={"Cookie": "__Host-insygnia=x"})
    assert answer.status_code == 500
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "Strict-Transport-Security" in answer.headers
