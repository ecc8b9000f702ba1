"""Badges of Open Badges 2.0 that are invalid, each for one reason: first the forged ones."""

from collections.abc import Mapping

from verifying.edits import Edit, put, removed
from verifying.people import key

from keys.private import PrivateKey
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, hosted, signed
from .documents import (
    ASSERTION,
    CLASS,
    ELSEWHERE,
    ISSUER,
    KEY,
    SITE,
    assertion,
    badge_class,
    cryptographic_key,
    hashed,
    profile,
    signed_assertion,
    token,
)
from .good_badges import embedded, with_scope
from .lapsed_badges import LAPSED
from .mismade_badges import MISMADE

P256 = key(Algorithm.P256)
FOREIGN = key(Algorithm.P256, 77)
THEIRS = f"{ELSEWHERE}/a/1"


def altered(name: str, edit: Edit, member: str) -> Case:
    """A copy that says something else than what is published."""
    return failing(
        f"a copy with {name}",
        hosted(edit),
        Name.PROOF,
        "hosted-differs",
        fact=member,
        genuine=Genuine.NO,
    )


def out_of_scope(name: str, answers: Mapping[str, Json], edit: Edit | None = None) -> Case:
    made = hosted(edit) if edit else hosted()
    code = "ob2-out-of-scope"
    return failing(name, made, Name.ISSUER, code, answers=answers, genuine=Genuine.NO)


def forged(
    name: str,
    check: Name,
    code: str,
    private: PrivateKey = FOREIGN,
    edit: Edit | None = None,
    **more: Json,
) -> Case:
    """A signed badge by ES256; the issuer lists the key `P256`."""
    facts = {"answers": {KEY: cryptographic_key(P256)}, "genuine": Genuine.NO, **more}
    made = signed(edit or (lambda document: document), private, {"alg": "ES256"})
    return failing(name, made, check, code, **facts)


ALTERED = (
    altered(
        "another person", put("/recipient/identity", hashed("ewa@poczta.example")), "recipient"
    ),
    altered("another salt", put("/recipient/salt", "00"), "recipient"),
    altered("another date", put("/issuedOn", "2025-01-01T12:00:00Z"), "issuedOn"),
    altered("a later end", put("/expires", "2040-01-01T12:00:00Z"), "expires"),
    altered("no end", removed("/expires"), "expires"),
    altered("another story", put("/narrative", "Z wyróżnieniem."), "narrative"),
    altered("evidence of its own", put("/evidence", f"{ELSEWHERE}/e"), "evidence"),
    failing(
        "a copy with 1 for true",
        hosted(put("/extensions:x", 1)),
        Name.PROOF,
        "hosted-differs",
        fact="extensions:x",
        genuine=Genuine.NO,
        edits={ASSERTION: put("/extensions:x", True)},
    ),
    altered("a second type", put("/type", ["Assertion", "extensions:X"]), "type"),
    failing(
        "a copy that names another class of the issuer",
        hosted(put("/badge", f"{SITE}/ob2/badges/6")),
        Name.PROOF,
        "hosted-differs",
        fact="badge",
        genuine=Genuine.NO,
        answers={f"{SITE}/ob2/badges/6": {**badge_class(), "id": f"{SITE}/ob2/badges/6"}},
    ),
    failing(
        "a copy whose class inside has another name",
        lambda: embedded(name="Doktor"),
        Name.PROOF,
        "hosted-differs",
        fact="badge/name",
        genuine=Genuine.NO,
    ),
    failing(
        "a copy whose issuer inside has another name",
        lambda: embedded(issuer={**profile(), "name": "Uniwersytet"}),
        Name.PROOF,
        "hosted-differs",
        fact="badge/issuer/name",
        genuine=Genuine.NO,
    ),
    failing(
        "an address where another badge stands",
        hosted(),
        Name.PROOF,
        "hosted-differs",
        fact="id",
        genuine=Genuine.NO,
        edits={ASSERTION: put("/id", f"{SITE}/ob2/a/2")},
    ),
    failing(
        "the text of a signed badge without its signature",
        signed_assertion,
        Name.PROOF,
        "proof-missing",
        genuine=Genuine.NO,
    ),
)

