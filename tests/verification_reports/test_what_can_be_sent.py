"""`POST /api/v1/verify` takes a badge in whatever way is at hand (rule 28: from any site)."""

import json
from typing import Any

import pytest
from issuing import JAN, PUBLIC_URL, Issuer
from log_lines import written_log
from starlette.testclient import TestClient

from issuer.rates import PUBLIC_VERIFICATION
from issuer.uploads import LARGEST_UPLOAD

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ADDRESS = "/api/v1/verify"


def sent(client: TestClient, way: str, badge: str, token: str) -> Any:
    """Send the badge in one of the ways that there are."""
    as_json = {"Content-Type": "application/json"}
    ways: dict[str, dict[str, Any]] = {
        "body without a type": {"content": badge},
        "body called JSON": {"content": badge, "headers": as_json},
        "body called JSON-LD": {
            "content": badge,
            "headers": {"Content-Type": "application/ld+json"},
        },
        # What `curl --data-binary` calls it.
        "body called a form": {
            "content": badge,
            "headers": {"Content-Type": "application/x-www-form-urlencoded"},
        },
        "file": {"files": {"file": ("badge.json", badge)}},
        "pasted into a form": {"data": {"text": badge}, "files": {"file": ("", b"")}},
        "object": {"content": f'{{"credential": {badge}}}', "headers": as_json},
        "token in JSON": {"json": {"credential": token}},
        "text in JSON": {"json": {"text": f"\n {badge}\n"}},
    }
    return client.post(ADDRESS, **ways[way])


