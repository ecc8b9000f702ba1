"""Rule 22: where the key of a token may come from, as data. All signatures fit."""

from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from keys import jwk
from keys.did_jwk import did_jwk, did_jwk_method
from keys.multibase import base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Name

from .cases import failing, passing, undecided
from .people import (
    ISSUER,
    PROFILE,
    STRANGER,
    Person,
    answers,
    by_did_jwk,
    by_did_key,
    by_did_web,
    did_web_answer,
    key,
)
from .tokens import ABSENT, claims_of, made, part

P256 = by_did_key(Algorithm.P256)
WEB = by_did_web(Algorithm.P256, for_token=True)
KEY_URL = f"{PROFILE}/keys/1"
ELSEWHERE = "https://gdzie.example/keys/1"
BY_URL = Person(PROFILE, KEY_URL, key(Algorithm.P256))
BY_OTHER_URL = Person(PROFILE, ELSEWHERE, key(Algorithm.P256))
LISTING = answers(Person(PROFILE, f"{PROFILE}#key", key(Algorithm.P256)))
KEYLESS = {PROFILE: {"id": PROFILE, "type": ["Profile"], "name": "Akademia"}}
PUBLIC = P256.public_jwk


@cache
def by_rsa(name: str, salt: int | None, bits: int = 2048) -> str:
    """Return a token by a new RSA key, whose did:jwk issued it if it is long enough for one.

    The padding is PSS with a salt of so many bytes, or that of PKCS #1 v1.5 without one.
    """
    private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    numbers = private.public_key().public_numbers()
    public = {
        "kty": "RSA",
        "n": base64url_encode(numbers.n.to_bytes(bits // 8, "big")),
        "e": base64url_encode(numbers.e.to_bytes(3, "big")),
    }
    named: dict[str, Json] = {"jwk": public}
    issuer = ISSUER
    if bits >= 2048:
        own = jwk.decode(public)
        issuer = Person(did_jwk(own), did_jwk_method(own), ISSUER.key)
        named = {"kid": issuer.method}
    text = f"{part({'alg': name, **named, 'typ': 'JWT'})}.{part(claims_of(issuer))}"
    pss = None if salt is None else padding.PSS(padding.MGF1(hashes.SHA256()), salt)
    signature = private.sign(text.encode(), pss or padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{base64url_encode(signature)}"


PKCS_1 = None
PSS = 32
"""As RFC 7518 section 3.5 says: the salt is as long as the hash."""


LISTED = (
    passing("a token with PS256 by a did:jwk", lambda: by_rsa("PS256", PSS)),
    passing("a token with RS256 by a did:jwk", lambda: by_rsa("RS256", PKCS_1)),
    passing("a token by a did:web", made(WEB), resources=did_web_answer(Algorithm.P256)),
    passing("a token by a did:jwk", made(by_did_jwk(Algorithm.P384))),
    passing(
        "a key at an https address that the issuer lists",
        made(BY_URL),
        resources={**LISTING, KEY_URL: PUBLIC},
    ),
    passing(
        "a key at another site that the issuer lists",
        made(BY_OTHER_URL),
        resources={**LISTING, ELSEWHERE: PUBLIC},
    ),
    passing(
        "a key in the header that the issuer's did:key is",
        made(P256, {"kid": ABSENT, "jwk": PUBLIC}),
    ),
)

UNLISTED = (
    undecided(
        "an RSA key of 1024 bits", lambda: by_rsa("RS256", PKCS_1, 1024), Name.PROOF, "key-unusable"
    ),
    undecided(
        "an RSA key of 1024 bits with PS256",
        lambda: by_rsa("PS256", PSS, 1024),
        Name.PROOF,
        "key-unusable",
    ),
    failing(
        "a signature of RS256 under the name PS256",
        lambda: by_rsa("PS256", PKCS_1),
        Name.PROOF,
        "signature-wrong",
    ),
    failing(
        "a signature of PS256 under the name RS256",
        lambda: by_rsa("RS256", PSS),
        Name.PROOF,
        "signature-wrong",
    ),
    failing(
        "a signature of PS256 with another salt than RFC 7518 says",
        lambda: by_rsa("PS256", 20),
        Name.PROOF,
        "signature-wrong",
    ),
    failing(
        "PS256 by a key of another kind",
        made(P256, {"alg": "PS256"}),
        Name.PROOF,
        "key-unsuitable",
    ),
    failing(
        "a token with another's did:key",
        made(Person(ISSUER.issuer, STRANGER.method, STRANGER.key)),
        Name.ISSUER,
        "controller-is-other",
    ),
    failing(
        "a token with a did:key without a fragment",
        made(header={"kid": ISSUER.issuer}),
        Name.PROOF,
        "key-not-listed",
    ),
    failing(
        "another's key in the header",
        made(Person(ISSUER.issuer, "", STRANGER.key), {"kid": ABSENT, "jwk": STRANGER.public_jwk}),
        Name.ISSUER,
        "key-not-listed-by-issuer",
    ),
    failing(
        "a key at another site that the issuer does not list",
        made(BY_OTHER_URL),
        Name.ISSUER,
        "key-not-listed-by-issuer",
        resources={ELSEWHERE: PUBLIC, **KEYLESS},
    ),
    undecided(
        "a key at the site of an issuer whose profile lists none",
        made(BY_URL),
        Name.ISSUER,
        "profile-without-keys",
        resources={KEY_URL: PUBLIC, **KEYLESS},
    ),
    undecided(
        "a key at an address out of reach",
        made(BY_URL),
        Name.PROOF,
        "key-unreachable",
        resources=LISTING,
    ),
    undecided(
        "an issuer out of reach",
        made(BY_URL),
        Name.ISSUER,
        "issuer-unreachable",
        resources={KEY_URL: PUBLIC},
    ),
    undecided(
        "an issuer whose document is not JSON",
        made(BY_URL),
        Name.ISSUER,
        "issuer-document-unusable",
        resources={KEY_URL: PUBLIC, PROFILE: "<html>"},
    ),
    failing(
        "an issuer whose document says it is another's",
        made(BY_URL),
        Name.ISSUER,
        "issuer-document-of-other",
        resources={KEY_URL: PUBLIC, PROFILE: {**LISTING[PROFILE], "id": ELSEWHERE}},
    ),
    undecided(
        "a set of keys where one key must be",
        made(BY_URL),
        Name.PROOF,
        "key-unusable",
        resources={**LISTING, KEY_URL: {"keys": [PUBLIC]}},
    ),
    undecided(
        "a kid that is no address", made(header={"kid": "key-1"}), Name.PROOF, "key-unusable"
    ),
    undecided(
        "a kid at a plain http address",
        made(header={"kid": "http://akademia.example/k"}),
        Name.PROOF,
        "key-unusable",
    ),
)

TOKEN_KEYS = (*LISTED, *UNLISTED)
