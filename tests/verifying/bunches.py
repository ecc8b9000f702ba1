"""Files with several credentials, as data: what each of them and all together must be told."""

from verifier.report import Genuine

from .documents import uuid, version_1
from .edits import put, removed
from .other_credentials import learner_record, plain
from .presentation_signatures import SIGNATURES
from .presented import (
    BADGE,
    CHANGED,
    EXPIRED,
    HOLDER,
    INVALID,
    SIGNED,
    TOKEN,
    UNKNOWN,
    UNREACHABLE,
    UNSIGNED,
    VALID,
    Bunch,
    enveloped_presentation,
    flat,
    in_claim,
    of_version_1,
    presentation,
    presented,
    record,
    signed,
)
from .securing import enveloped, sign_unchecked, well

PART = "/credentialSubject/verifiableCredential"
PRESENTED = (
    Bunch("a presentation that nobody signed", presented(BADGE), VALID, (VALID,), UNSIGNED),
    Bunch(
        "a presentation of a badge, a token in an envelope, and another credential",
        presented(BADGE, enveloped(TOKEN), plain()),
        VALID,
        (VALID, VALID, VALID),
        UNSIGNED,
    ),
    Bunch(
        "a presentation of one credential that is no list",
        lambda: presentation(verifiableCredential=BADGE()),
        VALID,
        (VALID,),
        UNSIGNED,
    ),
    Bunch(
        "a presentation of VCDM 1.1 with a token in it",
        lambda: of_version_1(TOKEN),
        VALID,
        (VALID,),
        UNSIGNED,
    ),
    Bunch(
        "a presentation of VCDM 1.1 that its holder signed",
        lambda: sign_unchecked(of_version_1(well(version_1)), HOLDER, purpose="authentication"),
        VALID,
        (VALID,),
        SIGNED,
    ),
    Bunch("a presentation that its holder signed", signed(BADGE), VALID, (VALID,), SIGNED),
    Bunch(
        "the same with eddsa-rdfc-2022, a challenge and a domain",
        signed(BADGE, enveloped(TOKEN), suite="eddsa-rdfc-2022", challenge="a", domain="b.example"),
        VALID,
        (VALID, VALID),
        SIGNED,
    ),
    Bunch(
        "a presentation signed for assertion",
        signed(BADGE, purpose="assertionMethod"),
        VALID,
        (VALID,),
        SIGNED,
    ),
    Bunch("a token with the claim vp", in_claim(TOKEN), VALID, (VALID,), SIGNED),
    Bunch(
        "such a token for somebody",
        in_claim(TOKEN, aud="https://a.example", nonce="x"),
        VALID,
        (VALID,),
        SIGNED,
    ),
    Bunch("a token that is a presentation", flat(BADGE), VALID, (VALID,), SIGNED),
    Bunch(
        "such a token in an envelope",
        enveloped_presentation(flat(BADGE, enveloped(TOKEN))),
        VALID,
        (VALID, VALID),
        SIGNED,
    ),
    Bunch(
        "a presentation of one good badge and one that was changed",
        signed(BADGE, CHANGED),
        INVALID,
        (VALID, INVALID),
        SIGNED,
        Genuine.NO,
    ),
    Bunch(
        "a presentation of one good badge and one that is over",
        signed(EXPIRED, BADGE),
        INVALID,
        (INVALID, VALID),
        SIGNED,
    ),
    Bunch(
        "a presentation of one good badge and one by an issuer out of reach",
        signed(BADGE, UNREACHABLE),
        UNKNOWN,
        (VALID, UNKNOWN),
        SIGNED,
        Genuine.UNKNOWN,
    ),
    Bunch(
        "one of each: invalid stands before could not check",
        signed(UNREACHABLE, BADGE, EXPIRED),
        INVALID,
        (UNKNOWN, VALID, INVALID),
        SIGNED,
        Genuine.UNKNOWN,
    ),
    Bunch(
        "a presentation of one good badge and a number",
        lambda: presentation(verifiableCredential=[BADGE(), 5]),
        INVALID,
        (VALID, INVALID),
        UNSIGNED,
        Genuine.UNKNOWN,
    ),
    Bunch(
        "a presentation inside a presentation",
        presented(presented(BADGE)),
        INVALID,
        (INVALID,),
        UNSIGNED,
        Genuine.UNKNOWN,
    ),
)

LISTS = (
    Bunch("a list of a badge and a token", lambda: [BADGE(), TOKEN()], VALID, (VALID, VALID)),
    Bunch(
        "a list with a badge that was changed",
        lambda: [CHANGED(), BADGE()],
        INVALID,
        (INVALID, VALID),
        genuine=Genuine.NO,
    ),
    Bunch(
        "the credentials of a wallet",
        lambda: {"verifiableCredential": [BADGE(), enveloped(TOKEN)()]},
        VALID,
        (VALID, VALID),
    ),
    Bunch(
        "a presentation in the member of a wallet",
        lambda: {"verifiablePresentation": signed(BADGE)()},
        VALID,
        (VALID,),
        SIGNED,
    ),
    Bunch("fifty credentials", lambda: [TOKEN()] * 50, VALID, (VALID,) * 50),
)

RECORDS = (
    Bunch("a learner record with a badge", record(BADGE), VALID, (VALID, VALID)),
    Bunch(
        "a learner record in a learner record",
        record(lambda: sign_unchecked(put("/id", uuid(701))(learner_record(BADGE())))),
        VALID,
        (VALID, VALID, VALID),
    ),
    Bunch(
        "a learner record whose badge was changed",
        record(BADGE, after=put(f"{PART}/0/name", "Inna")),
        INVALID,
        (INVALID, INVALID),
        genuine=Genuine.NO,
    ),
    Bunch(
        "a learner record whose badge was changed before",
        record(CHANGED),
        INVALID,
        (VALID, INVALID),
        genuine=Genuine.NO,
    ),
    Bunch(
        "a learner record whose badge nobody signed",
        record(well(after=removed("/proof"))),
        INVALID,
        (VALID, INVALID),
        genuine=Genuine.NO,
    ),
    Bunch(
        "a presentation of a learner record",
        presented(record(BADGE)),
        VALID,
        (VALID, VALID),
        UNSIGNED,
    ),
)

BUNCHES = (*PRESENTED, *SIGNATURES, *LISTS, *RECORDS)
