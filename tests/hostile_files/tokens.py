"""Tokens that are as much work as a token can be."""

import json
from collections.abc import Iterator, Mapping, Sequence

from verifying.documents import badge
from verifying.people import ISSUER, by_did_jwk
from verifying.securing import token

from keys.multibase import base64url_encode
from keys.strict_json import Json

from .documents import LONG

_MOST = LONG * 3 // 4
_HEADER = {"alg": "EdDSA", "kid": ISSUER.method, "typ": "JWT"}


def part(value: Json) -> str:
    return base64url_encode(json.dumps(value, separators=(",", ":")).encode())


def with_header(**members: Json) -> bytes:
    """Return a token whose header has more members; its signature is wrong."""
    return joined({**_HEADER, **members}, dict(badge()))


def joined(header: Mapping[str, Json], payload: Json, signature: bytes = bytes(64)) -> bytes:
    return f"{part(header)}.{part(payload)}.{base64url_encode(signature)}".encode()


def _headers() -> Iterator[tuple[str, bytes]]:
    yield "a token with a long member in its header", with_header(x="x" * _MOST)
    yield (
        "a token with 9 900 members in its header",
        with_header(**{f"k{n}": n for n in range(9_900)}),
    )
    yield (
        "a token with 1 900 members in its header",
        with_header(**{f"k{n}": n for n in range(1_900)}),
    )
    yield "a token with certificates", with_header(x5c=["MIIB" * 25] * 7_000)
    yield "a token with a long kid", with_header(kid="did:key:z" + "6" * _MOST)
    yield "a token with a long kid of did:jwk", with_header(kid=f"did:jwk:{'eyJ' * (_MOST // 3)}#0")
    yield "a token with a large key", joined({"alg": "RS256", "jwk": _rsa(_MOST)}, badge())
    yield "a token with a key of 8 192 bits", joined({"alg": "RS256", "jwk": _rsa(1_024)}, badge())
    yield "a token with a deep header", with_header(x=_deep(28))


def _rsa(size: int) -> Json:
    return {"kty": "RSA", "n": base64url_encode(b"\xc1" + b"\x55" * (size - 1)), "e": "AQAB"}


def _deep(levels: int) -> Json:
    return {"x": _deep(levels - 1)} if levels else 1


def _bodies() -> Iterator[tuple[str, bytes]]:
    yield "a token with a long text", joined(_HEADER, {**badge(), "name": "x" * _MOST})
    yield (
        "a token with 1 800 texts",
        joined(_HEADER, {**badge(), "termsOfUse": [{"type": f"T{n}"} for n in range(900)]}),
    )
    yield "a token with 9 900 values", joined(_HEADER, {**badge(), "evidence": [{}] * 9_800})
    yield "a token with a long signature", joined(_HEADER, badge(), bytes(_MOST))
    yield "a token of one letter", b"a" * LONG + b"." + b"a" * 9 + b"." + b"a" * 9
    yield "ten mebibytes of a token", b"a" * 5_000_000 + b"." + b"a" * 5_000_000 + b".a"
    yield "dots", b"." * LONG
    yield (
        "a token in an envelope",
        json.dumps(_envelope(with_header(x="x" * (_MOST // 2)))).encode(),
    )
    made: str = token(person=by_did_jwk(ISSUER.key.algorithm))()
    yield "a good token with a long issuer", made.encode()


def _envelope(inside: bytes) -> Json:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "data:application/vc+jwt," + inside.decode(),
        "type": "EnvelopedVerifiableCredential",
    }


def tokens() -> Sequence[tuple[str, bytes]]:
    """Return the tokens with their names."""
    return [*_headers(), *_bodies()]
