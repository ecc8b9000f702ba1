"""Kinds of status beside revocation on one list, as data: messages, older lists, several."""

import gzip
from base64 import b64encode

from contexts.library import (
    CREDENTIALS_V1,
    DATA_INTEGRITY_V2,
    STATUS_LIST_2021_V1,
)
from keys.multibase import base64url_encode
from keys.strict_json import Json
from signing.status_list import empty_list, encode, with_status
from verifier.report import Genuine, Name

from .cases import passing, undecided
from .documents import INDEX, STATUS, status_entry, status_list, with_status_entry
from .edits import Edit, all_of, put, removed, renamed, same
from .people import (
    ISSUER,
    STRANGER,
    Person,
)
from .securing import sign, sign_unchecked, token, well
from .status_cases import ENCODED, PURPOSE, SUSPENDED, listed, taken_back, told

SECOND = f"{STATUS}/2"
MESSAGES = [{"status": f"0x{value:x}", "message": f"Etap {value}"} for value in range(4)]
MESSAGE = {"statusPurpose": "message", "statusSize": 2, "statusMessage": MESSAGES}


def in_twos(value: int) -> str:
    """Return an encoded list of entries of two bits, of which ours has this value."""
    bits = empty_list(2 * 131_072)
    places = [2 * INDEX + place for place in (0, 1) if value & (2 >> place)]
    return encode(with_status(bits, places))


def with_purpose(purpose: str, encoded: str | None = None) -> Json:
    more = put(ENCODED, encoded) if encoded else same
    return listed(all_of(put(PURPOSE, purpose), more))


def older(edit: Edit = same, *, bit: bool = True, by: Person = ISSUER) -> dict[str, Json]:
    """Return the answer of a Status List 2021 of VCDM 1.1, edited and signed."""
    new = status_list(taken_back=INDEX if bit else None)
    change = all_of(
        put("/@context", [CREDENTIALS_V1, STATUS_LIST_2021_V1, DATA_INTEGRITY_V2]),
        put("/type/1", "StatusList2021Credential"),
        renamed("/validFrom", "issuanceDate"),
        renamed("/validUntil", "expirationDate"),
        put("/credentialSubject/type", "StatusList2021"),
        put(ENCODED, new["credentialSubject"]["encodedList"][1:]),
        removed("/credentialSubject/ttl"),
        edit,
    )
    return {STATUS: sign_unchecked(change(new), by)}


OLDER_ENTRY = all_of(
    put("/@context/-", STATUS_LIST_2021_V1), with_status_entry(type="StatusList2021Entry")
)


def both(*entries: Json) -> Edit:
    return put("/credentialStatus", list(entries))


def second(bit: bool, **members: Json) -> dict[str, Json]:
    """Return the answer of a second list, for suspensions."""
    change = all_of(put("/id", SECOND), put(PURPOSE, "suspension"))
    return {SECOND: sign(change(status_list(taken_back=INDEX if bit else None))), **members}


TWO = both(status_entry(), status_entry(id=f"{SECOND}#1", statusListCredential=SECOND, **SUSPENDED))

MEANINGS = (
    told("a message in words", "status-message", with_purpose("message", in_twos(2)), MESSAGE),
    told(
        "a message without words for it",
        "status-says",
        with_purpose("message", in_twos(3)),
        {**MESSAGE, "statusMessage": MESSAGES[:3]},
    ),
    told(
        "a message whose number is none",
        "status-says",
        with_purpose("message", in_twos(1)),
        {**MESSAGE, "statusMessage": [{"status": "0x_1", "message": "Etap"}]},
    ),
    told(
        "a newer version to be had",
        "status-newer-version",
        with_purpose("refresh"),
        {"statusPurpose": "refresh"},
    ),
    told(
        "no newer version to be had",
        "status-no-newer-version",
        with_purpose("refresh", encode(empty_list())),
        {"statusPurpose": "refresh"},
    ),
    told("a purpose that nobody knows", "status-says", with_purpose("x"), {"statusPurpose": "x"}),
    taken_back(
        "a revocation told in two bits",
        well(with_status_entry(statusSize=2)),
        resources=listed(put(ENCODED, in_twos(1))),
        right=True,
    ),
)

