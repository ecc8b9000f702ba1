"""Proof sets and proof chains: which document a proof was made over, and adding one more.

Follows VC Data Integrity 1.0, sections 4.3 (add proof set/chain) and 4.5 (verify sets and chains).
Documents are never changed: new ones are returned.
"""

from collections.abc import Mapping

from keys.signer import Signer
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.errors import MalformedProofError
from signing.json_ld import Document
from signing.members import items_of
from signing.proof_options import ProofOptions
from signing.suites import Cryptosuite


def unsecured(document: Document) -> Document:
    """Return `document` without its proofs."""
    return {name: value for name, value in document.items() if name != "proof"}


def proofs_of(document: Document) -> list[Json]:
    """Return the proofs of `document` in their order; a single one counts as a list of one."""
    return items_of(document.get("proof", []))


def covered_by(document: Document, proof: Mapping[str, Json]) -> Document:
    """Return what `proof` was made over: the document, and the proofs that it says precede it.

    Raises:
        MalformedProofError: a proof named in `previousProof` is not there, or is there twice.
    """
    previous = [_named(document, name) for name in items_of(proof.get("previousProof", []))]
    bare = unsecured(document)
    return {**bare, "proof": previous} if previous else bare


def with_proof(
    document: Document,
    suite: Cryptosuite,
    signer: Signer,
    options: ProofOptions,
    canonicaliser: Canonicaliser,
) -> Document:
    """Return `document` with one more proof, in a list; the earlier ones stay first.

    Raises:
        MalformedProofError: `options.previous` names a proof that is not there.
        UnsafeDocumentError, UnsuitableKeyError, LimitError: from the suite.
    """
    covered = covered_by(document, {"previousProof": list(options.previous)})
    proof = suite.create_proof(covered, signer, options, canonicaliser)
    return {**unsecured(document), "proof": [*proofs_of(document), proof]}


def _named(document: Document, name: Json) -> Mapping[str, Json]:
    found = [
        proof
        for proof in proofs_of(document)
        if isinstance(proof, Mapping) and proof.get("id") == name
    ]
    if len(found) != 1:
        raise MalformedProofError(f"it follows the proof {name}, which the document does not have")
    return found[0]
