"""Data Integrity cryptosuites that canonicalise with RDFC-1.0, hash, then sign.

Follows https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022, #ed25519signature2020 there, and
https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019: they differ in keys, hashes and names only.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from keys.errors import UnsuitableKeyError
from keys.multibase import base58btc_decode, base58btc_encode
from keys.signer import Algorithm, PublicKey, Signer
from signing.agreement import check_agreement, check_proof_agreement
from signing.canonical import Canonicaliser
from signing.disputed import refuse_disputed
from signing.json_ld import Document
from signing.proof_options import DATA_INTEGRITY_PROOF, ProofOptions, check_form


@dataclass(frozen=True)
class RdfcSuite:
    """A cryptosuite, told by its name and the hash it uses with each key algorithm."""

    name: str
    hashes: Mapping[Algorithm, str]
    proof_type: Mapping[str, str]
    for_new_proofs: bool = True

    @property
    def algorithms(self) -> frozenset[Algorithm]:
        """The kinds of key that the suite takes."""
        return frozenset(self.hashes)

    def create_proof(
        self,
        document: Document,
        signer: Signer,
        options: ProofOptions,
        canonicaliser: Canonicaliser,
    ) -> Document:
        """Return a proof over `document`: see `Cryptosuite.create_proof`."""
        config = options.config(self.proof_type, signer.verification_method)
        canonical = self.canonical_document(document, signer.public_key, canonicaliser)
        refuse_disputed(document, canonical)
        message = self.proof_digest(
            document, config, signer.public_key, canonicaliser
        ) + self._digest(canonical, signer.public_key)
        return {**config, "proofValue": base58btc_encode(signer.sign(message))}

    def verify_proof(
        self,
        document: Document,
        proof: Document,
        public_key: PublicKey,
        canonicaliser: Canonicaliser,
    ) -> None:
        """Raise unless `proof` fits `document`: see `Cryptosuite.verify_proof`."""
        check_form(proof)
        config = {name: value for name, value in proof.items() if name != "proofValue"}
        digest = canonicaliser.digest(document, self.hash_name(public_key), check_agreement)
        proof_digest = self.proof_digest(document, config, public_key, canonicaliser)
        public_key.verify(base58btc_decode(proof["proofValue"]), proof_digest + digest)

    def hash_name(self, key: PublicKey) -> str:
        """Return the hash that goes with a key, inside RDFC-1.0 and over its result.

        Raises `UnsuitableKeyError` for a key that the suite does not take.
        """
        found = self.hashes.get(key.algorithm)
        if found is None:
            raise UnsuitableKeyError(self.name, key.algorithm)
        return found

    def canonical_document(
        self, document: Document, key: PublicKey, canonicaliser: Canonicaliser
    ) -> str:
        """Return the canonical N-Quads of a document that says the same as JSON and as RDF.

        Raises:
            UnsafeDocumentError and the other errors of `Canonicaliser.statements`.
            UnsuitableKeyError: the suite does not take such a key.
        """
        hash_name = self.hash_name(key)
        statements = canonicaliser.statements(document)
        check_agreement(document, statements)
        return canonicaliser.canonical(statements, hash_name)

    def proof_digest(
        self, document: Document, config: Document, key: PublicKey, canonicaliser: Canonicaliser
    ) -> bytes:
        """Return the hash of the canonical proof options. Raises what `canonical_document` does."""
        # The document's context, not the proof's, says what the terms of the proof mean.
        about_proof = {**config, "@context": document["@context"]}
        return canonicaliser.digest(about_proof, self.hash_name(key), _check_proof)

    def _digest(self, canonical: str, key: PublicKey) -> bytes:
        return hashlib.new(self.hashes[key.algorithm], canonical.encode()).digest()


def _check_proof(about_proof: Document, statements: Sequence[Quad]) -> None:
    config = {name: value for name, value in about_proof.items() if name != "@context"}
    check_proof_agreement(config, statements)


EDDSA_RDFC_2022 = RdfcSuite(
    "eddsa-rdfc-2022",
    {Algorithm.ED25519: "sha256"},
    {"type": DATA_INTEGRITY_PROOF, "cryptosuite": "eddsa-rdfc-2022"},
)
EDDSA_2022 = RdfcSuite(
    "eddsa-2022",
    {Algorithm.ED25519: "sha256"},
    {"type": DATA_INTEGRITY_PROOF, "cryptosuite": "eddsa-2022"},
    for_new_proofs=False,
)
"""The name that eddsa-rdfc-2022 had before it became a recommendation."""
ECDSA_RDFC_2019 = RdfcSuite(
    "ecdsa-rdfc-2019",
    {Algorithm.P256: "sha256", Algorithm.P384: "sha384"},
    {"type": DATA_INTEGRITY_PROOF, "cryptosuite": "ecdsa-rdfc-2019"},
)
ED25519_SIGNATURE_2020 = RdfcSuite(
    "Ed25519Signature2020",
    {Algorithm.ED25519: "sha256"},
    {"type": "Ed25519Signature2020"},
    for_new_proofs=False,
)
