"""The report as a signed document: a W3C credential of the platform about the file that it checked.

It uses the words of the Verifiable Credentials Data Model 2.0 and no others, so that every verifier
of credentials can check it and nobody needs a context of ours (rule 3). The report stands in it as
a related resource (section 5.3) whose address is a `data:` URL (RFC 2397): the resource itself, as
in an EnvelopedVerifiableCredential. Its subject is the file, named by its digest (RFC 6920). The
platform signs with its own key, never with an organisation's (rule 11).
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from contexts.library import CREDENTIALS_V2
from issuer.collaborators import Collaborators
from issuer.platform_errors import PlatformWithoutDidError
from issuer.platform_key import platform_signer
from issuer.verification_reports.shown import ShownReport, report_json
from keys.signer import Signer
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.proof_options import ProofOptions, written
from signing.proofs import covered_by, proofs_of, with_proof
from signing.rdfc_suites import EDDSA_RDFC_2022

_NAME = {"en": "Report of a verification", "pl": "Raport ze sprawdzenia"}


def signed_report(
    session: Session, service: Collaborators, shown: ShownReport, *, now: datetime
) -> str | None:
    """Return the signed document; none at a demonstration, which has no key that anybody knows.

    Raises `KeyUnavailableError`.
    """
    try:
        signer = platform_signer(session, service.keks)
    except PlatformWithoutDidError:
        return None
    document = secured(shown, signer, service.canonicaliser, now=now)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def secured(
    shown: ShownReport, signer: Signer, canonicaliser: Canonicaliser, *, now: datetime
) -> Mapping[str, Json]:
    """Return the report as a credential with a Data Integrity proof, which has been verified."""
    document = report_document(shown, signer.verification_method.partition("#")[0])
    options = ProofOptions(created=now)
    credential = with_proof(document, EDDSA_RDFC_2022, signer, options, canonicaliser)
    (proof,) = proofs_of(credential)
    covered = covered_by(credential, proof)
    EDDSA_RDFC_2022.verify_proof(covered, proof, signer.public_key, canonicaliser)
    # Only Open Badges want proofs in a list; some verifiers look for a single one.
    return {**document, "proof": proof}


def report_document(shown: ShownReport, issuer: str) -> dict[str, Json]:
    """Return the document that is signed, as of the instant of the check."""
    content = report_json(shown.report)
    return {
        "@context": [CREDENTIALS_V2],
        "id": shown.number.urn,
        "type": ["VerifiableCredential"],
        "name": _spoken(_NAME),
        "issuer": issuer,
        "validFrom": written(shown.shown_at),
        "credentialSubject": {
            "id": _named_by_digest(shown.sha256),
            "description": _spoken(shown.report.get("headline") or shown.report["text"]),
        },
        "relatedResource": {
            "id": f"data:application/json;base64,{base64.b64encode(content).decode()}",
            "mediaType": "application/json",
            "digestSRI": f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}",
        },
    }


def _spoken(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _named_by_digest(sha256: str) -> str:
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
