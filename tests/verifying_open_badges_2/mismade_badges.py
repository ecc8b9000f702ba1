"""Badges of Open Badges 2.0 that break the standard, mean two things, or are baked wrongly."""

from verifying.edits import Edit, put, removed

from keys.strict_json import Json
from verifier.open_badges_2.recognition import CONTEXT
from verifier.report import Genuine, Name

from .cases import Case, failing, hosted
from .documents import (
    ASSERTION,
    CLASS,
    ELSEWHERE,
    ISSUER,
)
from .good_badges import text
from .pictures import chunk, element, itxt, png, svg

THEIRS = f"{ELSEWHERE}/a/1"


def broken(name: str, edit: Edit, rule: str, url: str = ASSERTION, **more: Json) -> Case:
    """A badge that the issuer publishes so, against the standard."""
    made = hosted(edit) if url == ASSERTION else hosted()
    facts = {"rule": rule, "edits": {url: edit}, **more}
    return failing(name, made, Name.VOCABULARY, "ob2-vocabulary-broken", **facts)


def unread(name: str, edit: Edit, code: str, rule: str | None = None) -> Case:
    """A badge that means one thing to programs for JSON-LD and another to programs for JSON."""
    return failing(
        name,
        hosted(edit),
        Name.TERMS,
        code,
        rule=rule,
        genuine=Genuine.NO,
        edits={ASSERTION: edit},
    )


BROKEN = (
    broken("no recipient", removed("/recipient"), "missing-member"),
    broken("no issuedOn", removed("/issuedOn"), "missing-member"),
    broken("no badge", removed("/badge"), "missing-member", genuine=Genuine.UNKNOWN),
    broken("no verification", removed("/verification"), "missing-member"),
    broken(
        "a verification of another kind", put("/verification/type", "Blockchain"), "missing-type"
    ),
    broken("a day without a time", put("/expires", "2030-01-01"), "not-a-datetime-with-zone"),
    broken("a Unix time", put("/issuedOn", 1767268800), "not-a-datetime-with-zone"),
    broken(
        "an end before the beginning",
        put("/issuedOn", "2031-01-01T00:00:00Z"),
        "ends-before-it-begins",
    ),
    broken("hashed in quotation marks", put("/recipient/hashed", "true"), "wrong-type"),
    broken(
        "a hash that is none",
        put("/recipient/identity", "jan@poczta.example"),
        "identity-hash-malformed",
    ),
    broken("an identity in numbers", put("/recipient/identity", 1), "wrong-type"),
    broken("revoked in quotation marks", put("/revoked", "true"), "wrong-type"),
    broken("a class without a name", removed("/name"), "missing-member", CLASS),
    broken("a class without criteria", removed("/criteria"), "missing-member", CLASS),
    broken("a class of another type", put("/type", "Achievement"), "missing-type", CLASS),
    broken("an issuer without an e-mail address", removed("/email"), "missing-member", ISSUER),
    broken("an issuer of another type", put("/type", "Person"), "missing-type", ISSUER),
    broken(
        "an issuer whose homepage is no address",
        put("/url", "akademia"),
        "not-an-absolute-iri",
        ISSUER,
    ),
)

DISGUISED = (
    unread(
        "another context first",
        put("/@context", ["https://x.example/c", CONTEXT]),
        "contexts-unsuitable",
    ),
    unread("a context that is null", put("/@context", [CONTEXT, None]), "contexts-unsuitable"),
    unread(
        "a context that changes expires",
        put("/@context", [CONTEXT, {"expires": "https://x.example/e"}]),
        "contexts-unsuitable",
    ),
    unread(
        "a context with @vocab",
        put("/@context", [CONTEXT, {"@vocab": "https://x.example/"}]),
        "contexts-unsuitable",
    ),
    unread(
        "an end under its prefix",
        put("/sec:expiration", "2026-02-01T00:00:00Z"),
        "ob2-names-disguised",
        "unknown-member",
    ),
    unread(
        "a revocation under its IRI",
        put("/https:~1~1w3id.org~1openbadges#revoked", True),
        "ob2-names-disguised",
        "unknown-member",
    ),
    unread(
        "an @id", put("/recipient/@id", "https://x.example/"), "ob2-names-disguised", "at-sign-key"
    ),
)

PICTURES = (
    failing(
        "a PNG with two badges",
        lambda: png(itxt(text()), itxt(ASSERTION)),
        Name.RECOGNISED,
        "picture-without-badge",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "a PNG with a zTXt chunk",
        lambda: png(chunk(b"zTXt", b"openbadges\0\0x")),
        Name.RECOGNISED,
        "picture-without-badge",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "a PNG with a tEXt chunk in two readings",
        lambda: png(chunk(b"tEXt", b"openbadges\0\xc5\x81")),
        Name.RECOGNISED,
        "picture-without-badge",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "an SVG with two badges",
        lambda: svg(element(text()), element("", ASSERTION)),
        Name.RECOGNISED,
        "picture-without-badge",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "an SVG whose badge is inside something",
        lambda: svg(f"<g>{element(text())}</g>"),
        Name.RECOGNISED,
        "picture-without-badge",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "an SVG with an empty badge",
        lambda: svg(element()),
        Name.RECOGNISED,
        "picture-without-badge",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "an SVG that names one badge and holds another",
        lambda: svg(element(text(), THEIRS)),
        Name.RECOGNISED,
        "picture-of-two-badges",
        genuine=Genuine.UNKNOWN,
    ),
)

MISMADE = (*BROKEN, *DISGUISED, *PICTURES)
