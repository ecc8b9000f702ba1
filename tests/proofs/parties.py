"""Keys that everybody may know, a document by the owner of one, and ways to sign it."""

from datetime import UTC, datetime
from functools import cache

from contexts.library import shipped
from issuer.samples.badge import sample_document
from keys.did_key import did_key_method
from keys.private import LocalSigner, from_secret, generate
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.jcs_suites import ECDSA_JCS_2019, EDDSA_JCS_2022
from signing.proof_options import ProofOptions
from signing.rdfc_suites import ECDSA_RDFC_2019, EDDSA_RDFC_2022
from signing.suites import Cryptosuite

CANONICALISER = Canonicaliser(shipped())
CREATED = datetime(2026, 6, 1, 10, 30, tzinfo=UTC)
OPTIONS = ProofOptions(CREATED)
VALID_FROM = datetime(2026, 5, 31, 12, tzinfo=UTC)

FORMS: list[tuple[Cryptosuite, Algorithm]] = [
    (EDDSA_RDFC_2022, Algorithm.ED25519),
    (ECDSA_RDFC_2019, Algorithm.P256),
    (ECDSA_RDFC_2019, Algorithm.P384),
    (EDDSA_JCS_2022, Algorithm.ED25519),
    (ECDSA_JCS_2019, Algorithm.P256),
    (ECDSA_JCS_2019, Algorithm.P384),
]
FORM_NAMES = [f"{suite.name} {algorithm.value}" for suite, algorithm in FORMS]

_SIZES = {Algorithm.P384: 48}
_IDS = [f"urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a000{number}" for number in (1, 2, 3)]


@cache
def signer(algorithm: Algorithm, number: int = 1) -> LocalSigner:
    """Return the owner of key `number` of this kind; RSA keys are new in every run."""
    if algorithm is Algorithm.RSA:
        return LocalSigner("https://akademia.example/keys/1", generate(algorithm))
    key = from_secret(algorithm, bytes([number]) * _SIZES.get(algorithm, 32))
    return LocalSigner(did_key_method(key.public_key), key)


def document(owner: LocalSigner | None = None) -> dict[str, Json]:
    """Return an unsigned badge whose issuer is `owner`."""
    method = (owner or signer(Algorithm.ED25519)).verification_method
    return sample_document(method.partition("#")[0], _IDS, VALID_FROM, "5a" * 16)
