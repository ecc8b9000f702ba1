"""VC-JWT as Open Badges 3.0 defines it: the payload is the credential, with five claims added.

Follows Open Badges 3.0 section 8.2 (JSON Web Token proof format), RFC 7515, RFC 7519 and rule 22.
Signing asks a `Signer`, wherever its key is; checking is done by jwcrypto, after a reading that is
stricter than its own.
"""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import orjson
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

from keys import jwk
from keys.errors import (
    InvalidSignatureError,
    JsonError,
    JsonTooLargeError,
    MultibaseError,
    UnsuitableKeyError,
)
from keys.multibase import base64url_bytes, base64url_decode
from keys.signer import Algorithm, PublicKey, Signer
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing import jwt_claims
from signing.errors import JwtError, UnknownCryptosuiteError
from signing.json_ld import Document
from signing.number_spellings import respelled

ALGORITHMS: Mapping[str, Algorithm] = {
    "EdDSA": Algorithm.ED25519,
    "ES256": Algorithm.P256,
    "ES384": Algorithm.P384,
    "PS256": Algorithm.RSA,
    "RS256": Algorithm.RSA,
}
SIGNED_AS: Mapping[Algorithm, str] = {
    Algorithm.ED25519: "EdDSA",
    Algorithm.P256: "ES256",
    Algorithm.P384: "ES384",
    Algorithm.RSA: "RS256",
}
"""Under which name a key signs; PS256 is only verified."""

LONGEST_TOKEN = 2_097_152
"""Characters of a token: twice what its payload may have, of which base64 takes a third more."""

_COMPACT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+\Z", re.ASCII)
CREDENTIAL_TYPES = frozenset(("jwt", "vc+jwt", "vc+ld+jwt"))
PRESENTATION_TYPES = frozenset(("jwt", "vp+jwt", "vp+ld+jwt"))
"""Of a presentation: Securing Verifiable Credentials using JOSE and COSE, section 3.1.2."""
_REFUSED = ("crit", "b64")
_EXPECTED = frozenset(("alg", "kid", "typ", "jwk"))


@dataclass(frozen=True)
class VcJwt:
    """A token, read but not yet checked against a key."""

    text: str
    header: Mapping[str, Json]
    payload: Mapping[str, Json]

    @property
    def algorithm_name(self) -> str:
        """The `alg` of the header; `ALGORITHMS` are those that can be checked."""
        return str(self.header["alg"])

    @property
    def unexpected_members(self) -> tuple[str, ...]:
        """Header members that are ignored: also those that name a place to fetch a key from."""
        return tuple(name for name in self.header if name not in _EXPECTED)


def encode(document: Document, signer: Signer) -> str:
    """Return `document` as a compact VC-JWT, signed by `signer`.

    Raises:
        JwtError: a member that a claim repeats is missing, or is no whole second; or one is called
            like a claim.
    """
    claims = jwt_claims.claims_of(document)
    return signed(signing_input(_json(document), claims, signer), signer).decode("ascii")


def signing_input(text: bytes, claims: Mapping[str, Json], signer: Signer) -> bytes:
    """Return what a token signs, given the JSON text of a document in UTF-8, and its claims."""
    # The members of the document, then the claims.
    payload = b"".join((text[:-1], b",", orjson.dumps(claims)[1:]))
    return b".".join((_header(signer), base64url_bytes(payload)))


def signed(signing_input: bytes, signer: Signer) -> bytes:
    """Return a compact token in ASCII, given what it signs."""
    return b".".join((signing_input, base64url_bytes(signer.sign(signing_input))))


def read(text: str, *, types: Collection[str] = CREDENTIAL_TYPES) -> VcJwt:
    """Return the parts of a compact token after the strict checks of rule 22.

    `types` are what its `typ` may be, if it has one.

    Raises:
        JwtError: not a compact token, a header that is refused, or JSON with two readings.
        JsonTooLargeError, JsonTooDeepError: over a limit.
    """
    token = read_signed(text)
    check_header(token.header, types)
    return token