OLDER = (
    passing(
        "a list of 2021",
        well(OLDER_ENTRY),
        check=Name.STATUS,
        code="not-revoked",
        resources=older(bit=False),
    ),
    passing(
        "a list of 2021 in base64 with padding",
        well(OLDER_ENTRY),
        check=Name.STATUS,
        code="not-revoked",
        resources=older(put(ENCODED, b64encode(gzip.compress(bytes(16_384))).decode())),
    ),
    passing("a list of 2021 by itself", lambda: older()[STATUS]),
    taken_back("revoked on a list of 2021", well(OLDER_ENTRY), resources=older(), right=True),
    taken_back("a token that is revoked on a list of 2021", token(OLDER_ENTRY), resources=older()),
    undecided(
        "a list of 2021 with the prefix of its successor",
        well(OLDER_ENTRY),
        Name.STATUS,
        "status-list-unusable",
        resources=older(put(ENCODED, encode(empty_list()))),
        genuine=Genuine.YES,
    ),
    undecided(
        "a list of 2021 that another signed",
        well(OLDER_ENTRY),
        Name.STATUS,
        "status-list-not-valid",
        resources=older(by=STRANGER),
        genuine=Genuine.YES,
    ),
    undecided(
        "a list of 2021 that is too short",
        well(OLDER_ENTRY),
        Name.STATUS,
        "status-list-unusable",
        resources=older(put(ENCODED, base64url_encode(gzip.compress(bytes(4_000))))),
        genuine=Genuine.YES,
    ),
    undecided(
        "a list of 2021 where its successor is named",
        well(with_status_entry()),
        Name.STATUS,
        "status-list-of-other-kind",
        resources=older(),
        genuine=Genuine.YES,
    ),
    undecided(
        "a list where one of 2021 is named",
        well(OLDER_ENTRY),
        Name.STATUS,
        "status-list-of-other-kind",
        resources=listed(),
        genuine=Genuine.YES,
    ),
    undecided(
        "a list of 2021 with a word that its context does not have",
        well(OLDER_ENTRY),
        Name.STATUS,
        "status-list-not-valid",
        resources={STATUS: put("/credentialSubject/ttl", 5)(older()[STATUS])},
        genuine=Genuine.YES,
    ),
)

SEVERAL = (
    passing(
        "two lists, neither of which takes the badge back",
        well(TWO),
        check=Name.STATUS,
        code="not-revoked",
        resources=second(bit=False, **listed(bit=False)),
        remarks=("several-statuses",),
    ),
    taken_back(
        "two lists, the second of which takes the badge back",
        well(TWO),
        "suspended",
        resources=second(bit=True, **listed(bit=False)),
        right=True,
    ),
    taken_back(
        "two lists, one out of reach and one that takes the badge back",
        well(TWO),
        "suspended",
        resources=second(bit=True),
        right=True,
    ),
    undecided(
        "two lists, one of which is out of reach",
        well(TWO),
        Name.STATUS,
        "status-unreachable",
        resources=listed(bit=False),
        genuine=Genuine.YES,
        rule="not-revoked",
    ),
    undecided(
        "a list, and a method that nobody knows",
        well(both(status_entry(), {"id": "urn:example:1", "type": "urn:example:Method"})),
        Name.STATUS,
        "status-type-unknown",
        resources=listed(bit=False),
        genuine=Genuine.YES,
    ),
    undecided(
        "nine lists",
        well(both(*(status_entry(id=f"{STATUS}#{n}", statusListIndex=str(n)) for n in range(9)))),
        Name.STATUS,
        "status-too-many",
        resources=listed(bit=False),
        genuine=Genuine.YES,
    ),
)

STATUS_KINDS = (*MEANINGS, *OLDER, *SEVERAL)
