"""Spoilt documents as data: each has one defect, and one rule and one place that name it."""

from collections.abc import Callable

from . import parts, sample
from .edits import REMOVED, Change

SUBJECT = "/credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"
DESCRIPTION = f"{ACHIEVEMENT}/resultDescription/0"
ENDORSEMENT = f"{ACHIEVEMENT}/endorsement/0"
CREATOR = f"{ACHIEVEMENT}/creator"
PERSON = f"{SUBJECT}/source"
CONTEXTS = "https://purl.imsglobal.org/spec/ob/v3p0"


def _missing(at: str, of: Callable[[], parts.Json] = sample.badge) -> Change:
    return Change(at, REMOVED, "missing-member", at.rpartition("/")[0], of)


_SHAPE = [
    Change("/name", None, "null-value"),
    Change(f"{ACHIEVEMENT}/image", None, "null-value"),
    Change("/ownMember", None, "null-value"),
    Change("/evidence", [], "empty-array"),
    Change("/@context", [], "empty-array"),
    Change("/type", [], "empty-array"),
    Change(f"{ACHIEVEMENT}/tag", [["a"]], "nested-array", f"{ACHIEVEMENT}/tag/0"),
    Change(f"{ACHIEVEMENT}/tag", ["a", "b", "a"], "duplicate-item", f"{ACHIEVEMENT}/tag/2"),
    Change("/own", [1, True, 1.0], "duplicate-item", "/own/2"),
    Change("/own", [{"a": 1, "b": [2]}, {"b": [2], "a": 1}], "duplicate-item", "/own/1"),
    Change("/@context", [parts.V2, parts.OB, parts.EXTENSIONS, parts.OB], "duplicate-item",
           "/@context/3"),
    Change("/@type", "OpenBadgeCredential", "at-sign-key"),
    Change("/@included", [{"a": 1}], "at-sign-key"),
    Change("/own", {"@value": "x"}, "at-sign-key", "/own/@value"),
    Change(f"{ACHIEVEMENT}/@context", [parts.V2], "misplaced-context"),
    Change("/https:~1~1example.org~1x", "y", "colon-in-key"),
    Change("/cred:validUntil", "2026-01-01T00:00:00Z", "colon-in-key"),
    Change("/", "x", "empty-key"),
    Change(f"{SUBJECT}/id", sample.badge()["id"], "same-id-twice"),
    Change(f"{SUBJECT}/id", parts.issuer()["id"], "self-issued"),
    Change(f"{CREATOR}/id", parts.issuer()["id"], "same-id-twice", "/credentialSubject/"
           "achievement/creator/id"),
    Change("/termsOfUse/0/own", {"id": "urn:x:y"}, "id-only-object"),
    Change("/issuer", {"id": "urn:x:y"}, "id-only-object"),
    Change("/name", "half \ud800", "not-unicode"),
    Change("/half \ud800", "x", "not-unicode"),
]  # fmt: skip

_MEMBERS = [
    _missing("/id"),
    _missing("/issuer"),
    _missing("/validFrom"),
    _missing("/credentialSubject"),
    _missing("/@context"),
    _missing("/issuer/type"),
    _missing(f"{ACHIEVEMENT}/id"),
    _missing(f"{ACHIEVEMENT}/criteria"),
    _missing(f"{ACHIEVEMENT}/alignment/1/targetUrl"),
    _missing(f"{SUBJECT}/achievement"),
    _missing(f"{SUBJECT}/identifier/0/hashed"),
    _missing(f"{DESCRIPTION}/resultType"),
    _missing("/issuer/address/geo/latitude"),
    _missing("/credentialStatus/statusPurpose"),
    _missing(f"{ENDORSEMENT}/name"),
    _missing(f"{ENDORSEMENT}/issuer/id"),
    _missing("/name", sample.old_badge),
    _missing("/issuanceDate", sample.old_badge),
    _missing("/name", parts.endorsement),
    _missing("/credentialSubject/encodedList", sample.status_list),
    _missing("/credentialSubject/encodedList", sample.old_status_list),
    _missing("/credentialStatus/statusListIndex", sample.old_badge),
    Change(f"{SUBJECT}/identifier/0/own", "x", "unknown-member"),
    Change("/image/as Image", "x", "unknown-member"),
    Change("/issuer/otherIdentifier/0/id", "urn:x:y", "unknown-member"),
]