def read_signed(text: str) -> VcJwt:
    """Return the parts of a compact JWS that signs a JSON object, of whatever kind.

    Raises what `read` raises, but asks for neither a type nor the name of a key.
    """
    if len(text) > LONGEST_TOKEN:
        raise JsonTooLargeError(LONGEST_TOKEN)
    if not _COMPACT.match(text):
        raise JwtError("it is not three base64url parts joined by dots")
    header, payload, _ = (_decoded(part) for part in text.split("."))
    token = VcJwt(text, _object(header, "header"), _payload(payload))
    for name in _REFUSED:
        if name in token.header:
            raise JwtError(f"its header has “{name}”, which is refused")
    algorithm = token.header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or algorithm[:2] == "HS":
        raise JwtError("its “alg” is not that of a signature")
    return token


def verify(token: VcJwt, public_key: PublicKey) -> None:
    """Raise unless the token was signed with `public_key` by the algorithm that it names.

    Raises:
        UnknownCryptosuiteError: the algorithm is not one of `ALGORITHMS`.
        UnsuitableKeyError: the algorithm is not one for this kind of key.
        InvalidSignatureError: the signature does not fit.
    """
    name = token.algorithm_name
    if name not in ALGORITHMS:
        raise UnknownCryptosuiteError(f"VC-JWT {name}")
    if ALGORITHMS[name] is not public_key.algorithm:
        raise UnsuitableKeyError(name, public_key.algorithm)
    jws = JWS()
    jws.allowed_algs = [name]
    try:
        jws.deserialize(token.text)
        jws.verify(JWK(**jwk.encode(public_key)), alg=name)
    except JWException as e:
        raise InvalidSignatureError from e


def document_of(token: VcJwt) -> Document:
    """Return the credential inside a token: see `jwt_claims.credential_of`."""
    return jwt_claims.credential_of(token.payload)


def check_claims(token: VcJwt, document: Document, *, all_required: bool = True) -> None:
    """Check that every claim says what the credential says: see `jwt_claims.check`."""
    jwt_claims.check(token.payload, document, all_required=all_required)


def check_header(header: Mapping[str, Json], types: Collection[str]) -> None:
    """Raise `JwtError` unless a header says that it is of one of `types`, and names a key."""
    if media_type(header.get("typ", "JWT")) not in types:
        raise JwtError("its “typ” is not that of a credential")
    if not isinstance(header.get("kid", ""), str):
        raise JwtError("its “kid” is not text")
    if "kid" not in header and "jwk" not in header:
        raise JwtError("its header names no key")
    key = header.get("jwk", {})
    if not isinstance(key, Mapping) or "d" in key:
        raise JwtError("its “jwk” is not a public key")


def media_type(value: Json) -> str | None:
    """Return a `typ` in the one spelling that RFC 7515 section 4.1.9 gives all its spellings."""
    return value.lower().removeprefix("application/") if isinstance(value, str) else None


def _header(signer: Signer) -> bytes:
    """Return the first part of a token."""
    return _written_header(SIGNED_AS[signer.public_key.algorithm], signer.verification_method)


# One key signs many tokens in a row.
@lru_cache(maxsize=16)
def _written_header(algorithm: str, method: str) -> bytes:
    return base64url_bytes(_json({"alg": algorithm, "kid": method, "typ": "JWT"}))


_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _json(value: Mapping[str, Json]) -> bytes:
    return _AS_JSON.encode(value).encode()


def _decoded(part: str) -> bytes:
    try:
        return base64url_decode(part)
    except MultibaseError as e:
        raise JwtError("a part is not canonical base64url") from e


def _payload(data: bytes) -> Mapping[str, Json]:
    """Return what a token signs: its numbers may be written in any way, as it covers every byte.

    Not where an embedded proof stands inside as well: that covers the value of a number only, and
    whoever put it into a token of their own could have written the number anew.
    """
    try:
        return _object(data, "payload")
    except JwtError as refused:
        try:
            payload = _object(respelled(data.decode()).encode(), "payload")
        except (UnicodeError, JwtError):
            raise refused from None
        if _holds_proof(payload):
            raise
        return payload


def _holds_proof(value: Json) -> bool:
    if isinstance(value, Mapping):
        return "proof" in value or any(map(_holds_proof, value.values()))
    return isinstance(value, list) and any(map(_holds_proof, value))


def _object(value: Json, name: str) -> Mapping[str, Json]:
    if isinstance(value, bytes):
        try:
            value = read_json(value)
        except JsonError as e:
            if type(e) is not JsonError:
                raise
            raise JwtError(f"its {name} is not strict JSON: {e}") from e
    if not isinstance(value, Mapping):
        raise JwtError(f"its {name} is not a JSON object")
    return value
