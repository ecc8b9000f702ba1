"""Rule 22: tokens by header and claims, as data. Their signatures fit, unless the row says other."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from keys.multibase import base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, passing, undecided
from .documents import SUBJECT, badge, version_1
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
from .securing import Made
from .tokens import ABSENT, SECONDS, claims_of, compact, header_of, made, part

P256 = by_did_key(Algorithm.P256)
WEB = by_did_web(Algorithm.P256, for_token=True)
KEY_URL = f"{PROFILE}/keys/1"
ELSEWHERE = "https://gdzie.example/keys/1"
BY_URL = Person(PROFILE, KEY_URL, key(Algorithm.P256))
BY_OTHER_URL = Person(PROFILE, ELSEWHERE, key(Algorithm.P256))
LISTING = answers(Person(PROFILE, f"{PROFILE}#key", key(Algorithm.P256)))
KEYLESS = {PROFILE: {"id": PROFILE, "type": ["Profile"], "name": "Akademia"}}
LATER = SECONDS + 3600


def accepted(name: str, token: Made, **more: Json) -> Case:
    return passing(name, token, **more)


def no_token(name: str, token: Made, code: str = "token-malformed") -> Case:
    """Return the row of a text that only looks like a token."""
    return failing(name, token, Name.RECOGNISED, code, genuine=Genuine.UNKNOWN)


def contradicting(name: str, **claims: Any) -> Case:
    """Return the row of a token with a claim that is not what the badge in it says."""
    return failing(name, made(**claims), Name.PROOF, "proof-malformed")


def rewritten(change: Callable[[str], str]) -> Made:
    """Make a good token and change its text."""
    return lambda: change(made()())


def with_public_key_as_secret() -> str:
    """Return a token whose HMAC takes the issuer's public key for a shared secret."""
    text = f"{part(header_of(P256, alg='HS256'))}.{part(claims_of(P256))}"
    code = hmac.digest(P256.key.public_key.raw, text.encode(), hashlib.sha256)
    return f"{text}.{base64url_encode(code)}"


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


