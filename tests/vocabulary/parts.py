"""Parts of the good documents: people, places, pictures, proofs, endorsements."""

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
        "statusMessage": [
            {"status": "0x0", "message": "aktualne"},
            {"status": "0x1", "message": "wycofane"},
        ],
    }


def old_status_entry() -> Json:
    return {
        "id": "https://szkola.example/status/2#7",
        "type": "StatusList2021Entry",
        "statusPurpose": "suspension",
        "statusListIndex": "7",
        "statusListCredential": "https://szkola.example/status/2",
    }


def endorsement(
    subject: str = "https://szkola.example/achievements/1/1/pl", host: str = "izba"
) -> Json:
    base = f"https://{host}.example"
    return {
        "@context": [V2, OB, EXTENSIONS],
        "id": f"{base}/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Rekomendacja izby rzemieślniczej",
        "description": "Izba potwierdza jakość programu.",
        "image": image(host),
        "issuer": {"id": f"{base}/", "type": ["Profile"], "name": "Izba"},
        "validFrom": "2026-05-01T08:00:00+02:00",
        "validUntil": "2030-05-01T08:00:00+02:00",
        "awardedDate": "2026-05-01T08:00:00.5Z",
        "credentialSubject": {
            "id": subject,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Program prowadzony wzorowo.",
        },
        "credentialSchema": [{**schema("endorsementcredential"), "id": f"{base}/schema"}],
        "credentialStatus": {"id": f"{base}/crl", "type": "1EdTechRevocationList"},
        "refreshService": {"id": f"{base}/refresh", "type": "1EdTechCredentialRefresh"},
        "termsOfUse": [{"id": f"{base}/terms", "type": "TermsOfChamber"}],
        "proof": [proof()],
    }


def compacted_endorsement(subject: str) -> Json:
    """Return an endorsement with single values where the data model lets lists be compacted."""
    full = endorsement(subject, "kuratorium")
    return {
        **full,
        "issuer": "https://kuratorium.example/",
        "credentialSchema": full["credentialSchema"][0],
        "credentialStatus": {"type": "OtherStatus"},
        "termsOfUse": {"type": "TermsOfBoard"},
        "proof": proof(),
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
        "endorsement": [compacted_endorsement("urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0002")],
    }
