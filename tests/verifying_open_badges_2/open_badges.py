"""Badges of Open Badges 2.0 of which nobody can tell whether they are valid."""

from verifying.edits import put, removed
from verifying.people import key

from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.open_badges_2.recognition import CONTEXT
from verifier.report import Genuine, Name

from .cases import hosted, signed, undecided
from .documents import (
    ASSERTION,
    CLASS,
    ELSEWHERE,
    ISSUER,
    KEY,
    LIST,
    SITE,
    badge_class,
    cryptographic_key,
    token,
)
from .good_badges import embedded, with_scope
from .pictures import element, itxt, png, svg

OTHER = "https://inni.example/badges/5"
OLD = "https://w3id.org/openbadges/v1"
MANY = [{**cryptographic_key(key(Algorithm.P256, n)), "id": f"{ISSUER}#{n}"} for n in range(1, 6)]


def older(**members: Json) -> dict[str, Json]:
    """Return an assertion of Open Badges 1.0, which had no context."""
    return {
        "uid": "abc",
        "recipient": {"type": "email", "hashed": False, "identity": "jan@poczta.example"},
        "badge": CLASS,
        "verify": {"type": "hosted", "url": ASSERTION},
        "issuedOn": 1767268800,
        **members,
    }


HOSTED = (
    undecided(
        "a badge that nobody has",
        hosted(),
        Name.PROOF,
        "hosted-unreachable",
        answers={ASSERTION: 404},
    ),
    undecided(
        "the status of a badge that nobody has",
        hosted(),
        Name.STATUS,
        "hosted-status-unknown",
        answers={ASSERTION: 500},
    ),
    undecided(
        "a badge that is a web page",
        hosted(),
        Name.PROOF,
        "hosted-unusable",
        answers={ASSERTION: b"<html></html>"},
    ),
    undecided(
        "a badge that is a list", hosted(), Name.PROOF, "hosted-unusable", answers={ASSERTION: []}
    ),
    undecided(
        "a badge that is an apology",
        hosted(),
        Name.PROOF,
        "hosted-unusable",
        answers={ASSERTION: {"error": "not found"}},
    ),
    undecided(
        "a class that nobody has",
        hosted(),
        Name.ISSUER,
        "ob2-badge-class-unreachable",
        answers={CLASS: 404},
    ),
    undecided(
        "a class that is gone",
        hosted(),
        Name.ISSUER,
        "ob2-badge-class-unreachable",
        answers={CLASS: 410},
    ),
    undecided(
        "a class that is a web page",
        hosted(),
        Name.ISSUER,
        "ob2-badge-class-unusable",
        answers={CLASS: b"<html></html>"},
    ),
    undecided(
        "an issuer whom nobody reaches",
        hosted(),
        Name.ISSUER,
        "ob2-issuer-unreachable",
        answers={ISSUER: 404},
    ),
    undecided(
        "what is missing of an issuer whom nobody reaches",
        hosted(),
        Name.VOCABULARY,
        "ob2-vocabulary-partly",
        answers={ISSUER: 404},
    ),
    undecided(
        "a badge of an issuer whom nobody reaches",
        hosted(),
        Name.PROOF,
        "hosted-scope-unknown",
        answers={ISSUER: 404},
    ),
    undecided(
        "an issuer that is no JSON",
        hosted(),
        Name.ISSUER,
        "ob2-issuer-unusable",
        answers={ISSUER: b"{"},
    ),
    undecided(
        "an issuer by http",
        hosted(),
        Name.ISSUER,
        "ob2-issuer-unreachable",
        edits={CLASS: put("/issuer", "http://akademia.example/ob2/issuer")},
    ),
    undecided(
        "a class inside that stands nowhere",
        lambda: embedded(id="urn:uuid:of-the-class"),
        Name.ISSUER,
        "ob2-badge-class-unreachable",
    ),
    undecided(
        "a class on another site",
        hosted(put("/badge", OTHER)),
        Name.ISSUER,
        "ob2-badge-class-elsewhere",
        edits={ASSERTION: put("/badge", OTHER)},
        answers={OTHER: {**badge_class(), "id": OTHER}},
    ),
    undecided(
        "a scope by another member",
        hosted(),
        Name.ISSUER,
        "ob2-scope-unknown",
        answers=with_scope(verificationProperty="url"),
    ),
    undecided(
        "a context that nobody knows",
        hosted(put("/@context", [CONTEXT, "https://x.example/c"])),
        Name.TERMS,
        "context-unknown",
    ),
    undecided(
        "a badge asked for by name",
        hosted(),
        Name.SUBJECT,
        "recipient-not-comparable",
        recipient="Jan Kowalski",
        genuine=Genuine.YES,
    ),
)