FOREIGNERS = (
    failing(
        "a badge on another site that names the school",
        hosted(put("/id", THEIRS)),
        Name.ISSUER,
        "ob2-out-of-scope",
        genuine=Genuine.NO,
        answers={THEIRS: {**assertion(), "id": THEIRS}},
    ),
    out_of_scope("one beside the scope startsWith", with_scope(startsWith=f"{SITE}/badges/")),
    out_of_scope(
        "one on a host whose name begins like the scope",
        with_scope(startsWith=SITE),
        put("/id", f"{SITE}.evil.example/a/1"),
    ),
    out_of_scope(
        "one that climbs out of its scope",
        with_scope(startsWith=f"{SITE}/ob2/"),
        put("/id", f"{SITE}/ob2/../uploads/1"),
    ),
    out_of_scope(
        "one that climbs out in disguise",
        with_scope(startsWith=f"{SITE}/ob2/"),
        put("/id", f"{SITE}/ob2/%2E%2e/uploads/1"),
    ),
    out_of_scope("one at a host that is not allowed", with_scope(allowedOrigins=["inni.example"])),
    out_of_scope("one at a host below an allowed one", with_scope(allowedOrigins=["example"])),
    out_of_scope("one at another port", with_scope(allowedOrigins="akademia.example:8443")),
    out_of_scope(
        "one with the host as a user name",
        {},
        put("/id", "https://akademia.example@inni.example/a/1"),
    ),
    out_of_scope(
        "one that keeps to half of the rules",
        with_scope(startsWith=f"{SITE}/ob2/", allowedOrigins=["inni.example"]),
    ),
    failing(
        "a profile that is another's",
        hosted(),
        Name.ISSUER,
        "issuer-document-of-other",
        genuine=Genuine.NO,
        edits={ISSUER: put("/id", f"{ELSEWHERE}/issuer")},
    ),
    failing(
        "a class that is another one",
        hosted(),
        Name.ISSUER,
        "ob2-badge-class-of-other",
        genuine=Genuine.NO,
        edits={CLASS: put("/id", f"{SITE}/ob2/badges/6")},
    ),
)

FORGED = (
    forged("one by a stranger's key", Name.PROOF, "signature-wrong"),
    forged(
        "one by a stranger's key that it names itself",
        Name.ISSUER,
        "key-not-listed-by-issuer",
        edit=put("/verification/creator", f"{ELSEWHERE}/key"),
        answers={
            f"{ELSEWHERE}/key": {**cryptographic_key(FOREIGN), "id": f"{ELSEWHERE}/key"},
            KEY: cryptographic_key(P256),
        },
    ),
    forged(
        "one by a key of somebody else that the issuer lists",
        Name.ISSUER,
        "controller-is-other",
        P256,
        edits={KEY: put("/owner", f"{ELSEWHERE}/issuer")},
    ),
    forged(
        "one of an issuer without keys",
        Name.ISSUER,
        "key-not-listed-by-issuer",
        P256,
        edits={ISSUER: removed("/publicKey")},
    ),
    failing(
        "one changed after it was signed",
        lambda: _with_payload_of(token(signed_assertion())),
        Name.PROOF,
        "signature-wrong",
        genuine=Genuine.NO,
    ),
    failing(
        "one whose algorithm is not that of the key",
        signed(private=P256, header={"alg": "ES256"}),
        Name.PROOF,
        "key-unsuitable",
        genuine=Genuine.NO,
    ),
    failing(
        "one without an algorithm",
        signed(header={"alg": "none"}),
        Name.RECOGNISED,
        "token-malformed",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "one with a symmetric algorithm",
        signed(header={"alg": "HS256"}),
        Name.RECOGNISED,
        "token-malformed",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "one with an extension that must be understood",
        signed(header={"alg": "RS256", "crit": ["b64"], "b64": False}),
        Name.RECOGNISED,
        "token-malformed",
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "a signed one that says it is hosted",
        signed(put("/verification/type", "HostedBadge")),
        Name.VOCABULARY,
        "ob2-vocabulary-broken",
        rule="missing-type",
    ),
)


def _with_payload_of(made: str) -> str:
    """Return a token with the signature of another payload."""
    head, _, signature = made.split(".")
    other = token({**signed_assertion(), "narrative": "Z wyróżnieniem."}).split(".")[1]
    return f"{head}.{other}.{signature}"


BAD = (*ALTERED, *FOREIGNERS, *FORGED, *LAPSED, *MISMADE)
