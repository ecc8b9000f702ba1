"""Good documents to spoil: a badge that uses every class and member of the vocabulary, and kin."""

from typing import Any

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
SCHEMAS = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
JWS = "eyJhbGciOiJFUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJl"
HASH = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"

Json = dict[str, Any]


def image(name: str) -> Json:
    return {"id": f"https://szkola.example/{name}.png", "type": "Image", "caption": "Znak szkoły"}


def alignment(number: int) -> Json:
    return {
        "type": ["Alignment"],
        "targetName": f"Poziom {number}",
        "targetUrl": f"http://data.europa.eu/snb/eqf/{number}",
        "targetCode": str(number),
        "targetDescription": "Poziom europejskich ram kwalifikacji",
        "targetFramework": "EQF",
        "targetType": "ext:EQFLevel",
    }


def identifier_entry(text: str) -> Json:
    return {"type": "IdentifierEntry", "identifier": text, "identifierType": "ext:REGON"}


def proof() -> Json:
    return {
        "type": "DataIntegrityProof",
        "created": "2026-05-31T12:00:00Z",
        "expires": "2036-05-31T12:00:00Z",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": "https://szkola.example/issuers/1#z6MkExample",
        "proofPurpose": "assertionMethod",
        "proofValue": "z5x9aCBYovW3",
    }


def schema(name: str) -> Json:
    kind = "1EdTechJsonSchemaValidator2019"
    return {"id": f"{SCHEMAS}ob_v3p0_{name}_schema.json", "type": kind}


def status_entry() -> Json:
    return {
        "id": "https://szkola.example/status/1#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://szkola.example/status/1",
        "statusSize": 1,
    }


def endorsement(subject: str = "https://szkola.example/achievements/1/1/pl") -> Json:
    return {
        "@context": [V2, OB, EXTENSIONS],
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0001",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Rekomendacja izby rzemieślniczej",
        "description": "Izba potwierdza jakość programu.",
        "image": image("izba-rekomendacja"),
        "issuer": {"id": "https://izba.example/", "type": ["Profile"], "name": "Izba"},
        "validFrom": "2026-05-01T08:00:00+02:00",
        "validUntil": "2030-05-01T08:00:00+02:00",
        "awardedDate": "2026-05-01T08:00:00.5Z",
        "credentialSubject": {
            "id": subject,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Program prowadzony wzorowo.",
        },
        "credentialSchema": [schema("endorsementcredential")],
        "credentialStatus": {"id": "https://izba.example/crl", "type": "1EdTechRevocationList"},
        "refreshService": {"id": "https://izba.example/refresh", "type": "ext"},
        "termsOfUse": [{"id": "https://izba.example/terms", "type": "TermsOfIzba"}],
        "proof": [proof()],
    }


def address() -> Json:
    return {
        "type": ["Address"],
        "addressCountry": "Polska",
        "addressCountryCode": "PL",
        "addressRegion": "małopolskie",
        "addressLocality": "Kraków",
        "streetAddress": "ul. Szkolna 1",
        "postOfficeBoxNumber": "12",
        "postalCode": "30-001",
        "geo": {"type": "GeoCoordinates", "latitude": 50.06, "longitude": 19.94},
    }


def issuer() -> Json:
    return {
        "id": "https://szkola.example/issuers/1",
        "type": ["Profile"],
        "name": "Technikum nr 1",
        "url": "https://szkola.example/",
        "phone": "+48123456789",
        "description": "Szkoła publiczna",
        "endorsementJwt": [JWS],
        "image": image("logo"),
        "email": "sekretariat@szkola.example",
        "address": address(),
        "otherIdentifier": [identifier_entry("123456785")],
        "official": "Anna Nowak",
        "parentOrg": {"id": "https://miasto.example/", "type": ["Profile"], "name": "Miasto"},
    }


def assessor() -> Json:
    return {
        "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0002",
        "type": ["Profile"],
        "familyName": "Kowalska",
        "givenName": "Maria",
        "additionalName": "Zofia",
        "patronymicName": "Janówna",
        "honorificPrefix": "dr",
        "honorificSuffix": "MBA",
        "familyNamePrefix": "von",
        "dateOfBirth": "1980-02-29",
        "endorsement": [
            {
                **endorsement("urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0002"),
                "id": "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0009",
                "issuer": "https://kuratorium.example/",
                "image": image("kuratorium"),
                "credentialSchema": {**schema("endorsementcredential"), "id": "urn:example:schema"},
                "credentialStatus": {"type": "ext"},
                "refreshService": {"id": "https://kuratorium.example/refresh", "type": "ext"},
                "termsOfUse": {"type": "TermsOfKuratorium"},
            }
        ],
    }


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


def old_badge() -> Json:
    """Return a badge of VCDM 1.1 without a fault."""
    new = badge()
    dates = {"issuanceDate": new.pop("validFrom"), "expirationDate": new.pop("validUntil")}
    return {**new, "@context": [V1, OB, EXTENSIONS], **dates}


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
