"""The badges that must be valid, as data: every form, every kind of issuer, every free choice."""

from datetime import timedelta

from contexts.library import OPEN_BADGES_EXTENSIONS
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.securing import sign_jwt
from verifier.report import Name

from .cases import Case, passing
from .documents import (
    ACHIEVEMENT,
    NOW,
    STATUS,
    endorsement,
    status_list,
    uuid,
    version_1,
    with_old_suite,
    with_status_entry,
)
from .edits import put, removed, swapped, using
from .people import (
    ENDORSER,
    ISSUER,
    STRANGER,
    answers,
    by_did_jwk,
    by_did_key,
    by_did_web,
    by_profile,
    did_web_answer,
)
from .securing import (
    CANONICALISER,
    JCS,
    OLD,
    RDFC,
    SD,
    Made,
    baked,
    bytes_of,
    chained,
    derived,
    enveloped,
    in_set,
    printed,
    sign,
    token,
    well,
)

P256, P384 = by_did_key(Algorithm.P256), by_did_key(Algorithm.P384)
WEB = by_did_web(Algorithm.ED25519)
WEB_RSA = by_did_web(Algorithm.RSA, for_token=True)
UNKNOWN_PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "mldsa44-rdfc-2024",
    "created": "2026-06-30T12:00:00Z",
    "verificationMethod": "did:example:1#k",
    "proofPurpose": "assertionMethod",
    "proofValue": "uAAAA",
}
ALIGNED = "/credentialSubject/achievement/alignment"
SECOND = {
    "type": ["Alignment"],
    "targetName": "ESCO",
    "targetUrl": "http://data.europa.eu/esco/skill/1",
}


ENDORSEMENT_TOKEN = sign_jwt(endorsement(), ENDORSER.signer, CANONICALISER)


def endorsed(place: str, subject: str) -> Made:
    """Make a badge with an endorsement at this place of it."""
    inner = sign(put("/credentialSubject/id", subject)(endorsement()), ENDORSER)
    return well(put(place, [inner]))


def recommended(times: int, subject: str = ACHIEVEMENT) -> Json:
    """Return an endorsement of `subject`, by an issuer who is endorsed `times` - 1 times over."""
    owner = by_did_key(salt=100 + times)
    issuer = {"id": owner.issuer, "type": ["Profile"]}
    if times > 1:
        issuer["endorsement"] = [recommended(times - 1, owner.issuer)]
    document = put("/credentialSubject/id", subject)(endorsement(200 + times, issuer))
    return sign(document, owner)


def told(listed: Json, **entry: Json) -> Case:
    """Return the row of a badge about which a status list says nothing bad."""
    return passing(
        f"a badge with a status list and the entry {entry}",
        well(with_status_entry(**entry)),
        resources={STATUS: sign(listed)},
        check=Name.STATUS,
        code="not-revoked",
    )


FORMS = (
    passing("the sample badge with eddsa-rdfc-2022", well()),
    passing("with ecdsa-rdfc-2019 and P-256", well(person=P256, suite="ecdsa-rdfc-2019")),
    passing("with ecdsa-rdfc-2019 and P-384", well(person=P384, suite="ecdsa-rdfc-2019")),
    passing("with eddsa-jcs-2022", well(suite=JCS)),
    passing("with ecdsa-jcs-2019 and P-256", well(person=P256, suite="ecdsa-jcs-2019")),
    passing("with ecdsa-jcs-2019 and P-384", well(person=P384, suite="ecdsa-jcs-2019")),
    passing("with Ed25519Signature2020", well(with_old_suite, suite=OLD)),
    passing(
        "with ecdsa-sd-2023, all of it shown", derived("/name", "/evidence", "/credentialSubject")
    ),
    passing("with ecdsa-sd-2023, little of it shown", derived("/name")),
    passing(
        "the holder's copy with ecdsa-sd-2023", well(person=P256, suite=SD), code="base-proof-right"
    ),
    passing("a VC-JWT with EdDSA", token()),
    passing("a VC-JWT with ES256", token(person=P256)),
    passing("a VC-JWT with ES384", token(person=P384)),
    passing(
        "a VC-JWT with RS256, by a did:web",
        token(person=WEB_RSA),
        resources=did_web_answer(Algorithm.RSA),
    ),
    passing("a PNG with a badge in JSON", baked("badge.png", well())),
    passing("a PNG with a token", baked("badge.png", token())),
    passing("an SVG with a badge in JSON", baked("badge.svg", well())),
    passing("an SVG with a token", baked("badge.svg", token())),
    passing("a PDF with a badge in JSON", printed(well())),
    passing("a PDF with a token", printed(token())),
    passing("a token in an envelope", enveloped(token(person=P256))),
    passing("a badge of VCDM 1.1", well(version_1)),
)

PROOFS = (
    passing("two proofs of the issuer", in_set(well(), ISSUER, JCS)),
    passing(
        "a proof of the issuer after one of a third party",
        in_set(well(), STRANGER, JCS, identifier=uuid(8)),
    ),
    passing(
        "a third party's proof of an unknown suite", well(after=put("/proof/-", UNKNOWN_PROOF))
    ),
    passing("a chain of two proofs", chained()),
    passing("a chain that begins with a third party's proof", chained(first=STRANGER)),
    passing("a proof without a time of signing", well(created=None)),
    passing("a proof made within the skew of clocks", well(created=NOW + timedelta(seconds=290))),
    passing("a proof that ends later", well(expires=NOW + timedelta(seconds=1))),
    passing("a proof with a challenge and a domain", well(challenge="abc", domain="a.example")),
    passing("one proof that is no list", well(after=using("/proof", lambda proofs: proofs[0]))),
)

