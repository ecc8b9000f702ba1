"""Badges that were signed as they stand and must not be believed, and files that hold none."""

from importlib.resources import files
from itertools import combinations, islice

from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, undecided
from .documents import badge, without_identity
from .edits import Edit, put, removed, using
from .securing import bytes_of, enveloped, naively, token, unchecked, well


def alignment_to(name: str) -> Json:
    return {"type": ["Alignment"], "targetName": name, "targetUrl": f"https://a.example/{name}"}


ACHIEVED = "/credentialSubject/achievement"
PICTURE = files("issuer.samples").joinpath("badge.png").read_bytes()
KNOT = [
    {"type": ["Result"], "alignment": [alignment_to(name) for name in names]}
    for names in islice(combinations("abcdefghijk", 3), 130)
]
POLISH = {"@value": "Koordynator", "@language": "pl"}


def broken(name: str, edit: Edit, rule: str, **more: Json) -> Case:
    """Return the row of a badge that its issuer signed although Open Badges forbids it."""
    made, check = unchecked(edit), Name.VOCABULARY
    return failing(name, made, check, "vocabulary-broken", rule, genuine=Genuine.YES, **more)


def file(name: str, content: bytes, code: str) -> Case:
    return failing(name, lambda: content, Name.RECOGNISED, code, genuine=Genuine.UNKNOWN)


def untouched(name: str, content: bytes, code: str) -> Case:
    return undecided(name, lambda: content, Name.RECOGNISED, code)


def rewritten(name: str, before: bytes, after: bytes) -> Case:
    """Return the row of a badge in which some bytes stand for others."""
    edit = put("/credentialSubject/creditsEarned", 5)

    def made() -> bytes:
        content = bytes_of(well(edit)())
        return content.replace(before, after)

    check, code = Name.RECOGNISED, "json-not-strict"
    return failing(name, made, check, code, genuine=Genuine.UNKNOWN)


VOCABULARY = (
    broken(
        "neither an id nor an identifier of the recipient",
        without_identity,
        "subject-not-identified",
        right=True,
    ),
    broken(
        "an achievement without a name", removed(f"{ACHIEVED}/name"), "missing-member", right=True
    ),
    broken(
        "an achievement without criteria",
        removed(f"{ACHIEVED}/criteria"),
        "missing-member",
        right=True,
    ),
    broken(
        "a kind of achievement that nobody knows",
        put(f"{ACHIEVED}/achievementType", "Wow"),
        "unknown-term",
        right=True,
    ),
    broken(
        "an end before the beginning",
        put("/validUntil", "2026-06-29T12:00:00Z"),
        "ends-before-it-begins",
        right=True,
    ),
    broken(
        "a result of a test that is not there",
        put("/credentialSubject/result/0/resultDescription", "urn:a:b"),
        "unknown-result-description",
        right=True,
    ),
    broken(
        "a text in a language, in a field for plain text",
        put(f"{ACHIEVED}/name", POLISH),
        "wrong-type",
        right=True,
    ),
    broken(
        "two kinds of credential in one",
        put("/type/-", "EndorsementCredential"),
        "more-than-one-kind",
        right=True,
    ),
    broken(
        "a hash that is none",
        put("/credentialSubject/identifier/1/identityHash", "sha1$00"),
        "identity-hash-malformed",
        right=True,
    ),
    broken(
        "an identity in a list of types",
        using("/credentialSubject/identifier/0/type", lambda value: [value]),
        "not-exactly-this-type",
        right=True,
    ),
    broken(
        "a date without a zone",
        put("/awardedDate", "2026-06-30T12:00:00"),
        "not-a-datetime-with-zone",
        right=True,
    ),
    failing(
        "languages as a map",
        naively(put(f"{ACHIEVED}/name", {"pl": "a", "en": "b"})),
        Name.VOCABULARY,
        "vocabulary-broken",
        "wrong-type",
        right=True,
    ),
)

