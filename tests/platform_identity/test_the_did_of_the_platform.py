"""The installation has a DID and a key of its own, which speak for no organisation (rule 11)."""

import json
from pathlib import Path

import pytest
import visitors
from issuing import JAN, Issuer
from starlette.testclient import TestClient

from issuer.cli import main
from issuer.collaborators import Collaborators
from issuer.db.engine import open_database
from issuer.issuer_keys import keys_of, signers_of
from issuer.key_errors import KeyUnavailableError
from issuer.models import InstanceFact, Organisation
from issuer.own_documents import own_answer
from issuer.platform_key import ensure_platform_key, platform_signer
from keys import multikey
from keys.kek import RawKekSource
from keys.strict_json import Json
from signing.proof_options import ProofOptions
from signing.rdfc_suites import EDDSA_RDFC_2022
from verifier.report import Verdict

ADDRESS = "/.well-known/did.json"
DID = "did:web:badges.example"


@pytest.fixture
def platform(service: Collaborators) -> Collaborators:
    """Return a service that has its key."""
    make_key(service)
    return service


def make_key(service: Collaborators) -> None:
    with service.database.writing() as session, session.begin():
        ensure_platform_key(session, service.settings, service.keks)


def document(service: Collaborators) -> Json:
    return visitors.browser(visitors.serve(service)).get(ADDRESS).json()


def test_its_did_is_the_host_and_its_key_is_published(platform: Collaborators) -> None:
    answer = visitors.browser(visitors.serve(platform)).get(ADDRESS)

    assert answer.headers["content-type"] == "application/did+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json()
    assert found["id"] == DID
    assert {method["controller"] for method in found["verificationMethod"]} == {DID}
    assert len(found["assertionMethod"]) == 2


def test_what_its_key_signs_is_checked_with_the_published_key(platform: Collaborators) -> None:
    with platform.database.reading() as session:
        signer = platform_signer(session, platform.keks)
    did, _, key = signer.verification_method.partition("#")

    assert did == DID
    assert signer.verification_method in document(platform)["assertionMethod"]
    multikey.decode(key).verify(signer.sign(b"a checkpoint"), b"a checkpoint")


def test_it_is_made_once_and_stays(platform: Collaborators) -> None:
    before = document(platform)

    make_key(platform)

    assert document(platform) == before


def test_the_verifier_of_the_service_knows_it_without_asking_over_the_network(
    platform: Collaborators,
) -> None:
    answer = own_answer(platform.database, platform.settings.base_url)

    for name in (DID, f"https://badges.example{ADDRESS}"):
        assert json.loads(answer(name) or b"{}") == document(platform)


def test_a_link_to_the_page_for_verification_stands_for_what_it_is_about(
    platform: Collaborators,
) -> None:
    answer = own_answer(platform.database, platform.settings.base_url)

    link = "https://badges.example/verify?url=https://elsewhere.example/1"
    assert answer(link) == link.encode()
    assert answer("https://badges.example/verify") is None


def test_its_private_half_is_sealed_and_opens_with_the_right_key_only(
    platform: Collaborators,
) -> None:
    with platform.database.reading() as session:
        kept = session.get_one(InstanceFact, "platform_key").value
        assert set(json.loads(kept)) == {"did", "multikey", "envelope"}
        with pytest.raises(KeyUnavailableError):
            platform_signer(session, RawKekSource(bytes(range(1, 33))))


def test_neither_kind_of_key_opens_in_the_place_of_the_other(
    issuer: Issuer, platform: Collaborators
) -> None:
    with issuer.writing() as session:
        fact = session.get_one(InstanceFact, "platform_key")
        record = json.loads(fact.value)
        organisation = session.get_one(Organisation, issuer.organisation_id)
        key = next(
            each for each in keys_of(session, organisation.id) if each.algorithm == "ed25519"
        )
        swapped = {**record, "multikey": key.multikey, "envelope": key.envelope}
        key.public_key = multikey.decode(record["multikey"]).raw
        key.multikey, key.envelope = record["multikey"], record["envelope"]
        fact.value = json.dumps(swapped)
        session.flush()

        with pytest.raises(KeyUnavailableError):
            signers_of(session, platform, organisation)
        with pytest.raises(KeyUnavailableError):
            platform_signer(session, platform.keks)


def test_a_badge_of_an_organisation_that_it_signs_is_invalid(
    issuer: Issuer, platform: Collaborators
) -> None:
    signed = json.loads(issuer.forms(issuer.award(issuer.template(), JAN))["json"])
    proof = signed.pop("proof")
    assert DID not in {entry["verificationMethod"].partition("#")[0] for entry in _listed(proof)}
    with platform.database.reading() as session:
        signer = platform_signer(session, platform.keks)

    options = ProofOptions(created=issuer.now)
    forged = EDDSA_RDFC_2022.create_proof(signed, signer, options, platform.canonicaliser)

    report = issuer.verify(json.dumps({**signed, "proof": [forged]}))
    assert report.verdict is Verdict.INVALID


def _listed(proof: Json) -> list[Json]:
    return proof if isinstance(proof, list) else [proof]


def test_a_demonstration_has_none_and_says_why(service: Collaborators) -> None:
    here = visitors.on_this_machine(service)
    answer = TestClient(visitors.serve(here), "http://localhost:8000").get(ADDRESS)

    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/problems/platform-without-did")
    assert "https" in answer.json()["detail"]


def test_preparing_the_tables_of_a_public_service_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSYGNIA_HOME", str(tmp_path))
    monkeypatch.setenv("INSYGNIA_PUBLIC_URL", "https://badges.example")
    monkeypatch.setenv("INSYGNIA_KEK", "00112233445566778899aabbccddeeff" * 2)

    for _ in range(2):
        assert main(["db", "upgrade"]) == 0

    database = open_database(f"sqlite:///{tmp_path / 'insygnia.db'}")
    with database.reading() as session:
        assert json.loads(session.get_one(InstanceFact, "platform_key").value)["did"] == DID
    database.dispose()
