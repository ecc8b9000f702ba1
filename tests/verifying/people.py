"""Who signs and who forges in these tests: keys that everybody may know, under many names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from keys import jwk, multikey
from keys.did_jwk import did_jwk, did_jwk_method
from keys.did_key import did_key, did_key_method
from keys.did_web import PublishedKey, did_web_document, did_web_url
from keys.private import LocalSigner, PrivateKey, from_secret, generate
from keys.signer import Algorithm
from keys.strict_json import Json

DID_WEB = "did:web:akademia.example:issuers:kursy"
PROFILE = "https://akademia.example/issuers/kursy"
VICTIM = "https://ofiara.example/issuers/1"

_SIZES = {Algorithm.ED25519: 32, Algorithm.P256: 32, Algorithm.P384: 48}


@dataclass(frozen=True)
class Person:
    """Somebody who signs as `issuer` with a key that is to be found at `method`."""

    issuer: str
    method: str
    key: PrivateKey

    @property
    def signer(self) -> LocalSigner:
        return LocalSigner(self.method, self.key)

    @property
    def public_jwk(self) -> dict[str, str]:
        return jwk.encode(self.key.public_key)


@cache
def key(algorithm: Algorithm, salt: int = 1) -> PrivateKey:
    """Return a key of this kind; those of RSA are new in every run."""
    if algorithm is Algorithm.RSA:
        return generate(algorithm)
    return from_secret(algorithm, bytes(salt + i for i in range(_SIZES[algorithm])))


def by_did_key(algorithm: Algorithm = Algorithm.ED25519, salt: int = 1) -> Person:
    public = key(algorithm, salt).public_key
    return Person(did_key(public), did_key_method(public), key(algorithm, salt))


def by_did_jwk(algorithm: Algorithm) -> Person:
    public = key(algorithm).public_key
    return Person(did_jwk(public), did_jwk_method(public), key(algorithm))


def by_did_web(algorithm: Algorithm, *, for_token: bool = False) -> Person:
    """Return the school at its did:web: method ids are those of rule 9."""
    public = key(algorithm).public_key
    fragment = jwk.thumbprint(public) if for_token else multikey.encode(public)
    return Person(DID_WEB, f"{DID_WEB}#{fragment}", key(algorithm))


def by_profile(algorithm: Algorithm = Algorithm.ED25519, issuer: str = PROFILE) -> Person:
    """Return somebody whose issuer document stands at an https address."""
    return Person(issuer, f"{issuer}#key", key(algorithm))


ISSUER = by_did_key()
ENDORSER = by_did_key(salt=40)
STRANGER = by_did_key(salt=77)


def did_web_answer(*algorithms: Algorithm) -> dict[str, Json]:
    """Return the school's DID document by its URL."""
    keys = [PublishedKey(key(algorithm).public_key) for algorithm in algorithms]
    return {did_web_url(DID_WEB): did_web_document(DID_WEB, keys)}


def controller_document(person: Person, **method: Json) -> dict[str, Json]:
    """Return a controller document that publishes one Multikey, which has more members `method`."""
    key_of_person = {
        "id": person.method,
        "type": "Multikey",
        "controller": person.issuer,
        "publicKeyMultibase": multikey.encode(person.key.public_key),
    }
    return {
        "id": person.issuer,
        "verificationMethod": [{**key_of_person, **method}],
        "assertionMethod": [person.method],
    }


def answers(person: Person, **members: Json) -> Mapping[str, Json]:
    """Return the controller document, with more `members`, by its address."""
    return {person.issuer: {**controller_document(person), **members}}
