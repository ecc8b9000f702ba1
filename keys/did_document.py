"""Reading the controller documents of strangers: which keys they publish, and for what.

A document is read as JSON, never as JSON-LD (https://www.w3.org/TR/cid-1.0/, DID Core section 6.2),
so its `@context` changes nothing. One method that cannot be used spoils no other.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from keys import jwk, multikey
from keys.errors import DidError, MalformedKeyError, MultibaseError
from keys.multibase import base58btc_decode
from keys.public import public_key
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json

RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "capabilityDelegation",
    "capabilityInvocation",
    "keyAgreement",
)
_SECRETS = (
    "secretKeyMultibase",
    "secretKeyJwk",
    "privateKeyMultibase",
    "privateKeyJwk",
    "privateKeyBase58",
)

# Each type of method: where its key stands, and the only algorithm it may have.
_TYPES: Mapping[str, tuple[Sequence[str], Algorithm | None]] = {
    "Multikey": (["publicKeyMultibase"], None),
    "JsonWebKey": (["publicKeyJwk"], None),
    "JsonWebKey2020": (["publicKeyJwk"], None),
    "Ed25519VerificationKey2018": (["publicKeyBase58"], Algorithm.ED25519),
    "Ed25519VerificationKey2020": (["publicKeyMultibase"], Algorithm.ED25519),
    "EcdsaSecp256r1VerificationKey2019": (
        ["publicKeyMultibase", "publicKeyJwk"],
        Algorithm.P256,
    ),
}


@dataclass(frozen=True)
class VerificationMethod:
    """A usable public key of a document; `controller` is None only for a bare JWK."""

    id: str
    controller: str | None
    public_key: PublicKey
    revoked: str | None
    expires: str | None
    type: str


@dataclass(frozen=True)
class Defect:
    """A method that cannot be used, and why."""

    id: str
    reason: str


@dataclass(frozen=True)
class ControllerDocument:
    """What a DID or controller document says; all ids are absolute.

    `methods` holds every method by id, `relationships` the ids listed under each relationship.
    """

    id: str
    methods: Mapping[str, VerificationMethod | Defect]
    relationships: Mapping[str, frozenset[str]]

    @property
    def assertion(self) -> frozenset[str]:
        """The ids listed under `assertionMethod`."""
        return self.relationships["assertionMethod"]


class _Methods(Mapping[str, VerificationMethod | Defect]):
    """The methods of a document, each read when it is first asked for: a key takes time to check.

    A stranger's document may list more than anybody asks about.
    """

    def __init__(self, written: Mapping[str, tuple[Json, int]]) -> None:
        self._written = written
        self._read: dict[str, VerificationMethod | Defect] = {}

    def __getitem__(self, name: str) -> VerificationMethod | Defect:
        if name not in self._read:
            item, count = self._written[name]
            self._read[name] = _method_or_defect(name, item, count)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def methods_of(document: Json) -> ControllerDocument:
    """Return what a DID or controller document (parsed JSON) publishes.

    Relative ids (`#key`) are completed with the document's id; a method embedded in a relationship
    counts as listed there. Methods that are malformed, of an unknown type, or share an id are
    `Defect`s; one without an id is named by its place. Raises `DidError` when the whole is not an
    object with a text as `id`.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("id"), str):
        raise DidError("", "its document is not a JSON object with an id")
    base = document["id"]
    listed = {place: _items(document, place, base) for place in RELATIONSHIPS}
    embedded = [
        (name, item)
        for items in listed.values()
        for name, item in items
        if not isinstance(item, str)
    ]
    found = _without_copies(_items(document, "verificationMethod", base) + embedded)
    counts = Counter(name for name, _ in found)
    return ControllerDocument(
        id=base,
        methods=_Methods({name: (item, counts[name]) for name, item in found}),
        relationships={
            place: frozenset(name for name, _ in items) for place, items in listed.items()
        },
    )


