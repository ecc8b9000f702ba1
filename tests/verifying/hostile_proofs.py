"""Rules 20 to 23: proofs and keys that prove nothing about the issuer, as data."""

from datetime import timedelta

from keys import multikey
from keys.multibase import base58btc_encode
from keys.multikey import CODECS
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, undecided
from .documents import NOW, uuid, version_1, with_old_suite
from .edits import Edit, put, removed, using
from .good_documents import UNKNOWN_PROOF
from .people import (
    ISSUER,
    PROFILE,
    STRANGER,
    VICTIM,
    Person,
    answers,
    by_did_key,
    by_did_web,
    by_profile,
    controller_document,
    did_web_answer,
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
HERS = by_profile()
STRANGER_KEY = multikey.encode(STRANGER.key.public_key)
SECURITY = "https://w3id.org/security#"
SMALL_ORDER = base58btc_encode(CODECS[Algorithm.ED25519] + bytes(32))
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


def foreign(name: str, made: Made, code: str, **more: Json) -> Case:
    """Return the row of a badge with a good signature that is not its issuer's."""
    return failing(name, made, Name.ISSUER, code, **more)


def named(issuer: str) -> Edit:
    return put("/issuer/id", issuer)


def published(**members: Json) -> dict[str, Json]:
    """Return the document of an https issuer whose only method has more `members`."""
    document = controller_document(HERS)
    method = {**document["verificationMethod"][0], **members}
    return {PROFILE: {**document, "verificationMethod": [method]}}


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
        naively(**{f"{SECURITY}expiration": HIDDEN_END}),
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
        naively(proofPurpose="authentication"),
        Name.PROOF,
        "purpose-wrong",
        right=True,
    ),
    failing(
        "a proof from the future",
        well(created=NOW + timedelta(seconds=301)),
        Name.PROOF,
        "created-in-future",
        right=True,
    ),
    failing(
        "a proof that has ended",
        well(expires=NOW - timedelta(seconds=1)),
        Name.PROOF,
        "proof-expired",
        right=True,
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
            unchecked(named(ISSUER.issuer), STRANGER, identifier=uuid(9), purpose="authentication"),
            ISSUER,
            RDFC,
            previous=(uuid(9),),
        ),
        Name.PROOF,
        "previous-proof-not-verified",
    ),
    undecided(
        "only a proof of an unknown suite",
        well(after=put("/proof", [UNKNOWN_PROOF])),
        Name.PROOF,
        "suite-unknown",
    ),
    undecided(
        "a third party's proof beside one of an unknown suite",
        unchecked(person=STRANGER, edit=named(ISSUER.issuer), after=put("/proof/-", UNKNOWN_PROOF)),
        Name.PROOF,
        "suite-unknown",
    ),
    foreign(
        "only a third party's proof",
        unchecked(named(ISSUER.issuer), STRANGER),
        "controller-is-other",
    ),
)

KEYS = (
    foreign(
        "an issuer who was replaced by the forger's victim",
        unchecked(named(VICTIM), STRANGER),
        "controller-is-other",
    ),
    foreign(
        "an issuer named by a UUID", naively(named(uuid(5))), "controller-is-other", right=True
    ),
    undecided(
        "the forger's key behind the victim's address",
        unchecked(person=Person(VICTIM, f"{VICTIM}#{STRANGER_KEY}", STRANGER.key)),
        Name.PROOF,
        "key-unreachable",
    ),
    failing(
        "the forger's key behind the victim's address, whose document is there",
        unchecked(person=Person(VICTIM, f"{VICTIM}#{STRANGER_KEY}", STRANGER.key)),
        Name.PROOF,
        "key-not-listed",
        resources=answers(by_profile(issuer=VICTIM)),
    ),
    failing(
        "a did:key without a fragment",
        naively(verificationMethod=ISSUER.issuer),
        Name.PROOF,
        "key-not-listed",
        right=True,
    ),
    failing(
        "a did:key with another key's fragment",
        unchecked(person=Person(ISSUER.issuer, f"{ISSUER.issuer}#{STRANGER_KEY}", STRANGER.key)),
        Name.PROOF,
        "key-not-listed",
    ),
    undecided(
        "a did:web out of reach",
        well(person=by_did_web(Algorithm.ED25519)),
        Name.PROOF,
        "key-unreachable",
        right=True,
    ),
    undecided(
        "an https issuer out of reach", well(person=HERS), Name.PROOF, "key-unreachable", right=True
    ),
    foreign(
        "a key that the issuer lists for logging in only",
        well(person=HERS),
        "key-not-for-assertion",
        right=True,
        resources=answers(HERS, assertionMethod=[], authentication=[HERS.method]),
    ),
    foreign(
        "a key that says it is the issuer's, at another address",
        unchecked(named(VICTIM), HERS),
        "controller-is-other",
        right=True,
        resources=answers(HERS),
    ),
    foreign(
        "a key that lies about its controller",
        unchecked(named(VICTIM), HERS),
        "key-not-for-assertion",
        right=True,
        resources={**published(controller=VICTIM), **answers(by_profile(issuer=VICTIM))},
    ),
    failing(
        "a key that was compromised",
        well(person=HERS),
        Name.PROOF,
        "key-compromised",
        right=True,
        resources=published(revoked="2026-06-30T00:00:00Z"),
    ),
    undecided(
        "a key whose time is over",
        well(person=HERS),
        Name.PROOF,
        "key-expired",
        right=True,
        resources=published(expires="2026-06-30T00:00:00Z"),
    ),
    undecided(
        "an issuer's document with a key of small order",
        well(person=HERS),
        Name.PROOF,
        "key-unusable",
        right=True,
        resources=published(publicKeyMultibase=SMALL_ORDER),
    ),
    undecided(
        "an issuer's document that is not JSON",
        well(person=HERS),
        Name.PROOF,
        "key-unusable",
        right=True,
        resources={PROFILE: "<html>"},
    ),
    undecided(
        "an issuer's document that says it is another's",
        well(person=HERS),
        Name.PROOF,
        "key-unusable",
        right=True,
        resources=answers(HERS, id=VICTIM),
    ),
    failing(
        "a did:web whose document names another key",
        well(person=by_did_web(Algorithm.ED25519)),
        Name.PROOF,
        "key-not-listed",
        right=True,
        resources=did_web_answer(Algorithm.P256),
    ),
)

HOSTILE_PROOFS = (*CHANGED, *MEMBERS, *PURPOSES, *SETS, *KEYS)
