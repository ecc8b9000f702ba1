"""Documents to sign: a badge with a bit of everything, and a status list."""

from typing import Any

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
LIST_URL = "https://szkola.example/status/1"
HASH = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
MARKS = ["3.0", "3.5", "4.0", "4.5", "5.0"]

Json = dict[str, Any]


def uuid(number: int) -> str:
    return f"urn:uuid:6d1f0e7a-3a01-4e5b-9f2c-0b2a63f4{number:04d}"


def badge(issuer: str) -> Json:
    """Return an unsigned badge by `issuer`, valid for a long time to come."""
    return {
        "@context": [V2, OB],
        "id": uuid(1),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Spawanie metodą TIG 🔥",
        "issuer": profile(issuer),
        "validFrom": "2024-05-31T12:00:00Z",
        "validUntil": "2099-05-31T12:00:00Z",
        "awardedDate": "2024-05-31T14:00:00+02:00",
        "credentialSubject": subject(),
        "evidence": [
            {
                "id": "https://szkola.example/works/1",
                "type": ["Evidence"],
                "name": "Spoina pachwinowa",
                "narrative": "Wiersz pierwszy\n\tWiersz „drugi” \\ ostatni",
            }
        ],
    }


def profile(issuer: str) -> Json:
    return {
        "id": issuer,
        "type": ["Profile"],
        "name": "Zespół Szkół Łączności im. Obrońców Poczty Polskiej",
        "url": "https://szkola.example/",
        "email": "sekretariat@szkola.example",
        "address": {
            "type": ["Address"],
            "addressCountryCode": "PL",
            "addressLocality": "Gdańsk",
            "postalCode": "80-001",
            "geo": {"type": "GeoCoordinates", "latitude": 54.3520252, "longitude": 18},
        },
        "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": "123456785", "identifierType": "ext:REGON"}
        ],
    }


def subject() -> Json:
    return {
        "id": uuid(2),
        "type": ["AchievementSubject"],
        "identifier": [
            identity("emailAddress", HASH, salt="Kosher"),
            identity("name", "Żaneta Ąć"),
        ],
        "activityStartDate": "2024-02-01T08:00:00Z",
        "creditsEarned": 2,
        "result": [
            {"type": ["Result"], "resultDescription": uuid(3), "value": "4.5"},
            {"type": ["Result"], "resultDescription": uuid(4), "status": "Completed"},
        ],
        "achievement": achievement(),
    }


def identity(kind: str, value: str, salt: str | None = None) -> Json:
    plain = {"type": "IdentityObject", "identityHash": value, "identityType": kind}
    return {**plain, "hashed": False} if salt is None else {**plain, "hashed": True, "salt": salt}


def achievement() -> Json:
    return {
        "id": "https://szkola.example/achievements/1/1/pl",
        "type": ["Achievement"],
        "name": "Spawanie metodą TIG",
        "description": "Łączy blachy ze stali nierdzewnej w pozycjach PA i PB.",
        "criteria": {"narrative": "## Egzamin\n\nPróbka **bez** pęknięć < 0,5 mm & „czysta”."},
        "achievementType": "MicroCredential",
        "creditsAvailable": 2.5,
        "image": {"id": "https://szkola.example/tig.png", "type": "Image", "caption": "Łuk ⚡"},
        "inLanguage": "pl",
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "Poziom 4",
                "targetUrl": "http://data.europa.eu/snb/eqf/4",
                "targetFramework": "EQF",
                "targetType": "ext:EQFLevel",
            },
            {
                "type": ["Alignment"],
                "targetName": "spawać metodą TIG",
                "targetUrl": "http://data.europa.eu/esco/skill/1",
            },
        ],
        "resultDescription": [
            {
                "id": uuid(3),
                "type": ["ResultDescription"],
                "name": "Ocena",
                "resultType": "GradePointAverage",
                "allowedValue": MARKS,
            },
            {
                "id": uuid(4),
                "type": ["ResultDescription"],
                "name": "Zaliczenie",
                "resultType": "Status",
            },
        ],
        "tag": ["spawanie", "TIG", "stal"],
    }


def status_entry(index: int) -> Json:
    return {
        "id": f"{LIST_URL}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": LIST_URL,
    }


def status_list(issuer: str, encoded: str) -> Json:
    """Return the unsigned credential of a status list."""
    return {
        "@context": [V2],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": "2024-05-31T12:00:00Z",
        "credentialSubject": {
            "id": f"{LIST_URL}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
            "ttl": 60000,
        },
    }
