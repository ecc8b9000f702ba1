"""Signatures around presentations, as data: right ones, wrong ones, and those nobody can check."""

from datetime import timedelta

from keys.signer import Algorithm

from .documents import NOW
from .edits import put, removed
from .people import STRANGER, did_web_answer
from .presented import (
    BADGE,
    EXPIRED,
    HOLDER,
    INVALID,
    MALFORMED,
    NOT_COMPUTABLE,
    OF_ANOTHER,
    TOKEN,
    UNNAMED,
    VALID,
    WEB,
    WRONG,
    Bunch,
    flat,
    in_claim,
    presentation,
    signed,
)
from .securing import JCS, enveloped, sign_unchecked
from .tokens import ABSENT, compact, header_of

SIGNATURES = (
    Bunch(
        "a presentation from which a badge was taken",
        signed(BADGE, enveloped(TOKEN), after=removed("/verifiableCredential/1")),
        INVALID,
        (VALID,),
        WRONG,
    ),
    Bunch(
        "a presentation to which a badge was added",
        signed(BADGE, after=put("/verifiableCredential/-", enveloped(TOKEN)())),
        INVALID,
        (VALID, VALID),
        WRONG,
    ),
    Bunch(
        "the presentation of somebody else under the holder's name",
        lambda: sign_unchecked(presentation(BADGE), STRANGER, JCS, purpose="authentication"),
        INVALID,
        (VALID,),
        OF_ANOTHER,
    ),
    Bunch(
        "a presentation whose holder was exchanged",
        signed(BADGE, after=put("/holder", STRANGER.issuer)),
        INVALID,
        (VALID,),
        OF_ANOTHER,
    ),
    Bunch(
        "a presentation of a holder who is not named",
        lambda: sign_unchecked(
            presentation(BADGE, holder=ABSENT), HOLDER, JCS, purpose="authentication"
        ),
        VALID,
        (VALID,),
        UNNAMED,
    ),
    Bunch(
        "a presentation signed for another purpose",
        signed(BADGE, purpose="keyAgreement"),
        INVALID,
        (VALID,),
        MALFORMED,
    ),
    Bunch(
        "a presentation with half a proof",
        signed(BADGE, after=removed("/proof/0/verificationMethod")),
        INVALID,
        (VALID,),
        MALFORMED,
    ),
    Bunch(
        "a presentation with one right proof and one wrong",
        lambda: put("/proof/-", signed(EXPIRED)()["proof"][0])(signed(BADGE)()),
        INVALID,
        (VALID,),
        WRONG,
    ),
    Bunch(
        "a presentation with a proof of an unknown suite",
        signed(BADGE, after=put("/proof/0/cryptosuite", "mldsa44-rdfc-2024")),
        VALID,
        (VALID,),
        NOT_COMPUTABLE,
    ),
    Bunch(
        "a presentation for a time that is over",
        signed(BADGE, expires=NOW - timedelta(hours=1)),
        VALID,
        (VALID,),
        "presentation-not-in-time",
    ),
    Bunch(
        "a token of a presentation that expired",
        in_claim(TOKEN, exp=int(NOW.timestamp()) - 1),
        VALID,
        (VALID,),
        "presentation-not-in-time",
    ),
    Bunch(
        "a token of a presentation whose holder is out of reach",
        lambda: compact(header_of(WEB, typ="vp+jwt"), presentation(BADGE, holder=WEB.issuer), WEB),
        VALID,
        (VALID,),
        "presentation-key-unreachable",
    ),
    Bunch(
        "a token of a holder whose document lists no key for presenting",
        lambda: compact(header_of(WEB, typ="vp+jwt"), presentation(BADGE, holder=WEB.issuer), WEB),
        INVALID,
        (VALID,),
        OF_ANOTHER,
        resources=did_web_answer(Algorithm.ED25519),
    ),
    Bunch(
        "a token of a presentation that names no key",
        flat(BADGE, header={"kid": ABSENT, "jwk": HOLDER.public_jwk}),
        VALID,
        (VALID,),
        "presentation-key-unusable",
    ),
    Bunch(
        "a token of a presentation issued by another than its holder",
        flat(BADGE, iss=STRANGER.issuer),
        INVALID,
        (VALID,),
        MALFORMED,
    ),
    Bunch(
        "a token of a presentation with another signature",
        lambda: flat(BADGE)().rpartition(".")[0] + "." + "A" * 86,
        INVALID,
        (VALID,),
        WRONG,
    ),
)
