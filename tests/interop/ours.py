"""What Insygnia does with a credential, in the words of these tests."""

import contexts.errors
import keys.errors
import signing.errors
from contexts.library import shipped
from keys.did_document import VerificationMethod, methods_of
from keys.did_key import did_key_document
from keys.errors import DidError
from keys.signer import PublicKey
from keys.strict_json import Json
from signing import vc_jwt
from signing.canonical import Canonicaliser
from signing.errors import MalformedProofError
from signing.json_ld import Document
from signing.proof_options import ProofOptions
from signing.proofs import covered_by, proofs_of
from signing.securing import sign_embedded
from signing.suites import SUITES, suite_of

from .parties import CREATED, Party

REFUSALS = (contexts.errors.Error, keys.errors.Error, signing.errors.Error)
CANONICALISER = Canonicaliser(shipped())
OPTIONS = ProofOptions(created=CREATED)


def secured(document: Document, suite: str, owner: Party) -> Document:
    """Return `document` with our proof of this kind, made by `owner`."""
    return sign_embedded(document, SUITES[suite], owner.signer, OPTIONS, CANONICALISER)


def accept(credential: Document, purpose: str = "assertionMethod") -> None:
    """Raise one of `REFUSALS` unless every proof is good, and by the issuer's did:key."""
    proofs = proofs_of(credential)
    if not proofs:
        raise MalformedProofError("there is none")
    for proof in proofs:
        suite = suite_of(proof)
        key = _key_of(credential, proof, purpose)
        suite.verify_proof(covered_by(credential, proof), proof, key, CANONICALISER)


def accept_jwt(token: str, public_key: PublicKey) -> Document:
    """Return the credential inside `token`; raise one of `REFUSALS` unless all of it is good."""
    read = vc_jwt.read(token)
    vc_jwt.verify(read, public_key)
    document = vc_jwt.document_of(read)
    vc_jwt.check_claims(read, document)
    CANONICALISER.statements(document)
    return document


def _key_of(credential: Document, proof: Json, purpose: str) -> PublicKey:
    """Return the key of `proof`, which the issuer (or holder) must publish for this purpose."""
    party = credential.get("issuer", credential.get("holder"))
    did = party["id"] if isinstance(party, dict) else party
    published = methods_of(did_key_document(str(did)))
    name = proof.get("verificationMethod")
    method = published.methods.get(name)
    if not isinstance(method, VerificationMethod) or proof.get("proofPurpose") != purpose:
        raise DidError(str(did), f"it does not publish {name} for this purpose")
    if name not in published.relationships[purpose]:
        raise DidError(str(did), f"{name} is not for this purpose")
    return method.public_key
