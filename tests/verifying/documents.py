"""The documents that these tests sign: the sample badge and its kin, before any proof."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from contexts.library import (
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    DATA_INTEGRITY_V2,
    ED25519_2020_V1,
    OPEN_BADGES_3_0_3,
    OPEN_BADGES_EXTENSIONS,
)
from issuer.samples.badge import sample_document
from keys.strict_json import Json
from signing.status_list import empty_list, encode, with_status

from .edits import Edit, all_of, put, removed, renamed
from .people import ENDORSER, ISSUER

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
CREATED = NOW - timedelta(days=1)
STATUS = "https://akademia.example/status/1"
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
INDEX = 94567


def uuid(number: int) -> str:
    return f"urn:uuid:0b2a63f4-3a01-4e5b-9f2c-{number:012x}"


CREDENTIAL, ACHIEVEMENT, SUBJECT = uuid(1), uuid(2), uuid(3)


def badge(issuer: str = ISSUER.issuer) -> dict[str, Json]:
    """Return the sample badge with an end: valid for four years, one day old at `NOW`."""
    ids = (CREDENTIAL, ACHIEVEMENT, SUBJECT)
    document = sample_document(issuer, ids, CREATED, "0123456789abcdef")
    return {**document, "validUntil": "2030-06-30T12:00:00Z"}


def version_1(document: Mapping[str, Json]) -> dict[str, Json]:
    """Return a document of VCDM 1.1 that says the same."""
    renamings = all_of(
        renamed("/validFrom", "issuanceDate"), renamed("/validUntil", "expirationDate")
    )
    contexts = [CREDENTIALS_V1, OPEN_BADGES_3_0_3, DATA_INTEGRITY_V2]
    changed: dict[str, Json] = {**renamings(document), "@context": contexts}
    return changed


def status_entry(**members: Json) -> dict[str, Json]:
    return {
        "id": f"{STATUS}#{INDEX}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(INDEX),
        "statusListCredential": STATUS,
        **members,
    }


def with_status_entry(**members: Json) -> Edit:
    return put("/credentialStatus", status_entry(**members))


def status_list(issuer: str = ISSUER.issuer, *, taken_back: int | None = None) -> dict[str, Json]:
    """Return a status list, in force at `NOW`, with at most one bit set."""
    bits = with_status(empty_list(), [] if taken_back is None else [taken_back])
    return {
        "@context": [CREDENTIALS_V2],
        "id": STATUS,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": "2026-07-01T00:00:00Z",
        "validUntil": "2026-07-02T00:00:00Z",
        "credentialSubject": {
            "id": f"{STATUS}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(bits),
            "ttl": 60000,
        },
    }


def endorsement(number: int = 100, issuer: Json = ENDORSER.issuer) -> dict[str, Json]:
    """Return what somebody says about the achievement of the sample badge."""
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
        "id": uuid(number),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Rekomendacja",
        "issuer": issuer,
        "validFrom": "2026-06-01T00:00:00Z",
        "credentialSubject": {
            "id": ACHIEVEMENT,
            "type": ["EndorsementSubject"],
            "endorsementComment": f"Zdanie numer {number}.",
        },
    }


def rich_badge(issuer: str = ISSUER.issuer) -> dict[str, Json]:
    """Return the sample badge with everything that has more than one spelling in some software."""
    document = badge(issuer)
    return {
        **document,
        "@context": [*document["@context"], OPEN_BADGES_EXTENSIONS],
        "credentialStatus": status_entry(),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "termsOfUse": [{"id": "https://akademia.example/terms", "type": "urn:example:Terms"}],
        "endorsement": [endorsement()],
        "credentialSubject": _rich_subject(document["credentialSubject"]),
    }


def _rich_subject(subject: Mapping[str, Json]) -> dict[str, Json]:
    achieved = subject["achievement"]
    image = {"id": "https://akademia.example/a.png", "type": "Image", "caption": "Znak"}
    second = {**achieved["alignment"][0], "targetName": "Poziom 6"}
    return {
        **subject,
        "creditsEarned": 5,
        "achievement": {
            **achieved,
            "creator": {"id": uuid(4), "type": ["Profile"], "name": "Autorka"},
            "criteria": {"id": "https://akademia.example/criteria"},
            "image": image,
            "alignment": [*achieved["alignment"], second],
        },
    }


with_old_suite = put("/@context/-", ED25519_2020_V1)
without_identity = all_of(
    removed("/credentialSubject/id"), removed("/credentialSubject/identifier")
)
