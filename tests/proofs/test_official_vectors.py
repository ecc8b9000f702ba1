"""The official vectors, byte for byte: canonical forms, hashes, signatures, signed documents."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from contexts.library import shipped
from contexts.vocabulary.instants import parse_instant
from keys import multikey
from keys.errors import InvalidSignatureError
from keys.multibase import base58btc_encode
from keys.private import LocalSigner, PrivateKey, from_multibase_secret, from_secret
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing import rdfc
from signing.canonical import Canonicaliser
from signing.jcs_suites import ECDSA_JCS_2019, EDDSA_JCS_2022, JcsSuite, canonical_json
from signing.json_ld import Document
from signing.proof_options import ProofOptions
from signing.proofs import covered_by, proofs_of, unsecured, with_proof
from signing.rdfc_suites import (
    ECDSA_RDFC_2019,
    ED25519_SIGNATURE_2020,
    EDDSA_RDFC_2022,
    RdfcSuite,
)
from signing.suites import Cryptosuite, suite_of

pytestmark = pytest.mark.vectors

EDDSA, ECDSA = "w3c-vc-di-eddsa", "w3c-vc-di-ecdsa"
HASHES = {Algorithm.ED25519: "sha256", Algorithm.P256: "sha256", Algorithm.P384: "sha384"}
_CITIZENSHIP = Path(__file__).parent.parent / "contexts" / "citizenship-v4rc1.json"
CANONICALISER = Canonicaliser(
    shipped()
    .with_context("https://w3id.org/citizenship/v4rc1", read_json(_CITIZENSHIP.read_bytes()))
    .with_context(
        "https://www.w3.org/ns/credentials/examples/v2",
        {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}},
    )
)


@dataclass(frozen=True)
class Vector:
    """One folder of vectors: the suite, its keys, and how the names of its files end."""

    base: str
    folder: str
    ending: str
    suite: RdfcSuite | JcsSuite
    keys: str
    unsigned: str | None

    def text(self, vectors: Path, name: str) -> str:
        return (vectors / self.base / self.folder / f"{name}{self.ending}.txt").read_text("utf-8")

    def json(self, vectors: Path, name: str) -> dict[str, Json]:
        return _json(vectors / self.base / self.folder / f"{name}{self.ending}.json")

    def signed(self, vectors: Path) -> tuple[Document, Mapping[str, Json]]:
        """Return the document without its proof, and the proof."""
        signed = self.json(vectors, "signed")
        return unsecured(signed), signed["proof"]

    def private_key(self, vectors: Path) -> PrivateKey:
        return _private_key(_json(vectors / self.base / self.keys))

    def canonical(self, part: Document, key: PublicKey) -> str:
        """Return the canonical form of a document or of proof options."""
        if isinstance(self.suite, JcsSuite):
            return canonical_json(part).decode()
        return rdfc.canonical(CANONICALISER.statements(part), HASHES[key.algorithm])


VECTORS = [
    Vector(EDDSA, "eddsa-rdfc-2022", "DataInt", EDDSA_RDFC_2022, "keyPair.json", "unsigned.json"),
    Vector(EDDSA, "eddsa-rdfc-2022/employ", "DataInt", EDDSA_RDFC_2022, "keyPair.json",
           "employmentAuth.json"),
    Vector(EDDSA, "eddsa-jcs-2022", "JCS", EDDSA_JCS_2022, "keyPair.json", "unsigned.json"),
    Vector(EDDSA, "Ed25519Signature2020", "EdSig", ED25519_SIGNATURE_2020, "keyPair.json", None),
    Vector(ECDSA, "ecdsa-rdfc-2019-p256", "ECDSAP256", ECDSA_RDFC_2019, "p256KeyPair.json",
           "unsigned.json"),
    Vector(ECDSA, "ecdsa-rdfc-2019-p256/employ", "ECDSAP256", ECDSA_RDFC_2019, "p256KeyPair.json",
           "employmentAuth.json"),
    Vector(ECDSA, "ecdsa-rdfc-2019-p384", "ECDSAP384", ECDSA_RDFC_2019, "p384KeyPair.json",
           "unsigned.json"),
    Vector(ECDSA, "ecdsa-rdfc-2019-p384/employ", "ECDSAP384", ECDSA_RDFC_2019, "p384KeyPair.json",
           "employmentAuth.json"),
    Vector(ECDSA, "ecdsa-jcs-2019-p256", "JCSECDSAP256", ECDSA_JCS_2019, "p256KeyPair.json",
           "unsigned.json"),
    Vector(ECDSA, "ecdsa-jcs-2019-p384", "JCSECDSAP384", ECDSA_JCS_2019, "p384KeyPair.json",
           "unsigned.json"),
]  # fmt: skip

of_every_suite = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.folder)


@of_every_suite
def test_the_signed_document_is_the_unsigned_one_and_a_proof(vectors: Path, vector: Vector) -> None:
    document, proof = vector.signed(vectors)
    if vector.unsigned is not None:
        assert document == _json(vectors / vector.base / vector.unsigned)
    assert suite_of(proof) is vector.suite
    assert multikey.encode(vector.private_key(vectors).public_key) == _fragment(proof)


@of_every_suite
def test_canonical_forms_and_hashes_are_the_official_ones(vectors: Path, vector: Vector) -> None:
    key = vector.private_key(vectors).public_key
    document, _ = vector.signed(vectors)
    canonical_document = vector.canonical(document, key)
    canonical_options = vector.canonical(vector.json(vectors, "proofConfig"), key)
    assert canonical_document == vector.text(vectors, "canonDoc")
    assert canonical_options == vector.text(vectors, "proofCanon")
    digests = [_hash(text, key) for text in (canonical_options, canonical_document)]
    assert digests[0] == vector.text(vectors, "proofHash")
    assert digests[1] == vector.text(vectors, "docHash")
    assert "".join(digests) == vector.text(vectors, "combinedHash")


@of_every_suite
def test_the_combined_hash_gets_the_official_signature(vectors: Path, vector: Vector) -> None:
    signature = vector.private_key(vectors).sign(
        bytes.fromhex(vector.text(vectors, "combinedHash"))
    )
    assert signature.hex() == vector.text(vectors, "sigHex")
    assert base58btc_encode(signature) == vector.text(vectors, "sigBTC58")


@of_every_suite
def test_a_new_proof_with_the_same_options_is_the_official_one(
    vectors: Path, vector: Vector
) -> None:
    document, proof = vector.signed(vectors)
    signer = LocalSigner(proof["verificationMethod"], vector.private_key(vectors))
    made = vector.suite.create_proof(document, signer, _options(proof), CANONICALISER)
    assert made == proof


@of_every_suite
def test_the_official_proof_is_accepted_for_its_document_only(
    vectors: Path, vector: Vector
) -> None:
    document, proof = vector.signed(vectors)
    key = multikey.decode(_fragment(proof))
    vector.suite.verify_proof(document, proof, key, CANONICALISER)
    for altered in ({**document, "validFrom": "2023-01-01T00:00:01Z"}, _without_name(document)):
        with pytest.raises(InvalidSignatureError):
            vector.suite.verify_proof(altered, proof, key, CANONICALISER)
    later = {**proof, "created": "2023-02-24T23:36:39Z"}
    with pytest.raises(InvalidSignatureError):
        vector.suite.verify_proof(document, later, key, CANONICALISER)


CHAIN = f"{EDDSA}/proof-set-chain"
STEPS = [
    ("unsigned", "signedProofSet1", 1),
    ("signedProofSet1", "signedProofSet2", 2),
    ("signedProofSet2", "signedProofChain1", 3),
    ("signedProofChain1", "signedProofChain2", 4),
]


@pytest.mark.parametrize(("before", "after", "pair"), STEPS, ids=[after for _, after, _ in STEPS])
def test_adding_the_next_proof_gives_the_official_set_or_chain(
    vectors: Path, before: str, after: str, pair: int
) -> None:
    folder = vectors / CHAIN
    expected = _json(folder / f"{after}.json")
    wanted = proofs_of(expected)[-1]
    key = _private_key(_json(folder / "multiKeyPairs.json")[f"keyPair{pair}"])
    signer = LocalSigner(wanted["verificationMethod"], key)
    made = with_proof(
        _json(folder / f"{before}.json"), suite_of(wanted), signer, _options(wanted), CANONICALISER
    )
    assert made == {**expected, "proof": proofs_of(expected)}


@pytest.mark.parametrize("name", [after for _, after, _ in STEPS])
def test_every_proof_of_an_official_set_or_chain_is_accepted(vectors: Path, name: str) -> None:
    document = _json(vectors / CHAIN / f"{name}.json")
    assert proofs_of(document)
    for proof in proofs_of(document):
        _verify(document, proof)


@pytest.mark.parametrize("number", [1, 2])
def test_a_chained_proof_covers_the_proofs_before_it(vectors: Path, number: int) -> None:
    document = _json(vectors / CHAIN / f"signedProofChain{number}.json")
    covered = covered_by(document, proofs_of(document)[-1])
    assert covered == _json(vectors / CHAIN / f"proofChainTempDoc{number}.json")


def test_the_open_badges_vector_is_made_and_accepted(vectors: Path) -> None:
    folder = vectors / "open-badges-3"
    signed = _json(folder / "signed-credential.json")
    document, proof = unsecured(signed), signed["proof"]
    seed = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4"
    key = from_secret(Algorithm.ED25519, bytes.fromhex(seed))
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    for part, name in (
        (document, "document-canon.txt"),
        ({**options, "@context": document["@context"]}, "proof-canon.txt"),
    ):
        assert rdfc.canonical(CANONICALISER.statements(part)) == (folder / name).read_text("utf-8")
    signer = LocalSigner(proof["verificationMethod"], key)
    made = EDDSA_RDFC_2022.create_proof(document, signer, _options(proof), CANONICALISER)
    assert made == proof
    _verify(signed, proof)


def _verify(document: Document, proof: Mapping[str, Json]) -> None:
    suite: Cryptosuite = suite_of(proof)
    key = multikey.decode(_fragment(proof))
    suite.verify_proof(covered_by(document, proof), proof, key, CANONICALISER)


def _options(proof: Mapping[str, Json]) -> ProofOptions:
    previous = proof.get("previousProof", [])
    return ProofOptions(
        created=parse_instant(proof["created"]),
        purpose=proof["proofPurpose"],
        identifier=proof.get("id"),
        previous=tuple(previous) if isinstance(previous, list) else (previous,),
    )


def _private_key(pair: Mapping[str, str]) -> PrivateKey:
    key = from_multibase_secret(pair.get("privateKeyMultibase") or pair["secretKeyMultibase"])
    assert multikey.encode(key.public_key) == pair["publicKeyMultibase"]
    return key


def _fragment(proof: Mapping[str, Json]) -> str:
    return str(proof["verificationMethod"]).rpartition("#")[2]


def _hash(text: str, key: PublicKey) -> str:
    return hashlib.new(HASHES[key.algorithm], text.encode()).hexdigest()


def _without_name(document: Document) -> Document:
    return {member: value for member, value in document.items() if member != "name"}


def _json(file: Path) -> dict[str, Json]:
    value: dict[str, Json] = read_json(file.read_bytes())
    return value
