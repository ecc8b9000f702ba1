"""Credentials that are no Open Badges, one to a file, as data: what the W3C allows, and no more."""

from contexts.library import (
    CREDENTIALS_V1,
    CREDENTIALS_V2,
    DATA_INTEGRITY_V2,
    OPEN_BADGES_3_0_3,
)
from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.report import Genuine, Name

from . import naive
from .cases import Case, failing, passing, undecided
from .documents import STATUS, status_entry, status_list, uuid
from .edits import Edit, all_of, put, removed, same
from .people import ISSUER, STRANGER, by_did_web
from .securing import RDFC, Made, enveloped, sign, sign_unchecked
from .tokens import ABSENT, compact, header_of

PLAIN = {
    "@context": [CREDENTIALS_V2],
    "id": uuid(500),
    "type": ["VerifiableCredential"],
    "issuer": ISSUER.issuer,
    "validFrom": "2026-06-01T00:00:00Z",
    "credentialSubject": {"id": uuid(3)},
}
OLD = {
    **{name: value for name, value in PLAIN.items() if name != "validFrom"},
    "@context": [CREDENTIALS_V1, DATA_INTEGRITY_V2],
    "issuanceDate": "2026-06-01T00:00:00Z",
}
BEGINS = 1780272000
CLR_2_0_1 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
WEB = by_did_web(Algorithm.ED25519)


def plain(edit: Edit = same, after: Edit = same, document: Json = PLAIN) -> Made:
    """Make a signed credential of no particular type; `after` changes what was signed."""
    return lambda: after(sign_unchecked(edit(document)))


def plain_token(edit: Edit = same, **claims: Json) -> Made:
    """Make the same as a token, with claims beside it."""
    payload = {"iss": ISSUER.issuer, **claims}
    named = {name: value for name, value in payload.items() if value is not ABSENT}
    return lambda: compact(header_of(ISSUER, typ="vc+jwt"), {**edit(PLAIN), **named}, ISSUER)


def learner_record(*parts: Json) -> dict[str, Json]:
    """Return a learner record (CLR 2.0) with these credentials in it."""
    return {
        "@context": [CREDENTIALS_V2, CLR_2_0_1, OPEN_BADGES_3_0_3],
        "id": uuid(700),
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Rejestr osiągnięć",
        "issuer": {"id": ISSUER.issuer, "type": ["Profile"], "name": "Przykładowa Akademia"},
        "validFrom": "2026-06-01T00:00:00Z",
        "partial": True,
        "credentialSubject": {
            "id": uuid(3),
            "type": ["ClrSubject"],
            "verifiableCredential": list(parts),
        },
    }


def given(made: Json) -> Made:
    return lambda: made


def wrapped(name: str, made: Made) -> Made:
    """Put something into the envelope of a wallet."""
    return lambda: {name: made()}


GOOD_ONES = (
    passing(
        "a credential of no particular type",
        plain(),
        check=Name.RECOGNISED,
        code="recognised-credential",
    ),
    passing("a credential of VCDM 1.1 of no particular type", plain(document=OLD)),
    passing(
        "a credential about two subjects",
        plain(put("/credentialSubject", [{"id": uuid(3)}, {"id": uuid(4)}])),
    ),
    passing(
        "a credential about nobody named",
        plain(put("/credentialSubject", {"type": CREDENTIALS_V2})),
        check=Name.SUBJECT,
        code="credential-about-nobody-named",
    ),
    passing(
        "a credential without any date",
        plain(removed("/validFrom")),
        check=Name.PERIOD,
        code="credential-without-period",
    ),
    passing("a credential without an id", plain(removed("/id"))),
    passing("a credential of no particular type as a token", plain_token()),
    passing("such a token with other claims", plain_token(jti=uuid(500), sub=uuid(3), nbf=BEGINS)),
    passing("such a token with an earlier nbf", plain_token(nbf=BEGINS - 60)),
    passing("such a token with a later exp", plain_token(exp=BEGINS + 9_999_999)),
    passing("such a token in an envelope", enveloped(plain_token())),
    passing(
        "a credential of no particular type with a status list",
        plain(put("/credentialStatus", status_entry())),
        resources={STATUS: sign(status_list())},
        check=Name.STATUS,
        code="not-revoked",
    ),
    passing("a badge in the member credential", wrapped("credential", plain())),
    passing(
        "a token in the member verifiableCredential", wrapped("verifiableCredential", plain_token())
    ),
    passing("a list of one token", lambda: [plain_token()()]),
)