_VALUES = [
    Change("/name", 5, "wrong-type"),
    Change("/credentialSubject", [sample.subject()], "wrong-type"),
    Change("/credentialStatus", [parts.status_entry()], "wrong-type"),
    Change(
        "/credentialStatus", [parts.status_entry(), "urn:x:y"], "wrong-type", "/credentialStatus/1"
    ),
    Change("/credentialStatus/statusMessage/0/status", 0, "wrong-type"),
    Change("/issuer", 7, "wrong-type"),
    Change("/issuer/parentOrg", "https://miasto.example/", "wrong-type"),
    Change("/type/2", 5, "wrong-type"),
    Change("/type", ["VerifiableCredential"], "unknown-kind"),
    Change("/type", REMOVED, "unknown-kind", ""),
    Change(f"{SUBJECT}/type", {"a": "b"}, "wrong-type"),
    Change(f"{SUBJECT}/identifier/1/hashed", "false", "wrong-type"),
    Change(f"{SUBJECT}/identifier/1/hashed", 0, "wrong-type"),
    Change(f"{SUBJECT}/result/0/value", 5, "wrong-type"),
    Change(f"{SUBJECT}/creditsEarned", True, "wrong-type"),
    Change(f"{ACHIEVEMENT}/creditsAvailable", "2.5", "wrong-type"),
    Change(f"{ACHIEVEMENT}/criteria", "https://szkola.example/criteria", "wrong-type"),
    Change(f"{DESCRIPTION}/valueMin", 0, "wrong-type"),
    Change(f"{DESCRIPTION}/rubricCriterionLevel/0/points", 5, "wrong-type"),
    Change(f"{ACHIEVEMENT}/tag/1", 5, "wrong-type"),
    Change(f"{ACHIEVEMENT}/name", {"@value": "A", "@language": "pl"}, "wrong-type"),
    Change("/issuer/address/geo/longitude", "19.94", "wrong-type"),
    Change("/@context/3", 7, "wrong-type"),
    Change("/credentialSubject/ttl", -1, "wrong-type", of=sample.status_list),
    Change("/evidence", sample.badge()["evidence"][0], "not-an-array"),
    Change("/endorsementJwt", parts.JWS, "not-an-array"),
    Change(f"{ACHIEVEMENT}/tag", "spawanie", "not-an-array"),
    Change("/@context", parts.V2, "not-an-array"),
    Change("/image", "https://szkola.example/a.png", "bare-string-image"),
    Change(f"{ACHIEVEMENT}/image", "https://szkola.example/a.png", "bare-string-image"),
    Change("/image/type", ["Image"], "not-exactly-this-type"),
    Change(f"{SUBJECT}/identifier/0/type", "Identity", "not-exactly-this-type"),
    Change("/credentialStatus/type", ["BitstringStatusListEntry"], "not-exactly-this-type"),
    Change("/type/0", "OtherCredential", "missing-type", "/type"),
    Change("/issuer/type", ["Organization"], "missing-type"),
    Change(f"{ENDORSEMENT}/credentialSubject/type", "Subject", "missing-type"),
    Change("/type/2", "EndorsementCredential", "more-than-one-kind", "/type"),
    Change("/id", "badge-1", "not-an-absolute-iri"),
    Change("/issuer", "szkola.example", "not-an-absolute-iri"),
    Change("/issuer/url", "https://szkola.example/a b", "not-an-absolute-iri"),
    Change(f"{ENDORSEMENT}/issuer/id", "izba", "not-an-absolute-iri"),
    Change("/validFrom", "2026-05-31", "not-a-datetime-with-zone"),
    Change("/validFrom", "2026-05-31T12:00:00", "not-a-datetime-with-zone"),
    Change("/validUntil", "2031-02-30T12:00:00Z", "not-a-datetime-with-zone"),
    Change("/proof/0/created", "2026-05-31T12:00:00+00:00Z", "not-a-datetime-with-zone"),
    Change(f"{SUBJECT}/activityStartDate", "2026-02", "not-a-datetime-with-zone"),
    Change(f"{PERSON}/dateOfBirth", "1981-02-29", "not-a-date"),
    Change(f"{ACHIEVEMENT}/achievementType", "Odznaka", "unknown-term"),
    Change(f"{SUBJECT}/identifier/0/identityType", "email", "unknown-term"),
    Change("/issuer/otherIdentifier/0/identifierType", "ext:", "unknown-term"),
    Change(f"{DESCRIPTION}/resultType", "Grade", "unknown-term"),
    Change(f"{ACHIEVEMENT}/alignment/0/targetType", "EQF", "unknown-term"),
    Change(f"{SUBJECT}/result/1/status", "ext:Done", "unknown-closed-term"),
    Change(f"{ACHIEVEMENT}/inLanguage", "polski", "not-a-language-code"),
    Change("/issuer/address/addressCountryCode", "POL", "not-a-country-code"),
    Change("/endorsementJwt/0", "a.b", "not-a-compact-jws"),
    Change("/credentialStatus/statusListIndex", "0x1F", "not-a-status-index"),
    Change("/credentialStatus/statusListIndex", -1, "not-a-status-index"),
    Change("/credentialStatus/statusListIndex", True, "not-a-status-index"),
    Change("/credentialSubject/encodedList", "H4sI", "not-an-encoded-list", of=sample.status_list),
]

