"""What the objects of Open Badges 2.0 must hold: a row for each member that is read here.

Other members are left alone: "additional properties may be added". But a member that we read must
not stand there under another name, where programs that read JSON-LD would find it (rule 1).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contexts.vocabulary import parse_instant
from contexts.vocabulary.findings import Defect, Path
from keys.strict_json import Json
from verifier.open_badges_2.recognition import types_of

STANDARD = "Open Badges 2.0"

Value = Callable[[Json], tuple[str, Mapping[str, str]] | None]
"""Returns the rule that a value breaks and the facts of the sentence, or None for a good one."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_HASH = re.compile(r"(?:sha256\$[0-9A-Fa-f]{64}|md5\$[0-9A-Fa-f]{32})")


def _text(value: Json) -> tuple[str, Mapping[str, str]] | None:
    return None if isinstance(value, str) else ("wrong-type", {"expected": "text"})


def _boolean(value: Json) -> tuple[str, Mapping[str, str]] | None:
    return None if isinstance(value, bool) else ("wrong-type", {"expected": "boolean"})


def _object(value: Json) -> tuple[str, Mapping[str, str]] | None:
    return None if isinstance(value, Mapping) else ("wrong-type", {"expected": "object"})


def _iri(value: Json) -> tuple[str, Mapping[str, str]] | None:
    good = isinstance(value, str) and _IRI.fullmatch(value)
    return None if good else ("not-an-absolute-iri", {})


def _iri_or_object(value: Json) -> tuple[str, Mapping[str, str]] | None:
    return None if isinstance(value, Mapping) else _iri(value)


def _instant(value: Json) -> tuple[str, Mapping[str, str]] | None:
    try:
        parse_instant(value)
    except (ValueError, TypeError):
        return "not-a-datetime-with-zone", {}
    return None


@dataclass(frozen=True)
class Member:
    """A member of an object."""

    name: str
    value: Value
    required: bool = False


@dataclass(frozen=True)
class Shape:
    """A class of the standard: the types that tell it, and its members."""

    name: str
    types: Sequence[str]
    """One of these must stand in `type`; none for a class whose `type` says something else."""
    members: Sequence[Member]


ASSERTION = Shape(
    "Assertion",
    ("Assertion",),
    (
        Member("id", _iri, required=True),
        Member("recipient", _object, required=True),
        Member("badge", _iri_or_object, required=True),
        Member("verification", _object, required=True),
        Member("issuedOn", _instant, required=True),
        Member("expires", _instant),
        Member("revoked", _boolean),
        Member("revocationReason", _text),
        Member("narrative", _text),
    ),
)
RECIPIENT = Shape(
    "IdentityObject",
    (),
    (
        Member("type", _text, required=True),
        Member("identity", _text, required=True),
        Member("hashed", _boolean, required=True),
        Member("salt", _text),
    ),
)
HOSTED = Shape("VerificationObject", ("HostedBadge", "hosted"), ())
SIGNED = Shape(
    "VerificationObject", ("SignedBadge", "signed"), (Member("creator", _iri_or_object),)
)
BADGE_CLASS = Shape(
    "BadgeClass",
    ("BadgeClass",),
    (
        Member("id", _iri, required=True),
        Member("name", _text, required=True),
        Member("description", _text, required=True),
        Member("image", _iri_or_object, required=True),
        Member("criteria", _iri_or_object, required=True),
        Member("issuer", _iri_or_object, required=True),
    ),
)
PROFILE = Shape(
    "Profile",
    ("Issuer", "Profile"),
    (
        Member("id", _iri, required=True),
        Member("name", _text, required=True),
        Member("url", _iri, required=True),
        Member("email", _text, required=True),
        Member("verification", _object),
        Member("revocationList", _iri),
    ),
)

