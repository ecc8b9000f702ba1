"""Data Integrity cryptosuites that canonicalise with RDFC-1.0, hash, then sign.

Follows https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022, #ed25519signature2020 there, and
https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019: they differ in keys, hashes and names only.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from keys.errors import UnsuitableKeyError
from keys.multibase import base58btc_decode, base58btc_encode
from keys.signer import Algorithm, PublicKey, Signer
from signing import rdfc
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
        canonical_document, canonical_config = self._canonical(
            document, config, signer.public_key, canonicaliser
        )
        refuse_disputed(document, canonical_document)
        message = self._message(canonical_document, canonical_config, signer.public_key)
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
        message = self._message(
            *self._canonical(document, config, public_key, canonicaliser), public_key
        )
        public_key.verify(base58btc_decode(proof["proofValue"]), message)

    def _canonical(
        self,
        document: Document,
        config: Document,
        key: PublicKey,
        canonicaliser: Canonicaliser,
    ) -> tuple[str, str]:
        """Return the canonical document and the canonical proof options, in N-Quads."""
        if key.algorithm not in self.hashes:
            raise UnsuitableKeyError(self.name, key.algorithm)
        hash_name = self.hashes[key.algorithm]
        statements = canonicaliser.statements(document)
        check_agreement(document, statements)
        # The document's context, not the proof's, says what the terms of the proof mean.
        about_proof = canonicaliser.statements({**config, "@context": document["@context"]})
        check_proof_agreement(config, about_proof)
        return rdfc.canonical(statements, hash_name), rdfc.canonical(about_proof, hash_name)

    def _message(self, document: str, config: str, key: PublicKey) -> bytes:
        """Return what is signed: the hash of the options, then the hash of the document."""
        hash_name = self.hashes[key.algorithm]
        return b"".join(
            hashlib.new(hash_name, text.encode()).digest() for text in (config, document)
        )


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
