"""Good documents to spoil: a badge that uses every class and member of the vocabulary, and kin."""

from .parts import (
    EXTENSIONS,
    HASH,
    JWS,
    OB,
    V1,
    V2,
    Json,
    alignment,
    assessor,
    endorsement,
    identifier_entry,
    image,
    issuer,
    old_status_entry,
    proof,
    schema,
    status_entry,
)


def result_descriptions() -> list[Json]:
    rubric: Json = {
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0003",
        "type": ["ResultDescription"],
        "name": "Poziom",
        "resultType": "RubricCriterionLevel",
        "allowedValue": ["słabo", "dobrze"],
        "requiredLevel": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0004",
        "requiredValue": "dobrze",
        "valueMin": "0",
        "valueMax": "5",
        "alignment": [alignment(2)],
        "rubricCriterionLevel": [
            {
                "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0004",
                "type": ["RubricCriterionLevel"],
                "name": "Mistrz",
                "description": "Pracuje samodzielnie.",
                "level": "Mastered",
                "points": "5",
                "alignment": [alignment(3)],
            }
        ],
    }
    status: Json = {
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0005",
        "type": ["ResultDescription"],
        "name": "Zaliczenie",
        "resultType": "Status",
    }
    return [rubric, status]


def achievement() -> Json:
    return {
        "id": "https://szkola.example/achievements/1/1/pl",
        "type": ["Achievement"],
        "name": "Spawanie TIG",
        "description": "Potwierdza umiejętność spawania metodą TIG.",
        "criteria": {"id": "https://szkola.example/criteria/1", "narrative": "Egzamin praktyczny."},
        "achievementType": "MicroCredential",
        "alignment": [alignment(4), alignment(5)],
        "creator": {
            "id": "https://tworca.example/",
            "type": ["Profile"],
            "endorsementJwt": [f"{JWS}x"],
        },
        "creditsAvailable": 2.5,
        "endorsement": [endorsement()],
        "endorsementJwt": [JWS],
        "fieldOfStudy": "Spawalnictwo",
        "humanCode": "TIG-1",
        "image": image("tig"),
        "inLanguage": "pl",
        "otherIdentifier": [identifier_entry("TIG")],
        "related": [
            {
                "id": "https://szkola.example/achievements/1/1/en",
                "type": ["Related"],
                "inLanguage": "en-GB",
                "version": "1",
            }
        ],
        "resultDescription": result_descriptions(),
        "specialization": "Stal nierdzewna",
        "tag": ["spawanie", "TIG"],
        "version": "1",
    }


def subject() -> Json:
    return {
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0006",
        "type": ["AchievementSubject"],
        "achievement": achievement(),
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": HASH,
                "identityType": "emailAddress",
                "salt": "Kosher",
            },
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": "Jan Kowalski",
                "identityType": "name",
            },
        ],
        "activityStartDate": "2026-02-01T08:00:00Z",
        "activityEndDate": "2026-05-30T16:00:00+02:00",
        "creditsEarned": 2,
        "image": image("baked"),
        "licenseNumber": "T/17/2026",
        "narrative": "Ukończył z wyróżnieniem.",
        "result": [
            {
                "type": ["Result"],
                "resultDescription": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0003",
                "achievedLevel": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0004",
                "value": "5",
                "alignment": [alignment(6)],
            },
            {
                "type": ["Result"],
                "resultDescription": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0005",
                "status": "Completed",
            },
        ],
        "role": "Uczeń",
        "source": assessor(),
        "term": "2026",
    }


def badge() -> Json:
    """Return a badge of VCDM 2.0 without a fault and without a remark beyond a text issuer."""
    return {
        "@context": [V2, OB, EXTENSIONS],
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0007",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Spawanie TIG",
        "description": "Mikropoświadczenie",
        "image": image("odznaka"),
        "issuer": issuer(),
        "validFrom": "2026-05-31T12:00:00Z",
        "validUntil": "2031-05-31T12:00:00Z",
        "awardedDate": "2026-05-31T12:00:00Z",
        "credentialSubject": subject(),
        "endorsement": [endorsement("urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0007", "cech")],
        "endorsementJwt": [JWS],
        "evidence": [
            {
                "id": "https://szkola.example/works/1",
                "type": ["Evidence"],
                "name": "Spoina",
                "narrative": "Próbka",
                "description": "Próbka stali",
                "genre": "Praca praktyczna",
                "audience": "Pracodawcy",
            }
        ],
        "proof": [proof()],
        "credentialSchema": [schema("achievementcredential")],
        "credentialStatus": status_entry(),
        "refreshService": {
            "id": "https://szkola.example/refresh/1",
            "type": "1EdTechCredentialRefresh",
        },
        "termsOfUse": [{"id": "https://szkola.example/terms", "type": "TermsOfSchool"}],
    }


def plain_badge() -> Json:
    """Return a badge with the members, and the single proof, of the official test vector."""
    return {
        "@context": [V2, OB],
        "id": "https://szkola.example/credentials/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {
            "id": "https://szkola.example/issuers/1",
            "type": ["Profile"],
            "url": "https://szkola.example",
            "name": "Technikum nr 1",
        },
        "validFrom": "2026-01-01T00:00:00Z",
        "name": "Spawanie TIG",
        "credentialSubject": {
            "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://szkola.example/achievements/1",
                "type": ["Achievement"],
                "criteria": {"narrative": "Egzamin praktyczny."},
                "description": "Potwierdza umiejętność spawania.",
                "name": "Spawanie TIG",
            },
        },
        "proof": proof(),
    }


def old_badge() -> Json:
    """Return a badge of VCDM 1.1 without a fault."""
    new = badge()
    dates = {"issuanceDate": new.pop("validFrom"), "expirationDate": new.pop("validUntil")}
    context = [V1, OB, EXTENSIONS]
    return {**new, "@context": context, **dates, "credentialStatus": old_status_entry()}


def old_endorsement() -> Json:
    """Return an endorsement of VCDM 1.1 without a fault."""
    new = endorsement()
    dates = {"issuanceDate": new.pop("validFrom"), "expirationDate": new.pop("validUntil")}
    return {**new, "@context": [V1, OB, EXTENSIONS], **dates}


def status_list() -> Json:
    """Return the credential of a status list without a fault."""
    return {
        "@context": [V2],
        "id": "https://szkola.example/status/1",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "https://szkola.example/issuers/1",
        "validFrom": "2026-05-31T12:00:00Z",
        "validUntil": "2026-06-01T12:00:00Z",
        "credentialSubject": {
            "id": "https://szkola.example/status/1#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA",
            "ttl": 60000,
        },
        "proof": proof(),
    }


def old_status_list() -> Json:
    """Return a status list as it was in VCDM 1.1, without a fault."""
    new = status_list()
    dates = {"issuanceDate": new.pop("validFrom"), "expirationDate": new.pop("validUntil")}
    subject = new["credentialSubject"]
    return {
        **new,
        "@context": [V1, "https://w3id.org/vc/status-list/2021/v1"],
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        **dates,
        "credentialSubject": {
            "id": subject["id"],
            "type": "StatusList2021",
            "statusPurpose": "suspension",
            "encodedList": subject["encodedList"][1:],
        },
    }