def with_other_last_bits(text: str) -> str:
    """Return another spelling of the same signature: the last digit has bits that mean nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + alphabet[alphabet.index(text[-1]) + 1]


def repeated(header: bytes, payload: bytes) -> Made:
    """Make a token whose header or payload is this text."""
    return lambda: compact(header, payload, ISSUER)


def of_version_1() -> str:
    document = version_1(badge())
    claims = {"iss": ISSUER.issuer, "jti": document["id"], "sub": SUBJECT, "nbf": SECONDS}
    return compact(header_of(ISSUER), {**claims, "vc": document}, ISSUER)


HEADER = json.dumps(header_of(ISSUER)).encode()
CLAIMS = json.dumps(claims_of(ISSUER)).encode()
PUBLIC = P256.public_jwk

GOOD_TOKENS = (
    *(
        accepted(f"a token with the typ {kind}", made(header={"typ": kind}))
        for kind in ("JWT", "vc+jwt", "vc+ld+jwt")
    ),
    accepted("a token without typ", made(header={"typ": ABSENT})),
    accepted("a token by a did:web", made(WEB), resources=did_web_answer(Algorithm.P256)),
    accepted("a token by a did:jwk", made(by_did_jwk(Algorithm.P384))),
    accepted(
        "a key at an https address that the issuer lists",
        made(BY_URL),
        resources={**LISTING, KEY_URL: PUBLIC},
    ),
    accepted(
        "a key at another site that the issuer lists",
        made(BY_OTHER_URL),
        resources={**LISTING, ELSEWHERE: PUBLIC},
    ),
    accepted(
        "a key in the header that the issuer's did:key is",
        made(P256, {"kid": ABSENT, "jwk": PUBLIC}),
    ),
    *(
        accepted(
            f"a token with {name}, which is not followed",
            made(header={name: value}),
            remarks=("token-header-ignored",),
        )
        for name, value in (
            ("jku", "https://gdzie.example/jwks.json"),
            ("x5u", "https://gdzie.example/x.pem"),
            ("x5c", ["MIIB"]),
            ("cty", "vc"),
        )
    ),
    accepted("a token with iat and aud", made(iat=SECONDS, aud="https://a.example")),
    accepted("a token with exp", made(exp=1909051200)),
    accepted("a token where exp stands for validUntil", made(exp=1909051200, validUntil=ABSENT)),
    accepted("a token of VCDM 1.1 with the claim vc", of_version_1),
)

HEADERS = (
    no_token("alg none", made(header={"alg": "none"})),
    no_token(
        "alg none without a signature",
        rewritten(
            lambda text: f"{part({'alg': 'none', 'kid': ISSUER.method})}.{text.split('.')[1]}."
        ),
    ),
    no_token("HS256 with the public key as secret", with_public_key_as_secret),
    no_token("no alg", made(header={"alg": ABSENT})),
    no_token("an alg that is no text", made(header={"alg": 5})),
    no_token("an alg in other letters", made(header={"alg": "eddsa"})),
    no_token("RS512", made(header={"alg": "RS512"})),
    no_token("crit", made(header={"crit": ["exp"]})),
    no_token("b64", made(header={"b64": False})),
    no_token("another typ", made(header={"typ": "at+jwt"})),
    no_token("a typ in other letters", made(header={"typ": "jwt"})),
    no_token("a typ that is a list", made(header={"typ": ["JWT"]})),
    no_token("a kid that is a number", made(header={"kid": 5})),
    no_token("no key named", made(header={"kid": ABSENT})),
    no_token("a private key in the header", made(header={"jwk": {**PUBLIC, "d": "AAAA"}})),
    no_token("a jwk that is a text", made(header={"jwk": "x"})),
    no_token("a header member twice", repeated(HEADER[:-1] + b',"alg":"EdDSA"}', CLAIMS)),
    no_token("a claim twice", repeated(HEADER, CLAIMS[:-1] + b',"nbf":1}')),
    no_token("a header that is a list", repeated(b"[]", CLAIMS)),
    no_token("a payload that is a text", repeated(HEADER, b'"x"')),
    no_token("a payload that is not JSON", repeated(HEADER, b"{'a': 1}")),
)

TEXTS = (
    no_token("a padded signature", rewritten(lambda text: text + "=="), "nothing-recognised"),
    no_token("a signature in another spelling", rewritten(with_other_last_bits)),
    no_token("no signature", rewritten(lambda text: text.rpartition(".")[0] + ".")),
    no_token("two parts", rewritten(lambda text: text.rpartition(".")[0]), "nothing-recognised"),
    no_token("four parts", rewritten(lambda text: text + ".AAAA"), "nothing-recognised"),
    no_token(
        "a blank inside", rewritten(lambda text: text.replace(".", ". ", 1)), "nothing-recognised"
    ),
)

SIGNATURES = (
    failing(
        "another signature",
        rewritten(lambda text: text.rpartition(".")[0] + "." + "A" * 86),
        Name.PROOF,
        "signature-wrong",
    ),
    failing(
        "another payload under the signature",
        rewritten(
            lambda text: (
                f"{text.split('.')[0]}.{part(claims_of(ISSUER, name='Inna'))}.{text.split('.')[2]}"
            )
        ),
        Name.PROOF,
        "signature-wrong",
    ),
    failing(
        "an algorithm of another key", made(header={"alg": "ES256"}), Name.PROOF, "key-unsuitable"
    ),
    failing(
        "ES384 with a key of P-256", made(P256, {"alg": "ES384"}), Name.PROOF, "key-unsuitable"
    ),
    undecided("an RSA key of 1024 bits", with_short_rsa_key, Name.PROOF, "key-unusable"),
)

CLAIM_FAULTS = (
    contradicting("another iss", iss=STRANGER.issuer),
    contradicting("another sub", sub="urn:uuid:0b2a63f4-3a01-4e5b-9f2c-000000000099"),
    contradicting("another jti", jti="urn:uuid:0b2a63f4-3a01-4e5b-9f2c-000000000099"),
    contradicting("another nbf", nbf=SECONDS - 1),
    contradicting("another exp", exp=1909051201),
    contradicting("an nbf with a fraction", nbf=SECONDS + 0.5),
    contradicting("an nbf that is a text", nbf=str(SECONDS)),
    contradicting("an nbf that is true", nbf=True),
    contradicting("an nbf beyond all time", nbf=9007199254740991),
    contradicting("no iss", iss=ABSENT),
    contradicting("no sub", sub=ABSENT),
    contradicting("no jti", jti=ABSENT),
    contradicting("no nbf", nbf=ABSENT),
    contradicting("a sub that is a list", sub=[SUBJECT]),
    no_token(
        "an exp that is a text, where it stands for validUntil", made(exp="x", validUntil=ABSENT)
    ),
    no_token("a claim vc that is a text", made(vc="x")),
    failing(
        "an exp in the past",
        made(exp=SECONDS + 1, validUntil=ABSENT),
        Name.PERIOD,
        "expired",
        genuine=Genuine.YES,
    ),
)

KEYS = (
    failing(
        "another's did:key",
        made(Person(ISSUER.issuer, STRANGER.method, STRANGER.key)),
        Name.ISSUER,
        "controller-is-other",
    ),
    failing(
        "a did:key without a fragment",
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
    failing(
        "a key that the issuer's document lists as compromised",
        made(BY_URL),
        Name.ISSUER,
        "key-not-listed-by-issuer",
        resources={
            KEY_URL: PUBLIC,
            PROFILE: {
                **LISTING[PROFILE],
                "verificationMethod": [
                    {**LISTING[PROFILE]["verificationMethod"][0], "revoked": "2026-01-01T00:00:00Z"}
                ],
            },
        },
    ),
)

TOKENS = (*GOOD_TOKENS, *HEADERS, *TEXTS, *SIGNATURES, *CLAIM_FAULTS, *KEYS)
