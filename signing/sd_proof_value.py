"""The proof values of ecdsa-sd-2023: three bytes that tell the kind, then CBOR, as base64url.

Strangers write these bytes, so a reader takes exactly one form: arrays, bytes, texts, integers and
one map, of the lengths that the suite gives them, in the deterministic encoding of RFC 8949.

Follows https://www.w3.org/TR/vc-di-ecdsa/#serializebaseproofvalue and #serializederivedproofvalue.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

import cbor2

from keys.errors import MalformedKeyError, MultibaseError
from keys.multibase import base64url_decode, multibase64url_encode
from keys.multikey import CODECS
from keys.public import public_key
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json
from signing.errors import MalformedProofError

SIZE_LIMIT = 2**20
"""The longest proof value that is read, in bytes."""
COUNT_LIMIT = 2_000
"""The most signatures, pointers, labels or indexes that are read."""

HMAC_SIZE = 32
_SIGNATURE_SIZE = 64
_PUBLIC_KEY_SIZE = 35
_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"


@dataclass(frozen=True)
class BaseProofValue:
    """What an issuer gives to a holder; with the HMAC key in it, it must not go further."""

    base_signature: bytes
    public_key: bytes
    """The ephemeral key as Multikey bytes: 0x80 0x24 and a compressed point."""
    hmac_key: bytes
    signatures: tuple[bytes, ...]
    """One for each statement that is not mandatory, in the order of the statements."""
    mandatory_pointers: tuple[str, ...]

    def encoded(self) -> str:
        """Return the `proofValue`."""
        parts = [self.base_signature, self.public_key, self.hmac_key]
        return _encoded(_BASE, [*parts, list(self.signatures), list(self.mandatory_pointers)])


@dataclass(frozen=True)
class DerivedProofValue:
    """What a holder gives to a verifier."""

    base_signature: bytes
    public_key: bytes
    signatures: tuple[bytes, ...]
    """One for each revealed statement that is not mandatory."""
    label_map: Mapping[int, bytes]
    """The HMAC of each blank node's label, by the number of its label in the revealed document."""
    mandatory_indexes: tuple[int, ...]
    """Which of the revealed statements are mandatory."""

    def encoded(self) -> str:
        """Return the `proofValue`."""
        parts = [self.base_signature, self.public_key, list(self.signatures)]
        return _encoded(_DERIVED, [*parts, dict(self.label_map), list(self.mandatory_indexes)])


def is_base(text: str) -> bool:
    """Tell whether the `proofValue` begins as one of a base proof does."""
    return text.startswith(multibase64url_encode(_BASE))


def decode_base(text: str) -> BaseProofValue:
    """Return what the `proofValue` of a base proof holds.

    Raises:
        MalformedProofError: it is not exactly what an issuer would have written.
    """
    signature, key, hmac_key, signatures, pointers = _parts(text, _BASE)
    return BaseProofValue(
        _bytes(signature, _SIGNATURE_SIZE),
        _public_key(key),
        _bytes(hmac_key, HMAC_SIZE),
        tuple(_bytes(item, _SIGNATURE_SIZE) for item in _array(signatures)),
        tuple(_text(item) for item in _array(pointers)),
    )


def decode_derived(text: str) -> DerivedProofValue:
    """Return what the `proofValue` of a derived proof holds.

    Raises:
        MalformedProofError: it is not exactly what a holder would have written.
    """
    signature, key, signatures, labels, indexes = _parts(text, _DERIVED)
    shown = tuple(_bytes(item, _SIGNATURE_SIZE) for item in _array(signatures))
    mandatory = _array(indexes)
    return DerivedProofValue(
        _bytes(signature, _SIGNATURE_SIZE),
        _public_key(key),
        shown,
        _label_map(labels),
        _indexes(mandatory, len(shown) + len(mandatory)),
    )


def ephemeral_key(multikey: bytes) -> PublicKey:
    """Return the P-256 key that signed the single statements.

    Raises:
        MalformedProofError: the bytes are not a Multikey of P-256.
    """
    codec = CODECS[Algorithm.P256]
    if not multikey.startswith(codec):
        raise MalformedProofError("its key is not of P-256")
    try:
        return public_key(Algorithm.P256, multikey.removeprefix(codec))
    except MalformedKeyError as e:
        raise MalformedProofError("its key is not a point of P-256") from e


def _encoded(header: bytes, parts: list[Json]) -> str:
    return multibase64url_encode(header + cbor2.dumps(parts, canonical=True))


def _parts(text: str, header: bytes) -> list[Json]:
    if len(text) * 3 // 4 > SIZE_LIMIT:
        raise MalformedProofError(f"its value is longer than {SIZE_LIMIT} bytes")
    if not text.startswith(multibase64url_encode(header)):
        raise MalformedProofError("its value does not begin as one of ecdsa-sd-2023 does")
    try:
        data = base64url_decode(text[1:]).removeprefix(header)
        parts = cbor2.loads(
            data,
            max_depth=3,
            allow_indefinite=False,
            allow_duplicate_keys=False,
            # cbor2 would turn tagged values into dates, patterns, fractions and more.
            semantic_decoders=defaultdict(lambda: _refuse_tag),
        )
    except (MultibaseError, cbor2.CBORDecodeError) as e:
        raise MalformedProofError("its value is not base64url of CBOR") from e
    if type(parts) is not list or len(parts) != 5:
        raise MalformedProofError("its value is not an array of five")
    if cbor2.dumps(parts, canonical=True) != data:
        raise MalformedProofError("its CBOR is not in the deterministic encoding")
    return parts


def _refuse_tag(_value: Json, _immutable: bool) -> NoReturn:  # noqa: FBT001 - cbor2's signature
    raise cbor2.CBORDecodeError("a tag stands here")


def _public_key(value: Json) -> bytes:
    multikey = _bytes(value, _PUBLIC_KEY_SIZE)
    ephemeral_key(multikey)
    return multikey


def _bytes(value: Json, size: int) -> bytes:
    if type(value) is not bytes or len(value) != size:
        raise MalformedProofError(f"{size} bytes are missing in its value")
    return value


def _text(value: Json) -> str:
    if type(value) is not str:
        raise MalformedProofError("its pointers are not all texts")
    return value


def _array(value: Json) -> list[Json]:
    if type(value) is not list or len(value) > COUNT_LIMIT:
        raise MalformedProofError(
            f"its value holds no array of at most {COUNT_LIMIT} where it must"
        )
    return value


def _label_map(value: Json) -> Mapping[int, bytes]:
    """Return the map if it names each of c14n0, c14n1, … once, and each as something else."""
    if type(value) is not dict or len(value) > COUNT_LIMIT:
        raise MalformedProofError(f"its labels are not a map of at most {COUNT_LIMIT}")
    if any(type(number) is not int for number in value) or set(value) != set(range(len(value))):
        raise MalformedProofError("its labels are not numbered from 0 without gaps")
    labels = {number: _bytes(value[number], HMAC_SIZE) for number in sorted(value)}
    if len(set(labels.values())) != len(labels):
        raise MalformedProofError("two of its labels are the same")
    return labels


def _indexes(value: list[Json], statements: int) -> tuple[int, ...]:
    if any(type(index) is not int or not 0 <= index < statements for index in value):
        raise MalformedProofError("its indexes are not all those of statements")
    if any(first >= second for first, second in pairwise(value)):
        raise MalformedProofError("its indexes do not increase")
    return tuple(value)
