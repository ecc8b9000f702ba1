"""What the W3C publishes about its two documents for ecdsa-sd-2023, and the keys it used."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from contexts.library import shipped
from keys.private import LocalSigner, from_multibase_secret
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.ecdsa_sd_2023 import ECDSA_SD_2023, EcdsaSd2023
from signing.proof_options import ProofOptions
from signing.sd_statements import Shuffled, shuffled

CONTEXT = "https://w3id.org/citizenship/v4rc1"
FILE = Path(__file__).parent.parent / "contexts" / "citizenship-v4rc1.json"
CANONICALISER = Canonicaliser(shipped().with_context(CONTEXT, json.loads(FILE.read_bytes())))
OPTIONS = ProofOptions(datetime(2023, 8, 15, 23, 36, 38, tzinfo=UTC))
POINTERS = {"employ": "employ", "prc": "prCred"}


@dataclass(frozen=True)
class Recorder:
    """A signer and public key that keeps what it is asked to sign or to check."""

    inner: LocalSigner
    messages: list[bytes] = field(default_factory=list)

    @property
    def verification_method(self) -> str:
        return self.inner.verification_method

    @property
    def algorithm(self) -> Algorithm:
        return self.inner.public_key.algorithm

    @property
    def raw(self) -> bytes:
        return self.inner.public_key.raw

    @property
    def public_key(self) -> PublicKey:
        return self.inner.public_key

    def sign(self, message: bytes) -> bytes:
        self.messages.append(message)
        return self.inner.sign(message)

    def verify(self, signature: bytes, message: bytes) -> None:
        self.messages.append(message)
        self.inner.public_key.verify(signature, message)


@dataclass(frozen=True)
class Family:
    """One of the two documents with all that is published about it."""

    name: str
    folder: Path

    def read(self, file: str) -> Json:
        return json.loads((self.folder / "ecdsa-sd-2023" / self.name / file).read_text("utf-8"))

    def pointers(self, kind: str) -> list[str]:
        text = (self.folder / f"{POINTERS[self.name]}{kind}.json").read_text("utf-8")
        pointers: list[str] = json.loads(text)
        return pointers

    @property
    def combined(self) -> list[str]:
        return [*self.pointers("Mandatory"), *self.pointers("Selective")]

    @property
    def keys(self) -> Json:
        text = (self.folder / "ecdsa-sd-2023" / "SDKeyMaterial.json").read_text("utf-8")
        return json.loads(text)

    @property
    def signer(self) -> LocalSigner:
        pair = self.keys["baseKeyPair"]
        public = pair["publicKeyMultibase"]
        secret = from_multibase_secret(pair["secretKeyMultibase"])
        return LocalSigner(f"did:key:{public}#{public}", secret)

    @property
    def hmac_key(self) -> bytes:
        return bytes.fromhex(self.keys["hmacKeyString"])

    @property
    def suite(self) -> EcdsaSd2023:
        secret = self.keys["proofKeyPair"]["secretKeyMultibase"]
        return replace(
            ECDSA_SD_2023,
            mandatory_pointers=tuple(self.pointers("Mandatory")),
            hmac_key=lambda: self.hmac_key,
            ephemeral_key=lambda: from_multibase_secret(secret),
        )

    @property
    def document(self) -> Json:
        return without_proof(self.read("addSignedSDBase.json"))

    @property
    def shuffled(self) -> Shuffled:
        return shuffled(self.document, self.hmac_key, CANONICALISER)

    def selected(self, pointers: Sequence[str]) -> tuple[int, ...]:
        return self.shuffled.selected(pointers, CANONICALISER)[1]


def without_proof(document: Json) -> Json:
    return {name: value for name, value in document.items() if name != "proof"}