# The members that decide, as JSON-LD names them. `verify` is another word for `verification`, which
# issuers write beside it for the sake of older programs.
_VOCABULARIES = {
    "obi": (
        "https://w3id.org/openbadges#",
        ("allowedOrigins", "badge", "hashed", "identityHash", "issueDate", "issuer", "recipient",
         "revocationList", "revoked", "salt", "verificationProperty", "verify"),
    ),
    "sec": (
        "https://w3id.org/security#", ("expiration", "owner", "publicKey", "publicKeyPem"),
    ),
    "dc": ("http://purl.org/dc/terms/", ("creator",)),
    "schema": ("http://schema.org/", ("name", "email", "url")),
}  # fmt: skip
DISGUISES = frozenset(
    name
    for prefix, (vocabulary, locals_) in _VOCABULARIES.items()
    for local in locals_
    for name in (f"{prefix}:{local}", f"{vocabulary}{local}")
) | {"http://purl.org/dqm-vocabulary/v1/dqm#startsWith"}
READ_HERE = frozenset(
    ("allowedOrigins", "badge", "creator", "email", "expires", "hashed", "id", "identity",
     "issuedOn", "issuer", "name", "owner", "publicKey", "publicKeyPem", "recipient",
     "revocationList", "revoked", "revokedAssertions", "salt", "startsWith", "type", "url",
     "verification", "verificationProperty")
)  # fmt: skip
"""The names that a context of an issuer's own must leave alone."""


def defects(shape: Shape, document: Mapping[str, Json], path: Path = ()) -> Iterator[Defect]:
    """Yield what is wrong with an object that stands at `path`."""
    clause = f"{STANDARD}, {shape.name}"
    if shape.types and not set(shape.types) & set(types_of(document)):
        place = (*path, "type") if "type" in document else path
        yield Defect(place, "missing-type", clause, {"wanted": shape.types[0]})
    for member in shape.members:
        if member.name not in document:
            if member.required:
                facts = {"missing": member.name, "owner": shape.name}
                yield Defect(path, "missing-member", clause, facts)
        elif broken := member.value(document[member.name]):
            yield Defect((*path, member.name), broken[0], f"{clause}.{member.name}", broken[1])


def assertion_defects(assertion: Mapping[str, Json], *, signed: bool) -> Iterator[Defect]:
    """Yield what is wrong with an assertion, its recipient and what it says of its verification."""
    yield from defects(ASSERTION, assertion)
    recipient, verification = assertion.get("recipient"), assertion.get("verification")
    if isinstance(recipient, Mapping):
        yield from defects(RECIPIENT, recipient, ("recipient",))
        yield from _hash_defects(recipient)
    if isinstance(verification, Mapping):
        shape = SIGNED if signed or says_signed(assertion) else HOSTED
        yield from defects(shape, verification, ("verification",))
    yield from _order_defects(assertion)


def says_signed(assertion: Mapping[str, Json]) -> bool:
    """Tell whether an assertion says that it is a signed one."""
    verification = assertion.get("verification")
    types = types_of(verification) if isinstance(verification, Mapping) else []
    return bool(set(SIGNED.types) & set(types))


def disguised(value: Json, path: Path = ()) -> Iterator[Defect]:
    """Yield the members that JSON-LD reads as one that decides, under a name that nobody reads."""
    for place, item in enumerate(value if isinstance(value, list) else []):
        yield from disguised(item, (*path, place))
    for name, member in value.items() if isinstance(value, Mapping) else ():
        here = (*path, name)
        if name.startswith("@") and name not in ("@context", "@value", "@language"):
            yield Defect(here, "at-sign-key", f"{STANDARD}, Additional Properties")
        elif name in DISGUISES:
            yield Defect(here, "unknown-member", f"{STANDARD}, Additional Properties", _OWNER)
        if name != "@context" and not name.startswith("extensions:"):
            yield from disguised(member, here)


_OWNER = {"owner": STANDARD}


def _hash_defects(recipient: Mapping[str, Json]) -> Iterator[Defect]:
    identity = recipient.get("identity")
    is_hash = isinstance(identity, str) and _HASH.fullmatch(identity)
    if recipient.get("hashed") is True and not is_hash:
        clause = f"{STANDARD}, IdentityObject.identity"
        yield Defect(("recipient", "identity"), "identity-hash-malformed", clause)


def _order_defects(assertion: Mapping[str, Json]) -> Iterator[Defect]:
    try:
        begins, ends = (parse_instant(assertion[name]) for name in ("issuedOn", "expires"))
    except (ValueError, TypeError, KeyError):
        return
    if ends < begins:
        yield Defect(("expires",), "ends-before-it-begins", f"{STANDARD}, Assertion.expires")
