"""The cryptosuite ecdsa-sd-2023: a holder may show parts of a document and prove them.

The issuer's base proof signs what is mandatory, and each other statement on its own with a key made
for this one proof. The holder derives a proof over what is to be shown.

Follows https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-sd-2023.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from keys.errors import InvalidSignatureError, UnsuitableKeyError
from keys.multikey import CODECS
from keys.private import PrivateKey, generate
from keys.signer import Algorithm, PublicKey, Signer
from keys.strict_json import Json
from signing import rdfc, sd_proof_value
from signing.agreement import check_proof_agreement
from signing.canonical import Canonicaliser
from signing.disputed import refuse_disputed
from signing.errors import MalformedProofError, PointerError
from signing.json_ld import Document
from signing.proof_options import DATA_INTEGRITY_PROOF, ProofOptions, check_form
from signing.sd_mandatory import mandatory_pointers_for
from signing.sd_proof_value import BaseProofValue, DerivedProofValue
from signing.sd_statements import guarded, lines, shuffled
from signing.selection import select

NAME = "ecdsa-sd-2023"


def _random_hmac_key() -> bytes:
    return secrets.token_bytes(sd_proof_value.HMAC_SIZE)


def _random_ephemeral_key() -> PrivateKey:
    return generate(Algorithm.P256)


@dataclass(frozen=True)
class EcdsaSd2023:
    """The suite, and where it takes from what is new in each base proof."""

    name: str = NAME
    algorithms: frozenset[Algorithm] = frozenset({Algorithm.P256})
    for_new_proofs: bool = True
    mandatory_pointers: tuple[str, ...] | None = None
    """What every disclosure shows, taken literally; None stands for `mandatory_pointers_for`."""
    hmac_key: Callable[[], bytes] = _random_hmac_key
    """Returns 32 secret bytes, new each time."""
    ephemeral_key: Callable[[], PrivateKey] = _random_ephemeral_key
    """Returns a P-256 key, new each time."""

    def create_proof(
        self,
        document: Document,
        signer: Signer,
        options: ProofOptions,
        canonicaliser: Canonicaliser,
    ) -> Document:
        """Return a base proof over `document`: see `Cryptosuite.create_proof`.

        Raises:
            PointerError: a mandatory pointer leads nowhere.
            MalformedProofError: the document has a proof that this one would follow.
        """
        if signer.public_key.algorithm not in self.algorithms:
            raise UnsuitableKeyError(self.name, signer.public_key.algorithm)
        if "proof" in document:
            raise MalformedProofError("it cannot follow another, which disclosures would leave out")
        proof_type = {"type": DATA_INTEGRITY_PROOF, "cryptosuite": self.name}
        config = options.config(proof_type, signer.verification_method)
        value = self._base_value(document, config, signer, canonicaliser)
        return {**config, "proofValue": value.encoded()}

    def verify_proof(
        self,
        document: Document,
        proof: Document,
        public_key: PublicKey,
        canonicaliser: Canonicaliser,
    ) -> None:
        """Raise unless `proof`, base or derived, fits: see `Cryptosuite.verify_proof`.

        Of a base proof everything is disclosed, and that is verified.
        """
        check_form(proof)
        if public_key.algorithm not in self.algorithms:
            raise UnsuitableKeyError(self.name, public_key.algorithm)
        config = {name: value for name, value in proof.items() if name != "proofValue"}
        text = proof["proofValue"]
        if sd_proof_value.is_base(text):
            base = sd_proof_value.decode_base(text)
            document, value = _disclosed(document, base, ("",), canonicaliser)
        else:
            value = sd_proof_value.decode_derived(text)
        _verify_derived(document, config, value, public_key, canonicaliser)

    def _base_value(
        self, document: Document, config: Document, signer: Signer, canonicaliser: Canonicaliser
    ) -> BaseProofValue:
        pointers = self.mandatory_pointers
        if pointers is None:
            pointers = mandatory_pointers_for(document)
        hmac_key, ephemeral = self.hmac_key(), self.ephemeral_key()
        whole = shuffled(document, hmac_key, canonicaliser)
        refuse_disputed(document, "".join(whole.lines))
        mandatory, others = _divided(whole.lines, whole.mandatory(pointers, canonicaliser))
        multikey = CODECS[Algorithm.P256] + ephemeral.public_key.raw
        options = _proof_hash(document, config, canonicaliser)
        return BaseProofValue(
            signer.sign(_message(options, multikey, mandatory)),
            multikey,
            hmac_key,
            tuple(ephemeral.sign(line.encode()) for line in others),
            pointers,
        )


def is_base_proof(proof: Mapping[str, Json]) -> bool:
    """Tell whether `proof` is an issuer's: one to derive from, and not to be handed on."""
    value = proof.get("proofValue")
    return (
        proof.get("type") == DATA_INTEGRITY_PROOF
        and proof.get("cryptosuite") == NAME
        and isinstance(value, str)
        and sd_proof_value.is_base(value)
    )


