"""Registers of issuers: told beside the verdict, and never part of it (rule 20)."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import visitors
from issuing import CANONICALISER, Issuer
from pydantic import ValidationError
from starlette.testclient import TestClient

from issuer.samples.badge import sample_document
from issuer.settings import Settings
from keys.did_key import did_key_method
from keys.private import LocalSigner, generate
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.proof_options import ProofOptions
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.securing import sign_embedded
from verifier.errors import UnreachableError
from verifier.recognised_issuers import (
    LARGEST_REGISTRY,
    Registry,
    UnreadRegistry,
    read_registry,
    recognised_lines,
    with_recognised,
)
from verifier.registry_shelf import AGAIN, RegistryShelf
from verifier.texts import Language

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ADDRESS = "/api/v1/verify"
NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
OWN_DID = "did:web:badges.example:issuers:akademia"
ISSUER = "did:key:z6MkpLDL3RoAoMRTwTgo3rs39ZwssfaPKtGdZw7AGRN7CK4W"
LISTED: Json = {
    "meta": {"created": "2022-10-27T17:57:31+00:00", "updated": "2025-03-12T16:20:00+00:00"},
    "registry": {
        ISSUER: {
            "name": "(Example) My University",
            "location": "Cambridge, MA, USA",
            "url": "https://university.example",
        },
        "did:web:credentials.example": {"name": "Only a name"},
    },
}
GENUINE = {"verdict": "valid", "genuine": "yes", "credential": {"issuer": {"id": ISSUER}}}


def registry(name: str = "Consortium") -> Registry:
    found = read_registry(name, json.dumps(LISTED).encode())
    assert isinstance(found, Registry)
    return found


def recognised(report: dict[str, Json], *registries: Registry | UnreadRegistry) -> Any:
    return with_recognised(report, registries)["recognised_issuer"]


def strangers_badge() -> tuple[str, str]:
    """Return the DID of somebody who is not of this service, and a badge of theirs."""
    key = generate(Algorithm.ED25519)
    signer = LocalSigner(did_key_method(key.public_key), key)
    did = signer.verification_method.partition("#")[0]
    ids = tuple(f"urn:uuid:0b2a63f4-3a01-4e5b-9f2c-{n:012x}" for n in range(3))
    created = NOW - timedelta(days=1)
    document = sample_document(did, ids, created, "0123456789abcdef")
    options = ProofOptions(created=created)
    signed = sign_embedded(document, EDDSA_RDFC_2022, signer, options, CANONICALISER)
    return did, json.dumps(signed)


def client_with(issuer: Issuer, registries: str) -> TestClient:
    settings = issuer.service.settings.model_copy(update={"registries": registries})
    return visitors.browser(visitors.serve(replace(issuer.service, settings=settings)))


def test_an_issuer_is_told_as_the_register_names_it() -> None:
    found = recognised(GENUINE, registry())

    assert found["found"] == [{"registry": "Consortium", **LISTED["registry"][ISSUER]}]
    assert found["text"] == {
        "en": "The issuer is in the register “Consortium” as “(Example) My University”.",
        "pl": "Wydawca jest w rejestrze „Consortium” jako „(Example) My University”.",
    }


def test_an_entry_may_have_a_name_alone() -> None:
    report = {**GENUINE, "credential": {"issuer": "did:web:credentials.example"}}

    assert recognised(report, registry())["found"] == [
        {"registry": "Consortium", "name": "Only a name"}
    ]


@pytest.mark.parametrize(
    "issuer",
    [ISSUER.upper(), f"{ISSUER}#key", f" {ISSUER}", ISSUER[:-1], "did:web:CREDENTIALS.example"],
    ids=["capitals", "a key", "a space", "shorter", "host in capitals"],
)
def test_only_exactly_the_same_id_is_found(issuer: str) -> None:
    found = recognised({**GENUINE, "credential": {"issuer": {"id": issuer}}}, registry())

    assert found["found"] == []
    assert "says nothing about the badge" in found["text"]["en"]


@pytest.mark.parametrize("genuine", ["no", "unknown"])
def test_of_what_is_not_genuine_nothing_is_told(genuine: str) -> None:
    assert recognised({**GENUINE, "genuine": genuine}, registry()) is None


def test_without_registers_nothing_is_told() -> None:
    assert recognised(GENUINE) is None


def test_a_register_that_cannot_be_had_is_said_and_changes_nothing_else() -> None:
    report = with_recognised(GENUINE, [UnreadRegistry("Down", "no answer"), registry()])

    assert report["verdict"] == "valid"
    assert report["recognised_issuer"]["unreachable"] == ["Down"]
    assert report["recognised_issuer"]["asked"] == ["Consortium"]
    lines = list(recognised_lines(report, Language.ENGLISH))
    assert lines == [
        "The issuer is in the register “Consortium” as “(Example) My University”. "
        "The register “Down” could not be read just now."
    ]


def test_each_of_several_badges_is_told_of_by_itself() -> None:
    other = {**GENUINE, "credential": {"issuer": "did:web:nobody.example"}}
    report = with_recognised({"verdict": "valid", "reports": [GENUINE, other]}, [registry()])

    told = [bool(part["recognised_issuer"]["found"]) for part in report["reports"]]
    assert told == [True, False]
    assert "recognised_issuer" not in report


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"registry": []}',
        b'{"registry": {}, "registry": {}}',
        b"\xff",
        b'{"registry": {"a": ' + b"[" * 100,
        b" " * (LARGEST_REGISTRY + 1),
    ],
    ids=[
        "empty", "a page", "a list", "without", "a list inside", "twice", "no UTF-8", "deep",
        "too large",
    ],
)  # fmt: skip
def test_what_is_no_register_is_said_to_be_unreadable(data: bytes) -> None:
    assert isinstance(read_registry("x", data), UnreadRegistry)


def test_odd_entries_are_left_out() -> None:
    odd = {"a": "x", "b": {"name": 5}, "c": {"url": "x"}, "d": {"name": "D", "url": 5, "more": 1}}

    found = read_registry("x", json.dumps({"registry": odd}).encode())

    assert isinstance(found, Registry)
    assert found.entries == {"d": {"name": "D"}}


@dataclass
class Place:
    """Somewhere a register is, or not, and how often somebody looked."""

    content: bytes | None = json.dumps(LISTED).encode()
    asked: list[str] = field(default_factory=list)

    def get(self, place: str) -> bytes:
        """Return the register."""
        self.asked.append(place)
        if self.content is None:
            raise UnreachableError(place, "no answer")
        return self.content


@pytest.mark.parametrize("content", [json.dumps(LISTED).encode(), None], ids=["there", "down"])
def test_a_register_is_asked_for_once_a_minute_whether_it_answers_or_not(
    content: bytes | None,
) -> None:
    place, shelf = Place(content), RegistryShelf()
    sources = [("Consortium", "https://registry.example/r.json")]

    for seconds in (0, 1, 59):
        now = NOW + timedelta(seconds=seconds)
        (found,) = shelf.registries(sources, place.get, now=now)
        assert isinstance(found, UnreadRegistry if content is None else Registry)
    assert len(place.asked) == 1

    shelf.registries(sources, place.get, now=NOW + AGAIN)
    assert len(place.asked) == 2


@ON_SQLITE
def test_an_organisation_of_this_service_is_recognised(client: TestClient, badge: str) -> None:
    told = client.post(ADDRESS, content=badge).json()["recognised_issuer"]

    assert told["found"] == [
        {
            "registry": "badges.example",
            "name": "Akademia",
            "url": "https://badges.example/issuers/akademia",
        }
    ]


@ON_SQLITE
def test_the_register_of_a_file_is_asked_too(platform: Issuer, badge: str, tmp_path: Path) -> None:
    file = tmp_path / "register.json"
    file.write_text(json.dumps({"registry": {OWN_DID: {"name": "Acme Academy"}}}), "utf-8")
    client = client_with(platform, f"Ministry = {file}; Lost={tmp_path / 'lost.json'}")

    told = client.post(ADDRESS, content=badge).json()["recognised_issuer"]
    text = client.post(ADDRESS, content=badge, headers={"Accept": "text/plain"}).text

    assert [each["registry"] for each in told["found"]] == ["badges.example", "Ministry"]
    assert told["unreachable"] == ["Lost"]
    assert "The issuer is in the register “Ministry” as “Acme Academy”." in text
    assert "The register “Lost” could not be read just now." in text


@ON_SQLITE
def test_a_genuine_badge_of_somebody_unknown_stays_valid(platform: Issuer) -> None:
    _, badge = strangers_badge()
    answer = client_with(platform, "Away=https://10.0.0.1/r.json").post(ADDRESS, content=badge)

    assert answer.json()["verdict"] == "valid"
    told = answer.json()["recognised_issuer"]
    assert told["found"] == []
    assert told["unreachable"] == ["Away"]
    assert told["text"]["pl"] == (
        "Wydawcy nie ma w żadnym znanym nam rejestrze: to nic nie mówi o odznace. "
        "Rejestru „Away” nie udało się teraz odczytać."
    )


@pytest.mark.parametrize("text", ["x", "=file", "name=", "name=http://x.example/r.json", "a=b\nc"])
def test_a_setting_that_names_no_register_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Settings(registries=text)


def test_a_setting_names_registers_one_a_line_or_between_semicolons() -> None:
    text = "A = /etc/a.json ; B=https://b.example/r.json?x=1\n\nC=c.json\n"

    assert Settings(registries=text).registry_sources == [
        ("A", "/etc/a.json"),
        ("B", "https://b.example/r.json?x=1"),
        ("C", "c.json"),
    ]
