"""Badges of Open Badges 2.0 that are valid."""

from datetime import timedelta

from cryptography.hazmat.primitives import serialization
from verifying.edits import put, removed
from verifying.people import key
from verifying.securing import bytes_of

from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.open_badges_2.recognition import CONTEXT
from verifier.report import Name

from .cases import hosted, passing, signed
from .documents import (
    ASSERTION,
    CLASS,
    ISSUER,
    JAN,
    KEY,
    LIST,
    NOW,
    SITE,
    assertion,
    badge_class,
    cryptographic_key,
    profile,
    rsa,
    signed_assertion,
    token,
)
from .pictures import chunk, element, itxt, png, svg

PHONE = {"type": "telephone", "hashed": False, "identity": "+48221234567"}
HOMEPAGE = {"type": "url", "hashed": False, "identity": "https://jan.example/"}
EXTENSION = {"@context": "https://x.example/c", "type": ["Extension"]}
P256, ED25519 = key(Algorithm.P256), key(Algorithm.ED25519)


def text() -> str:
    return bytes_of(assertion()).decode()


def embedded(**members: Json) -> dict[str, Json]:
    """Return the assertion with its badge class and issuer inside, as some services export it."""
    return {**assertion(), "badge": {**badge_class(), "issuer": profile(), **members}}


def with_scope(**members: Json) -> dict[str, Json]:
    return {ISSUER: {**profile(), "verification": {"type": "VerificationObject", **members}}}


def pkcs1() -> str:
    loaded: Json = serialization.load_der_public_key(rsa().public_key.raw)
    text: bytes = loaded.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1)
    return text.decode()


HOSTED = (
    passing("a hosted badge", hosted()),
    passing("one with types in a list", hosted(put("/type", ["Assertion"]))),
    passing(
        "one that is named by another spelling of its class", hosted(put("/badge", {"id": CLASS}))
    ),
    passing("one with its class and issuer inside", embedded),
    passing("one whose picture differs", hosted(put("/image", f"{SITE}/other.png"))),
    passing(
        "one without an end",
        hosted(removed("/expires")),
        check=Name.PERIOD,
        code="in-force-without-end",
        edits={ASSERTION: removed("/expires")},
    ),
    passing(
        "one a few minutes ahead of our clock",
        hosted(),
        now=NOW.replace(month=1, day=1) - timedelta(minutes=4),
    ),
    passing(
        "one in the scope startsWith", hosted(), answers=with_scope(startsWith=f"{SITE}/ob2/a/")
    ),
    passing(
        "one in the second scope of several",
        hosted(),
        answers=with_scope(startsWith=["https://x.example/", f"{SITE}/ob2/"]),
    ),
    passing(
        "one at an allowed host", hosted(), answers=with_scope(allowedOrigins="akademia.example")
    ),
    passing("one at an allowed origin", hosted(), answers=with_scope(allowedOrigins=[SITE])),
    passing(
        "one with an extension",
        hosted(put("/extensions:Zajecia", EXTENSION)),
        edits={ASSERTION: put("/extensions:Zajecia", EXTENSION)},
    ),
    passing(
        "one with a context of the standard beside",
        hosted(put("/@context", [CONTEXT, "https://w3id.org/openbadges/extensions/x"])),
        check=Name.TERMS,
        code="ob2-read-as-json",
    ),
    passing(
        "one with words of the issuer's own",
        hosted(put("/@context", [CONTEXT, {"semester": "https://x.example/semester"}])),
        check=Name.TERMS,
        code="ob2-read-as-json",
    ),
    passing(
        "one asked for by e-mail",
        hosted(),
        check=Name.SUBJECT,
        code="recipient-matches",
        recipient=JAN,
    ),
    passing(
        "one asked for by e-mail in capitals",
        hosted(),
        check=Name.SUBJECT,
        code="recipient-matches",
        recipient=f" {JAN.upper()}",
    ),
    passing(
        "one of a telephone number",
        hosted(put("/recipient", PHONE)),
        check=Name.SUBJECT,
        code="recipient-matches",
        edits={ASSERTION: put("/recipient", PHONE)},
        recipient="+48 22 123-45-67",
    ),
    passing(
        "one of a homepage",
        hosted(put("/recipient", HOMEPAGE)),
        check=Name.SUBJECT,
        code="recipient-matches",
        edits={ASSERTION: put("/recipient", HOMEPAGE)},
        recipient="https://jan.example/",
    ),
    passing(
        "one that others endorsed",
        hosted(),
        check=Name.ENDORSEMENTS,
        code="ob2-endorsements-not-checked",
        edits={CLASS: put("/endorsement", "https://x.example/e/1")},
    ),
)

SIGNED = (
    passing("a signed badge", signed(), "signature-right"),
    passing(
        "one with a type of token", signed(header={"alg": "RS256", "typ": "JWS"}), "signature-right"
    ),
    passing(
        "one that names no key",
        signed(put("/verification", {"type": "signed"})),
        "signature-right",
    ),
    passing(
        "one by the second key of several",
        signed(put("/verification", {"type": "signed"}), P256, {"alg": "ES256"}),
        "signature-right",
        edits={ISSUER: put("/publicKey", [KEY, {**cryptographic_key(P256), "id": f"{ISSUER}#2"}])},
    ),
    passing(
        "one by a key inside the profile",
        signed(),
        "signature-right",
        edits={ISSUER: put("/publicKey", cryptographic_key())},
        answers={KEY: 404},
    ),
    passing(
        "one by ES256",
        signed(private=P256, header={"alg": "ES256"}),
        "signature-right",
        answers={KEY: cryptographic_key(P256)},
    ),
    passing(
        "one by EdDSA",
        signed(private=ED25519, header={"alg": "EdDSA"}),
        "signature-right",
        answers={KEY: cryptographic_key(ED25519)},
    ),
    passing(
        "one by a key as PKCS#1",
        signed(),
        "signature-right",
        edits={KEY: lambda document: {**document, "publicKeyPem": pkcs1()}},
    ),
    passing(
        "one with its class inside, which stands nowhere",
        signed(put("/badge", {**badge_class(), "id": "urn:uuid:of-the-class"})),
        "signature-right",
        answers={CLASS: 404},
    ),
    passing(
        "one of an issuer without a list",
        signed(),
        check=Name.STATUS,
        code="revocation-list-none",
        edits={ISSUER: removed("/revocationList")},
    ),
    passing(
        "one that is expressly not revoked",
        signed(),
        check=Name.STATUS,
        code="not-revoked",
        edits={
            LIST: put("/revokedAssertions", [{"id": signed_assertion()["id"], "revoked": False}])
        },
    ),
)

BAKED = (
    passing("a PNG with JSON", lambda: png(itxt(text()))),
    passing("a PNG with a token", lambda: png(itxt(token(signed_assertion()))), "signature-right"),
    passing("a PNG with an address", lambda: png(itxt(ASSERTION))),
    passing(
        "an old PNG with an address",
        lambda: png(chunk(b"tEXt", b"openbadges\0" + ASSERTION.encode())),
    ),
    passing("an SVG with JSON and its address", lambda: svg(element(text(), ASSERTION))),
    passing("an SVG with JSON alone", lambda: svg(element(text()))),
    passing(
        "an SVG with a token",
        lambda: svg(element("", token(signed_assertion()))),
        "signature-right",
    ),
    passing("an SVG with an address", lambda: svg(element("", ASSERTION))),
    passing("an SVG with an address twice", lambda: svg(element(ASSERTION, ASSERTION))),
)

GOOD = (*HOSTED, *SIGNED, *BAKED)
