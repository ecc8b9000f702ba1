"""The cryptosuites that Insygnia knows, and what each of them can do."""

from collections.abc import Mapping
from typing import Protocol

from keys.signer import Algorithm, PublicKey, Signer
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import ECDSA_SD_2023
from signing.errors import MalformedProofError, UnknownCryptosuiteError
from signing.jcs_suites import ECDSA_JCS_2019, EDDSA_JCS_2022
from signing.json_ld import Document
from signing.proof_options import DATA_INTEGRITY_PROOF, ProofOptions
from signing.rdfc_suites import (
    ECDSA_RDFC_2019,
    ED25519_SIGNATURE_2020,
    EDDSA_2022,
    EDDSA_RDFC_2022,
)


class Cryptosuite(Protocol):
    """VC Data Integrity 1.0, section 3: how one kind of proof is made and checked."""

    @property
    def name(self) -> str:
        """The identifier of the suite: a `cryptosuite`, or a proof type of its own."""

    @property
    def algorithms(self) -> frozenset[Algorithm]:
        """The kinds of key that it takes."""

    @property
    def for_new_proofs(self) -> bool:
        """Whether it is still for issuing; old kinds of proof are only verified."""

    def create_proof(
        self,
        document: Document,
        signer: Signer,
        options: ProofOptions,
        canonicaliser: Canonicaliser,
    ) -> Document:
        """Return a proof over `document`.

        Raises:
            UnsuitableKeyError: the key is of another kind.
            UnsafeDocumentError: the document must not be signed.
        """

    def verify_proof(
        self,
        document: Document,
        proof: Document,
        public_key: PublicKey,
        canonicaliser: Canonicaliser,
    ) -> None:
        """Raise unless `proof` was made over exactly `document` with `public_key`.

        Raises:
            InvalidSignatureError: another document, other options or another key.
            MalformedProofError, UnsuitableKeyError, UnsafeDocumentError, LimitError: as they say.
        """


SUITES: Mapping[str, Cryptosuite] = {
    suite.name: suite
    for suite in (
        EDDSA_RDFC_2022,
        EDDSA_2022,
        ECDSA_RDFC_2019,
        EDDSA_JCS_2022,
        ECDSA_JCS_2019,
        ECDSA_SD_2023,
        ED25519_SIGNATURE_2020,
    )
}


def suite_of(proof: Json) -> Cryptosuite:
    """Return the suite that `proof` names.

    Raises:
        MalformedProofError: it is not an object at all.
        UnknownCryptosuiteError: neither its type nor its cryptosuite is one of `SUITES`.
    """
    if not isinstance(proof, (dict, Mapping)):
        raise MalformedProofError("it is not an object")
    kind = proof.get("type")
    name = proof.get("cryptosuite") if kind == DATA_INTEGRITY_PROOF else kind
    suite = SUITES.get(name) if isinstance(name, str) else None
    # A Data Integrity proof cannot name the suite of a proof type, nor the other way round.
    if suite is None or (kind == DATA_INTEGRITY_PROOF) == (suite is ED25519_SIGNATURE_2020):
        raise UnknownCryptosuiteError(str(name))
    return suite
