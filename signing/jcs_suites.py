"""Data Integrity cryptosuites that canonicalise JSON itself (JCS, RFC 8785), hash, then sign.

Follows https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022 and
https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-jcs-2019, which differ only in keys and hashes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import rfc8785

from keys.errors import UnsuitableKeyError
from keys.multibase import base58btc_decode, base58btc_encode
from keys.signer import Algorithm, PublicKey, Signer
from keys.strict_json import Json
from signing.agreement import check_agreement
from signing.canonical import Canonicaliser
from signing.errors import MalformedProofError
from signing.json_ld import Document
from signing.members import items_of
from signing.proof_options import DATA_INTEGRITY_PROOF, ProofOptions, check_form


@dataclass(frozen=True)
class JcsSuite:
    """A cryptosuite, told by its name and the hash it uses with each key algorithm."""

    name: str
    hashes: Mapping[Algorithm, str]
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
        proof_type = {"type": DATA_INTEGRITY_PROOF, "cryptosuite": self.name}
        _check_meaning(document, canonicaliser)
        config = {
            "@context": document["@context"],
            **options.config(proof_type, signer.verification_method),
        }
        message = self._message(document, config, signer.public_key)
        return {**config, "proofValue": base58btc_encode(signer.sign(message))}

    def verify_proof(
        self,
        document: Document,
        proof: Document,
        public_key: PublicKey,
        canonicaliser: Canonicaliser,
    ) -> None:
        """Raise unless `proof` fits `document`: see `Cryptosuite.verify_proof`."""
        check_form(proof, with_context=True)
        config = {name: value for name, value in proof.items() if name != "proofValue"}
        signed = _with_context_of(config, document)
        _check_meaning(signed, canonicaliser)
        message = self._message(signed, config, public_key)
        public_key.verify(base58btc_decode(proof["proofValue"]), message)

    def _message(self, document: Document, config: Document, key: PublicKey) -> bytes:
        if key.algorithm not in self.hashes:
            raise UnsuitableKeyError(self.name, key.algorithm)
        hash_name = self.hashes[key.algorithm]
        return b"".join(
            hashlib.new(hash_name, canonical_json(part)).digest() for part in (config, document)
        )


def canonical_json(value: Json) -> bytes:
    """Return `value` in the JSON Canonicalization Scheme (RFC 8785), as UTF-8.

    Raises:
        MalformedProofError: the value holds something that RFC 8785 cannot write.
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as e:
        raise MalformedProofError("the document cannot be written as canonical JSON") from e


def _check_meaning(document: Document, canonicaliser: Canonicaliser) -> None:
    """JCS covers the text, whatever it means; we sign and accept only what has one meaning."""
    check_agreement(document, canonicaliser.statements(document))


def _with_context_of(config: Mapping[str, Json], document: Document) -> Document:
    """Return `document` with the contexts of the proof, which must begin the document's own.

    vc-di-eddsa section 3.3.2, step 4: whoever adds a proof later may have added contexts.
    """
    if "@context" not in config:
        return document
    proofs, documents = (items_of(part.get("@context")) for part in (config, document))
    if documents[: len(proofs)] != proofs:
        raise MalformedProofError("its contexts are not those of the document")
    return {**document, "@context": config["@context"]}


EDDSA_JCS_2022 = JcsSuite("eddsa-jcs-2022", {Algorithm.ED25519: "sha256"})
ECDSA_JCS_2019 = JcsSuite("ecdsa-jcs-2019", {Algorithm.P256: "sha256", Algorithm.P384: "sha384"})
