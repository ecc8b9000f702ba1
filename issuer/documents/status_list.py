"""The unsigned BitstringStatusListCredential (rule 16; W3C Bitstring Status List 1.0)."""

from datetime import datetime

from contexts.library import CREDENTIALS_V2
from issuer.documents.times import LIST_LIFETIME, valid_from
from keys.strict_json import Json
from signing.proof_options import written
from signing.status_list import encode

TTL_MILLISECONDS = 60_000


def status_list_document(*, url: str, issuer: str, bits: bytes, now: datetime) -> dict[str, Json]:
    """Return the list at `url` of the issuer (a DID), made `now`: back-dated, good for 24 hours.

    Raises `signing.status_list_errors.ShortStatusListError` for fewer than 131 072 bits.
    """
    return {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": written(valid_from(now)),
        "validUntil": written(now + LIST_LIFETIME),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(bits),
            "ttl": TTL_MILLISECONDS,
        },
    }
