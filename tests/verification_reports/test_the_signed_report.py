"""A report as a signed document: a credential of the platform about the file checked (rule 11)."""

import base64
import hashlib
import json
from io import BytesIO
from typing import Any

import pypdf
import pytest
import visitors
from issuing import PUBLIC_URL, Issuer
from sqlalchemy import delete
from starlette.testclient import TestClient

from contexts.library import CREDENTIALS_V2
from issuer.models import InstanceFact
from issuer.platform_key import platform_signer
from issuer.verification_reports.shown import (
    LONGEST_REPORT,
    new_report,
    report_json,
    seal_shown,
)
from issuer.verification_reports.signed import report_document, secured, signed_report
from issuer.verifying_errors import ReportTooLongError
from keys import multikey
from keys.errors import InvalidSignatureError
from keys.strict_json import Json, read
from signing.baking_errors import NothingBakedError
from signing.pdf import extract_pdf
from signing.proofs import covered_by, proofs_of
from signing.rdfc_suites import EDDSA_RDFC_2022
from verifier.report import Verdict

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ADDRESS = "/api/v1/verify"
PDF = {"Accept": "application/pdf"}


def attached(pdf: bytes) -> dict[str, Any]:
    """Return the file inside a report."""
    ((name, contents),) = pypdf.PdfReader(BytesIO(pdf)).attachments.items()
    assert name == "verification-report.json"
    found: dict[str, Any] = read(contents[0], canonical_numbers=False)
    return found


def report_inside(document: dict[str, Any]) -> Any:
    """Return the report that a signed document carries, after comparing its digest."""
    resource = document["relatedResource"]
    content = base64.b64decode(resource["id"].removeprefix("data:application/json;base64,"))
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    assert resource["digestSRI"] == f"sha256-{digest}"
    return json.loads(content)


@pytest.fixture
def document(client: TestClient, badge: str) -> dict[str, Any]:
    """Return the signed report on a badge."""
    return attached(client.post(ADDRESS, content=badge, headers=PDF).content)


def test_it_is_signed_with_the_key_of_the_platform(
    document: dict[str, Any], platform: Issuer
) -> None:
    (proof,) = proofs_of(document)
    did, _, key = proof["verificationMethod"].partition("#")

    assert document["issuer"] == did == "did:web:badges.example"
    published = visitors.browser(visitors.serve(platform.service)).get("/.well-known/did.json")
    assert proof["verificationMethod"] in published.json()["assertionMethod"]
    EDDSA_RDFC_2022.verify_proof(
        covered_by(document, proof), proof, multikey.decode(key), platform.service.canonicaliser
    )


def test_our_own_verifier_finds_it_genuine(document: dict[str, Any], platform: Issuer) -> None:
    report = platform.verify(json.dumps(document, ensure_ascii=False))

    assert report.verdict is Verdict.VALID


@pytest.mark.parametrize("name", ["validFrom", "credentialSubject", "relatedResource"])
def test_whoever_changes_it_breaks_the_signature(
    document: dict[str, Any], platform: Issuer, name: str
) -> None:
    changes = {
        "validFrom": "2029-01-01T00:00:00Z",
        "credentialSubject": {**document["credentialSubject"], "id": "ni:///sha-256;AAAA"},
        "relatedResource": {**document["relatedResource"], "id": "data:application/json,0"},
    }
    altered = {**document, name: changes[name]}
    (proof,) = proofs_of(altered)
    key = multikey.decode(proof["verificationMethod"].partition("#")[2])

    with pytest.raises(InvalidSignatureError):
        EDDSA_RDFC_2022.verify_proof(
            covered_by(altered, proof), proof, key, platform.service.canonicaliser
        )


def test_it_holds_the_whole_report_and_the_digest_of_the_file(
    document: dict[str, Any], client: TestClient, badge: str
) -> None:
    report = report_inside(document)
    answer = client.post(ADDRESS, content=badge).json()

    assert report.keys() == answer.keys()
    assert report["checks"] == answer["checks"]
    assert report["verdict"] == "valid"
    name = document["credentialSubject"]["id"].removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(name + "=") == hashlib.sha256(badge.encode()).digest()


def test_it_needs_no_context_but_that_of_all_credentials(document: dict[str, Any]) -> None:
    assert document["@context"] == [CREDENTIALS_V2]
    assert document["type"] == ["VerifiableCredential"]