@pytest.mark.parametrize(
    "way",
    [
        "body without a type",
        "body called JSON",
        "body called JSON-LD",
        "body called a form",
        "file",
        "pasted into a form",
        "object",
        "token in JSON",
        "text in JSON",
    ],
)
def test_a_badge_is_verified_in_whatever_way_it_comes(
    client: TestClient, platform: Issuer, way: str
) -> None:
    forms = platform.forms(platform.award(platform.template()))

    answer = sent(client, way, forms["json"], forms["jwt"])

    assert answer.status_code == 200, answer.text
    assert answer.json()["verdict"] == "valid"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_scripts_of_other_sites_may_read_every_refusal(client: TestClient, badge: str) -> None:
    """Rule 28: else they would only learn that something failed."""
    refused = {
        "nothing": client.post(ADDRESS, json={"recipient": "x"}),
        "two": client.post(ADDRESS, json={"text": badge, "url": "https://a.example/"}),
        "long question": client.post(ADDRESS, params={"recipient": "x" * 2_000}, content=badge),
        "too large": client.post(ADDRESS, content=b" " * (12 * 2**20)),
    }
    answers = [client.post(ADDRESS, content="x") for _ in range(PUBLIC_VERIFICATION.count + 1)]
    refused["too often"] = answers[-1]

    assert {name: answer.status_code for name, answer in refused.items()} == {
        "nothing": 422, "two": 422, "long question": 422, "too large": 413, "too often": 429,
    }  # fmt: skip
    for answer in refused.values():
        assert answer.headers.get_list("access-control-allow-origin") == ["*"]
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ADDRESS), ("POST", f"{ADDRESS}/"), ("POST", "/verify")]
)
def test_nothing_else_is_opened_by_that(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert "access-control-allow-origin" not in answer.headers


def test_a_badge_in_an_envelope_is_taken_out_letter_by_letter(
    client: TestClient, badge: str
) -> None:
    twice = badge.replace('"issuer":', '"name": "a", "name": "b", "issuer":', 1)

    bare = client.post(ADDRESS, content=twice).json()
    inside = client.post(
        ADDRESS,
        content=f' {{ "recipient" : "x", "credential":\n{twice} }} ',
        headers={"Content-Type": "application/json"},
    ).json()

    assert bare["checks"][0]["outcome"] == "failed"
    assert inside["checks"][0] == bare["checks"][0]


@pytest.mark.parametrize("as_form", [True, False])
@pytest.mark.parametrize(
    ("recipient", "verdict"), [(JAN.email, "valid"), ("eve@example.org", "invalid")]
)
def test_somebody_can_be_asked_about(
    client: TestClient, badge: str, recipient: str, verdict: str, *, as_form: bool
) -> None:
    given = {"text": badge, "recipient": recipient}
    body: dict[str, Any] = (
        {"data": given, "files": {"file": ("", b"")}} if as_form else {"json": given}
    )

    assert client.post(ADDRESS, **body).json()["verdict"] == verdict


def test_an_address_of_nobody_is_a_report_and_no_error(client: TestClient) -> None:
    answer = client.post(ADDRESS, json={"url": "https://10.0.0.1/badge.json"})

    assert answer.status_code == 200
    assert answer.json()["verdict"] == "could-not-check"
    assert answer.json()["checks"][0]["code"] == "address-unreachable"


@pytest.mark.parametrize(
    "given",
    [
        {"url": "https://a.example/", "text": "x"},
        {"recipient": "jan@example.org"},
        {"url": "did:web:a.example"},
        {"url": "https://a.example/ https://b.example/"},
        {"url": f"https://a.example/{'x' * 3000}"},
        {"url": ["https://a.example/"]},
        {"text": {"a": 1}},
        {"credential": 5},
        {"text": "x", "recipient": "x" * 1001},
    ],
    ids=[
        "two badges", "no badge", "a DID", "two addresses", "a long address", "a list",
        "an object as text", "a number", "a long recipient",
    ],
)  # fmt: skip
def test_an_envelope_that_names_no_badge_or_two_is_refused(
    client: TestClient, given: dict[str, Any]
) -> None:
    answer = client.post(ADDRESS, json=given)

    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == f"{PUBLIC_URL}/problems/verification-input"


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"text": "a", "more": 1}',
        b'{"text": "a", "text": "b"}',
        b'{"text": "a"',
        b'{"text": "a"} x',
        b'{"text": ' + b"[" * 100_000,
        b'{"text": "\xff"}',
    ],
    ids=["empty", "more", "twice", "open", "after", "deep", "no UTF-8"],
)
def test_what_is_no_envelope_after_all_is_taken_for_the_badge(
    client: TestClient, body: bytes
) -> None:
    answer = client.post(ADDRESS, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 200
    assert answer.json()["verdict"] in {"invalid", "could-not-check"}
    assert answer.json()["genuine"] == "unknown"


@pytest.mark.parametrize("way", ["body", "file", "text", "envelope"])
def test_what_is_too_large_is_refused(client: TestClient, way: str) -> None:
    large = "x" * (LARGEST_UPLOAD + 1)
    ways: dict[str, dict[str, Any]] = {
        "body": {"content": large},
        "file": {"files": {"file": ("a", large)}},
        "text": {"data": {"text": large}, "files": {"file": ("", b"")}},
        "envelope": {"json": {"text": "x" * 3_000_000}},
    }

    answer = client.post(ADDRESS, **ways[way])

    assert answer.status_code in {413, 422}
    assert len(answer.content) < 1000


def test_scripts_of_other_sites_may_ask_first(client: TestClient) -> None:
    answer = client.options(ADDRESS, headers={"Origin": "https://other.example"})

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "POST"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/json, text/plain, */*", "application/json"),
        ("text/plain", "text/plain"),
        ("application/pdf", "application/pdf"),
        ("text/html", "application/json"),
    ],
)
def test_accept_chooses_the_form_of_the_report(
    client: TestClient, badge: str, accept: str, media_type: str
) -> None:
    answer = client.post(ADDRESS, content=badge, headers={"Accept": accept})

    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["access-control-allow-origin"] == "*"


def test_an_envelope_says_what_it_says_to_no_log(client: TestClient, badge: str) -> None:
    with written_log() as log:
        client.post(ADDRESS, json={"credential": json.loads(badge), "recipient": JAN.email})

    assert [event["route"] for event in log.events("request")] == [ADDRESS]
    assert JAN.email not in log.text
