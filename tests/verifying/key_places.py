"""Where the key of an embedded proof may stand, and in which state, as data. All signatures fit."""

from keys import multikey
from keys.strict_json import Json
from verifier.report import Genuine, Name

from .cases import Case, failing, passing, undecided
from .documents import with_old_suite
from .edits import Edit, same
from .people import PROFILE, STRANGER, Person, answers, by_profile, controller_document
from .securing import OLD, RDFC, Made, naively, well
from .token_keys import BY_URL, LISTING, PUBLIC
from .tokens import made

HERS = by_profile()
KEY = f"{PROFILE}/keys/ed"
APART = Person(PROFILE, KEY, HERS.key)
"""Somebody whose key stands at an address of its own."""
OLDEST = "eddsa-2022"
SUITES: tuple[tuple[str, Edit], ...] = ((RDFC, same), (OLDEST, same), (OLD, with_old_suite))
METHOD = {
    "id": KEY,
    "type": "Multikey",
    "controller": PROFILE,
    "publicKeyMultibase": multikey.encode(HERS.key.public_key),
}
OLD_METHOD = {**METHOD, "type": "Ed25519VerificationKey2020"}
NAMING = {PROFILE: {"id": PROFILE, "verificationMethod": [], "assertionMethod": [KEY]}}
"""The issuer's document, which names the address of the key and no more."""
REVOKED = "2026-07-01T11:00:00Z"
SPENT = "2026-07-01T11:59:59Z"


def signed(suite: str, edit: Edit, person: Person = APART) -> Made:
    return naively(edit, person, suite) if suite == OLDEST else well(edit, person, suite)


def at_places(suite: str, edit: Edit) -> tuple[Case, ...]:
    """Return the rows of one suite: a controller document, a method, a bare JWK."""
    return (
        passing(
            f"{suite} by a key in a controller document",
            signed(suite, edit, HERS),
            resources=answers(HERS),
        ),
        passing(
            f"{suite} by a Multikey at its own address",
            signed(suite, edit),
            resources={KEY: METHOD, **NAMING},
        ),
        passing(
            f"{suite} by a verification key of 2020 at its own address",
            signed(suite, edit),
            resources={KEY: OLD_METHOD, **NAMING},
        ),
        passing(
            f"{suite} by a bare JWK that the issuer lists",
            signed(suite, edit),
            resources={KEY: HERS.public_jwk, **answers(HERS)},
        ),
    )


def disregarded(name: str, made: Made, resources: Json) -> Case:
    return failing(
        name, made, Name.PROOF, "key-compromised", genuine=Genuine.UNKNOWN, resources=resources
    )


def spent(name: str, made: Made, resources: Json) -> Case:
    return undecided(name, made, Name.PROOF, "key-expired", resources=resources)


def listing(person: Person, **method: Json) -> dict[str, Json]:
    """Return the issuer's document with a method that has more members."""
    return {PROFILE: controller_document(person, **method)}


def compromised(person: Person) -> dict[str, Json]:
    """Return the issuer's document as rule 10 has it after a compromise."""
    document = controller_document(person, revoked=REVOKED)
    return {PROFILE: {**document, "assertionMethod": []}}


IN_TOKEN = Person(PROFILE, f"{PROFILE}#key", BY_URL.key)

STATES = (
    disregarded(
        "a key that was revoked a day after it signed",
        well(person=HERS),
        listing(HERS, revoked=REVOKED),
    ),
    disregarded(
        "a key that was compromised and is for assertion no more",
        well(person=HERS),
        compromised(HERS),
    ),
    disregarded(
        "a key that is revoked where it stands",
        well(person=APART),
        {KEY: {**METHOD, "revoked": REVOKED}, **NAMING},
    ),
    disregarded(
        "a key that is revoked in the issuer's document alone",
        well(person=APART),
        {KEY: METHOD, **listing(APART, revoked=REVOKED)},
    ),
    disregarded(
        "a token by a key that was compromised",
        made(IN_TOKEN),
        compromised(IN_TOKEN),
    ),
    disregarded(
        "a key that the issuer's document lists as compromised",
        made(BY_URL),
        {BY_URL.method: PUBLIC, **compromised(IN_TOKEN)},
    ),
    disregarded(
        "a token by a key that is revoked where it stands",
        made(BY_URL),
        {
            BY_URL.method: {
                "id": BY_URL.method,
                "type": "JsonWebKey",
                "controller": PROFILE,
                "publicKeyJwk": PUBLIC,
                "revoked": REVOKED,
            },
            **LISTING,
        },
    ),
    spent(
        "a key that is spent in the issuer's document alone",
        well(person=APART),
        {KEY: METHOD, **listing(APART, expires=SPENT)},
    ),
    spent(
        "a token by a key whose time is over",
        made(BY_URL),
        {BY_URL.method: PUBLIC, **listing(IN_TOKEN, expires=SPENT)},
    ),
    spent(
        "a key whose time cannot be read",
        well(person=HERS),
        listing(HERS, expires="once"),
    ),
    passing(
        "a key in its last second",
        well(person=HERS),
        resources=listing(HERS, expires="2026-07-01T12:00:00Z"),
    ),
    failing(
        "a bare JWK that the issuer does not list",
        well(person=APART),
        Name.ISSUER,
        "key-not-listed-by-issuer",
        resources={KEY: HERS.public_jwk, **answers(Person(PROFILE, f"{PROFILE}#k", STRANGER.key))},
    ),
    failing(
        "a key at its own address that the issuer's document has otherwise",
        well(person=APART),
        Name.ISSUER,
        "key-not-listed-by-issuer",
        resources={KEY: METHOD, **listing(Person(PROFILE, KEY, STRANGER.key))},
    ),
    undecided(
        "a bare JWK at the site of an issuer whose profile lists none",
        well(person=APART),
        Name.ISSUER,
        "profile-without-keys",
        resources={KEY: HERS.public_jwk, PROFILE: {"id": PROFILE, "type": ["Profile"]}},
    ),
)

KEY_PLACES = (*(case for suite, edit in SUITES for case in at_places(suite, edit)), *STATES)