def read_method(document: Json) -> VerificationMethod:
    """Return the method of a document that is nothing but a method, or nothing but a JWK.

    A JWK has no controller, and its id is its `kid` or else its thumbprint. Raises
    `MalformedKeyError` or `MultibaseError` when the key cannot be used.
    """
    if not isinstance(document, Mapping):
        raise MalformedKeyError("its document is not a JSON object")
    if "kty" not in document:
        return _method(_text(document, "id"), document)
    key = jwk.decode(document)
    kid = document.get("kid")
    name = kid if isinstance(kid, str) else jwk.thumbprint(key)
    return VerificationMethod(name, None, key, None, None, "JsonWebKey")


def _items(document: Mapping[str, Json], place: str, base: str) -> list[tuple[str, Json]]:
    """Return the entries of a member, each with its absolute id, or its place for want of one."""
    value = document.get(place, [])
    entries = value if isinstance(value, list) else [value]
    return [(_name(item, base) or f"{place}[{i}]", item) for i, item in enumerate(entries)]


def _name(item: Json, base: str) -> str | None:
    name = item.get("id") if isinstance(item, Mapping) else item
    if not isinstance(name, str):
        return None
    return base + name if name.startswith("#") else name


def _without_copies(found: list[tuple[str, Json]]) -> list[tuple[str, Json]]:
    """Return the entries, those that say the same of the same id once."""
    kept: dict[tuple[str, str], Json] = {}
    for name, item in found:
        complete = {**item, "id": name} if isinstance(item, Mapping) else item
        kept.setdefault((name, json.dumps(complete, sort_keys=True)), complete)
    return [(name, item) for (name, _), item in kept.items()]


def _method_or_defect(name: str, item: Json, count: int) -> VerificationMethod | Defect:
    if count > 1:
        return Defect(name, f"{count} methods share this id")
    if not isinstance(item, Mapping):
        return Defect(name, "the method is not a JSON object")
    try:
        return _method(name, item)
    except (MalformedKeyError, MultibaseError) as error:
        return Defect(name, error.reason)


def _method(name: str, members: Mapping[str, Json]) -> VerificationMethod:
    if ":" not in name:
        raise MalformedKeyError("the id of the method is not a URL")
    return VerificationMethod(
        id=name,
        controller=_text(members, "controller"),
        public_key=_public_key(members),
        revoked=_optional_text(members, "revoked"),
        expires=_optional_text(members, "expires"),
        type=_text(members, "type"),
    )


def _public_key(members: Mapping[str, Json]) -> PublicKey:
    kind = _text(members, "type")
    if kind not in _TYPES:
        raise MalformedKeyError(f"the type {kind[:64]!a} is not known here")
    if any(name in members for name in _SECRETS):
        raise MalformedKeyError("the method publishes its private key")
    allowed, algorithm = _TYPES[kind]
    present = [name for name in _READERS if name in members]
    if len(present) != 1 or present[0] not in allowed:
        raise MalformedKeyError(f"a {kind} carries exactly one of {', '.join(allowed)}")
    key = _READERS[present[0]](members)
    if algorithm not in (None, key.algorithm):
        raise MalformedKeyError(f"a key of the kind {key.algorithm.value} is no {kind}")
    return key


def _text(members: Mapping[str, Json], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str):
        raise MalformedKeyError(f"the method has no text for {name}")
    return value


def _optional_text(members: Mapping[str, Json], name: str) -> str | None:
    return None if members.get(name) is None else _text(members, name)


def _from_multibase(members: Mapping[str, Json]) -> PublicKey:
    return multikey.decode(_text(members, "publicKeyMultibase"))


def _from_jwk(members: Mapping[str, Json]) -> PublicKey:
    if not isinstance(members["publicKeyJwk"], Mapping):
        raise MalformedKeyError("publicKeyJwk is not a JSON object")
    return jwk.decode(members["publicKeyJwk"])


def _from_base58(members: Mapping[str, Json]) -> PublicKey:
    # The 2018 type has neither the multibase prefix nor the multicodec.
    raw = base58btc_decode("z" + _text(members, "publicKeyBase58"))
    return public_key(Algorithm.ED25519, raw)


_READERS: Mapping[str, Callable[[Mapping[str, Json]], PublicKey]] = {
    "publicKeyMultibase": _from_multibase,
    "publicKeyJwk": _from_jwk,
    "publicKeyBase58": _from_base58,
}