_CONTEXTS = [
    Change("/@context/0", "https://www.w3.org/ns/credentials/v3", "wrong-first-context"),
    Change("/@context/0", parts.V1, "wrong-first-context", of=sample.status_list),
    Change("/@context/1", f"{CONTEXTS}/context-3.0.x.json", "wrong-second-context"),
    Change("/@context", [parts.V2], "context-too-short", of=parts.endorsement),
    Change("/@context/2", "https://szkola.example/ctx", "extensions-context-missing", "/@context"),
    Change(f"{ENDORSEMENT}/@context/2", REMOVED, "extensions-context-missing",
           f"{ENDORSEMENT}/@context"),
    Change("/expirationDate", "2027-01-01T00:00:00Z", "date-of-another-version"),
    Change("/issuanceDate", "2026-05-31T12:00:00Z", "date-of-another-version"),
]  # fmt: skip

_AGREEMENT = [
    Change("/validUntil", "2026-05-31T13:59:59+02:00", "ends-before-it-begins"),
    Change("/expirationDate", "2020-01-01T00:00:00Z", "ends-before-it-begins", of=sample.old_badge),
    Change("/validUntil", "2020-01-01T00:00:00Z", "ends-before-it-begins", of=sample.status_list),
    Change("/expirationDate", "2020-01-01T00:00:00Z", "ends-before-it-begins",
           of=sample.old_status_list),
    Change(f"{ACHIEVEMENT}/criteria", {"name": "x"}, "criteria-empty"),
    Change(f"{SUBJECT}/identifier/0/identityHash", "sha256$abc", "identity-hash-malformed"),
    Change(f"{SUBJECT}/result/0/resultDescription", "urn:x:y", "unknown-result-description"),
    Change(f"{SUBJECT}/result/0/achievedLevel", "urn:x:y", "unknown-level"),
    Change(f"{DESCRIPTION}/requiredLevel", "urn:x:y", "unknown-level"),
    Change(f"{SUBJECT}/result/1/status", REMOVED, "status-required", f"{SUBJECT}/result/1"),
    Change("/credentialSchema/0/type", "JsonSchema", "no-1edtech-schema", "/credentialSchema"),
]  # fmt: skip

SPOILT = (*_SHAPE, *_MEMBERS, *_VALUES, *_CONTEXTS, *_AGREEMENT)