PERIODS = (
    failing(
        "a badge that has ended",
        well(put("/validUntil", "2026-07-01T11:59:59Z")),
        Name.PERIOD,
        "expired",
        genuine=Genuine.YES,
        right=True,
    ),
    failing(
        "a badge that has not begun",
        well(put("/validFrom", "2026-07-01T12:05:01Z")),
        Name.PERIOD,
        "not-yet-valid",
        genuine=Genuine.YES,
        right=True,
    ),
    failing(
        "a badge whose beginning is no date",
        unchecked(put("/validFrom", "wczoraj")),
        Name.VOCABULARY,
        "vocabulary-broken",
        genuine=Genuine.YES,
        right=True,
    ),
    failing(
        "a badge without a beginning",
        unchecked(removed("/validFrom")),
        Name.VOCABULARY,
        "vocabulary-broken",
        genuine=Genuine.YES,
        right=True,
    ),
)

LIMITS = (
    undecided(
        "a badge with results that nothing tells apart but what they align to",
        naively(put("/credentialSubject/result", KNOT)),
        Name.PROOF,
        "graph-too-complex",
    ),
    undecided(
        "a badge with more than 2000 statements",
        naively(put(f"{ACHIEVED}/tag", [f"t{n}" for n in range(2000)])),
        Name.TERMS,
        "document-over-limit",
    ),
    untouched(
        "a badge of more than 1 MiB",
        bytes_of({**badge(), "name": "a" * 1_048_576}),
        "json-over-limit",
    ),
    untouched(
        "a badge nested more than 32 deep", b'{"a":' * 33 + b"1" + b"}" * 33, "json-over-limit"
    ),
    untouched("a file of more than 10 MiB", b" " * 10_485_761, "file-too-large"),
)

TEXTS = (
    failing(
        "an envelope that says something itself",
        enveloped(token(), credentialSubject={"name": "Jan"}),
        Name.RECOGNISED,
        "envelope-without-token",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "an envelope that is also a badge",
        enveloped(token(), type=["EnvelopedVerifiableCredential", "AchievementCredential"]),
        Name.RECOGNISED,
        "envelope-without-token",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "an envelope with something before the token",
        enveloped(token(), id="data:application/vc+jwt,junk,eyJ.eyJ.AAAA"),
        Name.RECOGNISED,
        "token-malformed",
        genuine=Genuine.UNKNOWN,
    ),
    rewritten("a whole number with a point", b'"creditsEarned": 5', b'"creditsEarned": 5.0'),
    rewritten("a whole number with an exponent", b'"creditsEarned": 5', b'"creditsEarned": 5e0'),
    rewritten("a member twice", b'"creditsEarned": 5', b'"creditsEarned": 5, "creditsEarned": 5'),
    rewritten("not a number", b'"creditsEarned": 5', b'"creditsEarned": NaN'),
    rewritten("half a character", b"Koordynator", b"Koordynator \\ud800"),
    rewritten("something after the end", b'"creditsEarned": 5', b'"creditsEarned": 5}, 5 {'),
    file("an empty file", b"", "file-empty"),
    file("a JPEG picture", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "picture-jpeg"),
    file("an empty object", b"{}", "not-a-credential"),
    file("an empty list", b"[]", "not-a-credential"),
    file("a list of a number", b"[5]", "not-a-credential"),
    file("a text", b"odznaka", "nothing-recognised"),
    file(
        "a badge of Open Badges 2.0 without its context",
        b'{"@context": "https://w3id.org/openbadges", "type": "Assertion"}',
        "not-an-open-badge",
    ),
    file("a picture without a badge", PICTURE, "picture-without-badge"),
    file("a PDF cut short", b"%PDF-1.7\n1 0 obj\n<<", "pdf-without-badge"),
    untouched(
        "a PDF whose objects are nested without end",
        b"%PDF-1.7\n1 0 obj\n" + b"[" * 99_999 + b"\nstartxref\n9\n%%EOF",
        "pdf-over-limit",
    ),
    file("a picture cut short", b"\x89PNG\r\n\x1a\n\x00\x00", "picture-without-badge"),
    file(
        "an envelope with a badge in the open",
        bytes_of({"type": "EnvelopedVerifiableCredential", "id": "data:application/json,{}"}),
        "envelope-without-token",
    ),
)

HOSTILE_CONTENTS = (*VOCABULARY, *PERIODS, *LIMITS, *TEXTS)
