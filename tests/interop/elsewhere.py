"""Two other libraries in Python, asked offline: openvc-core and openbadgeslib.

Every function raises one of `THEIR_REFUSALS` when the library refuses, and what the library raises
when it has no such function.
"""

from collections.abc import Callable, Mapping

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.keys import key_to_pem
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Signer, OB3Verifier, add_data_integrity_proof
from openvc.errors import OpenvcError
from openvc.keys import signing_key_from_jwk
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.ecdsa_sd import EcdsaSdProofSuite
from openvc.proof.vc_jwt import VcJwtProofSuite
from openvc.verify import verify_credential

from contexts.library import shipped
from keys.strict_json import Json

from .parties import CREATED, Party

THEIR_REFUSALS = (OpenvcError, LibOpenBadgesException)

_OPENVC_SUITES: Mapping[str, Callable[[], Json]] = {
    "eddsa-rdfc-2022": DataIntegrityProofSuite,
    "ecdsa-rdfc-2019": EcdsaRdfcProofSuite,
    "eddsa-jcs-2022": EddsaJcsProofSuite,
    "ecdsa-jcs-2019": EcdsaJcsProofSuite,
}


def _plain(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {name: _plain(member) for name, member in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


CONTEXTS = {url: _plain(document) for url, document in shipped().contexts.items()}


def openvc_accepts(credential: Json) -> None:
    """Raise unless openvc-core's own pipeline accepts; the key is found in the did:key."""
    verify_credential(credential, extra_contexts=CONTEXTS)


def openvc_accepts_jwt(token: str, owner: Party) -> None:
    VcJwtProofSuite().verify(token, public_key_jwk=owner.public_jwk)


def openvc_secures(document: Json, suite: str, owner: Party) -> Json:
    """Return `document` with a proof by openvc-core, an object."""
    key = signing_key_from_jwk(owner.private_jwk, owner.method)
    facts = {"signing_key": key, "verification_method": owner.method, "created": CREATED}
    if "rdfc" in suite:
        facts["extra_contexts"] = CONTEXTS
    return _OPENVC_SUITES[suite]().add_proof(document, **facts)


def openvc_signs_jwt(document: Json, owner: Party) -> str:
    key = signing_key_from_jwk(owner.private_jwk, owner.method)
    return str(VcJwtProofSuite().sign(document, signing_key=key))


def openvc_secures_selectively(document: Json, mandatory: list[str], owner: Party) -> Json:
    return EcdsaSdProofSuite().add_base_proof(
        document,
        signing_key=signing_key_from_jwk(owner.private_jwk, owner.method),
        verification_method=owner.method,
        mandatory_pointers=mandatory,
        created=CREATED,
        extra_contexts=CONTEXTS,
    )


def openvc_derives(base: Json, reveal: list[str]) -> Json:
    """Return a disclosure of `base`, whose proof must be an object."""
    return EcdsaSdProofSuite().derive_proof(
        base, selective_pointers=reveal, extra_contexts=CONTEXTS
    )


def openbadgeslib_accepts(credential: Json) -> None:
    OB3LdpVerifier().verify(credential)


def openbadgeslib_accepts_jwt(token: str, owner: Party) -> None:
    OB3Verifier(owner.public_pem).verify(token)


def openbadgeslib_secures(document: Json, suite: str, owner: Party) -> Json:
    """Return `document` with a proof by openbadgeslib, which has one suite to offer."""
    choice: dict[str, Json] = {} if suite == "eddsa-rdfc-2022" else {"cryptosuite": suite}
    return add_data_integrity_proof(document, owner.pem, owner.method, created=CREATED, **choice)


def openbadgeslib_signs_jwt(payload: Json, algorithm: str, owner: Party) -> str:
    signer = OB3Signer(key_to_pem(owner.pem), algorithm)
    return str(signer.sign_payload(payload))
