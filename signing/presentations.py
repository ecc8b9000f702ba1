"""Verifiable presentations: a holder shows credentials and proves to hold the key, here and now.

Follows VCDM 2.0 section 4.13 and VC Data Integrity 1.0 section 2.1 (challenge, domain): a verifier
gives a fresh challenge and its own domain, so that an old presentation cannot be shown again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contexts.library import CREDENTIALS_V2
from keys.signer import PublicKey, Signer
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.errors import MalformedProofError
from signing.json_ld import Document
from signing.proof_options import ProofOptions
from signing.proofs import covered_by, proofs_of, with_proof
from signing.suites import Cryptosuite, suite_of

PURPOSE = "authentication"


@dataclass(frozen=True)
class Expectation:
    """What a verifier asked the holder to sign with."""

    challenge: str
    domain: str


def present(
    credentials: Sequence[Document],
    signer: Signer,
    suite: Cryptosuite,
    expected: Expectation,
    canonicaliser: Canonicaliser,
    *,
    created: datetime,
) -> Document:
    """Return a presentation of `credentials`, signed by their holder; the holder is the key's DID.

    Raises:
        UnsafeDocumentError, UnsuitableKeyError, LimitError: from the suite.
    """
    presentation: dict[str, Json] = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": signer.verification_method.partition("#")[0],
        "verifiableCredential": list(credentials),
    }
    options = ProofOptions(
        created=created,
        purpose=PURPOSE,
        challenge=expected.challenge,
        domain=expected.domain,
    )
    return with_proof(presentation, suite, signer, options, canonicaliser)


def verify_presentation(
    presentation: Document,
    public_key: PublicKey,
    expected: Expectation,
    canonicaliser: Canonicaliser,
) -> None:
    """Raise unless the one proof of `presentation` was made with `public_key` for `expected`.

    Whether that key is the holder's, and the credentials are valid, are questions of their own.

    Raises:
        MalformedProofError: no proof or several, another purpose, challenge or domain.
        InvalidSignatureError, UnknownCryptosuiteError and what the suite raises.
    """
    proofs = proofs_of(presentation)
    if len(proofs) != 1:
        raise MalformedProofError(f"there must be exactly one, but there are {len(proofs)}")
    proof = proofs[0]
    suite = suite_of(proof)
    stated = {"proofPurpose": PURPOSE, "challenge": expected.challenge, "domain": expected.domain}
    for name, value in stated.items():
        if proof.get(name) != value:
            raise MalformedProofError(f"its {name} is not the one that was asked for")
    suite.verify_proof(covered_by(presentation, proof), proof, public_key, canonicaliser)
