"""Rule 22: where the key of a token may come from, as data. All signatures fit."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from keys.multibase import base64url_encode
from keys.signer import Algorithm
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
    controller_document,
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
COMPROMISED = controller_document(
    Person(PROFILE, f"{PROFILE}#key", key(Algorithm.P256)), revoked="2026-01-01T00:00:00Z"
)
KEYLESS = {PROFILE: {"id": PROFILE, "type": ["Profile"], "name": "Akademia"}}
PUBLIC = P256.public_jwk


def with_short_rsa_key() -> str:
    """Return a token by an RSA key of 1024 bits, which its header brings along."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    numbers = private.public_key().public_numbers()
    public = {
        "kty": "RSA",
        "n": base64url_encode(numbers.n.to_bytes(128, "big")),
        "e": base64url_encode(numbers.e.to_bytes(3, "big")),
    }
    text = f"{part({'alg': 'RS256', 'jwk': public, 'typ': 'JWT'})}.{part(claims_of(ISSUER))}"
    signature = private.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{text}.{base64url_encode(signature)}"


LISTED = (
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
    undecided("an RSA key of 1024 bits", with_short_rsa_key, Name.PROOF, "key-unusable"),
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
    failing(
        "a key that the issuer's document lists as compromised",
        made(BY_URL),
        Name.ISSUER,
        "key-not-listed-by-issuer",
        resources={KEY_URL: PUBLIC, PROFILE: COMPROMISED},
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