SIGNED = (
    undecided("a key that nobody has", signed(), Name.PROOF, "key-unreachable", answers={KEY: 404}),
    undecided(
        "a key without PEM",
        signed(),
        Name.PROOF,
        "key-unusable",
        edits={KEY: removed("/publicKeyPem")},
    ),
    undecided(
        "a key that is none",
        signed(),
        Name.PROOF,
        "key-unusable",
        edits={KEY: put("/publicKeyPem", "-----BEGIN ŁÓDŹ-----")},
    ),
    undecided("an unknown algorithm", signed(header={"alg": "ES512"}), Name.PROOF, "suite-unknown"),
    undecided(
        "more keys than anybody tries",
        signed(put("/verification", {"type": "signed"}), key(Algorithm.P256, 5), {"alg": "ES256"}),
        Name.PROOF,
        "keys-too-many",
        edits={ISSUER: put("/publicKey", MANY)},
    ),
    undecided(
        "a signer whose profile nobody has",
        signed(),
        Name.ISSUER,
        "ob2-issuer-unreachable",
        answers={ISSUER: 404},
    ),
    undecided(
        "a list that nobody has",
        signed(),
        Name.STATUS,
        "status-unreachable",
        answers={LIST: 404},
        genuine=Genuine.YES,
    ),
    undecided(
        "a list of another issuer",
        signed(),
        Name.STATUS,
        "status-list-of-other-issuer",
        edits={LIST: put("/issuer", f"{ELSEWHERE}/issuer")},
        genuine=Genuine.YES,
    ),
    undecided(
        "a list of another address",
        signed(),
        Name.STATUS,
        "status-list-of-other-address",
        edits={LIST: put("/id", f"{SITE}/x")},
        genuine=Genuine.YES,
    ),
    undecided(
        "a list without entries",
        signed(),
        Name.STATUS,
        "status-list-unusable",
        edits={LIST: removed("/revokedAssertions")},
        genuine=Genuine.YES,
    ),
    undecided(
        "a list with an entry that names nothing",
        signed(),
        Name.STATUS,
        "status-list-unusable",
        edits={LIST: put("/revokedAssertions/-", {"revocationReason": "?"})},
        genuine=Genuine.YES,
    ),
)

OLDER = (
    undecided("a badge of Open Badges 1.0", older, Name.RECOGNISED, "open-badges-1"),
    undecided(
        "a badge of Open Badges 1.1",
        lambda: {**older(), "@context": OLD, "type": "Assertion", "id": ASSERTION},
        Name.RECOGNISED,
        "open-badges-1",
    ),
    undecided(
        "a signed badge of Open Badges 1.1",
        lambda: token(older(**{"@context": OLD})),
        Name.RECOGNISED,
        "open-badges-1",
    ),
    undecided(
        "a picture with the address of an older badge",
        lambda: png(itxt(ASSERTION)),
        Name.RECOGNISED,
        "open-badges-1",
        answers={ASSERTION: older()},
    ),
    undecided(
        "a picture with an address that nobody has",
        lambda: svg(element("", ASSERTION)),
        Name.RECOGNISED,
        "address-unreachable",
        answers={ASSERTION: 404},
    ),
)

OPEN = (*HOSTED, *SIGNED, *OLDER)
