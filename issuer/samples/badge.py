"""The sample badge: a Polish micro-credential with the members that people use most."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3
from keys.strict_json import Json
from signing.proof_options import written

_RECIPIENT = "jan@example.org"


def sample_document(
    issuer: str, ids: Sequence[str], valid_from: datetime, salt: str
) -> dict[str, Json]:
    """Return an unsigned OpenBadgeCredential of `issuer`, a DID.

    `ids` are three fresh ones: of the credential, the achievement and the subject. `salt` hides
    the e-mail address of the recipient from a quick look (rule 19).
    """
    credential, achievement, subject = ids
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
        "id": credential,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Koordynator projektów",
        "issuer": {
            "id": issuer,
            "type": ["Profile"],
            "name": "Przykładowa Akademia",
            "url": "https://akademia.example",
            "email": "biuro@akademia.example",
            "address": {"type": ["Address"], "addressCountryCode": "PL"},
        },
        "validFrom": written(valid_from),
        "awardedDate": written(valid_from),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [_name("Żaneta Gęślą-Jaźń"), _hashed(_RECIPIENT, salt)],
            "achievement": _achievement(achievement),
            "result": [
                {"type": ["Result"], "resultDescription": f"{achievement}:ocena", "value": "5,0"}
            ],
        },
        "evidence": [
            {
                "type": ["Evidence"],
                "id": "https://akademia.example/dowody/projekt-1",
                "name": "Raport z projektu",
                "narrative": "Raport końcowy projektu przeprowadzonego w ramach kursu.",
            }
        ],
    }


def _achievement(name: str) -> dict[str, Json]:
    return {
        "id": name,
        "type": ["Achievement"],
        "achievementType": "MicroCredential",
        "name": "Koordynator projektów",
        "description": "Potwierdza, że osoba potrafi zaplanować i poprowadzić projekt.",
        "criteria": {"narrative": "Zaliczenie kursu i **obrona** projektu przed komisją."},
        "inLanguage": "pl",
        "tag": ["zarządzanie", "projekty"],
        "creditsAvailable": 2.5,
        "alignment": [
            {
                "type": ["Alignment"],
                "targetType": "ext:EQF",
                "targetFramework": "Europejskie Ramy Kwalifikacji",
                "targetName": "Poziom 5",
                "targetUrl": "http://data.europa.eu/snb/eqf/5",
            }
        ],
        "resultDescription": [
            {
                "id": f"{name}:ocena",
                "type": ["ResultDescription"],
                "name": "Ocena końcowa",
                "resultType": "LetterGrade",
                "allowedValue": ["3,0", "3,5", "4,0", "4,5", "5,0"],
            }
        ],
    }


def _name(name: str) -> dict[str, Json]:
    return {"type": "IdentityObject", "identityType": "name", "hashed": False,
            "identityHash": name}  # fmt: skip


def _hashed(address: str, salt: str) -> dict[str, Json]:
    digest = hashlib.sha256((address + salt).encode()).hexdigest()
    return {"type": "IdentityObject", "identityType": "emailAddress", "hashed": True,
            "salt": salt, "identityHash": f"sha256${digest}"}  # fmt: skip
