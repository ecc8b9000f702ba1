"""Keys that prove nothing about the issuer: another's, unlisted, compromised, out of reach."""

from keys import multikey
from keys.multibase import base58btc_encode
from keys.multikey import CODECS
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, undecided
from .documents import uuid
from .edits import Edit, put
from .people import (
    ISSUER,
    PROFILE,
    STRANGER,
    VICTIM,
    Person,
    answers,
    by_did_web,
    by_profile,
    controller_document,
    did_web_answer,
)
from .securing import Made, naively, unchecked, well

HERS = by_profile()
STRANGER_KEY = multikey.encode(STRANGER.key.public_key)
SMALL_ORDER = base58btc_encode(CODECS[Algorithm.ED25519] + bytes(32))


def foreign(name: str, made: Made, code: str, **more: Json) -> Case:
    """Return the row of a badge with a good signature that is not its issuer's."""
    return failing(name, made, Name.ISSUER, code, **more)


def named(issuer: str) -> Edit:
    return put("/issuer/id", issuer)


def published(**members: Json) -> dict[str, Json]:
    """Return the document of an https issuer whose only method has more `members`."""
    return {PROFILE: controller_document(HERS, **members)}


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
        naively(members={"verificationMethod": ISSUER.issuer}),
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
        genuine=Genuine.UNKNOWN,
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

HOSTILE_KEYS = KEYS
