"""What a check says about credentials that are no Open Badges: of the W3C, and learner records."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contexts.vocabulary import Findings, Kind, check
from contexts.vocabulary.others import check_other, other_kind_of

from . import sample
from .edits import REMOVED, edited

VERSION_2 = "https://www.w3.org/ns/credentials/v2"
VERSION_1 = "https://www.w3.org/2018/credentials/v1"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
NEW: dict[str, Any] = {
    "@context": [VERSION_2],
    "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential"],
    "issuer": {"id": "did:example:1", "name": "Ktoś"},
    "validFrom": "2026-01-01T00:00:00Z",
    "validUntil": "2027-01-01T00:00:00Z",
    "credentialSubject": [{"id": "did:example:2"}, {"id": "did:example:3"}],
    "credentialStatus": {"id": "https://a.example/1", "type": "SomeStatus", "own": "x"},
    "termsOfUse": [{"type": "SomeTerms"}],
    "proof": {"type": "DataIntegrityProof"},
}
OLD: dict[str, Any] = {
    "@context": [VERSION_1],
    "type": ["VerifiableCredential", "CertifiedDiploma"],
    "issuer": "did:example:1",
    "issuanceDate": "2026-01-01T00:00:00Z",
    "expirationDate": "2027-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:2"},
}
RECORD: dict[str, Any] = {
    "@context": [VERSION_2, CLR],
    "id": "urn:uuid:00000000-0000-4000-8000-000000000002",
    "type": ["VerifiableCredential", "ClrCredential"],
    "name": "Rejestr",
    "issuer": {"id": "did:example:1", "type": ["Profile"], "name": "Ktoś"},
    "validFrom": "2026-01-01T00:00:00Z",
    "awardedDate": "2026-01-01T00:00:00Z",
    "partial": True,
    "credentialSubject": {
        "type": ["ClrSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": "Jan",
                "identityType": "name",
            }
        ],
        "verifiableCredential": [NEW, "eyJ.eyJ.AAA"],
        "association": [
            {
                "type": "Association",
                "associationType": "isChildOf",
                "sourceId": "urn:example:1",
                "targetId": "urn:example:2",
            }
        ],
    },
}
SPOILT: list[tuple[dict[str, Any], str, Any, str, str]] = [
    (NEW, "/@context", [VERSION_2, 5], "wrong-type", "/@context/1"),
    (NEW, "/@context", VERSION_2, "not-an-array", "/@context"),
    (NEW, "/type", ["Diploma"], "missing-type", "/type"),
    (NEW, "/issuer", REMOVED, "missing-member", ""),
    (NEW, "/issuer/id", "Ktoś", "not-an-absolute-iri", "/issuer/id"),
    (NEW, "/validFrom", "2026-01-01", "not-a-datetime-with-zone", "/validFrom"),
    (NEW, "/validUntil", "2025-01-01T00:00:00Z", "ends-before-it-begins", "/validUntil"),
    (NEW, "/credentialSubject", REMOVED, "missing-member", ""),
    (NEW, "/credentialSubject", "did:example:2", "wrong-type", "/credentialSubject"),
    (NEW, "/credentialSubject/1", 5, "wrong-type", "/credentialSubject/1"),
    (NEW, "/credentialStatus/type", REMOVED, "missing-member", "/credentialStatus"),
    (NEW, "/name", None, "null-value", "/name"),
    (OLD, "/issuanceDate", REMOVED, "missing-member", ""),
    (OLD, "/expirationDate", "2025-01-01T00:00:00Z", "ends-before-it-begins", "/expirationDate"),
    (RECORD, "/name", REMOVED, "missing-member", ""),
    (RECORD, "/partial", "yes", "wrong-type", "/partial"),
    (RECORD, "/issuer/type", REMOVED, "missing-member", "/issuer"),
    (RECORD, "/credentialSubject/type", ["Person"], "missing-type", "/credentialSubject/type"),
    (
        RECORD,
        "/credentialSubject/verifiableCredential",
        REMOVED,
        "missing-member",
        "/credentialSubject",
    ),
    (
        RECORD,
        "/credentialSubject/association/0/associationType",
        "isLike",
        "unknown-closed-term",
        "/credentialSubject/association/0/associationType",
    ),
]


@pytest.mark.parametrize("good", [NEW, OLD, RECORD], ids=["new", "old", "record"])
def test_what_the_standards_allow_has_no_violation(good: Mapping[str, Any]) -> None:
    assert check_other(good).violations == ()


@pytest.mark.parametrize(
    ("document", "place", "value", "rule", "pointer"),
    SPOILT,
    ids=[f"{rule} {place}" for _, place, _, rule, _ in SPOILT],
)
def test_one_defect_gives_one_violation_at_its_place(
    document: dict[str, Any], place: str, value: Any, rule: str, pointer: str
) -> None:
    found = check_other(edited(document, place, value)).violations
    assert [(violation.rule, violation.pointer) for violation in found] == [(rule, pointer)]


def test_what_is_inside_a_record_is_left_to_its_own_report() -> None:
    inside = "/credentialSubject/verifiableCredential/0"
    changed = edited(edited(RECORD, f"{inside}/type", ["Diploma"]), f"{inside}/issuer", REMOVED)
    assert check_other(changed).violations == ()


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["VerifiableCredential"], Kind.CREDENTIAL),
        (["VerifiableCredential", "ClrCredential"], Kind.CLR),
        ("VerifiableCredential", Kind.CREDENTIAL),
        (["VerifiablePresentation"], None),
        (None, None),
    ],
)
def test_the_kind_is_told_by_type(types: object, kind: Kind | None) -> None:
    assert other_kind_of({"type": types}) is kind


def test_the_check_of_badges_knows_nothing_of_others() -> None:
    # Whoever signs asks that check: an organisation's key signs badges only.
    for other in (NEW, OLD, RECORD):
        assert "unknown-kind" in {violation.rule for violation in check(other).violations}
    assert check(sample.badge()).violations == ()


@given(
    st.dictionaries(
        st.sampled_from(sorted(RECORD)),
        st.none() | st.booleans() | st.text() | st.lists(st.text()) | st.just({"type": [5]}),
    )
)
def test_anything_is_checked_without_raising(members: dict[str, Any]) -> None:
    for document in (NEW, OLD, RECORD):
        assert isinstance(check_other({**document, **members}), Findings)