def derive(
    document: Document,
    proof: Mapping[str, Json],
    reveal: Sequence[str],
    canonicaliser: Canonicaliser,
) -> Document:
    """Return the part of `document` that is mandatory or at a pointer in `reveal`, with its proof.

    `proof` is the base proof to derive from; the other proofs of `document` are left out, since
    they are over the whole. Nothing is verified with the issuer's key, which holders may not have.

    Raises:
        PointerError: a pointer is malformed or leads nowhere.
        MalformedProofError: `proof` is not a base proof, or one that follows another.
        InvalidSignatureError: `proof` was made over another document.
        UnsafeDocumentError: what would be shown is not what the proof would cover.
        UnsuitableContextError, UnknownContextError, LimitError: as they say.
    """
    check_form(proof)
    if not is_base_proof(proof):
        raise MalformedProofError("only an issuer's base proof can be derived from")
    if "previousProof" in proof:
        raise MalformedProofError("it follows another, which a disclosure would leave out")
    unsecured = {name: member for name, member in document.items() if name != "proof"}
    base = sd_proof_value.decode_base(proof["proofValue"])
    revealed, value = _disclosed(unsecured, base, reveal, canonicaliser)
    guarded(revealed, canonicaliser)
    return {**revealed, "proof": {**proof, "proofValue": value.encoded()}}


def always_shows(
    document: Document, proof: Document, property_iri: str, canonicaliser: Canonicaliser
) -> bool:
    """Tell whether every disclosure of the badge must show what `property_iri` says of it.

    It is looked for under the badge's id, because an endorsement inside has the same properties. A
    base proof discloses nothing yet and so hides nothing. `proof` must have been verified.
    """
    if is_base_proof(proof):
        return True
    value = sd_proof_value.decode_derived(proof["proofValue"])
    mandatory, _ = _shown(document, value, canonicaliser)
    beginning = f"<{document.get('id')}> <{property_iri}> "
    return any(line.startswith(beginning) for line in mandatory)


def _disclosed(
    document: Document, base: BaseProofValue, reveal: Sequence[str], canonicaliser: Canonicaliser
) -> tuple[Document, DerivedProofValue]:
    """Return what is shown of `document`, and the derived proof value over it.

    https://www.w3.org/TR/vc-di-ecdsa/#createdisclosuredata
    """
    whole = shuffled(document, base.hmac_key, canonicaliser)
    try:
        select(document, base.mandatory_pointers)
        mandatory = whole.mandatory(base.mandatory_pointers, canonicaliser)
    except PointerError as e:
        raise MalformedProofError(f"of its mandatory pointers, {e}") from e
    others = [index for index in range(len(whole.lines)) if index not in mandatory]
    if len(others) != len(base.signatures):
        raise InvalidSignatureError
    signatures = dict(zip(others, base.signatures, strict=True))
    pointers = (*base.mandatory_pointers, *reveal)
    statements, shown = whole.selected(pointers, canonicaliser)
    numbers = {node: int(name[4:]) for node, name in rdfc.labels(statements).items()}
    return select(document, pointers), DerivedProofValue(
        base.base_signature,
        base.public_key,
        tuple(signatures[index] for index in shown if index in signatures),
        {number: whole.labels[node] for node, number in numbers.items()},
        tuple(place for place, index in enumerate(shown) if index in mandatory),
    )


def _verify_derived(
    document: Document,
    config: Document,
    value: DerivedProofValue,
    public_key: PublicKey,
    canonicaliser: Canonicaliser,
) -> None:
    """Follow https://www.w3.org/TR/vc-di-ecdsa/#verify-derived-proof-ecdsa-sd-2023."""
    mandatory, others = _shown(document, value, canonicaliser)
    if (len(mandatory), len(others)) != (len(value.mandatory_indexes), len(value.signatures)):
        raise InvalidSignatureError
    options = _proof_hash(document, config, canonicaliser)
    public_key.verify(value.base_signature, _message(options, value.public_key, mandatory))
    ephemeral = sd_proof_value.ephemeral_key(value.public_key)
    for line, signature in zip(others, value.signatures, strict=True):
        ephemeral.verify(signature, line.encode())


def _shown(
    document: Document, value: DerivedProofValue, canonicaliser: Canonicaliser
) -> tuple[list[str], list[str]]:
    """Return the lines of a disclosure: those that are always shown, and those that were chosen."""
    statements = guarded(document, canonicaliser)
    names = rdfc.labels(statements)
    if len(names) != len(value.label_map):
        raise InvalidSignatureError
    labels = {node: value.label_map[int(name[4:])] for node, name in names.items()}
    return _divided(lines(statements, labels), value.mandatory_indexes)


def _divided(all_lines: Sequence[str], mandatory: Iterable[int]) -> tuple[list[str], list[str]]:
    """Return the mandatory lines and the others, each in order."""
    chosen = frozenset(mandatory)
    groups: tuple[list[str], list[str]] = ([], [])
    for index, line in enumerate(all_lines):
        groups[index not in chosen].append(line)
    return groups


def _proof_hash(document: Document, config: Document, canonicaliser: Canonicaliser) -> bytes:
    # The document's context, not the proof's, says what the terms of the proof mean.
    statements = canonicaliser.statements({**config, "@context": document.get("@context")})
    check_proof_agreement(config, statements)
    return hashlib.sha256(rdfc.canonical(statements).encode()).digest()


def _message(options: bytes, multikey: bytes, mandatory: Sequence[str]) -> bytes:
    """Return what the issuer's key signs: the options, the ephemeral key, what is mandatory."""
    return options + multikey + hashlib.sha256("".join(mandatory).encode()).digest()


ECDSA_SD_2023 = EcdsaSd2023()
