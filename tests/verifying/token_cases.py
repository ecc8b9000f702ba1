"""Rule 22: the header, the text and the claims of tokens, as data.

The signatures fit where no row says otherwise.
"""

import hashlib
import hmac
import json
from collections.abc import Callable

from keys.multibase import base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, passing, undecided
from .documents import SUBJECT, badge, version_1
from .edits import Edit, put, same
from .people import (
    ISSUER,
    STRANGER,
    by_did_key,
)
from .securing import Made, sign
from .tokens import ABSENT, SECONDS, claims_of, compact, header_of, made, part

P256 = by_did_key(Algorithm.P256)


def no_token(name: str, token: Made, code: str = "token-malformed") -> Case:
    """Return the row of a text that only looks like a token."""
    return failing(name, token, Name.RECOGNISED, code, genuine=Genuine.UNKNOWN)


def contradicting(name: str, **claims: Json) -> Case:
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
        passing(f"a token with the typ {kind}", made(header={"typ": kind}))
        for kind in ("JWT", "jwt", "vc+jwt", "vc+ld+jwt", "application/vc+jwt")
    ),
    passing("a token without typ", made(header={"typ": ABSENT})),
    *(
        passing(
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
    passing("a token with iat and aud", made(iat=SECONDS, aud="https://a.example")),
    passing("a token with exp", made(exp=1909051200)),
    passing("a token where exp stands for validUntil", made(exp=1909051200, validUntil=ABSENT)),
    passing("a token of VCDM 1.1 with the claim vc", of_version_1),
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
    no_token("HS512", made(header={"alg": "HS512"})),
    no_token("alg NONE", made(header={"alg": "NONE"})),
    no_token("crit", made(header={"crit": ["exp"]})),
    no_token("b64", made(header={"b64": False})),
    no_token("another typ", made(header={"typ": "at+jwt"})),
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
)

UNKNOWN = tuple(
    undecided(f"the algorithm {name}", made(header={"alg": name}), Name.PROOF, "suite-unknown")
    for name in ("RS512", "PS384", "ES256K", "eddsa")
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


def spelled(number: str, edit: Edit = same) -> Made:
    """Make a token with a number as nobody writes it who canonicalises."""

    def text() -> str:
        document = put("/credentialSubject/creditsEarned", 1234567)(edit(badge()))
        payload = json.dumps(claims_of(ISSUER, document)).replace("1234567", number)
        return compact(header_of(ISSUER), payload.encode(), ISSUER)

    return text


NUMBERS = (
    *(
        passing(f"the number {number} in a token", spelled(number))
        for number in ("3.0", "3e0", "2.50", "30E-1", "0.30")
    ),
    *(
        no_token(f"the number {number} in a token", spelled(number))
        for number in ("1.0000000000000000000001", "1e400", "9007199254740993.0", "1.0.5", "03.0")
    ),
    no_token("a number with a point in a token with an embedded proof", spelled("3.0", sign)),
)

TOKENS = (*GOOD_TOKENS, *HEADERS, *TEXTS, *SIGNATURES, *UNKNOWN, *CLAIM_FAULTS, *NUMBERS)