BAD_ONES = (
    failing(
        "a credential of no particular type that was changed",
        plain(after=put("/credentialSubject/id", uuid(4))),
        Name.PROOF,
        "signature-wrong",
    ),
    failing(
        "a credential of no particular type without a proof",
        plain(after=removed("/proof")),
        Name.PROOF,
        "proof-missing",
    ),
    failing(
        "a credential of no particular type by another than its issuer",
        lambda: sign_unchecked({**PLAIN, "issuer": STRANGER.issuer}),
        Name.ISSUER,
        "controller-is-other",
    ),
    failing(
        "a credential of no particular type that is over",
        plain(put("/validUntil", "2026-06-15T00:00:00Z")),
        Name.PERIOD,
        "expired",
        genuine=Genuine.YES,
    ),
    failing(
        "a credential with an end only, which is over",
        plain(all_of(put("/validUntil", "2026-06-15T00:00:00Z"), removed("/validFrom"))),
        Name.PERIOD,
        "expired",
        genuine=Genuine.YES,
    ),
    failing(
        "a credential of no particular type that has not begun",
        plain(put("/validFrom", "2027-01-01T00:00:00Z")),
        Name.PERIOD,
        "not-yet-valid",
        genuine=Genuine.YES,
    ),
    failing(
        "a credential that ends before it begins",
        plain(put("/validUntil", "2026-05-01T00:00:00Z")),
        Name.VOCABULARY,
        "vocabulary-broken",
        "ends-before-it-begins",
        genuine=Genuine.YES,
    ),
    failing(
        "a credential of VCDM 1.1 without its date of issue",
        plain(removed("/issuanceDate"), document=OLD),
        Name.VOCABULARY,
        "vocabulary-broken",
        "missing-member",
        genuine=Genuine.YES,
    ),
    failing(
        "a credential with a date without a time zone",
        plain(put("/validFrom", "2026-06-01T00:00:00")),
        Name.VOCABULARY,
        "vocabulary-broken",
        "not-a-datetime-with-zone",
        genuine=Genuine.YES,
    ),
    failing(
        "a credential of no particular type with a word of no vocabulary",
        plain(after=put("/grade", "5")),
        Name.TERMS,
        "terms-not-covered",
        "undefined-term",
    ),
    failing(
        "a credential of no particular type that was revoked",
        plain(put("/credentialStatus", status_entry())),
        Name.STATUS,
        "revoked",
        resources={STATUS: sign(status_list(taken_back=94567))},
        genuine=Genuine.YES,
    ),
    failing(
        "a token with another sub than its subject",
        plain_token(sub=uuid(4)),
        Name.PROOF,
        "proof-malformed",
    ),
    failing(
        "a token that is not to be used yet",
        plain_token(nbf=BEGINS + 9_999_999),
        Name.PERIOD,
        "not-yet-valid",
        genuine=Genuine.YES,
    ),
    failing(
        "a token that expired before its credential",
        plain_token(put("/validUntil", "2030-06-15T00:00:00Z"), exp=BEGINS + 60),
        Name.PERIOD,
        "expired",
        genuine=Genuine.YES,
    ),
    failing(
        "a learner record that names no credentials",
        lambda: sign_unchecked(
            removed("/credentialSubject/verifiableCredential")(learner_record())
        ),
        Name.VOCABULARY,
        "vocabulary-broken",
        "missing-member",
        genuine=Genuine.YES,
    ),
    *(
        failing(name, given(made), Name.RECOGNISED, code, genuine=Genuine.UNKNOWN)
        for name, made, code in (
            ("an empty presentation", {"type": "VerifiablePresentation"}, "presentation-empty"),
            ("a wallet without credentials", {"verifiableCredential": []}, "not-a-credential"),
            ("a wallet with a number", {"credential": 5}, "not-a-credential"),
            ("a credential without the W3C's type", {"type": ["Diploma"]}, "not-an-open-badge"),
            (
                "an envelope of a presentation without a token",
                {"type": "EnvelopedVerifiablePresentation", "id": "data:application/vp+jwt,"},
                "token-malformed",
            ),
        )
    ),
)

UNDECIDED_ONES = (
    undecided(
        "a credential whose words are not known here",
        lambda: naive.signed(
            {
                **PLAIN,
                "@context": [CREDENTIALS_V2, "https://slownik.example/v1"],
                "type": ["VerifiableCredential", "CertifiedDiploma"],
            },
            ISSUER,
            RDFC,
            {},
        ),
        Name.TERMS,
        "context-unknown",
    ),
    undecided(
        "a credential of no particular type by an issuer out of reach",
        lambda: sign_unchecked({**PLAIN, "issuer": WEB.issuer}, WEB),
        Name.PROOF,
        "key-unreachable",
    ),
    undecided(
        "more credentials than anybody presents",
        lambda: [PLAIN] * 51,
        Name.RECOGNISED,
        "credentials-too-many",
    ),
)

OTHERS: tuple[Case, ...] = (*GOOD_ONES, *BAD_ONES, *UNDECIDED_ONES)