def test_a_report_on_what_is_no_badge_is_signed_as_well(client: TestClient) -> None:
    nothing = client.post(ADDRESS, content=b'{"x": "\\ud800"}', headers=PDF)

    assert nothing.status_code == 200
    assert report_inside(attached(nothing.content))["verdict"] == "invalid"


def test_a_demonstration_attaches_the_report_and_says_that_it_is_not_signed(
    platform: Issuer, badge: str
) -> None:
    here = visitors.browser(visitors.serve(visitors.on_this_machine(platform.service)))
    with platform.writing() as session:
        session.execute(delete(InstanceFact).where(InstanceFact.name == "platform_key"))

    answer = here.post(ADDRESS, content=badge, headers={**PDF, "Accept-Language": "en"})

    assert "proof" not in attached(answer.content)
    assert "checks" in attached(answer.content)
    assert "It is not signed" in words(answer.content)


def test_it_is_archival_and_accessible_and_is_not_taken_for_the_badge(
    client: TestClient, badge: str
) -> None:
    pdf = client.post(ADDRESS, content=badge, headers=PDF).content
    reader = pypdf.PdfReader(BytesIO(pdf))
    root: Json = reader.trailer["/Root"].get_object()

    facts = root["/Metadata"].get_object().get_data().decode()
    for name, value in (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        assert f"<{name}>{value}</{name}>" in facts or f'{name}="{value}"' in facts
    with pytest.raises(NothingBakedError):
        extract_pdf(pdf)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("pl", "Raport ze sprawdzenia odznaki"), ("en", "Report of the verification of a badge")],
)
def test_it_is_printed_in_the_language_of_the_reader(
    client: TestClient, badge: str, language: str, sentence: str
) -> None:
    pdf = client.post(ADDRESS, content=badge, headers={**PDF, "Accept-Language": language}).content

    text = words(pdf)
    assert sentence in text
    assert hashlib.sha256(badge.encode()).hexdigest() in text
    assert PUBLIC_URL in text.replace("\u200b", "")


def test_what_a_stranger_wrote_is_printed_as_it_is(client: TestClient) -> None:
    hostile = json.dumps(
        {
            "@context": [CREDENTIALS_V2],
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "id": 'urn:x:#read("/etc/passwd")',
            "issuer": {"id": "https://x.example", "name": "#panic() *a* {url} محمد \u202e"},
            "credentialSubject": {"achievement": {"name": "W" * 5000}},
        }
    )

    answer = client.post(ADDRESS, content=hostile, headers={**PDF, "Accept-Language": "en"})

    assert answer.status_code == 200
    assert "#panic() *a* {url}" in words(answer.content)
    assert "The sign □" in words(answer.content)


def test_the_longest_report_is_still_read_and_a_longer_one_is_refused(platform: Issuer) -> None:
    rest = {"text": {"en": "VALID", "pl": "WAŻNA"}, "verdict": "valid", "padding": ""}
    longest = {**rest, "padding": "x" * (LONGEST_REPORT - len(report_json(rest)))}
    with platform.service.database.reading() as session:
        signed = signed_report(
            session, platform.service, new_report(longest, "ab" * 32, now=platform.now),
            now=platform.now,
        )  # fmt: skip
    assert signed is not None

    assert platform.verify(signed).verdict is Verdict.VALID
    with pytest.raises(ReportTooLongError):
        new_report({**longest, "more": ""}, "ab" * 32, now=platform.now)
    assert seal_shown(platform.service, {**longest, "more": ""}, b"", now=platform.now) == ""


def test_equal_reports_give_equal_documents_but_for_their_number(platform: Issuer) -> None:
    report = {"text": {"en": "VALID", "pl": "WAŻNA"}, "verdict": "valid"}
    shown = new_report(report, "ab" * 32, now=platform.now)
    with platform.service.database.reading() as session:
        signer = platform_signer(session, platform.service.keks)
    twice = [
        secured(shown, signer, platform.service.canonicaliser, now=platform.now) for _ in range(2)
    ]

    assert twice[0] == twice[1]
    assert report_document(shown, "did:web:x")["id"] == shown.number.urn


def words(pdf: bytes) -> str:
    """Return everything that is printed."""
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    text = " ".join(page.extract_text() for page in pages)
    return " ".join(text.replace("\u00a0", " ").split())