ISSUERS = (
    passing(
        "an issuer named by a did:jwk",
        well(person=by_did_jwk(Algorithm.P256), suite="ecdsa-rdfc-2019"),
    ),
    passing(
        "an issuer named by a did:web",
        well(person=WEB),
        resources=did_web_answer(Algorithm.ED25519),
    ),
    passing(
        "an issuer with an https controller document",
        well(person=by_profile()),
        resources=answers(by_profile()),
    ),
    passing(
        "an issuer whose document holds a broken method beside",
        well(person=by_profile()),
        resources=answers(by_profile(), authentication=[{"id": "#x", "type": "Multikey"}, 5]),
    ),
    passing("an issuer who is only a name", well(put("/issuer", ISSUER.issuer))),
)

CONTENTS = (
    passing(
        "a badge without an end",
        well(removed("/validUntil")),
        check=Name.PERIOD,
        code="in-force-without-end",
    ),
    passing("a badge without evidence", well(removed("/evidence"))),
    passing("a subject without an id", well(removed("/credentialSubject/id"))),
    passing("a subject without an identifier", well(removed("/credentialSubject/identifier"))),
    passing("the older name of the type", well(put("/type/1", "OpenBadgeCredential"))),
    passing("a context more", well(put("/@context/-", OPEN_BADGES_EXTENSIONS))),
    passing(
        "a badge that begins within the skew of clocks",
        well(put("/validFrom", "2026-07-01T12:04:50Z")),
    ),
    passing("a badge in its last second", well(put("/validUntil", "2026-07-01T12:00:00Z"))),
    passing(
        "an endorsement of the achievement",
        endorsed("/credentialSubject/achievement/endorsement", ACHIEVEMENT),
        check=Name.ENDORSEMENTS,
        code="endorsements-passed",
    ),
    passing(
        "an endorsement of the issuer",
        endorsed("/issuer/endorsement", ISSUER.issuer),
        check=Name.ENDORSEMENTS,
        code="endorsements-passed",
    ),
    passing(
        "an endorsement whose issuer is endorsed, and so on",
        well(put("/credentialSubject/achievement/endorsement", [recommended(3)])),
        check=Name.ENDORSEMENTS,
        code="endorsements-passed",
    ),
    passing(
        "an endorsement by somebody out of reach, which decides nothing",
        well(
            put(
                "/credentialSubject/achievement/endorsement",
                [sign(endorsement(issuer=WEB.issuer), WEB)],
            )
        ),
        check=Name.ENDORSEMENTS,
        code="endorsements-could-not-check",
    ),
    passing(
        "an endorsement as a token",
        well(put("/credentialSubject/achievement/endorsementJwt", [ENDORSEMENT_TOKEN])),
        check=Name.ENDORSEMENTS,
        code="endorsements-passed",
    ),
    passing(
        "a genuine endorsement of something else, which decides nothing",
        endorsed("/credentialSubject/achievement/endorsement", uuid(998)),
        check=Name.ENDORSEMENTS,
        code="endorsements-could-not-check",
    ),
    passing(
        "an endorsement that was changed, which decides nothing",
        well(
            put(
                "/credentialSubject/achievement/endorsement",
                [put("/name", "Inna")(sign(endorsement(), ENDORSER))],
            )
        ),
        check=Name.ENDORSEMENTS,
        code="endorsements-failed",
    ),
    passing("a byte order mark before it", lambda: b"\xef\xbb\xbf" + bytes_of(well()())),
    passing("an endorsement by itself", lambda: sign(endorsement(), ENDORSER)),
    passing("a status list by itself", lambda: sign(status_list())),
)

FREE = (
    passing(
        "alignments in another order",
        well(put(ALIGNED + "/-", SECOND), after=swapped(ALIGNED + "/0", ALIGNED + "/1")),
    ),
    passing("types in another order", well(after=swapped("/type/0", "/type/1"))),
    passing("a list of one type as text", well(after=put("/issuer/type", "Profile"))),
    passing("the other name of the type", well(after=put("/type/1", "OpenBadgeCredential"))),
    passing(
        "a context more after signing with eddsa-jcs-2022",
        well(suite=JCS, after=put("/@context/-", OPEN_BADGES_EXTENSIONS)),
    ),
    passing(
        "a context more after signing with eddsa-rdfc-2022, where every word keeps its meaning",
        well(after=put("/@context/-", OPEN_BADGES_EXTENSIONS)),
    ),
    passing(
        "proofs in another order",
        lambda: swapped("/proof/0", "/proof/1")(in_set(well(), ISSUER, JCS)()),
    ),
    passing(
        "a domain as a list of one",
        well(domain="a.example", after=put("/proof/0/domain", ["a.example"])),
    ),
    passing(
        "the proof that one follows as a list of one",
        lambda: using("/proof/1/previousProof", lambda name: [name])(chained()()),
    ),
    passing("a chain without its last proof", lambda: removed("/proof/1")(chained()())),
    passing(
        "another proof whose key is out of reach",
        in_set(well(), WEB, RDFC),
    ),
)


GOOD = (*FORMS, *PROOFS, *ISSUERS, *CONTENTS, *FREE)
