"""Rules 20 to 23: proofs and keys that prove nothing about the issuer, as data."""

from datetime import timedelta

from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, undecided
from .documents import NOW, uuid, version_1, with_old_suite
from .edits import Edit, put, removed, using
from .good_documents import UNKNOWN_PROOF
from .people import (
    ISSUER,
    STRANGER,
    by_did_key,
)
from .securing import (
    JCS,
    OLD,
    RDFC,
    SD,
    Made,
    chained,
    derived,
    in_set,
    naively,
    unchecked,
    well,
)

P256, P384 = by_did_key(Algorithm.P256), by_did_key(Algorithm.P384)
ANOTHER_NAME = put("/name", "Kierownik projektów")
SECURITY = "https://w3id.org/security#"
HIDDEN_END = {
    "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    "@value": "2026-01-01T00:00:00Z",
}


def changed(form: str, made: Made) -> Case:
    """Return the row of a badge in one form, under another name than the one that was signed."""
    return failing(
        f"another name after signing with {form}",
        lambda: ANOTHER_NAME(made()),
        Name.PROOF,
        "signature-wrong",
    )


def wrong(name: str, after: Edit, code: str, **more: Json) -> Case:
    """Return the row of a badge whose proof was changed after signing."""
    return failing(name, well(after=after), Name.PROOF, code, **more)


CHANGED = (
    changed(RDFC, well()),
    changed("ecdsa-rdfc-2019 and P-256", well(person=P256, suite="ecdsa-rdfc-2019")),
    changed("ecdsa-rdfc-2019 and P-384", well(person=P384, suite="ecdsa-rdfc-2019")),
    changed(JCS, well(suite=JCS)),
    changed("ecdsa-jcs-2019 and P-256", well(person=P256, suite="ecdsa-jcs-2019")),
    changed("ecdsa-jcs-2019 and P-384", well(person=P384, suite="ecdsa-jcs-2019")),
    changed("ecdsa-sd-2023, by the holder", derived("/name")),
    changed("ecdsa-sd-2023, in the holder's copy", well(person=P256, suite=SD)),
    changed(OLD, well(with_old_suite, suite=OLD)),
    changed("eddsa-rdfc-2022 in VCDM 1.1", well(version_1)),
)

MEMBERS = (
    wrong("no proof", removed("/proof"), "proof-missing"),
    wrong("an empty list of proofs", put("/proof", []), "proof-missing", genuine=Genuine.NO),
    wrong("a proof without a value", removed("/proof/0/proofValue"), "proof-malformed"),
    wrong("a proof without a method", removed("/proof/0/verificationMethod"), "proof-malformed"),
    wrong(
        "a value in another alphabet",
        using("/proof/0/proofValue", lambda v: "u" + v[1:]),
        "signature-wrong",
    ),
    wrong("a value cut short", using("/proof/0/proofValue", lambda v: v[:-2]), "signature-wrong"),
    wrong(
        "another time of signing",
        put("/proof/0/created", "2026-06-29T12:00:00Z"),
        "signature-wrong",
    ),
    wrong(
        "a time of signing without a zone",
        put("/proof/0/created", "2026-06-29T12:00:00"),
        "proof-malformed",
    ),
    wrong(
        "another end of the proof",
        put("/proof/0/expires", "2027-01-01T00:00:00Z"),
        "signature-wrong",
    ),
    wrong("a challenge that was not signed", put("/proof/0/challenge", "abc"), "signature-wrong"),
    wrong("a member that no proof has", put("/proof/0/grade", "6"), "proof-malformed", right=True),
    wrong("null in a proof", put("/proof/0/domain", None), "proof-malformed", right=True),
    wrong(
        "a context in a proof that does not cover it",
        put("/proof/0/@context", {}),
        "proof-malformed",
        right=True,
    ),
    wrong("a proof of another suite's name", put("/proof/0/cryptosuite", JCS), "signature-wrong"),
    wrong(
        "a suite for other keys", put("/proof/0/cryptosuite", "ecdsa-rdfc-2019"), "key-unsuitable"
    ),
    wrong(
        "a proof that follows one that is not there",
        put("/proof/0/previousProof", uuid(8)),
        "proof-malformed",
    ),
    failing(
        "an end hidden in a proof under its full IRI",
        naively(members={f"{SECURITY}expiration": HIDDEN_END}),
        Name.PROOF,
        "proof-malformed",
        right=True,
    ),
    failing(
        "contexts in a jcs proof that are not the document's",
        well(suite=JCS, after=put("/proof/0/@context", ["urn:a"])),
        Name.PROOF,
        "proof-malformed",
    ),
)

PURPOSES = (
    failing(
        "a proof to log in with",
        naively(members={"proofPurpose": "authentication"}),
        Name.PROOF,
        "purpose-wrong",
        right=True,
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "a proof from the future",
        well(created=NOW + timedelta(seconds=301)),
        Name.PROOF,
        "created-in-future",
        right=True,
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "a proof that has ended",
        well(expires=NOW - timedelta(seconds=1)),
        Name.PROOF,
        "proof-expired",
        right=True,
        genuine=Genuine.UNKNOWN,
    ),
)

SETS = (
    failing(
        "a good proof beside one that was changed",
        lambda: put("/proof/1/created", "2026-06-29T12:00:00Z")(in_set(well(), ISSUER, JCS)()),
        Name.PROOF,
        "signature-wrong",
        right=True,
    ),
    failing(
        "a good proof beside a third party's that is wrong",
        lambda: put("/proof/1/created", "2026-06-29T12:00:00Z")(in_set(well(), STRANGER, JCS)()),
        Name.PROOF,
        "signature-wrong",
        right=True,
    ),
    failing(
        "a chain whose first proof was changed",
        lambda: put("/proof/0/created", "2026-06-29T12:00:00Z")(chained()()),
        Name.PROOF,
        "signature-wrong",
    ),
    failing(
        "a chain without its first proof",
        lambda: removed("/proof/0")(chained()()),
        Name.PROOF,
        "proof-malformed",
    ),
    failing(
        "a chain on a proof for another purpose",
        in_set(
            unchecked(
                put("/issuer/id", ISSUER.issuer),
                STRANGER,
                identifier=uuid(9),
                purpose="authentication",
            ),
            ISSUER,
            RDFC,
            previous=(uuid(9),),
        ),
        Name.PROOF,
        "previous-proof-not-verified",
        genuine=Genuine.UNKNOWN,
    ),
    undecided(
        "only a proof of an unknown suite",
        well(after=put("/proof", [UNKNOWN_PROOF])),
        Name.PROOF,
        "suite-unknown",
    ),
    undecided(
        "a third party's proof beside one of an unknown suite",
        unchecked(
            person=STRANGER,
            edit=put("/issuer/id", ISSUER.issuer),
            after=put("/proof/-", UNKNOWN_PROOF),
        ),
        Name.PROOF,
        "suite-unknown",
    ),
    failing(
        "only a third party's proof",
        unchecked(put("/issuer/id", ISSUER.issuer), STRANGER),
        Name.ISSUER,
        "controller-is-other",
    ),
)

HOSTILE_PROOFS = (*CHANGED, *MEMBERS, *PURPOSES, *SETS)
